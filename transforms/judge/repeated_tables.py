"""Tables of one extract whose lines stand in another of its tables, too: a sheet that was copied, or one of all beside one of each.

With payment numbers such lines count once (ID04). Without them the n-th like line is a line of its own, which is right within a table
and doubles the money of a copied one.
"""

from collections.abc import Sequence

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read.shapes import RawTable

FEWEST, SHARE = 3, 0.5  # of a table's lines: fewer may be payments that are alike
FIX = "send the lines once (delete the copy, or the sheet that holds what the others hold), or add the column NO PEMBAYARAN"


def refuse_repeated_tables(judged: pl.LazyFrame, is_numbered: pl.Expr, tables: Sequence[RawTable], file_name: str) -> dict[str, str]:
    """EX16 where half of a table's unnumbered lines stand word for word in another. Returns as evidence where fewer do: they count each."""
    if len(tables) < 2:  # noqa: PLR2004  of one table there is no other
        return {}
    told: dict[str, str] = {}
    for first, second, shared, lines in _shared(judged, is_numbered).iter_rows():
        here, there = _name(tables, second), _name(tables, first)
        if shared >= FEWEST and shared >= SHARE * lines:
            what = f"{shared} of {lines} lines of {here} stand in {there}, too, and no payment number tells whether they are the same"
            raise ExtractRefused("EX16", file_name, what, FIX, {"lines in both": str(shared)}, here)
        told[f"lines of {here}"] = f"{shared} of {lines} stand in {there}, too, and count in each"
    return told


def _shared(judged: pl.LazyFrame, is_numbered: pl.Expr) -> pl.DataFrame:
    """Pairs of tables by number, the lines in both, and all of the second that could be; the smaller of two is the second."""
    table = (pl.col("place") // 2**32).alias("table")
    alike = judged.filter("pays", pl.col("line_key").is_not_null(), ~is_numbered).group_by(table, "content_key").len()
    counts = alike.collect(engine="streaming")
    lines = counts.group_by("table").agg(lines=pl.col("len").sum())
    again = counts.filter(pl.len().over("content_key") > 1).join(lines, on="table")
    is_smaller = pl.col("lines_second") < pl.col("lines")
    is_later = (pl.col("lines_second") == pl.col("lines")) & (pl.col("table") < pl.col("table_second"))
    pairs = again.join(again, on="content_key", suffix="_second").filter(is_smaller | is_later)
    both = pl.min_horizontal("len", "len_second").sum()
    return pairs.group_by("table", "table_second").agg(shared=both, of=pl.col("lines_second").first()).sort("table", "table_second")


def _name(tables: Sequence[RawTable], number: int) -> str:
    sheet = tables[number].sheet
    if sheet is None:
        return f"table {number + 1}"
    is_alone = sum(table.sheet == sheet for table in tables) == 1
    return f"sheet {sheet}" if is_alone else f"table {number + 1} (sheet {sheet})"
