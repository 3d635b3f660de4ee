"""Day and month swapped by a spreadsheet: Excel with American settings takes 3/7/2022 for 7 March and leaves 13/7/2022 a text.

With Indonesian settings it does the same to 7/3/2022 and 7/13/2022 of a list that has the month first.
"""

from datetime import date

import polars as pl

from transforms.parse.plausible import is_off

TRUE_DATE = r"^\s*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{5}(?:\.[0-9]+)?\s*$)"  # as the reader gives a workbook's own dates, and Excel's days
MONTHS = 12
FEW = 0.2  # of the true dates: somebody has typed them in later


def flipped_dates(weighed: pl.DataFrame, period: date, *, is_paid: bool) -> dict[str, str]:
    """The evidence in counts of lines, where the true dates of a column look swapped; else empty. `weighed`: see `dates.weigh_dates`.

    They do where hardly any has a day that is no month, and texts stand beside them of which one number is none: the spreadsheet took
    whatever it could. Not where it left as many texts that it could have taken, nor where the days as they stand are those of an
    extract, and swapped back they are not.
    """
    is_true = weighed["text"].str.contains(TRUE_DATE) & weighed["dmy"].is_not_null()
    if not is_true.any() or is_true.all():  # as a rule: a column is of one kind
        return {}
    true, texts = weighed.filter(is_true).select("count", day="dmy"), weighed.filter(~is_true)
    is_beyond = pl.col("day").dt.day() > MONTHS
    moved = true.filter(~is_beyond, pl.col("day").dt.day() != pl.col("day").dt.month())  # the others are the same either way
    proof = _lines(texts, pl.col("dmy").is_null() != pl.col("mdy").is_null())
    left = _lines(texts, _is_both(), ~pl.col("text").str.contains(r"\p{L}"))
    beyond, whole = _lines(true, is_beyond), _lines(true)
    if not proof or _lines(moved) <= left or beyond > FEW * whole or _are_right(moved, period, is_paid=is_paid):
        return {}
    return {
        "true dates": str(whole),
        "true dates after the 12th of a month": str(beyond),
        "texts that are dates one way": str(proof),
        "texts that are dates either way": str(left),
    }


def _are_right(moved: pl.DataFrame, period: date, *, is_paid: bool) -> bool:
    """Whether several days are all usual ones as they stand, and half of them or more unusual with day and month swapped back."""
    day = pl.col("day")
    back = pl.date(day.dt.year(), day.dt.day(), day.dt.month())
    off = moved.select(stand=is_off(day, period, is_paid=is_paid), back=is_off(back, period, is_paid=is_paid))
    return off.height > 1 and not off["stand"].any() and 2 * off["back"].sum() >= off.height


def _is_both() -> pl.Expr:
    return pl.col("dmy").is_not_null() & pl.col("mdy").is_not_null()


def _lines(weighed: pl.DataFrame, *which: pl.Expr) -> int:
    return int(weighed.filter(*which)["count"].sum())
