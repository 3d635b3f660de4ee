"""Which lines of a table the corrections by hand are about: cells compared as texts, as they stand in the file."""

from collections.abc import Sequence
from itertools import groupby

import polars as pl

from transforms.decisions import Correction
from transforms.parse.blank import SPACES
from transforms.parse.forms import AMOUNT_COLUMN
from transforms.read.shapes import RawTable

FOUND = pl.Schema({"source_row": pl.UInt32, "correction": pl.UInt32})  # grain: one line and one correction, by its number


def matched_lines(table: RawTable, corrections: Sequence[Correction]) -> pl.DataFrame:
    """FOUND of this table, in file order. Corrections that compare the same columns are looked up by one join."""
    present = set(table.frame.collect_schema().names())
    asked = [(_asks(one), number, one) for number, one in enumerate(corrections) if one.sheet in (None, table.sheet)]
    ordered = sorted((one for one in asked if set(one[0]) <= present), key=lambda one: one[:2])
    found = [_of(table.frame, asks, list(group)) for asks, group in groupby(ordered, key=lambda one: one[0])]
    lines = pl.collect_all(found, engine="streaming")
    return pl.concat([FOUND.to_frame(), *lines]).sort("source_row", "correction")


def _asks(one: Correction) -> tuple[str, ...]:
    """The columns that it compares."""
    return (*(("source_row",) if one.row is not None else ()), *(column for column, _ in sorted(one.match)))


def _of(lines: pl.LazyFrame, asks: tuple[str, ...], group: Sequence[tuple[tuple[str, ...], int, Correction]]) -> pl.LazyFrame:
    """The lines that these corrections match, which all ask for the same columns."""
    if not asks:
        every = pl.DataFrame({"correction": [number for _, number, _ in group]}, schema={"correction": pl.UInt32})
        return lines.select("source_row").join(every.lazy(), how="cross")
    rows = [(number, *([one.row] if one.row is not None else []), *(text for _, text in sorted(one.match))) for _, number, one in group]
    schema = {"correction": pl.UInt32} | {f"_{column}": pl.UInt32 if column == "source_row" else pl.String for column in asks}
    keys = pl.DataFrame(rows, schema=schema, orient="row").lazy()
    compared = lines.select("source_row", *(_compared(column).alias(f"_{column}") for column in asks))
    return compared.join(keys, on=[f"_{column}" for column in asks], how="inner").select(FOUND.names())


def _compared(column: str) -> pl.Expr:
    """A cell as it is compared: outer blanks off; nothing is the empty text; a number cell without the mark that says it is one."""
    if column == "source_row":
        return pl.col(column)
    text = pl.col(column).str.strip_chars(SPACES).fill_null("")
    return text.str.strip_prefix("=") if column == AMOUNT_COLUMN else text
