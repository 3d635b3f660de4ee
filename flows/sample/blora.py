"""Kabupaten Blora, January to July 2022: sound totals exactly those of the announcement the project began with (domain.md §5.2, §6)."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from flows.sample.blora_faults import Delivery, deliveries
from flows.sample.deaths import lines_of, stack
from flows.sample.desk import Desk, Sender
from flows.sample.dialects import Dialect
from flows.sample.doubles import recent
from flows.sample.lump import JHT_MEDIAN, JHT_SIGMA, LUMP_MEDIAN, LUMP_SIGMA, jht, pension_lumps
from flows.sample.month import RUN, in_order
from flows.sample.people import claims_of
from flows.sample.plan import SamplePlan
from flows.sample.tables import SEN, Ints, rows

BLORA = Sender(1, "blora", "Kantor Cabang Perintis Blora", "K08", "Blora", (3316,))
DIALECTS = (  # the office changes its habits, but not its columns
    Dialect("csv", "upper", "rupiah", "slash", ";", "utf-8-sig", "\r\n", dotted=True),
    Dialect("xlsx", "upper", "rupiah", "slash"),
    Dialect("csv", "upper", "plain", "iso"),
    Dialect("xlsx", "title", "rupiah", "slash", date_cell="serial"),
    Dialect("csv.gz", "upper", "english", "oracle", ";", "cp1252", "\r\n"),
    Dialect("parquet", "snake", "plain", "iso"),
    Dialect("csv", "title", "rupiah", "indonesian", ";", "utf-8-sig", "\r\n", dotted=True),
)
LEBARAN = date(2022, 5, 1)  # a week of holidays
LEAST, MOST = 150_000, 450_000_000  # rupiah
TWICE, SPLIT = 5, 10  # JKM claims of two memberships; in components
PARTS = {"JKM_SEKALIGUS": 20_000_000, "JKM_BERKALA": 12_000_000, "JKM_PEMAKAMAN": 10_000_000}  # PP 82/2019


def desks(plan: SamplePlan) -> list[Desk]:
    """A desk for each month, each with the habit of its month."""
    habits = [DIALECTS[place % len(DIALECTS)] for place in range(len(plan.periods))]
    if plan.formats:
        habits = [replace(habit, file_format=plan.formats[place % len(plan.formats)]) for place, habit in enumerate(habits)]
    return [Desk(BLORA, habit, period, plan.first, plan.seed) for habit, period in zip(habits, plan.periods, strict=True)]


def blora_months(plan: SamplePlan) -> list[tuple[Desk, pl.DataFrame]]:
    """Each month's lines as delivered, faults on top of the fixed totals."""
    places = desks(plan)
    sound = _sound(places)
    delivered = deliveries([Delivery(desk, lines) for desk, lines in zip(places, sound, strict=True)], factor=5 if plan.messy else 1)
    return [(desk, in_order(frames, desk)) for desk, frames in zip(places, delivered, strict=True)]


def _sound(places: list[Desk]) -> list[pl.DataFrame]:
    """All payment lines of each month: JHT first."""
    random = places[0].random("standing")
    by_type = [
        _balances(random, places),
        _lumps(random, places),
        _grants(random, places),
        _accidents(places),
        _scholarships(random, places),
    ]
    return [stack(list(month)) for month in zip(*by_type, strict=True)]


def spread(total: int, places: list[Desk]) -> list[int]:
    """`total` claims over the months: more in the JHT run of March 2022, fewer in the holiday month."""
    weights = np.array([1.5 if desk.period == RUN else 0.8 if desk.period == LEBARAN else 1.0 for desk in places])
    edges = np.round(np.cumsum(weights) / weights.sum() * total).astype(int)
    return [int(count) for count in np.diff(edges, prepend=0)]


def exact(random: np.random.Generator, n: int, total: int, median: int, sigma: float) -> Ints:
    """`n` log-normal amounts in rupiah that sum to `total`, none a fortune; what rounding and bounds leave over is spread evenly."""
    raw = median * np.exp(random.normal(0, sigma, n))
    amounts = np.clip(raw / raw.sum() * total, LEAST, MOST).astype(np.int64)
    each, left = divmod(total - int(amounts.sum()), n)
    return np.asarray(amounts + each + (np.arange(n) < left))


def _table(benefit: str) -> list[dict[str, str]]:
    return [row for row in rows("blora") if row["benefit"] == benefit]


def _balances(random: np.random.Generator, places: list[Desk]) -> list[pl.DataFrame]:
    row = _table("JHT")[0]
    amounts = exact(random, int(row["claims"]), int(row["amount_idr"]), JHT_MEDIAN, JHT_SIGMA)
    return _priced([jht(desk.random("lines"), n, desk) for n, desk in zip(spread(len(amounts), places), places, strict=True)], amounts)


def _lumps(random: np.random.Generator, places: list[Desk]) -> list[pl.DataFrame]:
    row = _table("JP")[0]
    amounts = exact(random, int(row["claims"]), int(row["amount_idr"]), LUMP_MEDIAN, LUMP_SIGMA)
    return _priced([pension_lumps(random, n, desk) for n, desk in zip(spread(len(amounts), places), places, strict=True)], amounts)


def _priced(frames: list[pl.DataFrame], rupiah: Ints) -> list[pl.DataFrame]:
    parts = np.split(rupiah * SEN, np.cumsum([frame.height for frame in frames])[:-1])
    return [frame.with_columns(sen=pl.Series(part)) for frame, part in zip(frames, parts, strict=True)]


def _grants(random: np.random.Generator, places: list[Desk]) -> list[pl.DataFrame]:
    """Every claim at the statutory 42 m per membership, for deaths since 2 December 2019."""
    row = _table("JKM")[0]
    whole = int(row["claims"]) - TWICE - SPLIT
    counts = zip(places, spread(whole, places), spread(TWICE, places), spread(SPLIT, places), strict=True)
    return [_month_of_grants(random, desk, alone, twice, split) for desk, alone, twice, split in counts]


def _month_of_grants(random: np.random.Generator, desk: Desk, alone: int, twice: int, split: int) -> pl.DataFrame:
    def deaths(n: int) -> pl.DataFrame:
        return recent(claims_of(random, n, desk, "JKM"))

    total = sum(PARTS.values())
    both = lines_of(deaths(twice), [None, None], [np.full(twice, total)] * 2)
    return stack(
        [
            lines_of(deaths(alone), [None], [np.full(alone, total)]),
            both.with_columns(kpj=pl.col("kpj") + pl.col("pay_no") % 2),
            lines_of(deaths(split), list(PARTS), [np.full(split, part) for part in PARTS.values()]),
        ]
    )


def _accidents(places: list[Desk]) -> list[pl.DataFrame]:
    months: list[list[pl.DataFrame]] = [[_no_accident(desk)] for desk in places]
    for place, row in enumerate(_table("JKK")):
        desk = places[place * 2 % len(places)]
        claim = recent(claims_of(desk.random("files"), 1, desk, "JKK"))
        amounts = [np.array([int(amount)]) for amount in row["amount_idr"].split()]
        months[place * 2 % len(places)].append(lines_of(claim, list(row["component"].split()), amounts))
    return [stack(frames) for frames in months]


def _no_accident(desk: Desk) -> pl.DataFrame:
    return lines_of(claims_of(desk.random("files"), 0, desk, "JKK"), [None], [np.zeros(0, np.int64)])


def _scholarships(random: np.random.Generator, places: list[Desk]) -> list[pl.DataFrame]:
    levels = random.permutation([(row["component"], row["amount_idr"]) for row in _table("BEASISWA") for _ in range(int(row["claims"]))])
    parts = np.split(levels, np.cumsum(spread(len(levels), places))[:-1])
    return [_month_of_scholarships(random, desk, part) for desk, part in zip(places, parts, strict=True)]


def _month_of_scholarships(random: np.random.Generator, desk: Desk, levels: np.ndarray[tuple[int, ...], np.dtype[np.str_]]) -> pl.DataFrame:
    claims = recent(claims_of(random, len(levels), desk, "BEASISWA"))
    amounts = pl.Series([int(amount) * SEN for amount in levels[:, 1]], dtype=pl.Int64)
    return claims.with_columns(
        programme=pl.lit("JKM"), component=pl.Series(levels[:, 0].tolist(), dtype=pl.String), sen=amounts, pay_no="claim_no"
    )
