"""Extracts written by hand from the extract contract, mostly byte by byte: an oracle that shares nothing with `claims sample`."""

import csv
import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from xml.sax.saxutils import escape

import polars as pl

Cell = str | int | Decimal | date | None

SECTOR = 512
NOTHING, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_MINI_STREAM = 4096


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of text, as a person drew them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cells(self, **typed: Callable[[str], Cell]) -> list[list[Cell]]:
        """Header and rows, some columns as a spreadsheet types them. A column is named by its heading, `_` for a space."""
        readers = [typed.get(heading.replace(" ", "_"), str) for heading in self.headings]
        header: list[Cell] = list(self.headings)
        return [header, *([read(text) if text else None for read, text in zip(readers, row, strict=True)] for row in self.rows)]

    def with_rows(self, rows: Iterable[Sequence[str]]) -> "Table":
        """The same headings over other rows."""
        return Table(self.headings, tuple(tuple(row) for row in rows))


def drawn(text: str) -> Table:
    """A table drawn with `|`."""
    lines = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]
    assert len({len(line) for line in lines}) == 1, "the drawing is crooked"
    return Table(lines[0], tuple(lines[1:]))


def csv_bytes(
    table: Table,
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
    above: Sequence[str] = (),
    below: Sequence[Sequence[str]] = (),
) -> bytes:
    """CSV with Windows line ends, title lines above and further records below. Blank cells are quoted too where all are."""
    text = io.StringIO()
    text.writelines(f"{line}\r\n" for line in above)
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n", quoting=quoting).writerows([table.headings, *table.rows, *below])
    return text.getvalue().encode(encoding)


def gzip_bytes(content: bytes) -> bytes:
    """The same bytes, compressed."""
    return gzip.compress(content, mtime=0)


def parquet_bytes(table: Table, **typed: Callable[[str], Cell]) -> bytes:
    """Parquet with the columns typed as asked."""
    header, *rows = table.cells(**typed)
    target = io.BytesIO()
    pl.DataFrame(rows, schema=[str(heading) for heading in header], orient="row").write_parquet(target)
    return target.getvalue()


def serial(text: str) -> int:
    """An ISO date as Excel counts days."""
    return (date.fromisoformat(text) - date(1899, 12, 30)).days


def xlsx_bytes(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook: strings as inline strings, numbers as numbers."""
    names = list(sheets)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "[Content_Types].xml", _content_types(len(names)))
        _put(archive, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        _put(archive, "xl/workbook.xml", _workbook(names))
        _put(
            archive, "xl/_rels/workbook.xml.rels", _relations([("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)])
        )
        for n, name in enumerate(names, start=1):
            _put(archive, f"xl/worksheets/sheet{n}.xml", _sheet(sheets[name]))
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """The same text makes the same bytes at any time."""
    archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in range(1, sheets + 1)
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, start=1))
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    inner = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1))
    return f'{XML}<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>{inner}</sheets></workbook>'


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    inner = "".join(
        f'<row r="{y}">{"".join(_cell(cell, f"{_letters(x)}{y}") for x, cell in enumerate(row))}</row>'
        for y, row in enumerate(rows, start=1)
    )
    return f'{XML}<worksheet xmlns="{SPREADSHEET}"><sheetData>{inner}</sheetData></worksheet>'


def _cell(cell: Cell, place: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def _letters(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letters(column // 26 - 1) + chr(ord("A") + column % 26)


def locked_workbook_bytes() -> bytes:
    """What Excel writes for a workbook with a password: a compound file (OLE2) that holds the stream EncryptedPackage."""
    return compound_file_bytes(["EncryptionInfo", "EncryptedPackage"])


def old_workbook_bytes() -> bytes:
    """What Excel 97 wrote: a compound file that holds the stream Workbook."""
    return compound_file_bytes(["Workbook"])


def compound_file_bytes(streams: Sequence[str]) -> bytes:
    """A compound file: header, one allocation sector, one directory sector, and eight sectors of noise for the last stream."""
    data_sectors = NO_MINI_STREAM // SECTOR
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, NO_MINI_STREAM, END, 0, END, 0) + struct.pack("<109I", 0, *[NOTHING] * 108)
    chain = [FAT, END, *range(3, 2 + data_sectors), END]
    allocation = struct.pack("<128I", *chain, *[NOTHING] * (128 - len(chain)))
    entries = [_entry("Root Entry", kind=5, child=1, start=END, size=0)]
    for n, name in enumerate(streams, start=1):
        is_last = n == len(streams)
        follower = NOTHING if is_last else n + 1
        entries.append(_entry(name, kind=2, right=follower, start=2 if is_last else END, size=NO_MINI_STREAM if is_last else 0))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    noise = bytes(n * 37 % 251 for n in range(NO_MINI_STREAM))
    return header.ljust(SECTOR, b"\0") + allocation + directory + noise


def _entry(name: str, *, kind: int, right: int = NOTHING, child: int = NOTHING, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", NOTHING, right, child)
    return encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
