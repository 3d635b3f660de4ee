"""Lines that cross from one month's extract into another: paid earlier, sent again, corrected later.

Each month has a few lines of its own for this, from a stream of their own, so that the next month can make them again without the rest.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from flows.sample.deaths import stack
from flows.sample.desk import Desk, next_month, previous_month
from flows.sample.doubles import wage_earners
from flows.sample.harvest import Measure
from flows.sample.plan import BEGINNING
from flows.sample.tables import SEN, day

SENT_AGAIN, CORRECTED, LATE = 0.001, 0.001, 0.003
LONGEST_DELAY = 3  # months
OWN_BLOCK = 6_500_000  # claim and payment numbers of these lines


@dataclass(frozen=True, slots=True)
class Crossing:
    """Lines of one month that the next month's extract holds too: unchanged, or corrected."""

    again: pl.DataFrame
    wrong: pl.DataFrame
    right: pl.DataFrame


def crossing(desk: Desk, measure: Measure) -> Crossing:
    """The lines of this desk's month that cross into the next.

    A correction moves the amount and, every third time, the payment into the next month. Where payments have no number, amount and
    date are the line's key; there only the day of the event is corrected.
    """
    random = desk.random("carried")
    again, corrected = measure.of(random, SENT_AGAIN), measure.of(random, CORRECTED)
    lines = wage_earners(random, again + corrected, desk).with_columns(
        pl.col("claim_no", "pay_no") + OWN_BLOCK, counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String)
    )
    wrong = lines[again:]
    return Crossing(lines[:again], wrong, _corrected(wrong, desk))


def _corrected(lines: pl.DataFrame, desk: Desk) -> pl.DataFrame:
    if not desk.dialect.has("payment_id"):
        return lines.with_columns(contingency=pl.col("submission") - pl.duration(days=1), fault=pl.lit("paid_late"))
    moves = pl.col("claim_no") % 3 == 0
    paid = pl.lit(day(next_month(desk.period)) + 5, dtype=pl.Int32).cast(pl.Date)
    return lines.with_columns(
        sen=pl.col("sen") + 100_000 * SEN,
        paid=pl.when(moves).then(paid).otherwise("paid"),
        fault=pl.when(moves).then(None).otherwise(pl.lit("paid_late")),
    )


def carried(desk: Desk, measure: Measure, last: bool) -> list[pl.DataFrame]:  # noqa: FBT001
    """The month's own crossing lines and those that come over from the month before; in the plan's last month nothing is displaced yet."""
    own = crossing(desk, measure)
    displaced = own.wrong if last else own.wrong.with_columns(counts=pl.lit(value=False), fault=pl.lit("corrected_later"))
    frames = [own.again, displaced, _late(desk, measure)]
    if desk.period > desk.first:
        before = crossing(replace(desk, period=previous_month(desk.period)), measure)
        sent_again = before.again.with_columns(counts=pl.lit(value=False), fault=pl.lit("sent_again"))
        frames += [frame.with_columns(day=pl.lit(day(desk.period), dtype=pl.Int64)) for frame in (sent_again, before.right)]
    return frames


def _late(desk: Desk, measure: Measure) -> pl.DataFrame:
    """Payments of up to three months before, delivered only now; never from before the plan began."""
    random = np.random.default_rng([*desk.random("carried").integers(0, 2**31, 4)])
    frames = []
    for month in _months_before(desk):
        paid_then = replace(desk, period=month)
        lines = wage_earners(random, measure.of(random, LATE / LONGEST_DELAY), paid_then)
        frames.append(lines.with_columns(cohort=pl.lit(desk.cohort, dtype=pl.Int64), pay_cohort=pl.lit(desk.cohort, dtype=pl.Int64)))
    if not frames:
        return wage_earners(random, 0, desk).with_columns(counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String))
    late = stack(frames).with_columns(pl.col("claim_no", "pay_no") + OWN_BLOCK + OWN_BLOCK // 20)
    return late.with_columns(counts=pl.lit(value=True), fault=pl.lit("paid_late"), day=pl.lit(day(desk.period), dtype=pl.Int64))


def _months_before(desk: Desk) -> list[date]:
    months = [desk.period]
    while len(months) <= LONGEST_DELAY and months[-1] > max(desk.first, BEGINNING):
        months.append(previous_month(months[-1]))
    return months[1:]
