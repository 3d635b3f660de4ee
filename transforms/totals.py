"""Sums over lines that a publication's ledger and ids are made of."""

import hashlib
from datetime import date

import polars as pl


def lines_and_sen(lines: pl.LazyFrame) -> tuple[int, int]:
    """How many lines there are, and their sen."""
    count, sen = lines.select(pl.len(), pl.col("amount_paid_sen").sum()).collect(engine="streaming").row(0)
    return count, sen


def displaced_totals(displaced: pl.DataFrame, reason: str) -> tuple[int, int]:
    """How many lines do not count for this reason (duplicate, superseded), and their sen. `displaced` as in `transforms.effective`."""
    return lines_and_sen(displaced.lazy().filter(pl.col("reason") == reason))


def displaced_digest(displaced: pl.DataFrame, month: date) -> str:
    """Names the lines of a payment month that do not count; equal digests mean the same lines."""
    return rows_digest(displaced.filter(pl.col("payment_month") == month))


def rows_digest(displaced: pl.DataFrame) -> str:
    """Names lines that do not count."""
    lines = displaced.select("part_id", "line_key").sort("part_id", "line_key")
    return hashlib.sha256(lines.write_csv().encode()).hexdigest()
