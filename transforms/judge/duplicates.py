"""Lines of one extract that share a key: repeats, conflicts, and the n-th line that has no payment number.

Only keys that recur are looked at more closely; in a sound extract of millions of lines that is next to nothing.
"""

import polars as pl

from transforms.judge.rules import BIT, RuleTable
from transforms.keys import nth_key

# Grain of VERDICT: one line about which the whole extract says more than the line itself.
NUMBERED = pl.col("payment_id").is_not_null()
VERDICT = pl.Schema({"place": pl.UInt64, "bits": pl.UInt64})


def recurring(keys: pl.Series) -> pl.DataFrame:
    """The keys that occur more than once, each once, as column `line_key`. Sorting is ten times faster than hashing here."""
    ordered = keys.sort()
    return ordered.filter(ordered == ordered.shift(1)).unique().rename("line_key").to_frame()


def same_lines(judged: pl.LazyFrame, rules: RuleTable, is_numbered: pl.Expr = NUMBERED) -> pl.DataFrame:
    """VERDICT: a conflict (ID02) for all lines that count and whose numbered key is the same while they differ, a repeat (ID04) for sound
    ones after the first sound one.
    """
    named = judged.filter("pays", pl.col("line_key").is_not_null(), is_numbered)
    rows = _sharing(named, "place", "line_key", "content_key", "mask").with_columns(
        differs=pl.col("content_key").n_unique().over("line_key") > 1,
        is_sound=(pl.col("mask") & pl.lit(rules.errors, dtype=pl.UInt64)) == 0,
    )
    is_later = pl.col("is_sound").cum_sum().over("line_key") > 1
    conflict = pl.when("differs").then(pl.lit(BIT[rules.conflict], dtype=pl.UInt64))
    repeat = pl.when(~pl.col("differs") & pl.col("is_sound") & is_later).then(pl.lit(BIT[rules.repeat], dtype=pl.UInt64))
    return rows.select("place", bits=pl.coalesce(conflict, repeat)).drop_nulls()


def nth_lines(judged: pl.LazyFrame) -> pl.DataFrame:
    """place, line_key: the keys of lines without payment number that look like an earlier one, counted in file order before judging."""
    unnumbered = judged.filter(pl.col("line_key").is_not_null(), pl.col("payment_id").is_null())
    rows = _sharing(unnumbered, "place", "line_key").with_columns(n=pl.int_range(1, pl.len() + 1).over("line_key"))
    return rows.filter(pl.col("n") > 1).select("place", line_key=nth_key(pl.col("line_key"), pl.col("n")))


def _sharing(lines: pl.LazyFrame, *columns: str) -> pl.DataFrame:
    """The lines whose key recurs, in file order."""
    keys = recurring(lines.select("line_key").collect(engine="streaming").to_series())
    sharing = lines.select(columns).join(keys.lazy(), on="line_key", how="semi")
    return sharing.collect(engine="streaming").sort("place")
