"""Findings that only several extracts together can tell: lines that another replaced or repeated, and lines that came late."""

from collections.abc import Sequence

import polars as pl

from transforms.effective import Part, Resolution
from transforms.line import FINDING
from transforms.pseudonym import shown_number

OF_PART = pl.Schema({"part_id": pl.String(), **FINDING})  # grain: one line of one part and one code
CODES = {"duplicate": "XD01", "superseded": "XS01"}
LATE = "LT01"


def findings_across(parts: Sequence[Part], resolution: Resolution) -> pl.LazyFrame:
    """OF_PART rows: XD01 and XS01 for lines that do not count, LT01 for late ones that do. In the order of parts and rows."""
    gone = resolution.displaced.lazy().select("part_id", "line_key", "reason")
    frames = [_of_part(part, gone.filter(pl.col("part_id") == part.part_id)) for part in parts]
    return pl.concat([OF_PART.to_frame().lazy(), *frames])


def _of_part(part: Part, gone: pl.LazyFrame) -> pl.LazyFrame:
    lines = pl.scan_parquet(part.path).join(gone, on="line_key", how="left")
    is_late = pl.col("payment_month") < part.period
    outcome = pl.coalesce("reason", pl.when(is_late).then(pl.lit("late")))
    told = lines.with_columns(outcome=outcome).filter(pl.col("outcome").is_not_null())
    return told.select(
        "sheet",
        "source_row",
        "line_key",
        part_id=pl.lit(part.part_id),
        code=pl.col("outcome").replace(CODES | {"late": LATE}),
        severity=pl.lit("warning"),
        outcome="outcome",
        column=pl.when(pl.col("outcome") == "late").then(pl.lit("payment_date")).otherwise(pl.lit("payment_id")),
        pattern=pl.lit(None, dtype=pl.String),
        claim_id=shown_number(pl.col("claim_id")),
        payment_id=shown_number(pl.col("payment_id")),
        payment_month="payment_month",
        amount_paid_sen="amount_paid_sen",
    ).select(OF_PART.names())
