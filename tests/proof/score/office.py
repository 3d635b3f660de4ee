"""Clean months: what sound branch offices deliver over the years, with seasons, holidays, growth and the run of March 2022.

Calibrated by published figures (sources beside each number); amounts, persons and dates are those of the sample generator.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import polars as pl

from flows.sample.carried import carried
from flows.sample.deaths import jkk, jkm, scholarships, stack
from flows.sample.desk import Desk, sender
from flows.sample.dialects import dialect_of
from flows.sample.harvest import Measure
from flows.sample.lump import jht, pension_lumps, pensions, unemployment
from flows.sample.month import in_order, linked, unpaid
from flows.sample.tables import Ints, day, shares

Counts: TypeAlias = dict[str, int]

FIRST = date(2020, 1, 1)
RUN = date(2022, 3, 1)
RUN_FACTOR = 2.2  # JHT of March 2022, after Permenaker 2/2022 (nusabali.com on 2022: the national spike)
SMALLEST, LARGEST = 450, 1_000  # lines of a sender's usual month
# Contracts end with the year, offices close early in December; else a mild wave.
SEASON = (1.12, 0.98, 1.0, 0.98, 0.98, 1.0, 1.05, 1.02, 1.0, 1.0, 0.98, 0.90)
SCHOOL_YEAR = {7: 1.8, 8: 1.5}  # scholarships are claimed when the school year begins
DEATHS = {date(2021, 7, 1): 1.8, date(2021, 8, 1): 1.7}  # the epidemic's second wave
CASH_BEGINS = date(2022, 2, 1)  # JKP (PP 37/2021); few at first
MOST_OFFICES = 10  # of an agency: the numbers of two agencies' offices are apart
OWN_NOISE = 0.06  # of an office's month, beside chance
GROWTH = 0.04  # a year
# The first day of Lebaran (1 Syawal, joint ministerial decrees), and the days of joint leave around it.
LEBARAN = (date(2020, 5, 24), date(2021, 5, 13), date(2022, 5, 2), date(2023, 4, 22), date(2024, 4, 10), date(2025, 3, 31))
LEAVE = range(-3, 5)
FIXED_HOLIDAYS = ((1, 1), (5, 1), (6, 1), (8, 17), (12, 24), (12, 25))


class OfficeDesk(Desk):
    """A sender's desk that is closed on holidays."""

    __slots__ = ()

    @property
    def working_days(self) -> Ints:
        """The days on which payments are made."""
        days = [day(one) for one in working_days(self.period)]
        return np.array(days, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Office:
    """One sender over the years. `size`: lines of its usual month."""

    number: int
    size: int
    seed: int

    def desk(self, period: date) -> OfficeDesk:
        """Where its month is written."""
        return OfficeDesk(sender(self.number), dialect_of(self.number, self.size, None), period, FIRST, self.seed)


def offices(agency: int, seed: int, count: int = 3) -> list[Office]:
    """The senders of one synthetic agency."""
    random = np.random.default_rng([seed, agency])
    sizes = random.integers(SMALLEST, LARGEST, count)
    return [Office(agency * MOST_OFFICES + place + 1, int(size), seed) for place, size in enumerate(sizes)]


def working_days(period: date) -> list[date]:
    """Days of the month that are neither weekend nor holiday."""
    closed = {first + timedelta(days=shift) for first in LEBARAN for shift in LEAVE}
    days = [period + timedelta(days=number) for number in range(31)]
    return [one for one in days if one.month == period.month and one.weekday() < 5 and one not in closed and not _is_fixed(one)]


def _is_fixed(one: date) -> bool:
    return (one.month, one.day) in FIXED_HOLIDAYS


def clean_lines(office: Office, period: date) -> pl.DataFrame:
    """The lines of a sound month, in the order of the file."""
    desk = office.desk(period)
    random = desk.random("lines")
    counts = volumes(office, period, np.random.default_rng([office.seed, office.number, period.toordinal()]))
    stock = int(office.size * shares("national")["JP"] * 0.7)
    found = [
        pensions(random, stock, desk),  # first: their claim numbers must not move
        pension_lumps(random, counts["JP"], desk),
        jkm(random, counts["JKM"], desk),
        jkk(random, counts["JKK"], desk),
        scholarships(random, counts["BEASISWA"], desk),
        unemployment(random, counts["JKP"], desk),
        *_returned(random, office.size, desk),
        jht(random, counts["JHT"], desk),
    ]
    paid = stack(found).with_columns(counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String))
    waiting = int(0.02 * paid.height) if desk.dialect.has("status") else 0
    crossing = carried(desk, Measure(office.size), last=False)
    return in_order([stack([paid, unpaid(random, waiting, desk)]), *crossing], desk)


def volumes(office: Office, period: date, random: np.random.Generator) -> Counts:
    """Claims by benefit type."""
    years = (period - FIRST).days / 365
    open_days = len(working_days(period)) / 21
    level = office.size * SEASON[period.month - 1] * (1 + GROWTH) ** years * open_days**0.8 * np.exp(random.normal(0, OWN_NOISE))
    factor = {
        "JHT": RUN_FACTOR if period == RUN else 1.0,
        "BEASISWA": SCHOOL_YEAR.get(period.month, 1.0),
        "JKM": DEATHS.get(period, 1.0),
        "JKP": min(1.0, max(0.0, ((period - CASH_BEGINS).days + 31) / 200)) if period >= CASH_BEGINS else 0.0,
        "JP": 0.3,  # the others are the stock of monthly pensions
    }
    return {kind: int(random.poisson(level * share * factor.get(kind, 1.0))) for kind, share in shares("national").items()}


def _returned(random: np.random.Generator, size: int, desk: Desk) -> list[pl.DataFrame]:
    if not desk.dialect.has("payment_id"):
        return []
    measure = Measure(size)
    again, corrected = measure.of(random, 0.0012), measure.of(random, 0.0006)
    return [
        linked(jht(random, again, desk), ("ASLI", "RETUR", "PENGGANTI"), (100, -100, 100), desk),
        linked(jht(random, corrected, desk), ("ASLI", "KOREKSI"), (100, -10), desk),
    ]
