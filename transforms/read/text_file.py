"""The text of a file, whatever its encoding: as UTF-8 on disk, never whole in memory."""

import codecs
from pathlib import Path

from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.census import LineLengths
from transforms.read.limits import limit, over
from transforms.read.shapes import ExtractFile

TRIED = {"cp1252": "UTF-8 or Windows-1252"}
SAMPLE_BYTES = 1 << 20
CHUNK_CHARACTERS = 4 << 20
WIDE_SHARE = 0.9
JUNK_SHARE = 0.01  # control characters; text has none but tab and line ends
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26})


def plain_text(file: ExtractFile, workspace: Path) -> tuple[Path, str]:
    """The path of unpacked text and the encoding its first bytes suggest. UTF-16 (Excel's `Unicode Text`) is made UTF-8 here."""
    path = file.path
    if file.file_format == "csv.gz":
        path = containers.unpack_gzip(file, workspace / "unpacked.csv")
    else:
        containers.refuse_disguised(file)
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return transcoded(path, workspace / "utf8.csv", "utf-16", file.file_name), "utf-16"
    if wide := _wide_encoding(head):
        return transcoded(path, workspace / "utf8.csv", wide, file.file_name), wide
    _refuse_junk(head, file.file_name)
    return path, "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"


def _refuse_junk(head: bytes, file_name: str) -> None:
    if not head.strip().removeprefix(codecs.BOM_UTF8):
        raise ExtractRefused("EX01", file_name, "the file holds no text", "send a nil return (nil.manifest.yaml) if there were no payments")
    looked_at = head[: 1 << 16]
    controls = len(looked_at) - len(looked_at.translate(None, CONTROLS))
    if b"\0" in head or controls > JUNK_SHARE * len(looked_at):
        raise ExtractRefused("EX02", file_name, "it is not text though its name says csv", "export it again as CSV")
    lengths = LineLengths(limit("line_bytes"))
    lengths.take(head)
    if lengths.has_long or (len(head) == SAMPLE_BYTES and not (b"\n" in head or b"\r" in head)):
        raise long_line(file_name)


def long_line(file_name: str) -> ExtractRefused:
    """EX12: one line is longer than any record."""
    fix = "export it again, one record to a line; look for a cell into which a whole file was pasted"
    return over(file_name, f"a line is longer than {limit('line_bytes')} bytes", "line_bytes", fix=fix)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark at its front: nearly all odd bytes are NUL and no even ones, or the other way round."""
    pairs = head[: len(head) // 2 * 2]
    even, odd = pairs[::2].count(0), pairs[1::2].count(0)
    most = len(pairs) // 2 * WIDE_SHARE
    return "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else None


def transcoded(source: Path, target: Path, encoding: str, file_name: str) -> Path:
    """The same text as UTF-8 in `target`. EX02 where it is not of that encoding."""
    try:
        with source.open(encoding=encoding, newline="") as text, target.open("w", encoding="utf-8", newline="") as out:
            while chunk := text.read(CHUNK_CHARACTERS):
                out.write(chunk)
    except UnicodeError:
        raise ExtractRefused("EX02", file_name, f"it is not {TRIED.get(encoding, encoding)} text", "export it again as CSV UTF-8") from None
    return target
