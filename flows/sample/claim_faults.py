"""Faults that programme law finds: statutory amounts, caps, dates of rights, sums per claim."""

from datetime import date

import polars as pl

from flows.sample.deaths import jkm_funeral, jkm_whole
from flows.sample.desk import Desk
from flows.sample.doubles import (
    four_parts,
    new_scholarships,
    partial_pairs,
    recent_accidents,
    seven_months,
    single_pensions,
    three_students,
)
from flows.sample.lump import unemployment
from flows.sample.plants import CASH, NEW_LAW, SCHOLARSHIPS, Plant, error, put, type_of_change, warning
from flows.sample.tables import SEN

BEFORE_CASH = date(2022, 1, 20)
BEFORE_SCHOLARSHIPS = date(2021, 3, 22)
NEW_AMOUNTS = date(2019, 12, 2)  # PP 82/2019
OLD_EVENT = date(2019, 11, 20)
LAST_OLD_EVENT = date(2024, 6, 1)  # until then OLD_EVENT is under five years ago
DATES = ("contingency", "submission", "determination", "paid")
CARE, DEATH = pl.lit("JKK_PENGOBATAN"), pl.lit("JKK_SANTUNAN_KEMATIAN")
WAGE_EARNER = pl.lit("PU")


def rupiah(amount: int) -> pl.Expr:
    """An amount as sen."""
    return pl.lit(amount * SEN, dtype=pl.Int64)


def _paid_no_later_than(limit: date, amount: int) -> type_of_change:
    """All dates at `limit` at the latest, still in order; an amount that was lawful then."""

    def change(desk: Desk) -> dict[str, pl.Expr]:
        dates = {} if desk.period < limit else {name: pl.min_horizontal(pl.col(name), pl.lit(limit)) for name in DATES}
        return {"sen": rupiah(amount), **dates}

    return change


def _component(name: str, amount: int) -> type_of_change:
    return put(component=pl.lit(name), sen=rupiah(amount))


OLD_HOMECARE = put(component=pl.lit("JKK_HOMECARE"), sen=rupiah(4_000_000), contingency=pl.min_horizontal("contingency", pl.lit(OLD_EVENT)))
LONG_AGO = put(component=CARE, contingency=pl.col("paid") - pl.duration(days=2_000))
NO_EVENT = put(contingency=pl.lit(None, dtype=pl.Date), segment=WAGE_EARNER)
LUMP_SUM = pl.when(pl.col("contingency") >= NEW_AMOUNTS).then(rupiah(20_000_000)).otherwise(rupiah(16_200_000))
ONLY_LUMP_SUM = put(component=pl.lit("JKM_SEKALIGUS"), sen=LUMP_SUM, segment=WAGE_EARNER)

ERRORS: tuple[Plant, ...] = (
    error("cash_before_law", "JKP1", unemployment, _paid_no_later_than(BEFORE_CASH, 1_100_000)),
    error("cash_over_cap", "JKP2", unemployment, put(sen=rupiah(3_500_000)), since=CASH),
    error("cash_seven_months", "JKP3", seven_months, put(), width=7, since=CASH),
    error("grant_over_total", "JKM1", jkm_whole, put(sen=pl.col("sen") + 150_000_000, segment=WAGE_EARNER)),
    error("grant_funeral_twice", "JKM1", four_parts, put(), width=4),
    error("grant_component_amount", "JKM3", jkm_funeral, put(sen=pl.col("sen") - rupiah(1_000_000))),
    error("scholarship_amount", "BEA1", new_scholarships, put(sen=rupiah(2_700_000)), since=SCHOLARSHIPS),
    error("scholarship_before_law", "BEA3", new_scholarships, _paid_no_later_than(BEFORE_SCHOLARSHIPS, 1_500_000), since=NEW_LAW),
    error("transport_over_cap", "JKK1", recent_accidents, _component("JKK_TRANSPORT_DARAT", 6_500_000)),
    error("homecare_over_cap", "JKK2", recent_accidents, _component("JKK_HOMECARE", 25_000_000), since=NEW_LAW),
    error("homecare_before_law", "JKK2", recent_accidents, OLD_HOMECARE, until=LAST_OLD_EVENT),
    error("pension_under_floor", "JP01", single_pensions, put(sen=rupiah(150_000))),
)

WARNINGS: tuple[Plant, ...] = (
    warning("accident_long_ago", "DT06", recent_accidents, LONG_AGO),
    warning("event_date_missing", "DT07", jkm_whole, NO_EVENT),
    warning("grant_under_total", "JKM2", jkm_whole, ONLY_LUMP_SUM),
    warning("scholarship_arrears", "BEA2", new_scholarships, put(sen=rupiah(4_500_000)), since=SCHOLARSHIPS),
    warning("scholarships_over_lifetime", "BEA2 BEA4", three_students, _component("BEASISWA_S1", 60_000_000), width=3, since=SCHOLARSHIPS),
    warning("accident_death_too_low", "JKK3", recent_accidents, put(component=DEATH, sen=rupiah(30_000_000)), since=NEW_LAW),
    warning("pension_arrears", "JP02", single_pensions, put(sen=rupiah(9_500_000))),
    warning("old_age_pension_too_early", "JP03", single_pensions, put(component=pl.lit("JP_HARI_TUA_BERKALA"))),
    warning("second_partial", "JHT1", partial_pairs, put(), width=2),
)
