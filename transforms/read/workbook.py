"""XLSX sheets as text. Cell types are used where they carry knowledge: a number in the amount column, a number where a NIK should be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import fastexcel
import polars as pl
import python_calamine

from transforms.errors import ExtractRefused
from transforms.parse.blank import INVISIBLE
from transforms.read import containers
from transforms.read.grid import Grid
from transforms.read.header import ENOUGH_KNOWN, SEARCHED_ROWS, Header, find_header, refuse_unless_matching
from transforms.read.headings import Headings
from transforms.read.limits import limit, over
from transforms.read.masking import without_long_numbers
from transforms.read.shapes import ExtractFile

NIK_DIGITS = 16
ENOUGH_TO_BE_A_TABLE = 5  # with so many known headings a sheet that lacks required ones is an error, not a side sheet
PLAIN_NUMBER = r"^-?\d+(\.\d+)?$"


@dataclass(frozen=True)
class Book:
    """One workbook, opened once by the reader of columns and, only where types mix, by the reader of cells."""

    file: ExtractFile
    sheets: Any  # fastexcel's, which has no types

    @property
    def file_name(self) -> str:
        """For messages, masked."""
        return self.file.file_name

    @cached_property
    def cells(self) -> Any:  # noqa: ANN401
        """The same workbook, cell by cell."""
        return python_calamine.CalamineWorkbook.from_path(str(self.file.path))


def read_workbook(file: ExtractFile, headings: Headings) -> tuple[list[Grid], int, dict[str, str]]:
    """A grid for each sheet with our header, the count of non-blank rows of the other sheets, and what was found.

    Hidden sheets are not read: one that holds our header refuses the extract (EX03). Raises EX02, EX03, EX04, EX05, EX12.
    """
    containers.refuse_unreadable_workbook(file)
    try:
        book = Book(file, fastexcel.read_excel(file.path.read_bytes()))
        frames = _sheets(book)
    except fastexcel.FastExcelError:
        raise containers.damaged(file) from None
    kinds = [_is_table(frame, headings) for _, _, frame in frames]
    _refuse_hidden_tables(frames, kinds, file.file_name)
    shown = [n for n, (_, is_visible, _) in enumerate(frames) if is_visible]
    tables = [n for n in shown if kinds[n]] or shown[:1]
    grids = [_grid(book, n, frames[n], headings) for n in tables]
    aside = [n for n in shown if n not in tables]
    return grids, sum(_filled_rows(frames[n][2]) for n in aside), _evidence(frames, aside)


def _sheets(book: Book) -> list[tuple[str, bool, pl.DataFrame]]:
    """All sheets as text. Their parts were measured one by one (`archive`), but many sheets may name the same part."""
    frames, cells = [], 0
    for number in range(len(book.sheets.sheet_names)):
        sheet = book.sheets.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
        frames.append((sheet.name, sheet.visible == "visible", sheet.to_polars()))
        cells += frames[-1][2].height * frames[-1][2].width
        if cells > limit("workbook_cells"):
            raise over(book.file_name, f"the first {number + 1} sheets have {cells} cells together", "workbook_cells")
    return frames


def _is_table(frame: pl.DataFrame, headings: Headings) -> bool:
    """Has the sheet a header of ours, or nearly? A sheet that lacks one required heading is a table to complain about, not a side sheet."""
    header = find_header(_first_rows(frame), headings)
    return header is not None and header.known >= ENOUGH_KNOWN and (len(header.missing) <= 1 or header.known >= ENOUGH_TO_BE_A_TABLE)


def _first_rows(frame: pl.DataFrame) -> Sequence[Sequence[str | None]]:
    return frame.head(SEARCHED_ROWS).rows()


def _refuse_hidden_tables(frames: list[tuple[str, bool, pl.DataFrame]], kinds: list[bool], file_name: str) -> None:
    for (name, is_visible, _), is_table in zip(frames, kinds, strict=True):
        if is_table and not is_visible:
            sheet = without_long_numbers(name)
            fix = "unhide the sheet if its lines are meant, else delete it"
            raise ExtractRefused("EX03", file_name, "a hidden sheet holds payment lines", fix, {}, f"sheet {sheet}")


def _evidence(frames: list[tuple[str, bool, pl.DataFrame]], aside: list[int]) -> dict[str, str]:
    names = [without_long_numbers(frames[n][0]) for n in aside]
    hidden = [without_long_numbers(name) for name, is_visible, _ in frames if not is_visible]
    found = {"sheets without a header": names, "hidden sheets, not read": hidden}
    return {what: ", ".join(which) for what, which in found.items() if which}


def _filled_rows(frame: pl.DataFrame) -> int:
    return frame.filter(~pl.all_horizontal(pl.all().fill_null("") == "")).height if frame.width else 0


def _grid(book: Book, number: int, sheet: tuple[str, bool, pl.DataFrame], headings: Headings) -> Grid:
    name, _, frame = sheet
    shown = without_long_numbers(name)
    rows = _first_rows(frame)
    if not rows:
        raise ExtractRefused(
            "EX01", book.file_name, "the workbook is empty", "send a nil return if there were no payments", {}, f"sheet {shown}"
        )
    header = refuse_unless_matching(find_header(rows, headings), rows, file_name=book.file_name, place=f"sheet {shown}")
    above, frame = frame.head(header.row + 1), _named(frame, header)
    numbers = _number_rows(book, number, header)
    lines = _with_marked_amounts(frame, numbers["amount_paid_idr"])
    niks = _numeric_niks(lines, numbers["participant_nik"]) if "participant_nik" in numbers else ()
    return Grid(
        _from(lines), header, shown, _filled_rows(above), header.row + 2, numeric_nik_rows=niks, has_invisible=_has_invisible(lines, header)
    )


def _has_invisible(lines: pl.DataFrame, header: Header) -> bool:
    return bool(lines.select(pl.any_horizontal(pl.col(list(header.headings)).str.contains(INVISIBLE).any())).item())


def _named(frame: pl.DataFrame, header: Header) -> pl.DataFrame:
    return frame.rename(dict(zip(frame.columns, header.columns, strict=True))).with_row_index("source_row", offset=1)


def _from(lines: pl.DataFrame) -> Callable[[int], pl.LazyFrame]:
    return lambda first: lines.lazy().filter(pl.col("source_row") >= first)


def _numeric_niks(lines: pl.DataFrame, numeric: pl.Series) -> tuple[int, ...]:
    """Excel keeps 15 digits: a NIK that is a number has lost its last one, though it looks whole."""
    is_nik = pl.col("participant_nik").str.contains(rf"^\d{{{NIK_DIGITS}}}$")
    return tuple(lines.filter(pl.col("source_row").is_in(numeric.implode()) & is_nik)["source_row"])


def _with_marked_amounts(frame: pl.DataFrame, numeric: pl.Series) -> pl.DataFrame:
    """Amounts typed as numbers get the mark `=`: their point is a decimal point whatever the text cells beside them use."""
    text = pl.col("amount_paid_idr")
    is_number = pl.col("source_row").is_in(numeric.implode()) & text.str.contains(PLAIN_NUMBER)
    # A cell's number has 15 digits; what the reader prints beyond them (20191662.859999999) is noise of its binary form.
    plain = (
        pl.when(text.str.contains(r"^-?\d{1,13}\."))  # larger ones have no sen left to round
        .then(text.cast(pl.Float64, strict=False).round_sig_figs(15).cast(pl.String))
        .otherwise(text)
    )
    return frame.with_columns(amount_paid_idr=pl.when(is_number).then("=" + plain).otherwise(text))


def _number_rows(book: Book, number: int, header: Header) -> dict[str, pl.Series]:
    """For the amount and NIK columns: the source_rows below the header whose cell is a number.

    Each look at a sheet parses it anew, so both columns are asked at once; cells are looked at one by one only where types mix.
    """
    positions: dict[str, int] = {
        column: header.columns.index(column) for column in ("amount_paid_idr", "participant_nik") if column in header.columns
    }
    first = header.row + 1
    try:
        frame = _typed(book, number, positions, first)
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return _mixed(book, number, positions, first)
    rows = frame.with_row_index("source_row", offset=first + 1)
    return {column: rows.filter(pl.col(column).is_not_null() & frame[column].dtype.is_numeric())["source_row"] for column in positions}


def _typed(book: Book, number: int, positions: dict[str, int], first: int) -> pl.DataFrame:
    """The columns below the header, each of one type taken from all its cells; numbers mixed with text raise."""
    wanted = sorted(positions, key=lambda column: positions[column])
    places = [positions[column] for column in wanted]
    sheet = book.sheets.load_sheet(
        number, header_row=None, skip_rows=first, use_columns=places, schema_sample_rows=None, dtype_coercion="strict"
    )
    frame: pl.DataFrame = sheet.to_polars()
    return frame.rename(dict(zip(frame.columns, wanted, strict=True)))


def _mixed(book: Book, number: int, positions: dict[str, int], first: int) -> dict[str, pl.Series]:
    """The same from the cells themselves."""
    sheet = book.cells.get_sheet_by_index(number)
    found: dict[str, list[int]] = {column: [] for column in positions}
    for source_row, row in enumerate(sheet.iter_rows(), start=1):  # from the sheet's first row, and its first filled column
        for column, position in positions.items():
            if source_row > first and _is_number(row[position]):
                found[column].append(source_row)
    return {column: pl.Series(rows, dtype=pl.UInt32) for column, rows in found.items()}


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
