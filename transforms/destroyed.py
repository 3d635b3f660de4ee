"""Numbers that a spreadsheet has destroyed: too long to be kept as a number, they are shown as `3,31608E+15`, and many become one."""

import polars as pl

from transforms.parse.blank import only_where

NIK_DIGITS = 16
_OF_A_PERSON = r"^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}$"
_OF_ANYTHING = r"^[0-9](?:[.,][0-9]+[eE]\+?|[eE]\+)[0-9]{1,2}$"  # a claim number is opaque: `5E12` may be one


def is_scientific(number: pl.Expr) -> pl.Expr:
    """Whether a normalised NIK or KPJ is written so. False for null."""
    short = only_where(number.str.len_bytes() != NIK_DIGITS, number)
    return short.str.contains(_OF_A_PERSON).fill_null(False)


def is_destroyed(column: str) -> pl.Expr:
    """Whether the number of a claim or payment is written so. False for null."""
    return pl.col(column).str.contains(_OF_ANYTHING).fill_null(False)
