"""Is a file what its name says, and whole? Judged by its first and last bytes, before any library opens it."""

import gzip
import zipfile
import zlib
from pathlib import Path

from transforms.errors import ExtractRefused
from transforms.read.archive import FAULTS, Damaged, Seen, refuse_hostile_parts
from transforms.read.limits import limit, over
from transforms.read.shapes import ExtractFile

GZIP, ZIP, OLE, PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
KNOWN = {
    GZIP: "a gzip file",
    ZIP: "a zip file or workbook",
    OLE: "an old or protected Office file",
    PARQUET: "a Parquet file",
    b"%PDF": "a PDF",
}
CHUNK_BYTES = 8 << 20
SEND_AGAIN = "fetch or ask for the file again and put the whole of it in landing"


def refuse_empty(file: ExtractFile) -> None:
    """ExtractRefused EX01 for a file without bytes."""
    if file.path.stat().st_size == 0:
        raise ExtractRefused("EX01", file.file_name, "the file is empty", "send a nil return (nil.manifest.yaml) if there were no payments")


def refuse_disguised(file: ExtractFile) -> None:
    """ExtractRefused EX02 where a text file begins with the bytes of another format."""
    head = _head(file.path)
    kind = next((name for magic, name in KNOWN.items() if head.startswith(magic)), None)
    if kind:
        raise _not(file, f"it is {kind}, not text")


def unpack_gzip(file: ExtractFile, target: Path) -> Path:
    """The text of a .gz (of one member or several), written to `target` by chunks.

    EX02 no gzip or damaged, EX04 ends early, EX12 unpacks to too much.
    """
    if not _head(file.path).startswith(GZIP):
        raise _not(file, "it is not a gzip file")
    most = min(limit("unpacked_bytes"), max(limit("ratio_floor_bytes"), file.path.stat().st_size * limit("unpack_ratio")))
    try:
        with gzip.open(file.path) as packed, target.open("wb") as plain:
            while chunk := packed.read(CHUNK_BYTES):
                plain.write(chunk)
                if plain.tell() > most:
                    name = "unpacked_bytes" if most == limit("unpacked_bytes") else "unpack_ratio"
                    raise over(file.file_name, f"it unpacks to more than {most} bytes", name)
    except EOFError:
        raise _cut(file, "the gzip file ends early") from None
    except (gzip.BadGzipFile, zlib.error):
        raise _not(file, "the gzip file is damaged, or something else stands behind its end") from None
    return target


def refuse_unreadable_workbook(file: ExtractFile) -> dict[str, Seen]:
    """EX05 protected by a password, EX04 cut off, EX02 no workbook or a damaged one, EX12 over a limit of `tables/limits.csv`.

    Returns what was seen of its sheets on the way, by name.
    """
    head = _head(file.path)
    if head.startswith(OLE):
        _refuse_ole(file)
    if not head.startswith(b"PK"):
        raise _not(file, "it is not a workbook")
    if not zipfile.is_zipfile(file.path):
        raise _cut(file, "the workbook has no end (its zip directory is missing)")
    try:
        with zipfile.ZipFile(file.path) as parts:
            if not any(name.startswith("xl/") for name in parts.namelist()):
                raise _not(file, "it is a zip file but holds no workbook")
            return refuse_hostile_parts(parts, file.file_name)
    except Damaged:
        raise damaged(file) from None
    except FAULTS:
        raise _not(file, "the workbook's zip directory is damaged") from None


def refuse_unreadable_parquet(file: ExtractFile) -> None:
    """EX02 no Parquet file, EX04 without its end."""
    if not _head(file.path).startswith(PARQUET):
        raise _not(file, "it is not a Parquet file")
    with file.path.open("rb") as stream:
        stream.seek(-4, 2)
        if stream.read() != PARQUET or file.path.stat().st_size <= len(PARQUET):
            raise _cut(file, "the Parquet file has no end (its footer is missing)")


def damaged(file: ExtractFile, evidence: dict[str, str] | None = None) -> ExtractRefused:
    """EX02 for a file that looks right outside but that its library cannot read."""
    return _not(file, f"the {file.file_format} file is damaged inside", evidence)


def _refuse_ole(file: ExtractFile) -> None:
    if "EncryptedPackage".encode("utf-16-le") in file.path.read_bytes():
        raise ExtractRefused(
            "EX05", file.file_name, "the workbook is protected by a password", "save it without a password and send it again"
        )
    raise _not(file, "it is an old .xls workbook")


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _not(file: ExtractFile, what: str, evidence: dict[str, str] | None = None) -> ExtractRefused:
    fix = f"send it as real {file.file_format}: save it anew from the program that made it"
    return ExtractRefused("EX02", file.file_name, f"{what}, though its name says {file.file_format}", fix, evidence or {})


def _cut(file: ExtractFile, what: str) -> ExtractRefused:
    return ExtractRefused("EX04", file.file_name, what, SEND_AGAIN)
