"""XLSX: each sheet becomes tables of text, or rows set apart. What a sheet hides is read and said; a hidden sheet is set apart."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import fastexcel
import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.blank import INVISIBLE
from transforms.read import containers
from transforms.read.archive import Seen
from transforms.read.grid import Grid
from transforms.read.header import ENOUGH_KNOWN, SEARCHED_ROWS, Header, refuse_unless_matching
from transforms.read.header_search import Span, find_header
from transforms.read.headings import Headings
from transforms.read.limits import limit, over
from transforms.read.lines_aside import refuse_lines_aside
from transforms.read.masking import without_long_numbers
from transforms.read.number_cells import Book, long_numbers, number_rows, with_long_numbers_shown, with_marked_amounts
from transforms.read.pasted import is_pasted, read_pasted
from transforms.read.programme import NOTHING, stated_programme
from transforms.read.shapes import ExtractFile

logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns of every empty column that it takes it for text, as it should
ENOUGH_TO_BE_A_TABLE = 5  # with so many known headings a sheet that lacks required ones is an error, not a side sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text, and what was seen of it."""

    number: int
    name: str
    is_visible: bool
    frame: pl.DataFrame
    offset: int  # columns left of the first filled one, where the frame begins
    seen: Seen

    @property
    def shown(self) -> str:
        """Its name for messages."""
        return without_long_numbers(self.name)

    @property
    def first_rows(self) -> Sequence[Sequence[str | None]]:
        """Where a header is looked for."""
        return self.frame.head(SEARCHED_ROWS).rows()


def read_workbook(file: ExtractFile, headings: Headings, workspace: Path) -> tuple[list[Grid], int, dict[str, str]]:
    """A grid for each sheet with our header, the count of non-blank rows of the other sheets, and what was found.

    A hidden sheet is never a table: with our header, or rows like lines, it refuses the extract. Raises EX02, EX03, EX04, EX05, EX12.
    """
    seen = containers.refuse_unreadable_workbook(file)
    try:
        book = Book(file, fastexcel.read_excel(file.path.read_bytes()))
        sheets = _sheets(book, seen)
    except fastexcel.FastExcelError:
        raise containers.damaged(file) from None
    kinds = [_is_table(sheet, headings) for sheet in sheets]
    _refuse_hidden_tables(sheets, kinds, file.file_name)
    shown = [sheet for sheet in sheets if sheet.is_visible]
    tables = [sheet for sheet in shown if kinds[sheet.number]] or shown[:1]
    aside = [sheet for sheet in sheets if sheet not in tables]
    read = [_grid_and_form(book, sheet, headings, workspace) for sheet in tables]
    layouts = [(grid.header, sheet.offset) for sheet, (grid, _) in zip(tables, read, strict=True)]
    for sheet in aside:
        refuse_lines_aside(sheet.frame, sheet.offset, layouts, file_name=file.file_name, place=f"sheet {sheet.shown}")
    evidence = _evidence(tables, aside)
    for _, form in read:
        evidence |= form
    return [grid for grid, _ in read], sum(_filled_rows(sheet.frame) for sheet in aside), evidence


def _sheets(book: Book, seen: Mapping[str, Seen]) -> list[Sheet]:
    """All sheets as text. Their parts were measured one by one (`archive`), but many sheets may name the same part."""
    sheets, cells = [], 0
    for number in range(len(book.sheets.sheet_names)):
        sheet = book.sheets.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
        frame: pl.DataFrame = sheet.to_polars()
        offset = next((column.absolute_index for column in sheet.selected_columns), 0)
        sheets.append(Sheet(number, sheet.name, sheet.visible == "visible", frame, offset, seen.get(sheet.name, Seen())))
        cells += frame.height * frame.width
        if cells > limit("workbook_cells"):
            raise over(book.file_name, f"the first {number + 1} sheets have {cells} cells together", "workbook_cells")
    return sheets


def _header(sheet: Sheet, headings: Headings) -> Header | None:
    return find_header(sheet.first_rows, headings, _merged(sheet))


def _merged(sheet: Sheet) -> list[Span]:
    """The spans merged in the sheet's first rows, columns counted from its first filled one."""
    spans = [span for span in sheet.seen.looks.merged if span[0] < SEARCHED_ROWS]
    return [(row, max(left - sheet.offset, 0), right - sheet.offset) for row, left, right in spans if right >= sheet.offset]


def _is_table(sheet: Sheet, headings: Headings) -> bool:
    """Has the sheet a header of ours, or nearly? A sheet that lacks one required heading is a table to complain about, not a side sheet."""
    header = _header(sheet, headings)
    if header is None or header.known < ENOUGH_KNOWN:
        return is_pasted(sheet.frame, headings)
    return len(header.missing) <= 1 or header.known >= ENOUGH_TO_BE_A_TABLE


def _refuse_hidden_tables(sheets: Sequence[Sheet], kinds: Sequence[bool], file_name: str) -> None:
    for sheet, is_table in zip(sheets, kinds, strict=True):
        if is_table and not sheet.is_visible:
            fix = "unhide the sheet if its lines are meant, else delete it"
            raise ExtractRefused("EX03", file_name, "a hidden sheet holds payment lines", fix, {}, f"sheet {sheet.shown}")


def _evidence(tables: Sequence[Sheet], aside: Sequence[Sheet]) -> dict[str, str]:
    found = {
        "sheets without a header": [sheet.shown for sheet in aside if sheet.is_visible],
        "hidden sheets, not read": [sheet.shown for sheet in aside if not sheet.is_visible],
        "filtered sheets, read whole": [sheet.shown for sheet in tables if sheet.seen.looks.is_filtered],
    }
    return {what: ", ".join(which) for what, which in found.items() if which}


def _filled_rows(frame: pl.DataFrame) -> int:
    return frame.filter(~pl.all_horizontal(pl.all().fill_null("") == "")).height if frame.width else 0


def _grid_and_form(book: Book, sheet: Sheet, headings: Headings, workspace: Path) -> tuple[Grid, dict[str, str]]:
    rows, place = sheet.first_rows, f"sheet {sheet.shown}"
    if not rows:
        fix = "send a nil return if there were no payments"
        raise ExtractRefused("EX01", book.file_name, "the workbook is empty", fix, {}, place)
    header = _header(sheet, headings)
    if (header is None or header.known < ENOUGH_KNOWN) and is_pasted(sheet.frame, headings):
        grid, form = read_pasted(sheet.frame, headings, workspace / f"sheet-{sheet.number}", sheet=sheet.name, file_name=book.file_name)
        return replace(grid, first_column=grid.first_column + sheet.offset), form
    above = rows[: header.first] if header else []
    stated = stated_programme(sheet.name, above, headings) if header and not header.says_programme else NOTHING
    header = refuse_unless_matching(header, rows, file_name=book.file_name, place=place, programme=stated.code)
    grid = _grid(book, sheet, header, header.row + 2, 0)
    return replace(grid, rows_above=_filled_rows(sheet.frame.head(header.row + 1)), stated=stated, titles=tuple(map(tuple, above))), {}


def _grid(book: Book, sheet: Sheet, header: Header, first: int, last: int) -> Grid:
    """The rows `first` to `last` (0: the end) of a sheet under a header."""
    frame = _named(sheet.frame, header).head(last or sheet.frame.height)
    amount, numbered = header.contract.amount, long_numbers(frame)
    numbers = _number_rows(book, sheet, header, first - 1, (amount, *numbered))
    lines = with_marked_amounts(frame, amount, numbers[amount])
    lines = with_long_numbers_shown(lines, {column: numbers[column] for column in numbered})
    return Grid(
        _from(lines),
        header,
        sheet.shown,
        rows_above=0,
        first_row=first,
        last_row=last,
        has_invisible=_has_invisible(lines, header),
        own_name=sheet.name,
        hidden_rows=tuple(row for row in sheet.seen.looks.hidden_rows if first <= row <= frame.height),
        hidden_columns=_hidden_columns(sheet, header),
        part=partial(_grid, book, sheet),
        first_column=sheet.offset + 1,
    )


def _number_rows(book: Book, sheet: Sheet, header: Header, first: int, columns: Sequence[str]) -> dict[str, pl.Series]:
    """For each of these columns: the source_rows after `first` whose cell is a number."""
    places = {column: header.columns.index(column) for column in columns}
    told = sheet.seen.numbers
    if told is None:
        return number_rows(book, sheet.number, places, first)
    rows = {column: told.numbers(sheet.offset + place + 1) for column, place in places.items()}
    return {column: found.filter(found > first) for column, found in rows.items()}


def _hidden_columns(sheet: Sheet, header: Header) -> tuple[str, ...]:
    """The canonical columns that the sheet does not show."""
    if not sheet.seen.looks.hidden_columns:
        return ()
    places = range(sheet.offset + 1, sheet.offset + 1 + len(header.names))
    hidden = [any(first <= n <= last for first, last in sheet.seen.looks.hidden_columns) for n in places]
    return tuple(name for name, is_hidden in zip(header.names, hidden, strict=True) if name and is_hidden)


def _has_invisible(lines: pl.DataFrame, header: Header) -> bool:
    return bool(lines.select(pl.any_horizontal(pl.col(list(header.headings)).str.contains(INVISIBLE).any())).item())


def _named(frame: pl.DataFrame, header: Header) -> pl.DataFrame:
    return frame.rename(dict(zip(frame.columns, header.columns, strict=True))).with_row_index("source_row", offset=1)


def _from(lines: pl.DataFrame) -> Callable[[int], pl.LazyFrame]:
    return lambda first: lines.lazy().filter(pl.col("source_row") >= first)
