"""A workbook as a package of parts: opened with distrust, written again with only the changed parts changed."""

import codecs
import posixpath
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import IO

from flows.answer.errors import WorkbookUnmarkable

MOST_PARTS = 10_000
MOST_BYTES = 4 << 30
PART_BYTES = 1 << 30  # of one part, unpacked
MOST_RATIO = 500  # a sheet packs 10 to 100 times; a bomb comes near the 1032 that deflate can at most
RATIO_FROM_BYTES = 1 << 20
IS_ENCRYPTED = 0x1
DATED = (1980, 1, 1, 0, 0, 0)  # the parts that are added: equal answers are equal bytes


@dataclass(slots=True)
class Package:
    """The parts of a workbook by name. `changed` holds the new bytes of those edited or added."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name in self.archive.NameToInfo

    def names(self) -> list[str]:
        """All parts, those of the sender first."""
        own = self.archive.namelist()
        return [*own, *(name for name in self.changed if name not in self.archive.NameToInfo)]

    def read(self, name: str) -> bytes:
        """A part as it is now, in an encoding of single bytes or UTF-8."""
        if name in self.changed:
            return self.changed[name]
        if name not in self.archive.NameToInfo:
            raise WorkbookUnmarkable(f"the workbook has no part {posixpath.basename(name)}")
        with damage_told():
            data = self.archive.read(name)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise WorkbookUnmarkable("a part of the workbook is UTF-16, which no spreadsheet program writes")
        return data

    def free_name(self, pattern: str) -> str:
        """The first name of this pattern (`xl/comments{}.xml`) that no part has."""
        taken = {name.lower() for name in self.names()}
        return next(name for n in range(1, MOST_PARTS * 2) if (name := pattern.format(n)).lower() not in taken)

    def write(self, target: IO[bytes]) -> None:
        """The package with its changes; parts that are not changed are copied, in their order, with their dates."""
        with damage_told(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for part in self.archive.infolist():
                if part.filename not in self.changed:
                    _copy(self.archive, part, out)
                else:
                    out.writestr(_like(part), self.changed[part.filename])
            for name in self.names()[len(self.archive.namelist()) :]:
                out.writestr(_new(name), self.changed[name])


def _copy(archive: zipfile.ZipFile, part: zipfile.ZipInfo, out: zipfile.ZipFile) -> None:
    with archive.open(part) as source, out.open(_like(part), "w", force_zip64=part.file_size >= PART_BYTES) as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def _like(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    twin = zipfile.ZipInfo(part.filename, part.date_time)
    twin.compress_type, twin.external_attr, twin.create_system = part.compress_type, part.external_attr, part.create_system
    return twin


def _new(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, DATED)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The workbook at `path`. WorkbookUnmarkable for what is no sane package, before anything is unpacked."""
    with damage_told(), zipfile.ZipFile(path) as archive:
        refuse_absurd(archive.infolist())
        yield Package(archive)


@contextmanager
def damage_told() -> Iterator[None]:
    """What zip and deflate complain of, as a refusal."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise WorkbookUnmarkable("the workbook's zip container is damaged") from None


def refuse_absurd(parts: list[zipfile.ZipInfo], most_bytes: int = MOST_BYTES, part_bytes: int = PART_BYTES) -> None:
    """WorkbookUnmarkable for too many or too large parts, repeated or outlandish names, encryption, overlapping parts."""
    faults = {
        "it has too many parts": len(parts) > MOST_PARTS,
        "it unpacks to too many bytes": sum(part.file_size for part in parts) > most_bytes,
        "a part of it is too large": any(part.file_size > part_bytes for part in parts),
        "a part of it is packed absurdly tight": any(_is_bomb(part) for part in parts),
        "two parts have one name": max(Counter(part.filename for part in parts).values(), default=1) > 1,
        "a part lies outside the package": any(_is_outside(part.filename) for part in parts),
        "a part is encrypted": any(part.flag_bits & IS_ENCRYPTED for part in parts),
        "a part is packed in an unusual way": any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts),
        "parts overlap": _overlap(parts),
    }
    if fault := next((what for what, is_so in faults.items() if is_so), None):
        raise WorkbookUnmarkable(f"the workbook is no sane package: {fault}")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_FROM_BYTES and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    ordered = sorted(parts, key=lambda part: part.header_offset)
    return any(one.header_offset + one.compress_size > after.header_offset for one, after in pairwise(ordered))
