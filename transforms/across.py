"""Findings that only several extracts together can tell: lines repeated, replaced or late, and adjustments of no payment or beyond it."""

from collections.abc import Sequence

import polars as pl

from transforms.adjustments import linked, overdone
from transforms.effective import Part, Resolution
from transforms.line import FINDING
from transforms.pseudonym import shape, shown_number

OF_PART = pl.Schema({"part_id": pl.String(), **FINDING})  # grain: one line of one part and one code
CODES = {"duplicate": "XD01", "superseded": "XS01"}
LATE, LOST = "LT01", "XL01"


def findings_across(parts: Sequence[Part], resolution: Resolution) -> pl.LazyFrame:
    """OF_PART rows, part by part: XD01 and XS01 for lines that do not count; of those that do, LT01 for late ones, then XL01 to XL03.

    XL01 are adjustments whose links lead nowhere (`adjustments.linked`), XL02 and XL03 reversals beyond their payment (`overdone`).
    """
    links = linked(parts, resolution)
    lost = links.filter(pl.col("root_month").is_null()).select("part_id", "line_key", code=pl.lit(LOST))
    adrift = pl.concat([lost, overdone(links)]).lazy()
    gone = resolution.displaced.lazy().select("part_id", "line_key", "reason")
    frames = [
        told
        for part in parts
        for told in (
            _displaced_or_late(part, gone.filter(pl.col("part_id") == part.part_id)),
            _adrift(part, adrift.filter(pl.col("part_id") == part.part_id).select("line_key", "code")),
        )
    ]
    return pl.concat([OF_PART.to_frame().lazy(), *frames])


def _displaced_or_late(part: Part, gone: pl.LazyFrame) -> pl.LazyFrame:
    lines = pl.scan_parquet(part.path).join(gone, on="line_key", how="left")
    is_late = pl.col("payment_month") < part.period
    outcome = pl.coalesce("reason", pl.when(is_late).then(pl.lit("late")))
    told = lines.with_columns(outcome=outcome).filter(pl.col("outcome").is_not_null())
    return _told(
        told,
        part,
        code=pl.col("outcome").replace(CODES | {"late": LATE}),
        outcome=pl.col("outcome"),
        column=pl.when(pl.col("outcome") == "late").then(pl.lit("payment_date")).otherwise(pl.lit("payment_id")),
        pattern=pl.lit(None, dtype=pl.String),
    )


def _adrift(part: Part, adrift: pl.LazyFrame) -> pl.LazyFrame:
    return _told(
        pl.scan_parquet(part.path).join(adrift, on="line_key"),
        part,
        code=pl.col("code"),
        outcome=pl.lit("warned"),
        column=pl.lit("original_payment_id"),
        pattern=shape(pl.col("original_payment_id")),
    )


def _told(lines: pl.LazyFrame, part: Part, **said: pl.Expr) -> pl.LazyFrame:
    return lines.select(
        "sheet",
        "source_row",
        "line_key",
        **said,
        part_id=pl.lit(part.part_id),
        severity=pl.lit("warning"),
        claim_id=shown_number(pl.col("claim_id")),
        payment_id=shown_number(pl.col("payment_id")),
        payment_month="payment_month",
        amount_paid_sen="amount_paid_sen",
    ).select(OF_PART.names())
