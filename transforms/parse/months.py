"""Months as offices write them in a column: `2022-05`, `05/2022`, `202205`, `Mei 2022`, `31/05/2022`, `Mei`. Whether they are one month."""

from datetime import date

import polars as pl

from transforms.parse.dates import read_date
from transforms.reference import load_table

YEAR_FIRST, YEAR_LAST = r"^((?:19|20)[0-9]{2})[-/. ]?(0?[1-9]|1[0-2])$", r"^(0?[1-9]|1[0-2])[-/. ]?((?:19|20)[0-9]{2})$"
NAMED = r"^(\p{L}+)\.?[-/ ]*((?:19|20)[0-9]{2})?$"


def is_month(column: str, month: date) -> pl.Expr:
    """Whether the text says this month; false where it says another or cannot be read. A name or number alone is taken as of its year."""
    text = pl.col(column).str.strip_chars().str.to_lowercase()
    names = [row["name"] for row in load_table("month_names", ["name"], None).to_dicts() if int(row["month"]) == month.month]
    year, number = str(month.year), month.month
    first, last = (text.str.extract_groups(pattern).struct.rename_fields(["a", "b"]) for pattern in (YEAR_FIRST, YEAR_LAST))
    named = text.str.extract_groups(NAMED).struct.rename_fields(["a", "b"])
    day = read_date(text, "dmy")
    says = (
        (first.struct.field("a") == year) & (first.struct.field("b").cast(pl.Int32, strict=False) == number),
        (last.struct.field("b") == year) & (last.struct.field("a").cast(pl.Int32, strict=False) == number),
        named.struct.field("a").is_in(names) & (named.struct.field("b").fill_null(year) == year),
        text.str.contains(rf"^0?{number}$"),
        (day.dt.year() == month.year) & (day.dt.month() == month.month),
    )
    return pl.any_horizontal(one.fill_null(value=False) for one in says)
