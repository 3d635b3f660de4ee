"""Cells of a month by other columns than the benefit type, for what compares figures by benefit type: their codes become one code."""

from collections.abc import Sequence

import polars as pl

BENEFIT_TYPE = "benefit_type_code"
BETWEEN, NOTHING = "\x1f", "\x00"  # no code holds them


def in_cells(lines: pl.LazyFrame, cell: Sequence[str]) -> pl.LazyFrame:
    """Lines whose benefit type is the code of their cell; a column without a code is one of the cell, too."""
    if tuple(cell) == (BENEFIT_TYPE,):
        return lines
    code = pl.concat_str([pl.col(name).fill_null(NOTHING) for name in cell], separator=BETWEEN)
    return lines.with_columns(code.alias(BENEFIT_TYPE))


def of_cells(changes: pl.DataFrame, cell: Sequence[str]) -> pl.DataFrame:
    """What was told of such cells, with the columns of the cell again."""
    if tuple(cell) == (BENEFIT_TYPE,):
        return changes
    codes = pl.col(BENEFIT_TYPE).str.split_exact(BETWEEN, len(cell) - 1).struct.rename_fields(list(cell)).alias("cell")
    apart = changes.select(pl.exclude(BENEFIT_TYPE), codes).unnest("cell")
    return apart.with_columns(pl.when(pl.col(name) != NOTHING).then(pl.col(name)).alias(name) for name in cell)
