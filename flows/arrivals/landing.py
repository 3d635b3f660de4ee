"""The landing zone: what lies there, by period and sender. Nothing is read here but names, times and manifests."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from transforms.manifest import LONGEST_MANIFEST
from transforms.read.masking import starred

PERIOD = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
SENDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
FORMATS = (".csv.gz", ".csv", ".xlsx", ".parquet")
MANIFEST = ".manifest.yaml"
MISNAMED = (".manifest.yml", ".MANIFEST.YAML", ".MANIFEST.YML", ".Manifest.yaml", ".Manifest.yml")  # as systems that ignore case make them
FIX_MISNAMED = f"name it <file>{MANIFEST}"
ALONE = "manifest"  # the format of a manifest beside which no extract lies: a nil return, a withdrawal
UNFINISHED = re.compile(r"^(\.|~\$)|\.(part|tmp|crdownload|filepart)$", re.IGNORECASE)
PATH_PARTS = 3  # period, sender, name


@dataclass(frozen=True, slots=True)
class LandedFile:
    """A file in the landing zone that calls itself an extract, or a manifest alone."""

    period: date
    sender_code: str
    name: str
    file_format: str
    path: str
    size_bytes: int
    signature: str
    changed_at: float
    manifest_path: str | None
    filesystem: Any = field(compare=False, repr=False)  # that of the landing zone: only it knows what its paths mean

    def open(self) -> IO[bytes]:
        """Its bytes. Raises OSError, also where a link has taken its place since it was found."""
        return _opened(self.filesystem, self.path)

    def open_manifest(self) -> IO[bytes]:
        """The bytes of the manifest beside it."""
        if self.manifest_path is None:
            raise FileNotFoundError(self.place)
        return _opened(self.filesystem, self.manifest_path)

    @property
    def relative(self) -> str:
        """Its place under the landing zone. May hold a personal number: never shown, never stored."""
        return f"{self.period:%Y-%m}/{self.sender_code}/{self.name}"

    @property
    def place(self) -> str:
        """Where it lies, fit to be shown."""
        return f"landing/{self.period:%Y-%m}/{self.sender_code}/{self.masked_name}"

    @property
    def masked_name(self) -> str:
        """Its name, fit to be shown and kept."""
        return starred(self.name)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Something in the landing zone that cannot be taken in as it lies there."""

    where: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class LandingView:
    """What lay in the landing zone at one moment."""

    files: tuple[LandedFile, ...]
    misplaced: tuple[Misplaced, ...]
    unsettled: int


def look(landing_url: str, *, now: datetime, settle_s: float) -> LandingView:
    """Everything in the landing zone, in a fixed order; unfinished files and those changed within `settle_s` are left for the next run."""
    filesystem, root = _zone(landing_url)
    filesystem.invalidate_cache()
    entries = filesystem.find(root, detail=True) if filesystem.exists(root) else {}
    listed = {path.removeprefix(root).lstrip("/"): info for path, info in sorted(entries.items())}
    files: list[LandedFile] = []
    misplaced: list[Misplaced] = []
    unsettled, spoken_for = 0, _manifests_of_files(listed)
    for relative, info in listed.items():
        name = relative.rsplit("/", 1)[-1]
        if UNFINISHED.search(name) or relative in spoken_for:
            continue
        found = _recognise(relative, info, listed, (filesystem, root))
        if isinstance(found, Misplaced):
            misplaced.append(found)
        elif abs(now.timestamp() - found.changed_at) < settle_s:  # a time far ahead is another clock's, or this one was set back
            unsettled += 1
        else:
            files.append(found)
    return LandingView(tuple(files), tuple(misplaced), unsettled)


def _zone(landing_url: str) -> tuple[Any, str]:
    """The file system of the landing zone, and its root there. A plain path is one, whatever signs are in it (`::` chains URLs)."""
    if "://" not in landing_url:
        return LocalFileSystem(), Path(landing_url).absolute().as_posix()
    filesystem, root = fsspec.core.url_to_fs(landing_url)
    return filesystem, root


def _opened(filesystem: Any, path: str) -> IO[bytes]:  # noqa: ANN401 - whichever fsspec has
    """Never by `fsspec.open`: to it a name is an address, and `link::x.csv` another file."""
    if isinstance(filesystem, LocalFileSystem):
        return Path(path).open("rb") if os.name == "nt" else os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    opened: IO[bytes] = filesystem.open(path, "rb")
    return opened


def _recognise(relative: str, info: dict[str, Any], listed: dict[str, Any], zone: tuple[Any, str]) -> LandedFile | Misplaced:
    filesystem, root = zone
    parts = relative.split("/")
    if len(parts) != PATH_PARTS:
        return _misplaced(relative, "it does not lie in a period and a sender folder", "move it to landing/<period>/<sender>/")
    folder, sender_code, name = parts
    period = PERIOD.fullmatch(folder)
    if not period:
        return _misplaced(relative, f"the folder {starred(folder)!r} is not a period", "name it like 2022-07: year, hyphen, month 01 to 12")
    if not SENDER.fullmatch(sender_code):
        return _misplaced(relative, "the sender's folder is not a sender code", "use letters, digits, '_', '-' and '.', at most 64")
    file_format = next((suffix for suffix in (*FORMATS, MANIFEST) if name.lower().endswith(suffix)), None)
    if file_format is None:
        return _misplaced(relative, *_unread(name))
    manifest = relative if file_format == MANIFEST else _beside(relative, listed, (MANIFEST,))
    unfit = _unfit(relative, info) or (
        _unfit_manifest(manifest, listed[manifest], is_alone=manifest == relative) if manifest else _misnamed_beside(relative, listed)
    )
    if unfit:
        return unfit
    return LandedFile(
        period=date(int(period[1]), int(period[2]), 1),
        sender_code=sender_code,
        name=name,
        file_format=ALONE if file_format == MANIFEST else file_format.removeprefix("."),
        path=f"{root}/{relative}",
        size_bytes=int(info["size"]),
        signature=_signature(info),
        changed_at=max(_changed_at(info), _changed_at(listed[manifest]) if manifest else 0.0),
        manifest_path=f"{root}/{manifest}" if manifest else None,
        filesystem=filesystem,
    )


def _unfit(relative: str, info: dict[str, Any]) -> Misplaced | None:
    """Something that must not be opened: a link may lead anywhere, and a pipe that nobody writes to holds up whoever reads it."""
    kind = "link" if info.get("islink") else info.get("type", "file")
    if kind == "file":
        return None
    what = "it is a link, not a file" if kind == "link" else "it is not a file, but a pipe, a socket or a device"
    return _misplaced(relative, what, "put the file itself there")


def _unread(name: str) -> tuple[str, str]:
    """Why a file of this name is none that is read, and what to do."""
    if name.endswith(MISNAMED):
        return f"the name of a manifest ends in {MANIFEST}", FIX_MISNAMED
    return "its format is not one that is read", "send csv, csv.gz, xlsx or parquet"


def _misnamed_beside(relative: str, listed: dict[str, Any]) -> Misplaced | None:
    """An extract beside what is meant for its manifest waits for it: else it would count without its control totals."""
    other = _beside(relative, listed, MISNAMED)
    if other is None:
        return None
    what = f"{starred(other.rsplit('/', 1)[-1])} beside it should end in {MANIFEST}; the extract is not taken in without its manifest"
    return _misplaced(relative, what, FIX_MISNAMED)


def _unfit_manifest(relative: str, info: dict[str, Any], *, is_alone: bool) -> Misplaced | None:
    """What keeps a manifest from being read, and with it the extract that it belongs to."""
    unfit = _unfit(relative, info)
    if unfit is None and int(info["size"]) > LONGEST_MANIFEST:
        fix = "deliver the manifest itself, or the extract under a name that does not end in .manifest.yaml"
        unfit = _misplaced(relative, f"it is far larger than any manifest (more than {LONGEST_MANIFEST >> 10} KiB)", fix)
    if unfit is None or is_alone:
        return unfit
    return replace(unfit, what=f"{unfit.what}; the extract beside it is not taken in without it")


def _misplaced(relative: str, what: str, fix: str) -> Misplaced:
    return Misplaced(f"landing/{starred(relative)}", what, fix)


def _manifests_of_files(listed: dict[str, Any]) -> set[str]:
    """The manifests that lie beside an extract, be it still on its way."""
    finished = ("/".join((*folders, UNFINISHED.sub("", name))) for *folders, name in (relative.split("/") for relative in listed))
    return {manifest for manifest in (_beside(relative, listed, (MANIFEST,)) for relative in finished) if manifest}


def _beside(relative: str, listed: dict[str, Any], endings: Sequence[str]) -> str | None:
    """What lies beside an extract with one of these endings: `JHT.csv.manifest.yaml` or `JHT.manifest.yaml` beside JHT.csv."""
    file_format = next((suffix for suffix in FORMATS if relative.lower().endswith(suffix)), "")
    stems = (relative, relative[: -len(file_format)]) if file_format else ()
    return next((stem + ending for stem in stems for ending in endings if stem + ending in listed), None)


def _signature(info: dict[str, Any]) -> str:
    return ":".join(str(info.get(key, "")) for key in ("size", "mtime", "created", "ino", "ETag", "etag"))


def _changed_at(info: dict[str, Any]) -> float:
    changed = info.get("mtime") or info.get("LastModified") or info.get("created") or 0.0
    return changed.timestamp() if isinstance(changed, datetime) else float(changed)
