"""CSV as offices write it: `;`, `,` or tab; UTF-8 with or without BOM, cp1252, UTF-16. Nothing is read whole."""

import codecs
import contextlib
import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.census import Census, LineLengths, may_have_long_field, take_census
from transforms.read.grid import Grid
from transforms.read.header import ENOUGH_KNOWN, FIX_COLUMNS, SEARCHED_ROWS, Header, find_header, refuse_unless_matching
from transforms.read.headings import Headings
from transforms.read.limits import limit, over
from transforms.read.records import rewrite, too_long
from transforms.read.shapes import ExtractFile

TRIED = {"cp1252": "UTF-8 or Windows-1252"}
DELIMITERS = (";", ",", "\t")
SAMPLE_BYTES = 1 << 20
CHUNK_CHARACTERS = 4 << 20
WIDE_SHARE = 0.9
JUNK_SHARE = 0.01  # control characters; text has none but tab and line ends
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text file is laid out: found in its first megabyte."""

    separator: str
    header: Header
    header_line: int  # physical line the header begins in, from 1
    first_row: int  # physical line of the first record below it
    body_start: int  # its byte offset
    title_rows: int
    has_quotes_above: bool  # in the header or a title
    is_utf8_above: bool


def read_csv(file: ExtractFile, headings: Headings, workspace: Path) -> tuple[Grid, dict[str, str]]:
    """The one grid of a CSV (plain or .gz) and what was found about it. Raises ExtractRefused EX01, EX02, EX03, EX04, EX12."""
    path, encoding = _plain_text(file, workspace)
    layout = _layout(path, headings, file.file_name)
    census = take_census(path, layout.separator, layout.body_start)
    if census.has_long_line:
        raise _long_line(file.file_name)
    if census.has_nul:
        raise ExtractRefused("EX02", file.file_name, "it holds NUL bytes, so it is not text", "export it again as CSV")
    if not (census.is_utf8 and layout.is_utf8_above):
        encoding, path = "cp1252", _transcoded(path, workspace / "utf8.csv", "cp1252", file.file_name)
    grid = replace(_grid(path, layout, census, workspace, file.file_name), has_invisible=census.has_invisible)
    return grid, {"encoding": encoding, "delimiter": {"\t": "tab"}.get(layout.separator, layout.separator)}


def _plain_text(file: ExtractFile, workspace: Path) -> tuple[Path, str]:
    """The path of unpacked text and the encoding its first bytes suggest. UTF-16 (Excel's `Unicode Text`) is made UTF-8 here."""
    path = file.path
    if file.file_format == "csv.gz":
        path = containers.unpack_gzip(file, workspace / "unpacked.csv")
    else:
        containers.refuse_disguised(file)
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _transcoded(path, workspace / "utf8.csv", "utf-16", file.file_name), "utf-16"
    if wide := _wide_encoding(head):
        return _transcoded(path, workspace / "utf8.csv", wide, file.file_name), wide
    _refuse_junk(head, file.file_name)
    return path, "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"


def _refuse_junk(head: bytes, file_name: str) -> None:
    if not head.strip().removeprefix(codecs.BOM_UTF8):
        raise ExtractRefused("EX01", file_name, "the file holds no text", "send a nil return (nil.manifest.yaml) if there were no payments")
    if b"\0" in head or sum(byte in CONTROLS for byte in head[: 1 << 16]) > JUNK_SHARE * len(head[: 1 << 16]):
        raise ExtractRefused("EX02", file_name, "it is not text though its name says csv", "export it again as CSV")
    lengths = LineLengths(limit("line_bytes"))
    lengths.take(head)
    if lengths.has_long or (len(head) == SAMPLE_BYTES and not {10, 13} & set(head)):
        raise _long_line(file_name)


def _long_line(file_name: str) -> ExtractRefused:
    fix = "export it again, one record to a line; look for a cell into which a whole file was pasted"
    return over(file_name, f"a line is longer than {limit('line_bytes')} bytes", "line_bytes", fix=fix)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark at its front: nearly all odd bytes are NUL and no even ones, or the other way round."""
    pairs = head[: len(head) // 2 * 2]
    even, odd = pairs[::2].count(0), pairs[1::2].count(0)
    most = len(pairs) // 2 * WIDE_SHARE
    return "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else None


def _transcoded(source: Path, target: Path, encoding: str, file_name: str) -> Path:
    try:
        with source.open(encoding=encoding, newline="") as text, target.open("w", encoding="utf-8", newline="") as out:
            while chunk := text.read(CHUNK_CHARACTERS):
                out.write(chunk)
    except UnicodeError:
        raise ExtractRefused("EX02", file_name, f"it is not {TRIED.get(encoding, encoding)} text", "export it again as CSV UTF-8") from None
    return target


def _layout(path: Path, headings: Headings, file_name: str) -> Layout:
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE_BYTES)
    tried = [(separator, _records(sample, separator)) for separator in DELIMITERS]
    found = [(find_header([cells for _, cells in rows], headings), separator, rows) for separator, rows in tried]
    header, separator, rows = max(found, key=lambda one: (one[0].known if one[0] else 0, max(len(cells) for _, cells in one[2])))
    _refuse_long_heading(header, sample, file_name)
    header = refuse_unless_matching(header, [cells for _, cells in rows], file_name=file_name, place="")
    first_row = rows[header.row + 1][0]
    titles = sum(any(cell.strip() for cell in cells) for _, cells in rows[: header.row])
    start = _offset(sample, first_row)
    return Layout(separator, header, rows[header.row][0], first_row, start, titles, b'"' in sample[:start], _is_utf8(sample[:start]))


def _refuse_long_heading(header: Header | None, sample: bytes, file_name: str) -> None:
    """EX12 where no header was found because one of the first lines is too long to be looked at."""
    is_found = header is not None and header.known >= ENOUGH_KNOWN
    longest = max(map(len, sample.splitlines()[:SEARCHED_ROWS]), default=0)
    if not is_found and longest > limit("field_characters"):
        raise over(file_name, f"one of the first lines has {longest} bytes, and no header is found", "field_characters", fix=FIX_COLUMNS)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _records(sample: bytes, separator: str) -> list[tuple[int, list[str]]]:
    """The first records with the physical line each begins in, and an empty one after the last to say where that ends."""
    text = sample.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    csv.field_size_limit(limit("field_characters"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    records: list[tuple[int, list[str]]] = []
    line = 1
    with contextlib.suppress(StopIteration, csv.Error):  # an endless field is named later, with its row
        while len(records) <= SEARCHED_ROWS:
            records.append((line, next(reader)))
            line = reader.line_num + 1
    return [*records, (line, [])]


def _offset(sample: bytes, line: int) -> int:
    """Where a physical line begins, in bytes (latin-1: one character for each)."""
    lines = io.StringIO(sample.decode("latin-1"), newline="")
    return sum(len(text) for _, text in zip(range(line - 1), lines, strict=False))


def _grid(path: Path, layout: Layout, census: Census, workspace: Path, file_name: str) -> Grid:
    is_safe = not (census.has_quotes and census.has_long_gap and may_have_long_field(path, layout.body_start))
    short = _short_rows(path, layout, census, file_name) if is_safe else None
    if short is not None:
        return _grid_of(lambda first: _scan(path, layout, first, has_quotes=census.has_quotes), layout, short)
    target, width = workspace / "records.csv", len(layout.header.cells)
    short = rewrite(path, target, layout.separator, first_row=layout.first_row, width=width, file_name=file_name)
    return _grid_of(lambda first: _scan_rewritten(target, layout, first), layout, short)


def _short_rows(path: Path, layout: Layout, census: Census, file_name: str) -> tuple[int, ...] | None:
    """The rows of short records, or None where only reading record by record can tell, or Polars' rows are not the file's."""
    try:
        if not census.has_quotes:
            records = _scan(path, layout, layout.first_row, has_quotes=False).select(pl.len()).collect(engine="streaming").item()
            return _short_lines(path, layout, file_name) if records == census.lines else None
        return () if _is_whole(path, layout, census) else None
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None


def _short_lines(path: Path, layout: Layout, file_name: str) -> tuple[int, ...]:
    """Without quotes a record is a line, and its fields can be counted by its separators; Polars reads short records as empty cells."""
    width = len(layout.header.cells)
    fields = pl.col("line").str.count_matches(layout.separator, literal=True) + 1
    lines = pl.scan_lines(path, name="line", row_index_name="row", row_index_offset=1, glob=False).filter(pl.col("row") >= layout.first_row)
    counted = lines.select("row", fields=fields, is_empty=pl.col("line").str.len_bytes() == 0)
    uneven = counted.filter((pl.col("fields") != width) & ~pl.col("is_empty")).select("row", "fields").collect(engine="streaming")
    for row, count in uneven.filter(pl.col("fields") > width).head(1).iter_rows():
        raise too_long(row, count, width, file_name)
    return tuple(uneven["row"])


def _is_whole(path: Path, layout: Layout, census: Census) -> bool:
    """With quotes: is every record one line with the header's number of fields, counted by the separators outside cells.

    Too many fields raise in Polars, so too few cannot hide behind them.
    """
    cells = pl.col(layout.header.columns)
    inside = (
        _scan(path, layout, layout.first_row, has_quotes=True)
        .select(
            pl.len(),
            pl.sum_horizontal(cells.str.count_matches(layout.separator, literal=True).sum()).alias("separators"),
            pl.sum_horizontal(cells.str.count_matches("\n", literal=True).sum()).alias("newlines"),
        )
        .collect(engine="streaming")
    )
    records, separators, newlines = inside.row(0)
    return bool(records == census.lines and newlines == 0 and census.separators - separators == records * (len(layout.header.cells) - 1))


def _grid_of(rows_from: Callable[[int], pl.LazyFrame], layout: Layout, short: tuple[int, ...]) -> Grid:
    return Grid(rows_from, layout.header, None, layout.title_rows + 1, layout.first_row, short)


def _scan(path: Path, layout: Layout, first: int, *, has_quotes: bool) -> pl.LazyFrame:
    return pl.scan_csv(
        path,
        separator=layout.separator,
        quote_char='"' if has_quotes or layout.has_quotes_above else None,
        skip_lines=layout.header_line - 1,
        skip_rows_after_header=first - layout.first_row,
        new_columns=layout.header.columns,
        infer_schema=False,
        row_index_name="source_row",
        row_index_offset=first,
        glob=False,
    )


def _scan_rewritten(path: Path, layout: Layout, first: int) -> pl.LazyFrame:
    rows = pl.scan_csv(path, separator=layout.separator, new_columns=["source_row", *layout.header.columns], infer_schema=False, glob=False)
    return rows.with_columns(pl.col("source_row").cast(pl.UInt32)).filter(pl.col("source_row") >= first)
