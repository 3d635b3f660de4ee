"""Which days can be those of an extract of a period: the month's own, late ones of the month before, none to come."""

from datetime import date, timedelta

import polars as pl

from transforms.parse.period import last_day

NEARLY_ALL = 0.75  # of the lines; a few may be later still
HALF = 0.5  # of the lines: enough where the other order has none of the period
SEVERAL = 2  # days: a month of another folder, month first, would show as one day of the period


def is_off(day: pl.Expr, period: date, *, is_paid: bool) -> pl.Expr:
    """Whether the day is none that an extract of the period usually has: it is still to come, or was paid before the month before."""
    last_month = (period.replace(day=1) - timedelta(days=1)).replace(day=1)
    is_to_come = day > last_day(period)
    return is_to_come | (day < last_month) if is_paid else is_to_come


def are_plausible(dated: pl.DataFrame, column: str, period: date, *, is_paid: bool, share: float = NEARLY_ALL) -> bool:
    """Whether the days in `column`, each of `count` lines, can be those of an extract: none of them is still to come.

    Of payments, nearly all (`share`) are of the period and the month before, and some are of the period itself.
    """
    if dated.select((pl.col(column) > last_day(period)).any()).item():
        return False
    near = lines_of(dated, ~is_off(pl.col(column), period, is_paid=is_paid))
    return not is_paid or (_days_of(dated, column, period) > 0 and near >= share * int(dated["count"].sum()))


def are_rather(dated: pl.DataFrame, column: str, other: str, period: date) -> bool:
    """Whether payment dates are those of an extract by `column` and not by `other`, as another order reads them.

    Half of the lines are enough where several days are of the period, and none by the other.
    """
    if are_plausible(dated, other, period, is_paid=True):
        return False
    is_lone = _days_of(dated, column, period) >= SEVERAL and not _days_of(dated, other, period)
    return are_plausible(dated, column, period, is_paid=True, share=HALF if is_lone else NEARLY_ALL)


def are_usual(dated: pl.DataFrame, column: str, period: date, *, is_paid: bool) -> bool:
    """Whether no day in `column` is off; of payments, all may be of the month before."""
    return not dated.select(is_off(pl.col(column), period, is_paid=is_paid).any()).item()


def _days_of(dated: pl.DataFrame, column: str, period: date) -> int:
    """How many different days are of the period itself."""
    days = dated[column]
    return days.filter(days.is_between(period.replace(day=1), last_day(period))).n_unique()


def lines_of(weighed: pl.DataFrame, *which: pl.Expr) -> int:
    """How many lines, of texts that stand in `count` lines each."""
    return int(weighed.filter(*which)["count"].sum())
