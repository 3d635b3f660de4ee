"""JKM, JKK and scholarships: amounts by law, several lines per claim, the day of the event deciding."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from flows.sample.desk import Desk
from flows.sample.lump import heavy, pick
from flows.sample.people import claims_of
from flows.sample.plan import SCHOLARSHIPS
from flows.sample.tables import SEN, Ints, amount_by_law, day

NEW_AMOUNTS = day(date(2019, 12, 2))  # PP 82/2019
LEVELS = {"BEASISWA_TK_SD": 1_500_000, "BEASISWA_SMP": 2_000_000, "BEASISWA_SMA": 3_000_000, "BEASISWA_S1": 12_000_000}
LEVEL_SHARES = np.array([0.31, 0.24, 0.32, 0.13])
OLD_SCHOLARSHIP = 12_000_000  # before PP 82/2019: one child, once
PMI_GRANT = 85_000_000  # migrant workers have amounts of their own; the figure circulates, unverified
DEATH_FACTOR = 48  # 60 % of 80 wages
JKK_LIGHT = {
    "JKK_PENGOBATAN": 0.70,
    "JKK_STMB": 0.12,
    "JKK_TRANSPORT_DARAT": 0.08,
    "JKK_CACAT_SEBAGIAN_ANATOMIS": 0.04,
    "JKK_CACAT_SEBAGIAN_FUNGSI": 0.03,
    "JKK_RTW": 0.02,
    "JKK_PROTHESIS": 0.01,
}


def jkm(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Death grants: mostly the whole sum in one line; some in components, some for two memberships, some only a funeral."""
    whole, split, twice, funeral = random.multinomial(n, [0.74, 0.14, 0.08, 0.04])
    return stack(
        [
            jkm_whole(random, int(whole), desk),
            jkm_split(random, int(split), desk),
            jkm_twice(random, int(twice), desk),
            jkm_funeral(random, int(funeral), desk),
        ]
    )


def jkm_whole(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """One line with the statutory total; migrant workers have their own."""
    claims = claims_of(random, n, desk, "JKM")
    total = pl.Series(amount_by_law("jkm_total", _days(claims, "contingency")) * SEN)
    return claims.with_columns(sen=pl.when(pl.col("segment") == "PMI").then(PMI_GRANT * SEN).otherwise(total), pay_no="claim_no")


def jkm_split(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Three lines: lump sum, 24 months paid at once, funeral."""
    parts = {"JKM_SEKALIGUS": "jkm_lump", "JKM_BERKALA": "jkm_periodic", "JKM_PEMAKAMAN": "jkm_funeral"}
    claims = claims_of(random, n, desk, "JKM").with_columns(segment=pl.lit("PU"))
    days = _days(claims, "contingency")
    return lines_of(claims, list(parts), [amount_by_law(name, days) for name in parts.values()])


def jkm_twice(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """One death, two memberships: the statutory total for each KPJ."""
    claims = claims_of(random, n, desk, "JKM").with_columns(segment=pl.lit("PU"))
    total = amount_by_law("jkm_total", _days(claims, "contingency"))
    lines = lines_of(claims, [None, None], [total, total])
    return lines.with_columns(kpj=pl.col("kpj") + pl.col("pay_no") % 2)


def jkm_funeral(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """No heir: only the funeral is paid, to whoever buried."""
    claims = claims_of(random, n, desk, "JKM").with_columns(segment=pl.lit("PU"))
    return lines_of(claims, ["JKM_PEMAKAMAN"], [amount_by_law("jkm_funeral", _days(claims, "contingency"))])


def scholarships(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """One child and year per line; of deaths since PP 82/2019 only when paid from April 2021, before that the old single amount."""
    claims = claims_of(random, n, desk, "BEASISWA").with_columns(programme=pick(random, n, {"JKM": 0.8, "JKK": 0.2}))
    level = random.choice(len(LEVELS), n, p=LEVEL_SHARES)
    is_new = _days(claims, "contingency") >= NEW_AMOUNTS
    if desk.period < SCHOLARSHIPS:
        claims = _event_before(claims, NEW_AMOUNTS)
        is_new = np.zeros(n, dtype=bool)
    amount = np.where(is_new, np.array(list(LEVELS.values()))[level], OLD_SCHOLARSHIP)
    named = pl.when(pl.Series(is_new, dtype=pl.Boolean)).then(pl.Series(list(LEVELS)).gather(level))
    return claims.with_columns(component=named, sen=pl.Series(amount) * SEN, pay_no="claim_no")


def jkk(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Accidents: many small bills, a heavy tail, now and then a death."""
    deaths = int(random.binomial(n, 0.02))
    return stack([jkk_light(random, n - deaths, desk), jkk_deaths(random, deaths, desk)])


def jkk_light(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Care, incapacity, transport, disability: one line each. Transport stays under the cap of its day."""
    claims = claims_of(random, n, desk, "JKK").with_columns(component=pick(random, n, JKK_LIGHT))
    amount = heavy(random, n, 1_600_000, 1.5, most=400_000_000, has_sen=desk.dialect.has_sen)
    cap = amount_by_law("jkk_transport", _days(claims, "contingency")) * SEN
    is_transport = (claims["component"] == "JKK_TRANSPORT_DARAT").to_numpy()
    return claims.with_columns(sen=np.where(is_transport, np.minimum(amount, cap), amount), pay_no="claim_no")


def jkk_deaths(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """A death by accident: 48 wages, 24 months paid at once, funeral."""
    claims = claims_of(random, n, desk, "JKK")
    days = _days(claims, "contingency")
    cash = random.integers(1_000_000, 6_000_000, n) * DEATH_FACTOR
    parts = ["JKK_SANTUNAN_KEMATIAN", "JKK_BERKALA", "JKK_PEMAKAMAN"]
    return lines_of(claims, parts, [cash, amount_by_law("jkm_periodic", days), amount_by_law("jkm_funeral", days)])


def lines_of(claims: pl.DataFrame, components: Sequence[str | None], rupiah: Sequence[Ints]) -> pl.DataFrame:
    """Each claim as many times as there are components, with that component's amount."""
    n, width = claims.height, len(components)
    repeated = claims[np.repeat(np.arange(n), width)]
    return repeated.with_columns(
        component=pl.Series([*components] * n, dtype=pl.String),
        sen=np.column_stack(rupiah).reshape(-1) * SEN,
        pay_no=np.arange(n * width),
    )


def stack(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Frames one below the other, their claim and payment numbers moved so that they stay apart."""
    moved, claims, payments = [], 0, 0
    for frame in frames:
        if frame.is_empty():
            continue
        moved.append(frame.with_columns(pl.col("claim_no") + claims, pl.col("pay_no", "link_no") + payments))
        claims, payments = claims + _width(frame["claim_no"]), payments + _width(frame["pay_no"])
    return pl.concat(moved, how="diagonal_relaxed") if moved else frames[0]


def _width(numbers: pl.Series) -> int:
    return int(numbers.cast(pl.Int64).to_numpy().max()) + 1


def _days(claims: pl.DataFrame, column: str) -> Ints:
    return claims[column].cast(pl.Int32).cast(pl.Int64).to_numpy()


def _event_before(claims: pl.DataFrame, limit: int) -> pl.DataFrame:
    days = np.minimum(_days(claims, "contingency"), limit - 1 - np.arange(claims.height) % 300)
    return claims.with_columns(contingency=pl.Series(days, dtype=pl.Int32).cast(pl.Date))
