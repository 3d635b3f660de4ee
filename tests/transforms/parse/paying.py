"""Columns of dates, decided and read."""

import datetime as dt
from typing import Any

import polars as pl

from transforms.decisions import Dialect
from transforms.parse.forms import decide_forms, typed

JULY = dt.date(2022, 7, 1)
D = dt.date


def read(values: Any, *, period: dt.date = JULY, dialect: str | None = None, **others: Any) -> pl.DataFrame:
    columns = {"payment_date": values, **others}
    frame = pl.LazyFrame(
        {name: pl.Series(column, dtype=pl.String) for name, column in columns.items()} | {"amount_paid_idr": ["1"] * len(values)}
    )
    forms = decide_forms([frame], period, Dialect(date_order=dialect), file_name="klaim.csv")
    return typed(frame, forms).collect(engine="streaming")


def paid(values: Any, **said: Any) -> list[dt.date | None]:
    return read(values, **said)["payment_date"].to_list()


def sheets(*days: list[str], period: dt.date = JULY, dialect: str | None = None, **others: list[list[str]]) -> list[dt.date | None]:
    """The payment dates of several tables, one after the other."""
    frames = [
        pl.LazyFrame({"payment_date": own, "amount_paid_idr": ["1"] * len(own)} | {name: one[n] for name, one in others.items()})
        for n, own in enumerate(days)
    ]
    forms = decide_forms(frames, period, Dialect(date_order=dialect), file_name="klaim.xlsx")
    return [day for frame in frames for day in typed(frame, forms).collect(engine="streaming")["payment_date"]]
