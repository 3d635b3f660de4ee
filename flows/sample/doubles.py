"""Sound lines that faults need and offices rarely send: twins, partial pairs, seven months of cash, single pensions."""

from datetime import date

import numpy as np
import polars as pl

from flows.sample.deaths import jkk_light, jkm_split, scholarships
from flows.sample.desk import Desk
from flows.sample.lump import jht, pension_lumps, unemployment
from flows.sample.tables import SEN

AFTER_NEW_LAW = date(2019, 12, 15)


def wage_earners(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Old-age balances of wage earners, event known: every column filled."""
    return jht(random, n, desk).with_columns(segment=pl.lit("PU"), employer=pl.col("employer").abs(), contingency="submission")


def repeated(lines: pl.DataFrame, width: int) -> pl.DataFrame:
    """Each line `width` times under the same numbers, `slot` counting from 0."""
    slots = np.tile(np.arange(width), lines.height)
    return lines[np.repeat(np.arange(lines.height), width)].with_columns(slot=slots)


def own_payments(lines: pl.DataFrame) -> pl.DataFrame:
    """The same lines, each a payment of its own."""
    return lines.with_columns(pay_no=pl.int_range(pl.len(), dtype=pl.Int64))


def twins(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """The same line twice, under one payment number."""
    return repeated(wage_earners(random, n, desk), 2)


def partial_pairs(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Two partial payments of one claim."""
    pairs = own_payments(repeated(wage_earners(random, n, desk), 2))
    return pairs.with_columns(component=pl.when(pl.col("slot") == 0).then(pl.lit("JHT_10")).otherwise(pl.lit("JHT_30")))


def seven_months(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Seven lines of one unemployment claim, the sixth month twice, all under the caps."""
    lines = own_payments(repeated(unemployment(random, n, desk), 7))
    month = pl.min_horizontal(pl.col("slot") + 1, pl.lit(6))
    return lines.with_columns(component=pl.format("JKP_BULAN_{}", month), sen=(900_000 + pl.col("slot") * 10_000) * SEN)


def single_pensions(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Pensions of persons outside the stock, well within all bounds."""
    return pension_lumps(random, n, desk).with_columns(component=pl.lit("JP_CACAT_BERKALA"), sen=pl.lit(1_200_000 * SEN))


def new_scholarships(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Scholarships after events under PP 82/2019."""
    return recent(scholarships(random, n, desk)).with_columns(component=pl.lit("BEASISWA_TK_SD"), sen=pl.lit(1_500_000 * SEN))


def three_students(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Three lines of one claim."""
    return own_payments(repeated(recent(scholarships(random, n, desk)), 3))


def recent_accidents(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Accidents under PP 82/2019."""
    return recent(jkk_light(random, n, desk))


def four_parts(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """A death grant in components, its funeral paid twice."""
    lines = jkm_split(random, n, desk)
    order = np.arange(lines.height).reshape(n, 3)[:, [0, 1, 2, 2]].reshape(-1)
    return own_payments(lines[order])


def recent(lines: pl.DataFrame) -> pl.DataFrame:
    """The same lines with events after PP 82/2019 came in force; wage earners', for migrant workers have amounts of their own."""
    return lines.with_columns(
        segment=pl.lit("PU"), contingency=pl.min_horizontal(pl.max_horizontal("contingency", pl.lit(AFTER_NEW_LAW)), "submission")
    )
