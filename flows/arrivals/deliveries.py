"""Deliveries: the files of the landing zone against what the register already knows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from time import time
from typing import IO

from flows.arrivals.landing import ALONE, LandedFile, LandingView, Misplaced
from flows.arrivals.vault import is_whole, sha256_of, take
from flows.home import Home
from flows.pseudonym_key import PseudonymKey
from transforms.manifest import Manifest, ManifestRefused, manifest_in, read_manifest
from warehouse.register.records import Arrival, Content, Resend, Sighting
from warehouse.register.store import Register

RACY_S = 2.0  # a file can change twice within one tick of the file system's clock: so fresh a sighting is not relied on
REMEMBERED = 4096  # files
ALONE_KINDS = ("nil", "withdrawal")  # of these a manifest says everything
SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A landed file and what its bytes are. `known`: the arrival that they, with this manifest, already are for sender and period."""

    file: LandedFile
    path_id: str
    sha256: str
    manifest_sha256: str
    known: Arrival | None
    is_resend: bool  # known bytes under another name, or put anew into the same place
    fault: Misplaced | None

    @property
    def is_new(self) -> bool:
        """Whether it is still to be taken in."""
        return self.known is None and self.fault is None


def inspect(view: LandingView, register: Register, key: PseudonymKey, home: Home) -> list[Delivery]:
    """Every landed file by its content; one that cannot be read bears that as its fault, and the others go on.

    A file whose size, times and inode are those last seen is not hashed again.
    """
    sightings = register.sightings()
    known = _Known.of(register.arrivals())
    return [_inspect_one(file, sightings, known, key, home) for file in view.files]


@dataclass(frozen=True, slots=True)
class _Known:
    """The arrivals by what they are, and the last arrival of each name."""

    by_content: dict[Content, Arrival]
    last_of_name: dict[tuple[str, str, str], Arrival]

    @classmethod
    def of(cls, arrivals: list[Arrival]) -> "_Known":
        by_content = {one.content: one for one in arrivals}
        return cls(by_content, {(one.sender_code, one.period, one.name_id): one for one in arrivals})

    def is_resend(self, arrival: Arrival, name_id: str, seen: Sighting | None) -> bool:
        """Whether known bytes, in a file that looks other than last time (`seen`), were delivered again."""
        if name_id != arrival.name_id or self.last_of_name[arrival.sender_code, arrival.period, name_id] != arrival:
            return True
        return seen is not None and seen.sha256 == arrival.sha256


def _inspect_one(file: LandedFile, sightings: dict[str, Sighting], known: _Known, key: PseudonymKey, home: Home) -> Delivery:
    path_id = key.sign(file.relative)
    try:
        return _compare(file, path_id, sightings.get(path_id), known, key, home)
    except OSError as error:
        return Delivery(file, path_id, "", "", None, False, unreadable(file, error))


def _compare(file: LandedFile, path_id: str, seen: Sighting | None, known: _Known, key: PseudonymKey, home: Home) -> Delivery:
    is_as_last_seen = seen is not None and seen.signature == file.signature
    sha256 = seen.sha256 if seen and is_as_last_seen else _hash_once(file)
    manifest_sha256 = _hash(file.open_manifest) if file.manifest_path else ""
    arrival = known.by_content.get((file.sender_code, f"{file.period:%Y-%m}", sha256, manifest_sha256, file.file_format))
    if arrival is None or not _is_held(home, sha256, is_as_last_seen=is_as_last_seen):
        return Delivery(file, path_id, sha256, manifest_sha256, None, False, _alone(file) if file.file_format == ALONE else None)
    is_resend = not is_as_last_seen and known.is_resend(arrival, key.sign(file.name), seen)
    return Delivery(file, path_id, sha256, manifest_sha256, arrival, is_resend, None)


def _is_held(home: Home, sha256: str, *, is_as_last_seen: bool) -> bool:
    """Whether the vault has these bytes. What is put into landing again may be what it has lost: then its copy is read, too."""
    return (home.vault / sha256).exists() if is_as_last_seen else is_whole(home.vault, sha256)


def unreadable(file: LandedFile, error: OSError) -> Misplaced:
    """A file (or its manifest) that lies there but cannot be read: forbidden, or gone since it was listed."""
    return Misplaced(
        file.place, f"it cannot be read ({error.strerror or type(error).__name__})", "mend its permissions, or deliver it again"
    )


def _alone(file: LandedFile) -> Misplaced | None:
    """What is wrong with a manifest that lies without an extract, if anything."""
    try:
        with file.open() as source:
            kind = manifest_in(source, file.masked_name).kind
    except ManifestRefused as refused:
        return Misplaced(file.place, refused.what, refused.fix)
    if kind in ALONE_KINDS:
        return None
    fix = "deliver the extract it belongs to beside it (JHT.csv and JHT.manifest.yaml); only a nil return or a withdrawal stands alone"
    return Misplaced(file.place, f"a manifest of kind {kind} lies without its extract", fix)


def take_in(delivery: Delivery, home: Home, key: PseudonymKey, now: datetime) -> Arrival:
    """Copy a delivery (and its manifest) into the vault. The arrival bears the hash of what was copied, whatever was seen before."""
    file = delivery.file
    with file.open() as source:
        sha256 = take(source, home.vault)
    manifest_sha256 = sha256 if file.file_format == ALONE else ""
    if file.manifest_path and not manifest_sha256:
        with file.open_manifest() as source:
            manifest_sha256 = take(source, home.vault)
    manifest = stated(home.vault / manifest_sha256, file.masked_name) if manifest_sha256 else None
    return Arrival(
        arrival_id=0,  # given by the register
        sender_code=file.sender_code,
        period=f"{file.period:%Y-%m}",
        sha256=sha256,
        manifest_sha256=manifest_sha256,
        revision=manifest.revision or 0 if manifest else 0,
        name_id=key.sign(file.name),
        file_name=file.masked_name,
        file_format=file.file_format,
        size_bytes=file.size_bytes,
        arrived_at=now.isoformat(timespec="seconds"),
        kind=manifest.kind if manifest else "full",
        withdraws=withdrawn_name(manifest, key),
    )


def stated(manifest: Path, file_name: str) -> Manifest | None:
    """What the manifest says; None where it cannot be understood (for which its extract is refused when it is cleaned)."""
    try:
        return read_manifest(manifest, file_name)
    except ManifestRefused:
        return None


def withdrawn_name(manifest: Manifest | None, key: PseudonymKey) -> str:
    """What a withdrawal names, as arrivals are compared by: a SHA-256, or the name_id of a file name."""
    if manifest is None or not manifest.withdraws:
        return ""
    return manifest.withdraws.lower() if SHA256.fullmatch(manifest.withdraws) else key.sign(manifest.withdraws)


def resends(deliveries: Iterable[Delivery], now: datetime) -> list[Resend]:
    """The deliveries of what was there already."""
    again = [(one, one.known) for one in deliveries if one.is_resend]
    seen_at = now.isoformat(timespec="seconds")
    return [Resend(one.path_id, one.file.signature, known.arrival_id, one.file.masked_name, seen_at) for one, known in again if known]


def sightings_worth_keeping(deliveries: Sequence[Delivery], now: datetime) -> list[Sighting]:
    """What may be remembered of these files, leaving out those changed a moment ago, and those that could not be read."""
    settled = [delivery for delivery in deliveries if delivery.sha256 and now.timestamp() - delivery.file.changed_at > RACY_S]
    return [Sighting(delivery.path_id, delivery.file.signature, delivery.sha256) for delivery in settled]


def _hash_once(file: LandedFile) -> str:
    """The hash of its bytes. A run looks at the landing zone twice before it takes a file in; one that lies there unchanged is hashed once.

    What is taken in bears the hash of what was copied, whatever is said here.
    """
    return _hash(file.open) if time() - file.changed_at <= RACY_S else _hash_settled(file)


@lru_cache(REMEMBERED)
def _hash_settled(file: LandedFile) -> str:
    return _hash(file.open)


def _hash(opened: Callable[[], IO[bytes]]) -> str:
    with opened() as source:
        return sha256_of(source)
