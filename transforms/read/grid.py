"""A table of a sheet below its header, all text, and its rows by their numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.read.header import Header
from transforms.read.programme import NOTHING, Stated

MANY_RANGES = 50


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a sheet below its header, all text. `rows_from(n)`: its rows from source_row n on, cheaper where the format allows.

    `part`: the same rows under another header, where the format has to look at its cells anew.
    """

    rows_from: Callable[[int], pl.LazyFrame]  # source_row and header.columns
    header: Header  # its `row` is that of the sheet, from 0
    sheet: str | None
    rows_above: int  # non-blank rows above the first line: titles and the header itself
    first_row: int  # source_row of the first row below the header
    last_row: int = 0  # 0: to the end
    short_rows: tuple[int, ...] = ()  # source_rows with fewer fields than the header
    has_invisible: bool = False  # zero-width characters or direction marks somewhere
    own_name: str | None = None  # the sheet's name, unmasked
    stated: Stated = NOTHING  # the programme, where no column says it
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    part: "Callable[[Header, int, int], Grid] | None" = None
    first_column: int = 1  # of the sheet, counted from 1, where the header's first column stands
    titles: tuple[tuple[str | None, ...], ...] = ()  # the rows above the header
    is_pasted: bool = False  # all its columns stand as one text in that one

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"sheet {self.sheet}" if self.sheet else ""


def among(rows: pl.Series) -> pl.Expr:
    """Is source_row one of these? By ranges where they are few, since furniture and blank rows stand together."""
    starts = rows.filter((rows.diff() != 1).fill_null(value=True))
    if len(starts) > MANY_RANGES:
        return pl.col("source_row").is_in(rows.implode())
    ends = rows.filter((rows.diff(-1) != -1).fill_null(value=True)) if len(rows) else rows
    spans = [pl.col("source_row").is_between(a, b) for a, b in zip(starts, ends, strict=True)]
    return pl.any_horizontal(spans) if spans else pl.lit(False)


def without(frame: pl.LazyFrame, rows: pl.Series) -> pl.LazyFrame:
    """The frame without these source_rows."""
    return frame if rows.is_empty() else frame.filter(~among(rows))


def kept(rows: Sequence[int], told: pl.Series) -> tuple[int, ...]:
    """Those rows that were not told apart."""
    taken = set(told)
    return tuple(row for row in rows if row not in taken)
