"""Which cells of a sheet are numbers: the knowledge that a workbook has of its amounts and long numbers, and that its text has lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import fastexcel
import polars as pl
import python_calamine

from transforms.destroyed import NUMBERED, as_shown
from transforms.read.header import Header
from transforms.read.shapes import ExtractFile

LONG = r"^[0-9]{16,}(?:\.0*)?$"  # a spreadsheet keeps fifteen digits
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


def with_marked_amounts(frame: pl.DataFrame, column: str, numeric: pl.Series) -> pl.DataFrame:
    """Amounts typed as numbers get the mark `=`: their point is a decimal point whatever the text cells beside them use."""
    text = pl.col(column)
    is_number = pl.col("source_row").is_in(numeric.implode()) & text.str.contains(PLAIN_NUMBER)
    # A cell's number has 15 digits; what the reader prints beyond them (20191662.859999999) is noise of its binary form.
    plain = (
        pl.when(text.str.contains(r"^-?\d{1,13}\."))  # larger ones have no sen left to round
        .then(text.cast(pl.Float64, strict=False).round_sig_figs(15).cast(pl.String))
        .otherwise(text)
    )
    return frame.with_columns(pl.when(is_number).then("=" + plain).otherwise(text).alias(column))


def long_numbers(frame: pl.DataFrame) -> list[str]:
    """The columns of numbers of somebody or something that have any too long to be kept as a number."""
    there = [column for column in NUMBERED if column in frame.columns]
    return [column for column in there if frame[column].str.contains(LONG).any()]


def with_long_numbers_shown(frame: pl.DataFrame, numeric: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Such cells as the spreadsheet shows them (`9.23092E+17`): their last digits are not what was typed, though they look whole."""
    return frame.with_columns(_shown(pl.col(column), rows) for column, rows in numeric.items())


def _shown(text: pl.Expr, numeric: pl.Series) -> pl.Expr:
    whole = text.str.replace(r"\.0*$", "")
    return pl.when(pl.col("source_row").is_in(numeric.implode()) & text.str.contains(LONG)).then(as_shown(whole)).otherwise(text)


def number_rows(book: Book, number: int, header: Header, first: int, offset: int, *, columns: Sequence[str]) -> dict[str, pl.Series]:
    """For each of these columns: the source_rows after `first` whose cell is a number.

    `offset`: columns of the sheet left of the header's first; the reader of columns counts them, the reader of cells does not.

    Each look at a sheet parses it anew, so all columns are asked at once; cells are looked at one by one only where types mix.
    """
    positions = {column: header.columns.index(column) for column in columns}
    try:
        frame = _typed(book, number, {column: place + offset for column, place in positions.items()}, first)
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
