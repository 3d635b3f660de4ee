"""Stable 64-bit keys: what makes a line the same line, and its content the same content."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

import polars as pl
import polars_hash  # noqa: F401  registers the `nchash` and `chash` namespaces on expressions

# Unit separator between the parts; an absent part is a record separator, so that null, "" and a shifted column differ.
BETWEEN, ABSENT = "\x1f", "\x1e"
# The base is that of the 64-bit FNV hash's offset (odd); an absent value counts as a number that no hash or amount is likely to be.
BASE, NONE = 0xCBF29CE484222325, 0x9E3779B97F4A7C15

CONTENT = (
    "line_key",
    "programme_code",
    "benefit_type_code",
    "benefit_component_code",
    "segment_code",
    "branch_code",
    "regency_code",
    "contingency_date",
    "submission_date",
    "determination_date",
    "payment_date",
    "amount_paid_sen",
    "payment_type",
    "original_payment_id",
    "participant_key",
)
UNNUMBERED = ("claim_id", "benefit_type_code", "benefit_component_code", "payment_date", "amount_paid_sen")


def stable_key(columns: Iterable[str]) -> pl.Expr:
    """xxh3_64 of the columns' values (UInt64), the same on every machine and in every run."""
    return hashed(pl.concat_str([_text(column) for column in columns], separator=BETWEEN))


def hashed(text: pl.Expr) -> pl.Expr:
    """xxh3_64 of a text, UInt64."""
    namespaced: Any = text
    key: pl.Expr = namespaced.nchash.xxh3_64()
    return key


def nth_key(first: pl.Expr, n: pl.Expr) -> pl.Expr:
    """The key of the n-th line (from 2) that shares `first` with an earlier one of its extract and has no payment number."""
    return hashed(pl.concat_str([first.cast(pl.String), n.cast(pl.String)], separator=BETWEEN))


def content_key() -> pl.Expr:
    """Equal for two lines that say the same of the same payment.

    The columns' hashes and numbers as digits of one number to an odd 64-bit base (arithmetic wraps): writing all out as text to hash it
    once takes five times as long. Needs `line_key`.
    """
    numbers = (_number(column) for column in CONTENT)
    return reduce(lambda sum_so_far, number: sum_so_far * pl.lit(BASE, dtype=pl.UInt64) + number, numbers)


def line_key() -> pl.Expr:
    """The key of a line: claim and payment number; without the latter, what the n-th key starts from. Null where the line has no name."""
    numbered = stable_key(("claim_id", "payment_id"))
    named = pl.when(pl.col("payment_id").is_null()).then(stable_key(UNNUMBERED)).otherwise(numbered)
    return pl.when(pl.col("is_named")).then(named)


def _text(column: str) -> pl.Expr:
    """A column as text; dates by their day number, which is cheaper than writing them out."""
    value = pl.col(column).to_physical() if column.endswith("_date") else pl.col(column)
    return value.cast(pl.String).fill_null(ABSENT)


def _number(column: str) -> pl.Expr:
    """A column as UInt64: texts hashed, days and sen as they are, keys too."""
    if column.endswith("_key"):
        return pl.col(column).fill_null(NONE)
    if column.endswith(("_date", "_sen")):
        return pl.col(column).to_physical().cast(pl.Int64).reinterpret(signed=False).fill_null(NONE)
    return hashed(pl.col(column)).fill_null(NONE)


def place_of(table: int) -> pl.Expr:
    """UInt64: table, then source_row; ascending is file order."""
    return pl.lit(table << 32, dtype=pl.UInt64) + pl.col("source_row").cast(pl.UInt64)
