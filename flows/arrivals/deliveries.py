"""Deliveries: the files of the landing zone against what the register already knows."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import fsspec

from flows.arrivals.landing import LandedFile, LandingView
from flows.arrivals.vault import sha256_of, take
from flows.home import Home
from flows.pseudonym_key import PseudonymKey
from transforms.manifest import ManifestRefused, read_manifest
from warehouse.register.records import Arrival, Sighting
from warehouse.register.store import Register

RACY_S = 2.0  # a file can change twice within one tick of the file system's clock: so fresh a sighting is not relied on


@dataclass(frozen=True, slots=True)
class Delivery:
    """A landed file and what its bytes are. `is_new`: these bytes, with this manifest, are not yet registered for its sender and period."""

    file: LandedFile
    path_id: str
    sha256: str
    manifest_sha256: str
    is_new: bool


def inspect(view: LandingView, register: Register, key: PseudonymKey, home: Home) -> list[Delivery]:
    """Every landed file by its content. A file whose size, times and inode are those last seen is not hashed again."""
    sightings = register.sightings()
    known = {(arrival.sender_code, arrival.period, arrival.sha256, arrival.manifest_sha256) for arrival in register.arrivals()}
    return [_inspect_one(file, sightings, known, key, home) for file in view.files]


def _inspect_one(
    file: LandedFile, sightings: dict[str, Sighting], known: set[tuple[str, str, str, str]], key: PseudonymKey, home: Home
) -> Delivery:
    path_id = key.sign(file.relative)
    seen = sightings.get(path_id)
    sha256 = seen.sha256 if seen and seen.signature == file.signature else _hash(file.path)
    manifest_sha256 = _hash(file.manifest_path) if file.manifest_path else ""
    is_known = (file.sender_code, f"{file.period:%Y-%m}", sha256, manifest_sha256) in known and (home.vault / sha256).exists()
    return Delivery(file, path_id, sha256, manifest_sha256, not is_known)


def take_in(delivery: Delivery, home: Home, key: PseudonymKey, now: datetime) -> Arrival:
    """Copy a delivery (and its manifest) into the vault. The arrival bears the hash of what was copied, whatever was seen before."""
    file = delivery.file
    with fsspec.open(file.path, "rb") as source:
        sha256 = take(source, home.vault)
    manifest_sha256, revision = "", 0
    if file.manifest_path:
        with fsspec.open(file.manifest_path, "rb") as source:
            manifest_sha256 = take(source, home.vault)
        revision = _revision(home.vault / manifest_sha256, file.masked_name)
    return Arrival(
        arrival_id=0,  # given by the register
        sender_code=file.sender_code,
        period=f"{file.period:%Y-%m}",
        sha256=sha256,
        manifest_sha256=manifest_sha256,
        revision=revision,
        name_id=key.sign(file.name),
        file_name=file.masked_name,
        file_format=file.file_format,
        size_bytes=file.size_bytes,
        arrived_at=now.isoformat(timespec="seconds"),
    )


def _revision(manifest: Path, file_name: str) -> int:
    """What the manifest says; 0 where it says nothing, or cannot be understood (for which its extract is refused when it is cleaned)."""
    try:
        return read_manifest(manifest, file_name).revision or 0
    except ManifestRefused:
        return 0


def sightings_worth_keeping(deliveries: list[Delivery], now: datetime) -> list[Sighting]:
    """What may be remembered of these files, leaving out those changed a moment ago."""
    settled = [delivery for delivery in deliveries if now.timestamp() - delivery.file.changed_at > RACY_S]
    return [Sighting(delivery.path_id, delivery.file.signature, delivery.sha256) for delivery in settled]


def _hash(path: str) -> str:
    with fsspec.open(path, "rb") as source:
        return sha256_of(source)
