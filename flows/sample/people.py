"""Persons, employers and dates of claims: invented, as whole columns at once."""

import numpy as np
import polars as pl

from flows.sample.desk import Desk
from flows.sample.plan import BEGINNING
from flows.sample.tables import Ints, day, rows

FEMALE_DAY = 40  # a woman's NIK has 40 added to her day of birth
SEGMENTS = ("PU", "BPU", "JAKON", "PMI")
SEGMENT_SHARES = {  # domain.md §2: JP and JKP are for wage earners only, JHT is not for construction workers
    "JHT": (0.90, 0.09, 0.0, 0.01),
    "JKM": (0.62, 0.30, 0.06, 0.02),
    "JKK": (0.80, 0.14, 0.05, 0.01),
    "BEASISWA": (0.72, 0.22, 0.06, 0.0),
    "JP": (1.0, 0.0, 0.0, 0.0),
    "JKP": (1.0, 0.0, 0.0, 0.0),
}
LAGS = {  # days from event to submission: late-arriving is the rule (domain.md §7); JKK stays under its five years
    "JHT": (31, 400),
    "JKM": (3, 500),
    "JKK": (10, 1_300),
    "BEASISWA": (30, 900),
    "JP": (20, 300),
    "JKP": (5, 85),
}


def claims_of(random: np.random.Generator, n: int, desk: Desk, benefit: str) -> pl.DataFrame:
    """`n` claims of one benefit type, one row each, without component and amount: who, where, when."""
    return pl.DataFrame(
        {
            "claim_no": np.arange(n),
            "cohort": np.full(n, desk.cohort),
            "pay_cohort": np.full(n, desk.cohort),
            **persons(random, n),
            **_whereabouts(random, n, desk, benefit),
            **_dates(random, n, desk, benefit),
        }
    ).with_columns(
        programme=pl.lit("JKM" if benefit == "BEASISWA" else benefit),
        benefit=pl.lit(benefit),
        component=pl.lit(None, dtype=pl.String),
        link_no=pl.lit(None, dtype=pl.Int64),
        status=pl.lit("DIBAYAR"),
        kind=pl.lit("ASLI"),
        **{name: pl.col(name).cast(pl.Int32).cast(pl.Date) for name in ("contingency", "submission", "determination", "paid")},
    )


def persons(random: np.random.Generator, n: int) -> dict[str, Ints]:
    """Invented participants: a NIK with a birth date that exists, a KPJ of eleven characters, names by their place in the list."""
    names = len(rows("names")) ** 2
    return {
        "nik": _nik(random, n),
        "kpj": random.integers(10**10, 10**11, n),
        "name": random.integers(0, names, n),
        "payee": random.integers(0, names, n),
        "account": random.integers(10**9, 10**13, n),
    }


def _nik(random: np.random.Generator, n: int) -> Ints:
    regency = np.concatenate([np.arange(3301, 3330), np.arange(3371, 3377)])
    issued = regency[random.integers(0, len(regency), n)] * 100 + random.integers(1, 17, n)
    born = random.integers(1, 29, n) + FEMALE_DAY * random.integers(0, 2, n)
    month, year = random.integers(1, 13, n), random.integers(60, 100, n)
    return np.asarray((((issued * 100 + born) * 100 + month) * 100 + year) * 10_000 + random.integers(1, 10_000, n))


def _whereabouts(random: np.random.Generator, n: int, desk: Desk, benefit: str) -> dict[str, Ints | pl.Series]:
    segment = random.choice(len(SEGMENTS), n, p=SEGMENT_SHARES[benefit])
    employer = random.integers(0, len(rows("employers")), n)
    return {
        "segment": pl.Series(SEGMENTS).gather(segment),
        "employer": np.where(segment == SEGMENTS.index("BPU"), -1, employer),  # the self-employed have none
        "regency": np.array(desk.sender.regencies)[random.integers(0, len(desk.sender.regencies), n)],
    }


def _dates(random: np.random.Generator, n: int, desk: Desk, benefit: str) -> dict[str, Ints]:
    """Days since 1970: event <= submission <= determination <= payment; `day` keeps the payment's day whatever is spoiled later."""
    paid = random.choice(desk.working_days, n)
    determination = paid - random.integers(0, 4, n)
    submission = determination - random.integers(0, 8, n)
    contingency = submission - random.integers(*LAGS[benefit], n)
    if benefit in ("JKM", "JKK", "BEASISWA"):
        contingency = np.maximum(contingency, np.minimum(day(BEGINNING), submission))
    return {"contingency": contingency, "submission": submission, "determination": determination, "paid": paid, "day": paid}
