"""Day and month swapped by a spreadsheet: Excel with American settings takes 3/7/2022 for 7 March and leaves 13/7/2022 a text.

With Indonesian settings it does the same to 7/3/2022 and 7/13/2022 of a list that has the month first.
"""

from datetime import date

import polars as pl

from transforms.parse.plausible import is_off, lines_of

TRUE_DATE = r"^\s*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{5}(?:\.[0-9]+)?\s*$)"  # as the reader gives a workbook's own dates, and Excel's days
MONTHS = 12
FEW = 0.2  # of the true dates: somebody has typed them in later
SEVERAL = 3  # lines of texts no spreadsheet could take; fewer may be so by chance


def flipped_dates(weighed: pl.DataFrame, period: date, *, is_paid: bool) -> dict[str, str]:
    """The evidence in counts of lines, where the true dates of a column look swapped; else empty. `weighed`: see `dates.weigh_dates`.

    Where texts of which one number is no month stand beside true dates, their own days decide: swapped where most are unusual as they
    stand and fewer swapped back, right where it is the other way round. Where they do not tell, swapped is what looks as if the spreadsheet
    had taken whatever it could: several such texts, fewer that it has left, and hardly a true date after the 12th.
    """
    is_true = weighed["text"].str.contains(TRUE_DATE) & weighed["dmy"].is_not_null()
    if not is_true.any() or is_true.all():  # as a rule: a column is of one kind
        return {}
    true, texts = weighed.filter(is_true).select("count", day="dmy"), weighed.filter(~is_true)
    is_beyond = pl.col("day").dt.day() > MONTHS
    moved = true.filter(~is_beyond, pl.col("day").dt.day() != pl.col("day").dt.month())  # the others are the same either way
    proof = lines_of(texts, pl.col("dmy").is_null() != pl.col("mdy").is_null())
    left = lines_of(texts, _is_both(), ~pl.col("text").str.contains(r"\p{L}"))
    beyond, whole = lines_of(true, is_beyond), lines_of(true)
    if not proof or moved.is_empty():
        return {}
    looks_swapped = proof >= SEVERAL and left < lines_of(moved) and beyond <= FEW * whole
    by_days = _are_swapped(moved, beyond, period, is_paid=is_paid)
    if not (looks_swapped if by_days is None else by_days):
        return {}
    return {
        "true dates": str(whole),
        "true dates after the 12th of a month": str(beyond),
        "texts that are dates one way": str(proof),
        "texts that are dates either way": str(left),
    }


def _are_swapped(moved: pl.DataFrame, beyond: int, period: date, *, is_paid: bool) -> bool | None:
    """What the days themselves say, counted in lines; None where they are unusual either way, or neither way.

    `beyond`: true dates that were not swapped, since they cannot have been.
    """
    day = pl.col("day")
    swapped_back = pl.date(day.dt.year(), day.dt.day(), day.dt.month())
    stand, back = (lines_of(moved, is_off(one, period, is_paid=is_paid)) for one in (day, swapped_back))
    lines = lines_of(moved)
    if stand > back and 2 * stand >= lines + beyond:
        return True
    return False if 2 * back >= lines > 2 * stand else None


def _is_both() -> pl.Expr:
    return pl.col("dmy").is_not_null() & pl.col("mdy").is_not_null()
