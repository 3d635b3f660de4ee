"""Which cells of a sheet are numbers: the knowledge that a workbook has of its amounts and long numbers, and that its text has lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
import python_calamine

from transforms.destroyed import NUMBERED, as_shown
from transforms.read.shapes import ExtractFile

LONG = r"^[0-9]{16,}(?:\.0*)?$"  # a spreadsheet keeps fifteen digits
PLAIN_NUMBER = r"^-?\d+(\.\d+)?$"


@dataclass(frozen=True)
class Book:
    """One workbook, opened once by the reader of columns and, only where its tags are unusual, by the reader of cells."""

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


def number_rows(book: Book, number: int, places: Mapping[str, int], first: int) -> dict[str, pl.Series]:
    """For the column at each place: the source_rows after `first` whose cell is a number, looked at cell by cell.

    Places are counted from the sheet's first filled column, rows from its first. Only where its tags did not tell (see `cell_types`).
    """
    sheet = book.cells.get_sheet_by_index(number)
    found: dict[str, list[int]] = {column: [] for column in places}
    for source_row, row in enumerate(sheet.iter_rows(), start=1):
        for column, place in places.items():
            if source_row > first and _is_number(row[place]):
                found[column].append(source_row)
    return {column: pl.Series(rows, dtype=pl.UInt32) for column, rows in found.items()}


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
