"""Dates like `12/7/22`: which of the three numbers is the year? Only the extract period can tell, and only sometimes."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from transforms.parse.period import last_day

FIRST_YEAR = 2000  # a year of two digits is read as of this century


def doubtful_years(weighed: Mapping[str, pl.DataFrame], orders: Mapping[str, str], period: date, *, paid: str) -> str | None:
    """The first column whose two-digit years the period does not make clear; None where all are clear.

    Payment dates (`paid`) are clear where, in the column's order, half of them or more lie in the period's month and none after the year
    that follows, while none lies there with the year first. Event dates are clear where none lies after the period and the payment dates
    are clear by themselves, or some date with the year first would lie after the period or be none.
    """
    short = {column: _with_year_first(values.filter("is_short"), orders[column]) for column, values in weighed.items()}
    short = {column: values for column, values in short.items() if values.height}
    if paid in short and not _is_paid_in(period, short[paid]):
        return paid
    is_known = paid in short
    return next((column for column, values in short.items() if column != paid and not _is_past(period, values, is_known=is_known)), None)


def _with_year_first(short: pl.DataFrame, order: str) -> pl.DataFrame:
    """day, and ymd: what it would be with the year first (null: no date); texts that are no date in the column's order are left out."""
    numbers = pl.col("text").str.extract_groups(r"^[^0-9]*(?P<y>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<d>[0-9]{2})").struct
    year, month, day = (numbers.field(part).cast(pl.Int32) for part in ("y", "m", "d"))
    ymd = pl.format("{}-{}-{}", year + FIRST_YEAR, month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2))
    return short.select("count", day=order, ymd=ymd.str.to_date("%Y-%m-%d", strict=False)).filter(pl.col("day").is_not_null())


def _is_paid_in(period: date, short: pl.DataFrame) -> bool:
    inside = short["day"].is_between(period.replace(day=1), last_day(period))
    other = short.filter((pl.col("ymd") != pl.col("day")) & pl.col("ymd").is_between(period.replace(day=1), last_day(period)))
    is_near = (short["day"].dt.year() <= period.year + 1).all()
    return is_near and other.is_empty() and 2 * short.filter(inside)["count"].sum() >= short["count"].sum()


def _is_past(period: date, short: pl.DataFrame, *, is_known: bool) -> bool:
    last = last_day(period)
    is_year_last = is_known or short["ymd"].is_null().any() or (short["ymd"] > last).any()
    return is_year_last and (short["day"] <= last).all()
