"""Which days can be those of an extract of a period: the month's own, late ones of the month before, none to come."""

from datetime import date, timedelta

import polars as pl

from transforms.parse.period import last_day

NEARLY_ALL = 0.75  # of the lines; a few may be later still


def is_off(day: pl.Expr, period: date, *, is_paid: bool) -> pl.Expr:
    """Whether the day is none that an extract of the period usually has: it is still to come, or was paid before the month before."""
    last_month = (period.replace(day=1) - timedelta(days=1)).replace(day=1)
    is_to_come = day > last_day(period)
    return is_to_come | (day < last_month) if is_paid else is_to_come


def are_plausible(dated: pl.DataFrame, column: str, period: date, *, is_paid: bool) -> bool:
    """Whether the days in `column`, each of `count` lines, can be those of an extract: none of them is still to come.

    Of payments, nearly all are of the period and the month before, and some are of the period itself.
    """
    day = pl.col(column)
    if not dated.select((day <= last_day(period)).all()).item():
        return False
    own = _lines(dated, day >= period.replace(day=1))
    near = _lines(dated, ~is_off(day, period, is_paid=is_paid))
    return not is_paid or (own > 0 and near >= NEARLY_ALL * int(dated["count"].sum()))


def are_usual(dated: pl.DataFrame, column: str, period: date, *, is_paid: bool) -> bool:
    """Whether no day in `column` is off; of payments, all may be of the month before."""
    return not dated.select(is_off(pl.col(column), period, is_paid=is_paid).any()).item()


def _lines(dated: pl.DataFrame, which: pl.Expr) -> int:
    return int(dated.filter(which)["count"].sum())
