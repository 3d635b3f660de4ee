"""Day and month swapped by a spreadsheet: Excel with American settings takes 3/7/2022 for 7 March and leaves 13/7/2022 a text."""

from datetime import date

import polars as pl

TRUE_DATE = r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}"  # as the reader gives a workbook's own dates
MONTHS = 2


def flipped_dates(weighed: pl.DataFrame, period: date) -> dict[str, str]:
    """The evidence in counts of lines, by form, where the true dates of a column whose texts prove day first look swapped; else empty.

    They do where all of them stand on the day that has the period's month for its number, and in several months: 7 January, 7 February
    and so on in an extract of July. `weighed`: see `dates.weigh_dates`.
    """
    is_true = pl.col("text").str.contains(TRUE_DATE)
    true = weighed.filter(is_true & pl.col("dmy").is_not_null())
    proof = weighed.filter(~is_true & pl.col("dmy").is_not_null() & pl.col("mdy").is_null())
    months = true["dmy"].dt.month_start().n_unique()
    if proof.is_empty() or months < MONTHS or not (true["dmy"].dt.day() == period.month).all():
        return {}
    return {
        f"true dates on day {period.month}": str(true["count"].sum()),
        "months they are in": str(months),
        "texts only as day/month": str(proof["count"].sum()),
    }
