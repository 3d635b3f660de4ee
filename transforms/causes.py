"""Why figures changed: the difference of every cell between two publications, split into causes that sum to it exactly."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.mechanism import CAUSES, FILE, Era, deliveries, mechanisms

MEASURES = ("payment_count", "amount_paid_sen", "claim_count", "participant_count")
CELL = ("period", "benefit_type_code")
# Grain: payment month, benefit type, cause, and the file that caused it. Differences, now less then.
CHANGE = pl.Schema(
    {
        "period": pl.Date,
        "benefit_type_code": pl.String,
        "cause": pl.String,  # transforms.mechanism.Cause
        **dict.fromkeys(FILE, pl.String),
        **dict.fromkeys(MEASURES, pl.Int64),
    }
)
# What a line adds to figures, and the name under which it is compared.
COUNTED = ("line_key", "period", "benefit_type_code", "amount_paid_sen", "claim_key", "participant_key")
# What the cause of a changed line is told by.
LOOKED_AT = ("line_key", "payment_month", "payment_type", "part_id", "sheet", "source_row")
# Lines are compared in slices of about this many, so that memory does not grow with the decades.
SLICE_LINES = 6_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The published payment months of both sides, and what is known of the parts: eras that cover the months shown then, oldest first.

    `compared`: the months whose figures are compared; None: those shown then, for the first figures of a month are no change.
    """

    shown_then: frozenset[date]
    shown_now: frozenset[date]
    eras: Sequence[Era]
    compared: frozenset[date] | None = None


def changes(then: pl.LazyFrame, now: pl.LazyFrame, told: Told) -> pl.DataFrame:
    """CHANGE between the effective lines then and now (LINE and part_id) of the payment months that may have changed.

    For each cell of a month that is compared, and each measure of transforms.aggregate.by_benefit_month, the rows sum to the figure
    now less the figure then. A line is one change, also where it moved to another month or benefit type: lines are the same by line key.
    Both frames hold every month that may have changed, published or not. A claim or participant that enters or leaves a cell is booked
    on one of its changed lines: the biggest amount, then the order of CAUSES, then the key.
    """
    months = told.shown_then if told.compared is None else told.compared
    shown = _as_counted(then, told.shown_then & months), _as_counted(now, told.shown_now & months)
    keys = _changed_keys(*shown)
    if not keys.height:
        return CHANGE.to_frame()
    before, after = (
        side.select(LOOKED_AT).join(keys.lazy(), on="line_key", how="semi").collect(engine="streaming") for side in (then, now)
    )
    numbered = _accounted(_net(*shown, keys), before, after, told).with_row_index("row")
    return _summed(
        numbered.with_columns(
            payment_count=pl.col("net"),
            amount_paid_sen=pl.col("net") * pl.col("amount_paid_sen"),
            claim_count=_ones(_booked(numbered, *shown, "claim_key", pl.col("amount_paid_sen") > 0)),
            participant_count=_ones(_booked(numbered, *shown, "participant_key", pl.col("participant_key").is_not_null())),
        )
    )


def taken_back(changes: pl.DataFrame) -> pl.DataFrame:
    """CHANGE of a rollback, from that between the publication it restores (then) and the one it rejects (now): the same files, undone."""
    return _summed(changes.with_columns(-pl.col(MEASURES), cause=pl.lit("rolled_back")))


def _summed(changes: pl.DataFrame) -> pl.DataFrame:
    summed = changes.group_by(*CELL, "cause", *FILE).agg(pl.col(MEASURES).sum())
    return summed.filter(pl.any_horizontal(pl.col(MEASURES) != 0)).select(CHANGE.names()).sort(CHANGE.names())


def _as_counted(lines: pl.LazyFrame, months: Collection[date]) -> pl.LazyFrame:
    """COUNTED of the lines of these months."""
    return lines.filter(pl.col("payment_month").is_in(sorted(months))).rename({"payment_month": "period"}).select(COUNTED)


def _changed_keys(then: pl.LazyFrame, now: pl.LazyFrame) -> pl.DataFrame:
    """The line keys that do not add the same to the same cells on both sides."""
    signed = _signed(then, now)
    slices = signed.select(pl.len()).collect(engine="streaming").item() // SLICE_LINES + 1
    own = [signed.filter(pl.col("line_key") % slices == one) if slices > 1 else signed for one in range(slices)]
    return pl.concat([_netted(lines).select("line_key").unique().collect(engine="streaming") for lines in own])


def _signed(then: pl.LazyFrame, now: pl.LazyFrame) -> pl.LazyFrame:
    return pl.concat([then.with_columns(net=pl.lit(-1, dtype=pl.Int64)), now.with_columns(net=pl.lit(1, dtype=pl.Int64))])


def _netted(signed: pl.LazyFrame) -> pl.LazyFrame:
    """What does not cancel: COUNTED, and `net`, how many more such lines there are now."""
    return signed.group_by(COUNTED).agg(pl.col("net").sum()).filter(pl.col("net") != 0)


def _net(then: pl.LazyFrame, now: pl.LazyFrame, keys: pl.DataFrame) -> pl.DataFrame:
    return _netted(_signed(then, now).join(keys.lazy(), on="line_key", how="semi")).collect(engine="streaming").sort(COUNTED)


def _accounted(net: pl.DataFrame, then: pl.DataFrame, now: pl.DataFrame, told: Told) -> pl.DataFrame:
    """The changed lines with cause and FILE: by what happened to their month, to their key, else to the line where it lies."""
    lying = pl.concat([_lying(then, told, -1), _lying(now, told, 1)])
    in_month = net.join(_no_longer_shown(now, told), on=["line_key", "period"], how="left").join(
        mechanisms(then, now, told.eras), on="line_key", how="left", suffix="_of_key"
    )
    known = in_month.with_columns(direction=pl.col("net").sign()).join(lying, on=["line_key", "direction"], how="left", suffix="_lying")
    columns = ("cause", *FILE)
    is_found = [pl.col("cause").is_not_null(), pl.col("cause_of_key").is_not_null()]
    chosen = [pl.when(is_found[0]).then(name).when(is_found[1]).then(f"{name}_of_key").otherwise(f"{name}_lying") for name in columns]
    return known.select(*COUNTED, "net", *(expression.alias(name) for name, expression in zip(columns, chosen, strict=True)))


def _lying(lines: pl.DataFrame, told: Told, direction: int) -> pl.DataFrame:
    """What is said of a line that no extract's coming or going accounts for: it lies there, and counts now, or does not any more."""
    first = lines.sort("part_id").unique("line_key", keep="first", maintain_order=True)
    cause = pl.lit("late_lines" if direction > 0 else "duplicate_found")
    files = pl.concat([era.facts.select("part_id", *FILE) for era in told.eras]).unique("part_id")
    own = first.select("line_key", "part_id").join(files, on="part_id", how="left")
    return own.select("line_key", *FILE, cause=cause, direction=pl.lit(direction, dtype=pl.Int64))


def _no_longer_shown(now: pl.DataFrame, told: Told) -> pl.DataFrame:
    """The lines that still count, but in a month that is not shown any more: its own extracts left, the last of them by this file."""
    gone = pl.concat([deliveries(era.facts).filter("left", pl.col("period").is_in(sorted(era.months))) for era in told.eras])
    by = (
        gone.sort("arrival_id")
        .unique("period", keep="last", maintain_order=True)
        .select("period", cause=pl.lit("replaced_extract"), **{name: pl.col(f"by_{name}") for name in FILE})
    )
    unshown = now.filter(~pl.col("payment_month").is_in(sorted(told.shown_now)))
    return unshown.select("line_key", period="payment_month").unique().join(by, on="period")


def _booked(caused: pl.DataFrame, then: pl.LazyFrame, now: pl.LazyFrame, key: str, counts: pl.Expr) -> pl.DataFrame:
    """`row` and `ones`: +1 for each key that enters the row's cell, -1 for each that leaves it, each once."""
    asked = caused.filter(counts).select(*CELL, key).unique()
    before, after = (_present(side.filter(counts), asked, key) for side in (then, now))
    entering = after.join(before, on=[*CELL, key], how="anti").with_columns(ones=pl.lit(1, dtype=pl.Int64))
    leaving = before.join(after, on=[*CELL, key], how="anti").with_columns(ones=pl.lit(-1, dtype=pl.Int64))
    lines = caused.filter(counts).join(pl.concat([entering, leaving]), on=[*CELL, key]).filter(pl.col("net").sign() == pl.col("ones"))
    rank = pl.col("cause").replace_strict(CAUSES, range(len(CAUSES)), return_dtype=pl.UInt8)
    preferred = lines.sort(pl.col("amount_paid_sen").abs().neg(), rank, "line_key", "row")
    chosen = preferred.unique([*CELL, key], keep="first", maintain_order=True)
    return chosen.group_by("row").agg(pl.col("ones").sum())


def _present(lines: pl.LazyFrame, asked: pl.DataFrame, key: str) -> pl.DataFrame:
    """Which of the keys asked for have a line in their cell."""
    columns = [*CELL, key]
    return lines.join(asked.lazy(), on=columns, how="semi").select(columns).unique().collect(engine="streaming")


def _ones(booked: pl.DataFrame) -> pl.Expr:
    return pl.col("row").replace_strict(booked["row"], booked["ones"], default=0, return_dtype=pl.Int64)
