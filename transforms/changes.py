"""What became of the lines set aside: fixed, still wrong, newly wrong, withdrawn, between two readings of an extract."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

STATES = ("fixed", "still wrong", "newly wrong", "withdrawn")
# Grain: one line set aside before or now. Rows are those of the file before and of the file now.
CHANGE = pl.Schema(
    {
        "state": pl.String,
        "sheet": pl.String,
        "row_before": pl.UInt32,
        "row": pl.UInt32,
        "claim_id": pl.String,
        "payment_id": pl.String,
        "codes_before": pl.String,
        "codes": pl.String,
    }
)
NAMED = ("line_key",)
PLACED = ("sheet", "source_row")
SOUND = ("line_key", "sheet", "source_row", "claim_id", "payment_id")


@dataclass(frozen=True, slots=True)
class _Round:
    """How lines are told to be the same, and which of them are compared in this way."""

    by: tuple[str, ...]
    which: pl.Expr


ANY = pl.lit(True)
SAME_FILE = (_Round(PLACED, ANY),)
# A line without payment number changes its key with its content, one without a name has none.
OTHER_FILE = (
    _Round(NAMED, pl.col("line_key").is_not_null()),
    _Round(PLACED, pl.col("line_key").is_null()),
    _Round((*PLACED, "claim_id"), pl.col("payment_id").is_null()),
)


def changes(before: pl.LazyFrame, now: pl.LazyFrame, lines_now: pl.LazyFrame, *, is_same_file: bool) -> pl.DataFrame:
    """CHANGE, from the findings before (FINDING), those now, and the lines accepted now (LINE), in the order of sheets and rows.

    Lines are the same by their key, without one by sheet and row; in the same file always by sheet and row. A line that is neither
    accepted, nor a duplicate, nor set aside any more is withdrawn: it is gone, or no payment any longer.
    """
    old, new = set_aside(before), set_aside(now)
    sound = _sound(now, lines_now, old)
    told = []
    for one in SAME_FILE if is_same_file else OTHER_FILE:
        still = _paired(old.filter(one.which), new.filter(one.which), one.by)
        old, new = _apart_from(old, still, "number"), _apart_from(new, still, "number_now")
        fixed = _paired(old.filter(one.which), sound if one.by != (*PLACED, "claim_id") else sound.filter(one.which), one.by)
        old = _apart_from(old, fixed, "number")
        told += [_told(still, "still wrong"), _told(fixed, "fixed")]
    newly = new.select(pl.all().name.suffix("_now"))
    frames = [*told, _told(old, "withdrawn"), _told(newly, "newly wrong")]
    return pl.concat(frames).sort("sheet", pl.coalesce("row", "row_before"), nulls_last=True)


def set_aside(findings: pl.LazyFrame) -> pl.DataFrame:
    """The lines set aside, with the codes for which they are; numbered in file order."""
    quarantined = findings.filter(pl.col("outcome") == "quarantined", pl.col("severity") == "error")
    codes = pl.col("code").unique().sort().str.join(", ")
    lines = quarantined.group_by("sheet", "source_row").agg(codes.alias("codes"), pl.col("line_key", "claim_id", "payment_id").first())
    return lines.sort("sheet", "source_row").collect().with_row_index("number")


def counted(told: pl.DataFrame) -> dict[str, int]:
    """How many lines are in each state."""
    return dict.fromkeys(STATES, 0) | dict(told.group_by("state").len().iter_rows())


def _sound(findings: pl.LazyFrame, lines: pl.LazyFrame, old: pl.DataFrame) -> pl.DataFrame:
    """The lines that are in order now, repeats among them, as far as they may be one of the old ones."""
    repeated = findings.filter(pl.col("outcome") == "duplicate").select(SOUND).unique()
    keys, rows = old["line_key"].drop_nulls().unique(), old["source_row"].unique()
    may_be = pl.col("line_key").is_in(keys.implode()) | pl.col("source_row").is_in(rows.implode())
    found = pl.concat([lines.select(SOUND), repeated]).filter(may_be).collect(engine="streaming")
    return found.sort("sheet", "source_row").with_row_index("number").with_columns(codes=pl.lit(None, pl.String))


def _paired(one: pl.DataFrame, other: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The n-th line of a name with the n-th other of that name; columns of the other with `_now`."""
    nth = pl.col("number").cum_count().over(by)
    now = other.join(one.select(by).unique(), on=by, how="semi", nulls_equal=True)
    named = now.with_columns(_n=nth).rename({column: f"{column}_now" for column in now.columns})
    return one.with_columns(_n=nth).join(
        named, left_on=[*by, "_n"], right_on=[*(f"{column}_now" for column in by), "_n"], how="inner", nulls_equal=True, coalesce=False
    )


def _apart_from(lines: pl.DataFrame, pairs: pl.DataFrame, number: str) -> pl.DataFrame:
    return lines.filter(~pl.col("number").is_in(pairs[number].implode()))


def _told(pairs: pl.DataFrame, state: str) -> pl.DataFrame:
    """CHANGE of lines before, lines now, or pairs of both."""
    there = {*pairs.columns}

    def either(column: str) -> pl.Expr:
        own = [pl.col(name) for name in (f"{column}_now", column) if name in there]
        return pl.coalesce(own)

    def only(column: str) -> pl.Expr:
        return pl.col(column) if column in there else pl.lit(None)

    return pairs.select(
        state=pl.lit(state),
        sheet=either("sheet"),
        row_before=only("source_row").cast(pl.UInt32),
        row=only("source_row_now").cast(pl.UInt32),
        claim_id=either("claim_id"),
        payment_id=either("payment_id"),
        codes_before=only("codes").cast(pl.String),
        codes=only("codes_now").cast(pl.String),
    )
