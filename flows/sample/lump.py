"""JHT, pensions and unemployment cash: one line per claim, as a rule."""

import numpy as np
import polars as pl

from flows.sample.desk import Desk
from flows.sample.people import claims_of, persons
from flows.sample.tables import SEN, Ints, amount_by_law

JHT_COMPONENTS = {"JHT_PENUH": 0.93, "JHT_10": 0.04, "JHT_30": 0.03}
PENSIONS = {"JP_JANDA_DUDA_BERKALA": 0.62, "JP_CACAT_BERKALA": 0.2, "JP_ANAK_BERKALA": 0.13, "JP_ORANG_TUA_BERKALA": 0.05}
PENSION_LUMPS = {"JP_HARI_TUA_SEKALIGUS": 0.8, "JP_JANDA_DUDA_SEKALIGUS": 0.14, "JP_CACAT_SEKALIGUS": 0.06}
PENSION_COHORT = 1507  # pensions run on under the number they were given when JP began
JHT_MEDIAN, JHT_SIGMA = 6_000_000, 1.156  # median far below the mean of 11.7 m (domain.md §5.3)
LUMP_MEDIAN, LUMP_SIGMA = 7_200_000, 0.6  # mean about 8.6 m
WAGE_FLOOR, WAGE_CEILING = 1_900_000, 5_000_000
RATES = np.array([0, 45, 45, 45, 25, 25, 25])  # per cent of the wage by month (PP 37/2021)


def jht(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Old-age balances: log-normal with a heavy tail. The event (resignation) is not always written down."""
    amount = heavy(random, n, JHT_MEDIAN, JHT_SIGMA, most=900_000_000, has_sen=desk.dialect.has_sen)
    unknown = random.random(n) < 0.1  # noqa: PLR2004
    return claims_of(random, n, desk, "JHT").with_columns(
        component=pick(random, n, JHT_COMPONENTS),
        sen=amount,
        contingency=pl.when(pl.Series(unknown, dtype=pl.Boolean)).then(None).otherwise("contingency"),
        pay_no="claim_no",
    )


def pension_lumps(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Pensions paid at once to those with under 15 years of contributions: no floor and no ceiling."""
    amount = heavy(random, n, LUMP_MEDIAN, LUMP_SIGMA, most=80_000_000, has_sen=False)
    return claims_of(random, n, desk, "JP").with_columns(component=pick(random, n, PENSION_LUMPS), sen=amount, pay_no="claim_no")


def pensions(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Monthly pensions within the bounds of their day. The same claims and persons come again each month."""
    stock = desk.random("standing")
    who, share = persons(stock, n), stock.random(n)
    components = pick(stock, n, PENSIONS)
    claims = claims_of(random, n, desk, "JP").with_columns(**{name: pl.Series(column) for name, column in who.items()})
    days = claims["day"].to_numpy()
    low, high = amount_by_law("jp_minimum", days), amount_by_law("jp_maximum", days)
    amount = np.minimum(low + np.ceil(share**2 * (high - low) / 100).astype(np.int64) * 100, high)
    return claims.with_columns(cohort=PENSION_COHORT, component=components, sen=amount * SEN, pay_no="claim_no")


def unemployment(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """One month's cash each: 45 % of the wage for three months, 25 % for three more, 60 % from 7 February 2025 (PP 6/2025)."""
    month = random.integers(1, 7, n)
    claims = claims_of(random, n, desk, "JKP")
    amount = cash(month, claims["day"].to_numpy(), np.minimum(random.integers(WAGE_FLOOR, 8_000_000, n), WAGE_CEILING))
    return claims.with_columns(component=pl.format("JKP_BULAN_{}", pl.Series(month)), sen=amount * SEN, pay_no="claim_no")


def cash(month: Ints, days: Ints, wage: Ints) -> Ints:
    """Unemployment cash in rupiah."""
    late = month > 3  # noqa: PLR2004
    cap = np.where(late, amount_by_law("jkp_late", days), amount_by_law("jkp_early", days))
    return np.minimum(wage * np.where(cap > amount_by_law("jkp_early", np.zeros(1, np.int64)), 60, RATES[month]) // 100, cap)


def heavy(random: np.random.Generator, n: int, median: int, sigma: float, *, most: int, has_sen: bool) -> Ints:
    """Log-normal amounts in sen, at least 50,000 rupiah; whole rupiah unless `has_sen`, and then mostly."""
    rupiah = np.clip(median * np.exp(random.normal(0, sigma, n)), 50_000, most).astype(np.int64)
    sen = np.where(random.random(n) < 0.3, random.integers(1, SEN, n), 0) if has_sen else 0  # noqa: PLR2004
    return np.asarray(rupiah * SEN + sen)


def pick(random: np.random.Generator, n: int, weights: dict[str, float]) -> pl.Series:
    """`n` words drawn by weight."""
    return pl.Series(list(weights), dtype=pl.String).gather(random.choice(len(weights), n, p=list(weights.values())))
