"""Figures below the benefit type: months in which regions or components change though no figure of a benefit type need do."""

from datetime import date

import polars as pl

from flows.monthly.basis import Lines
from transforms.effective import effective_lines

# What the finer figures are counted from.
COUNTED = (
    "payment_month", "programme_code", "benefit_type_code", "benefit_component_code", "segment_code", "branch_code", "regency_code",
    "claim_key", "participant_key", "amount_paid_sen",
    "payment_type", "original_payment_id",  # of the final view
)  # fmt: skip


def changed_within(then: Lines, now: Lines) -> frozenset[date]:
    """The months shown on both sides in which lines that were there already count in another cell, or no more.

    Lines that only came are not looked for: where nothing left and nothing was displaced, no line is read.
    """
    months = sorted(_suspects(then, now) & {*then.shown} & {*now.shown})
    if not months:
        return frozenset()
    came, left = (_lines(side, months) for side in (now, then))
    netted = pl.concat([came.with_columns(net=pl.lit(1)), left.with_columns(net=pl.lit(-1))]).group_by(COUNTED).agg(pl.col("net").sum())
    gone = netted.filter(pl.col("net") < 0).select("payment_month").unique().collect(engine="streaming")
    return frozenset(gone["payment_month"])


def _suspects(then: Lines, now: Lines) -> set[date]:
    """Months of parts that stand no more, and of lines that are displaced since."""
    known = {part.part_id for part in now.basis.parts}
    left = [then.ledgers[part.part_id] for part in then.basis.parts if part.part_id not in known]
    keys = ["part_id", "line_key"]
    displaced = now.basis.resolution.displaced.join(then.basis.resolution.displaced, on=keys, how="anti")
    moved = displaced.filter(pl.col("part_id").is_in([part.part_id for part in then.basis.parts]))["payment_month"]
    return {date.fromisoformat(f"{month}-01") for ledger in left for month in ledger.payment_months} | set(moved)


def _lines(side: Lines, months: list[date]) -> pl.LazyFrame:
    parts = {part.part_id: part for month in months for part in side.parts_of(month)}
    return effective_lines(list(parts.values()), side.basis.resolution, months).select(COUNTED)
