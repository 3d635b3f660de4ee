"""Reissues, reversals and corrections brought home: from the month they were paid in to the month of the payment they adjust."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date

import polars as pl

from transforms.aggregate import MEASURES, net_by_benefit_month
from transforms.effective import Part, Resolution, effective_lines
from transforms.keys import stable_key

CELL = ("period", "benefit_type_code")
MOVES = ("moved_in_sen", "moved_out_sen")
COUNTED = ("line_key", "claim_key", "participant_key", "benefit_type_code", "payment_month", "amount_paid_sen")
ADJUSTS = (pl.col("payment_type") != "original") & pl.col("original_payment_id").is_not_null()
# Grain: one effective line that adjusts a payment and names it.
LINKED = pl.Schema(
    {
        "part_id": pl.String,
        "line_key": pl.UInt64,
        "claim_key": pl.UInt64,
        "participant_key": pl.UInt64,
        "benefit_type_code": pl.String,
        "payment_month": pl.Date,
        "amount_paid_sen": pl.Int64,
        "payment_type": pl.String,
        "target": pl.UInt64,  # line key of the payment that it names
        "target_sen": pl.Int64,  # and what that paid; null: it is in no part
        "root_month": pl.Date,  # payment month of the payment its links lead back to; null: they lead nowhere
    }
)


def linked(parts: Sequence[Part], resolution: Resolution) -> pl.DataFrame:
    """LINKED: every effective line that names the payment it adjusts, and where its links end.

    A link is a payment number of the same claim. Links are followed over the effective lines of all parts, to the first that names no
    other; they lead nowhere where one of them is in no part, or where they go in a circle. Adjustments are few: they alone are held.
    """
    lines = effective_lines(parts, resolution)
    target = stable_key(("claim_id", "original_payment_id"))  # what `keys.line_key` gives the payment named
    found = lines.filter(ADJUSTS).select("part_id", *COUNTED, "payment_type", target=target).collect(engine="streaming").sort("line_key")
    ended = found.with_columns(end=_ends(found))
    named = _named(lines, pl.concat([ended["end"], ended["target"]]))
    roots = named.filter("is_root").select(end="line_key", root_month="payment_month")
    paid = named.select(target="line_key", target_sen="amount_paid_sen")
    both = ended.join(roots, on="end", how="left", maintain_order="left").join(paid, on="target", how="left", maintain_order="left")
    return both.select(LINKED.names())


def overdone(found: pl.DataFrame) -> pl.DataFrame:
    """part_id, line_key, code: reversals of LINKED that are not the only one of their payment (XL02), and such as together take back more
    than it and its corrections paid (XL03). A payment that was returned and paid again under a number of its own is another one.
    """
    is_reversal = pl.col("payment_type") == "reversal"
    told = found.with_columns(
        reversals=is_reversal.sum().over("target"),
        left=pl.col("target_sen") + pl.col("amount_paid_sen").filter(pl.col("payment_type") != "reissue").sum().over("target"),
    ).filter(is_reversal)
    codes = {"XL02": pl.col("reversals") > 1, "XL03": pl.col("left") < 0}
    return pl.concat([told.filter(broken).select("part_id", "line_key", code=pl.lit(code)) for code, broken in codes.items()])


def moved(found: pl.DataFrame, months: Collection[date]) -> pl.DataFrame:
    """The rows of LINKED that another month shows in the final view: paid in one of the published `months`, adjusting one of another."""
    shown = sorted(months)
    return found.filter(
        pl.col("payment_month").is_in(shown), pl.col("root_month").is_in(shown), pl.col("payment_month") != pl.col("root_month")
    )


def moves_digest(moves: pl.DataFrame, month: date) -> str:
    """Names the lines that leave this month and those that come into it; equal digests mean the same lines."""
    lines = _out_of(moves, month).vstack(_into(moves, month))
    return hashlib.sha256(lines.select("part_id", "line_key", "root_month").sort(pl.all()).write_csv().encode()).hexdigest()


def final_month(lines: pl.LazyFrame, moves: pl.DataFrame, month: date) -> pl.LazyFrame:
    """The final view of one payment month. `lines` are the effective lines paid in it.

    Grain: benefit type, `period` = month. A cell whose lines all moved has zeros. amount_paid_sen is that of the lines paid in the
    month + moved_in_sen - moved_out_sen; an adjustment keeps its own benefit type.
    """
    gone, come = _out_of(moves, month).lazy(), _into(moves, month).lazy()
    stay = lines.select(COUNTED).join(gone.select("line_key"), on="line_key", how="anti")
    shown = pl.concat([stay, come.select(COUNTED)]).with_columns(payment_month=pl.lit(month))
    told = pl.concat([net_by_benefit_month(shown), _sums(come, month, "moved_in_sen"), _sums(gone, month, "moved_out_sen")], how="diagonal")
    return told.group_by(CELL).agg(pl.col(*MEASURES, *MOVES).sum()).sort(CELL)


def _ends(found: pl.DataFrame) -> pl.Series:
    """For each adjustment the line key at which its links end; within a circle one of the circle's own.

    Each round doubles the links gone: as many rounds as the number of adjustments has binary digits are enough for any chain.
    """
    steps = found.select("line_key", end="target")
    for _ in range(found.height.bit_length()):
        further = steps.join(steps, left_on="end", right_on="line_key", how="left", maintain_order="left")
        on = further.select("line_key", end=pl.coalesce("end_right", "end"))
        if on.equals(steps):
            break
        steps = on
    return steps["end"]


def _named(lines: pl.LazyFrame, keys: pl.Series) -> pl.DataFrame:
    """The lines that adjustments name, or at which their links end, and whether they name no other; nothing of those in no part."""
    if keys.is_empty():
        return pl.DataFrame(schema={"line_key": pl.UInt64, "payment_month": pl.Date, "amount_paid_sen": pl.Int64, "is_root": pl.Boolean})
    wanted = keys.unique().to_frame("line_key").lazy()
    named = lines.select("line_key", "payment_month", "amount_paid_sen", is_root=~ADJUSTS)
    return named.join(wanted, on="line_key", how="semi").collect(engine="streaming")


def _out_of(moves: pl.DataFrame, month: date) -> pl.DataFrame:
    return moves.filter(pl.col("payment_month") == month)


def _into(moves: pl.DataFrame, month: date) -> pl.DataFrame:
    return moves.filter(pl.col("root_month") == month)


def _sums(lines: pl.LazyFrame, month: date, name: str) -> pl.LazyFrame:
    sums = lines.group_by("benefit_type_code").agg(pl.col("amount_paid_sen").sum().alias(name))
    return sums.select("benefit_type_code", name, period=pl.lit(month))
