"""Whole deliveries: missing, repeated, cut, of the wrong month or the wrong office."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from flows.sample.lump import jht
from tests.proof.score.scene import Defect, Delivery, Scene, bytes_of, has_numbers, is_packed, lines

EXCEL_ROWS = 65_535  # rows of an old worksheet, less its header
DATES = ("contingency", "submission", "determination", "paid")


def _last_month(scene: Scene) -> Sequence[Delivery]:
    """Last month's lines, word for word, in the new folder: numbers and dates are those of then."""
    return [replace(scene.own, lines=scene.before.lines)]


def _of_another(scene: Scene) -> Sequence[Delivery]:
    return [replace(scene.other, folder=scene.own.office.desk(scene.own.period).sender.code)]


def _copied(scene: Scene) -> pl.DataFrame:
    """Last month's lines with new numbers, and dates moved to this month."""
    shift = (scene.own.period - scene.before.period).days
    last = date(scene.own.period.year, scene.own.period.month, 28)
    moved = pl.min_horizontal(pl.col("paid") + pl.duration(days=shift), pl.lit(last))
    cohort = scene.lines["cohort"].max()
    stock = pl.col("component").str.ends_with("_BERKALA").fill_null(value=False) & (pl.col("benefit") == "JP")
    return scene.before.lines.with_columns(
        paid=pl.when(pl.col("paid").is_not_null()).then(moved),
        cohort=pl.when(stock).then("cohort").otherwise(pl.lit(cohort)),
        pay_cohort=pl.lit(cohort),
    )


def _without_middle(scene: Scene) -> pl.DataFrame:
    height = scene.lines.height
    start = int(height * scene.random.uniform(0.2, 0.5))
    return pl.concat([scene.lines[:start], scene.lines[start + int(0.3 * height) :]])


def _kept(share: float) -> pl.Expr:
    return pl.int_range(pl.len()) < share * pl.len()


def _filled_up(scene: Scene) -> pl.DataFrame:
    """An office that has grown large, cut where the old worksheet ends."""
    desk = scene.own.office.desk(scene.own.period)
    more = jht(np.random.default_rng(scene.random.integers(2**32)), EXCEL_ROWS, desk).with_columns(
        pl.col("claim_no", "pay_no") + 1_000_000, counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String)
    )
    return pl.concat([scene.lines, more], how="diagonal_relaxed")[:EXCEL_ROWS]


def _first_line_only(data: bytes) -> bytes:
    return data[: data.index(b"\n") + 1]


DELIVERIES = (
    Defect("D01", "a sender missing", "the office forgets to send", "sender_missing", lambda _: []),
    Defect("D02", "last month's file again", "the old attachment is sent under the new month", "other_months", _last_month),
    Defect("D03", "the extract of another sender", "two offices' files are put into each other's folders", "came from", _of_another),
    Defect("D04", "a month doubled", "the export is appended to itself", "repeats",
        lines(lambda s: pl.concat([s.lines, s.lines])), has_numbers),
    Defect("D05", "a month doubled under new numbers", "a join multiplies the rows before they are numbered", "counts_per_payment",
        lines(lambda s: pl.concat([s.lines, s.lines.with_columns(pl.col("pay_no") + 4_000_000)])), has_numbers),
    Defect("D06", "a copied month", "last month's sheet with new dates and numbers", "same_figures", lines(_copied)),
    Defect("D07", "next month's file", "put into the folder of the month before", "EX10",
        lines(lambda s: s.lines.with_columns(pl.col(DATES).dt.offset_by("1mo")))),
    Defect("D08", "no lines but a header", "the query found nothing", "EX01", bytes_of(_first_line_only),
        lambda s: s.own.dialect.file_format == "csv"),
    Defect("D09", "a transfer broken off", "six tenths of the bytes arrive of a packed file", "EX02",
        bytes_of(lambda data: data[: len(data) * 6 // 10]), is_packed),
    Defect("D10", "half a month", "exported on the fifteenth", "sender_silent",
        lines(lambda s: s.lines.filter(pl.col("paid").dt.day().fill_null(1) <= 15))),
    Defect("D11", "the last fifth of the rows lost", "an export stops at a limit, unnoticed", "sender_silent",
        lines(lambda s: s.lines.filter(_kept(0.8)))),
    Defect("D12", "the first fifth of the rows lost", "a sheet is copied from below the fold", "sender_silent",
        lines(lambda s: s.lines.filter(~_kept(0.2)))),
    Defect("D13", "three tenths lost in the middle", "a page of the export is missing", "sender_silent", lines(_without_middle)),
    Defect("D14", "cut where an old worksheet ends", "65,536 rows, header included", "rows_at_a_limit", lines(_filled_up)),
    Defect("D15", "half of the lines lost", "a filter of the export is left on", "sender_far",
        lines(lambda s: s.lines.filter(~s.some(0.5)))),
    Defect("D16", "a tenth of the lines lost at random", "a join drops what it does not find", "sender_far",
        lines(lambda s: s.lines.filter(~s.some(0.1)))),
    Defect("D17", "a programme's file left out", "the pensions come in a file of their own, which is forgotten", "mix_drifted",
        lines(lambda s: s.lines.filter(pl.col("benefit") != "JP"))),
    Defect("D18", "the largest programme left out", "JHT comes in a file of its own, which is forgotten", "sender_far",
        lines(lambda s: s.lines.filter(pl.col("benefit") != "JHT"))),
)  # fmt: skip
