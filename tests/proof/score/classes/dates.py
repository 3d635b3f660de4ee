"""Dates: moved, swapped, misread, all on one day."""

from datetime import date

import polars as pl

from tests.proof.score.scene import Defect, Plant, Scene, lines

ALL = ("contingency", "submission", "determination", "paid")
DEFAULT = date(2001, 1, 1)


def moved(by: str, *columns: str, share: float = 1.0) -> Plant:
    """These dates moved by a span (`1mo`, `-1y`)."""
    return lines(
        lambda scene: scene.lines.with_columns(
            pl.when(scene.some(share)).then(pl.col(one).dt.offset_by(by)).otherwise(one).alias(one) for one in columns
        )
    )


def _swapped(scene: Scene) -> pl.DataFrame:
    """Day and month change places wherever the day is also a month, as a spreadsheet of the other language does it."""
    both = (pl.date(pl.col(one).dt.year(), pl.col(one).dt.day().clip(1, 12), pl.col(one).dt.month().clip(1, 28)) for one in ALL)
    return scene.lines.with_columns(
        pl.when(pl.col(one).dt.day() <= 12).then(swapped).otherwise(one).alias(one) for one, swapped in zip(ALL, both, strict=True)
    )


def _crossed(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(paid="contingency", contingency="paid")


def _some_at(when: date, column: str) -> Plant:
    return lines(lambda scene: scene.lines.with_columns(pl.when(scene.some(0.0)).then(pl.lit(when)).otherwise(column).alias(column)))


def _after_period(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(
        paid=pl.when(scene.some(0.01)).then(pl.col("paid").dt.month_end() + pl.duration(days=5)).otherwise("paid")
    )


def _before_event(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(
        contingency=pl.when(scene.some(0.01)).then(pl.col("paid") + pl.duration(days=9)).otherwise("contingency")
    )


def _one_day(scene: Scene) -> pl.DataFrame:
    days = scene.own.office.desk(scene.own.period).working_days
    when = date.fromordinal(int(days[len(days) // 2]) + date(1970, 1, 1).toordinal())
    return scene.lines.with_columns(
        paid=pl.when(pl.col("paid") >= scene.own.period).then(pl.lit(when)).otherwise("paid"),
        **{one: pl.min_horizontal(pl.col(one), pl.lit(when)) for one in ALL[:3]},
    )


DATES = (
    Defect("T01", "all dates a month early", "the template of last month is filled in", "other_months", moved("-1mo", *ALL)),
    Defect("T02", "all dates a year early", "January: the old year is typed on", "other_months", moved("-1y", *ALL)),
    Defect("T03", "all dates a year late", "a year is typed too far", "EX10", moved("1y", *ALL)),
    Defect("T04", "day and month swapped", "a spreadsheet of the other language opens the file", "DT", lines(_swapped)),
    Defect("T05", "payment and event date swapped", "two columns change places", "DT05", lines(_crossed)),
    Defect("T06", "payments after the period", "one line in a hundred", "DT02", lines(_after_period)),
    Defect("T07", "payments before the event", "one line in a hundred", "DT05", lines(_before_event)),
    Defect("T08", "three payments in 2032", "a digit mistyped", "DT02", _some_at(date(2032, 7, 15), "paid")),
    Defect("T09", "three payments in 2002", "a digit mistyped", "DT0", _some_at(date(2002, 7, 15), "paid")),
    Defect("T10", "everything on one day", "the day of the booking for the day of payment", "one_day", lines(_one_day)),
    Defect("T11", "the event date a default", "the form puts 1 January 2001 where nothing was typed", "set aside",
        lines(lambda s: s.lines.with_columns(contingency=pl.lit(DEFAULT)))),
)  # fmt: skip
