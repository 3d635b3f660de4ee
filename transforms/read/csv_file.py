"""CSV as offices write it: `;`, `,`, tab or `|`; UTF-8 with or without BOM, cp1252, UTF-16. Nothing is read whole."""

import codecs
import contextlib
import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from transforms.errors import ExtractRefused
from transforms.read.census import take_census
from transforms.read.csv_scan import Layout, grid_of_records
from transforms.read.grid import Grid
from transforms.read.header import ENOUGH_KNOWN, FIX_COLUMNS, SEARCHED_ROWS, Header, refuse_unless_matching
from transforms.read.header_search import find_header
from transforms.read.headings import Headings
from transforms.read.joined import DELIMITERS
from transforms.read.limits import limit, over
from transforms.read.masking import without_long_numbers
from transforms.read.programme import NOTHING, stated_programme
from transforms.read.shapes import ExtractFile
from transforms.read.text_file import SAMPLE_BYTES, long_line, plain_text, transcoded
from transforms.read.wrapped import has_wrapped_lines, unwrap, unwrapped

DECLARED = re.compile(rb'^(?:\xef\xbb\xbf)?"?sep=([^"\r\n])"?\r?$', re.IGNORECASE)  # Excel's own first line

Records = list[tuple[int, list[str]]]


def read_csv(file: ExtractFile, headings: Headings, workspace: Path) -> tuple[Grid, dict[str, str]]:
    """The grid of a CSV (plain or .gz) and what was found about it. Raises ExtractRefused EX01, EX02, EX03, EX04, EX12."""
    path, encoding = plain_text(file, workspace)
    return read_text(path, encoding, headings, workspace, file_name=file.file_name)


def read_text(
    path: Path, encoding: str, headings: Headings, workspace: Path, *, file_name: str, sheet: str | None = None
) -> tuple[Grid, dict[str, str]]:
    """The same of a text; `sheet`: the name of the sheet that it was pasted into."""
    path, form = _unwrapped_where_wrapped(path, headings, workspace)
    layout = _layout(path, headings, file_name, sheet)
    census = take_census(path, layout.separator, layout.body_start)
    if census.has_long_line:
        raise long_line(file_name)
    if census.has_nul:
        raise ExtractRefused("EX02", file_name, "it holds NUL bytes, so it is not text", "export it again as CSV")
    if not (census.is_utf8 and layout.is_utf8_above):
        encoding, path = "cp1252", transcoded(path, workspace / "utf8.csv", "cp1252", file_name)
    grid = replace(grid_of_records(path, layout, census, workspace, file_name), has_invisible=census.has_invisible)
    stated = NOTHING if layout.header.says_programme else stated_programme(sheet, layout.titles, headings)
    grid = replace(grid, stated=stated, own_name=sheet, sheet=without_long_numbers(sheet) if sheet else None)
    return grid, {"encoding": encoding, "delimiter": {"\t": "tab"}.get(layout.separator, layout.separator)} | form


def _unwrapped_where_wrapped(path: Path, headings: Headings, workspace: Path) -> tuple[Path, dict[str, str]]:
    """The file, or a copy of it without the quotes around whole lines, where only so the header or the first line is understood."""
    sample = _sample(path)
    if not has_wrapped_lines(sample):
        return path, {}
    as_is, inside = (_found(text, headings) for text in (sample, unwrapped(sample)))
    if _known(inside[0]) > _known(as_is[0]) or _has_wrapped_first_line(*as_is, sample):
        return unwrap(path, workspace / "unwrapped.csv"), {"form": "each line is one quoted field"}
    return path, {}


def _has_wrapped_first_line(header: Header | None, _: str, rows: Records, sample: bytes) -> bool:
    """Whether the first filled line below a plain header is one field that has the separators inside."""
    if header is None or len(header.cells) == 1:
        return False
    line = next((number for number, cells in rows[header.row + 1 :] if any(cells)), 0)
    lines = sample.splitlines()
    return 0 < line <= len(lines) and has_wrapped_lines(lines[line - 1])


def finds_header(sample: bytes, headings: Headings) -> bool:
    """Whether there is a header of ours in this text, perhaps in quotes around whole lines."""
    return any(_known(_found(text, headings)[0]) >= ENOUGH_KNOWN for text in (sample, unwrapped(sample)))


def _sample(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(SAMPLE_BYTES)


def _known(header: Header | None) -> int:
    return header.known if header else 0


def _found(sample: bytes, headings: Headings) -> tuple[Header | None, str, Records]:
    """The separator that makes a header: with most known headings, else with most cells."""
    declared = DECLARED.match(sample[:64].splitlines()[0]) if sample[:64].splitlines() else None
    separators = dict.fromkeys([*DELIMITERS, *([declared[1].decode("latin-1")] if declared else [])])
    text = io.StringIO(sample.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace"), newline="")
    tried = [(separator, _records(text, separator)) for separator in separators]
    found = [(find_header([cells for _, cells in rows], headings.plain), separator, rows) for separator, rows in tried]
    best = max(found, key=lambda one: (_known(one[0]), _width(one[2])))
    for _, separator, rows in found if headings.are_noted else ():
        if separator == best[1] or _width(rows) >= _known(best[0]):  # narrower ones cannot hold as many headings, whatever they mean
            find_header([cells for _, cells in rows], headings)
    return best


def _width(rows: Records) -> int:
    return max(len(cells) for _, cells in rows)


def _layout(path: Path, headings: Headings, file_name: str, sheet: str | None) -> Layout:
    sample = _sample(path)
    header, separator, rows = _found(sample, headings)
    _refuse_long_heading(header, sample, file_name)
    records = [cells for _, cells in rows]
    above = records[: header.first] if header else []
    stated = stated_programme(sheet, above, headings)
    place = f"sheet {without_long_numbers(sheet)}" if sheet else ""
    header = refuse_unless_matching(header, records, file_name=file_name, place=place, programme=stated.code)
    first_row, line = rows[header.row + 1][0], rows[header.row][0]
    titles = sum(any(cell.strip() for cell in cells) for cells in records[: header.row])
    start = _offset(sample, first_row)
    return Layout(
        separator, replace(header, row=line - 1), line, len(records[header.row]), first_row, start, titles,
        b'"' in sample[:start], _is_utf8(sample[:start]), tuple(map(tuple, above)),
    )  # fmt: skip


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


def _records(sample: io.StringIO, separator: str) -> Records:
    """The first records with the physical line each begins in, and an empty one after the last to say where that ends."""
    sample.seek(0)
    csv.field_size_limit(limit("field_characters"))
    reader = csv.reader(sample, delimiter=separator)
    records: Records = []
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
