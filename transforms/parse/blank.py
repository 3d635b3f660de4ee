"""Marks that mean an empty cell: `tables/blank_marks.csv`."""

from functools import cache

import polars as pl

from transforms.reference import load_table

INVISIBLE = (
    "[\u00ad\u061c\u200b-\u200f\u2060\ufeff]"  # zero-width characters and direction marks: nobody sees them, two codes differ by them
)
SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"  # NBSP and its kin come with web pages and Word tables


@cache
def _marks() -> tuple[str, ...]:
    return ("", *load_table("blank_marks", ["mark"], None)["mark"])


def is_blank(column: str) -> pl.Expr:
    """Is the cell empty, only spaces, or a mark of absence? Cheaper than blank_to_null where the text is not needed."""
    return pl.col(column).is_null() | pl.col(column).str.strip_chars(SPACES).is_in(_marks())


def only_where(is_so: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The text where that is so, else the empty text: for what is dear and asked of few lines.

    Not null: Polars 2.1 keeps a null's text behind it, and `replace_all` works on that, too (measured: thirteen times as dear).
    """
    return pl.when(is_so).then(text).otherwise(pl.lit(""))


def blank_to_null(column: str) -> pl.Expr:
    """The column's text stripped of spaces and NBSP; empty cells and marks of absence (-, –, ..., NA) become null. `nihil` stays."""
    text = pl.col(column).str.strip_chars(SPACES)
    return pl.when(text.is_in(_marks())).then(None).otherwise(text).alias(column)
