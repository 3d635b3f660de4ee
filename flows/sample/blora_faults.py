"""Faults over lines whose totals are fixed: errors come on top, warnings and crossings are made of the lines themselves."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from flows.sample.carried import CORRECTED, LATE, OWN_BLOCK, SENT_AGAIN
from flows.sample.deaths import stack
from flows.sample.desk import Desk
from flows.sample.doubles import repeated, seven_months
from flows.sample.harvest import FAULTS, Measure, fitting, instances_of
from flows.sample.lump import unemployment
from flows.sample.month import RETURNED, UNPAID, linked, planted, unpaid
from flows.sample.plants import Plant
from flows.sample.tables import SEN, day

RETURN = (("ASLI", "RETUR", "PENGGANTI"), (100, -100, 100))
NO_CASH = (unemployment, seven_months)  # the announcement knows no JKP


@dataclass(frozen=True, slots=True)
class Delivery:
    """A month's payment lines, JHT first."""

    desk: Desk
    lines: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Cut:
    """A month's lines cut into those that stay and those that cross into the next month."""

    stay: list[pl.DataFrame]
    again: pl.DataFrame
    corrected: pl.DataFrame
    late: pl.DataFrame


def deliveries(months: list[Delivery], factor: int) -> list[list[pl.DataFrame]]:
    """What each month's extract holds. Summed over all months the counted lines are those handed in."""
    cuts = [_cut(month, Measure(month.lines.height, factor), place == len(months) - 1) for place, month in enumerate(months)]
    frames = []
    for place, (month, cut) in enumerate(zip(months, cuts, strict=True)):
        before = cuts[place - 1] if place else None
        measure = Measure(month.lines.height, factor)
        frames.append([stack(cut.stay), *_on_top(month.desk, measure), *_crossing(cut), *_from_before(month.desk, before)])
    return frames


def _cut(month: Delivery, measure: Measure, is_last: bool) -> Cut:  # noqa: FBT001
    """The first JHT lines are given away, one kind of fault after the other; every other line stays as it is."""
    random, desk = month.desk.random("carried"), month.desk
    lines = _sound(month.lines)
    wanted = [0 if is_last else measure.of(random, share) for share in (SENT_AGAIN, CORRECTED, LATE)]
    wanted.append(measure.of(random, RETURNED / measure.factor))
    warned = instances_of(random, measure, [plant for plant in fitting(desk, "warned") if plant.keeps_totals], FAULTS["warned"][0])
    twice = instances_of(random, measure, fitting(desk, "duplicate"), FAULTS["duplicate"][0])
    wanted += [instances for _, instances in warned + twice]
    edges = np.cumsum([0, *wanted])
    pieces = [lines[int(low) : int(high)] for low, high in pairwise(edges)]
    again, corrected, late = (piece.with_columns(pl.col("claim_no", "pay_no") + OWN_BLOCK) for piece in pieces[:3])
    spoiled = [plant.spoil(_wide(piece, plant), desk) for (plant, _), piece in zip(warned + twice, pieces[4:], strict=True)]
    returned = _sound(linked(pieces[3], *RETURN, desk))
    return Cut([lines[int(edges[-1]) :], returned, *spoiled], again, corrected, late)


def _sound(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.with_columns(counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String))


def _wide(lines: pl.DataFrame, plant: Plant) -> pl.DataFrame:
    return repeated(lines, plant.width) if plant.width > 1 else lines


def _on_top(desk: Desk, measure: Measure) -> list[pl.DataFrame]:
    """Lines that count in no total: quarantined, of unknown status, unpaid."""
    random = desk.random("faults")
    errors = [plant for plant in fitting(desk, "quarantined") if plant.lines not in NO_CASH]
    chosen = instances_of(random, measure, errors, FAULTS["quarantined"][0])
    no_payments = [plant for plant in fitting(desk, "warned") if not plant.is_counted]
    chosen += instances_of(random, measure, no_payments, FAULTS["warned"][0] / 10)
    frames = [plant.grow(random, instances, desk) for plant, instances in chosen]
    frames.append(unpaid(random, measure.of(random, UNPAID / measure.factor), desk))
    return planted(frames)


def _crossing(cut: Cut) -> list[pl.DataFrame]:
    wrong = cut.corrected.with_columns(sen=pl.col("sen") + 100_000 * SEN, counts=pl.lit(value=False), fault=pl.lit("corrected_later"))
    return [cut.again, wrong]


def _from_before(desk: Desk, cut: Cut | None) -> list[pl.DataFrame]:
    if cut is None:
        return []
    first_day = pl.lit(day(desk.period), dtype=pl.Int64)
    again = cut.again.with_columns(counts=pl.lit(value=False), fault=pl.lit("sent_again"), day=first_day)
    late = pl.concat([cut.corrected, cut.late]).with_columns(fault=pl.lit("paid_late"), day=first_day)
    return [again, late]
