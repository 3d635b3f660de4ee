"""Numbers that a spreadsheet has destroyed: too long to be kept as a number, they are shown as `3,31608E+15`, and many become one."""

import polars as pl

from transforms.parse.blank import only_where

NIK_DIGITS = 16
# The columns of numbers of somebody or something: what stands for another there is no rounding, but another claim or person.
NUMBERED = ("claim_id", "payment_id", "original_payment_id", "participant_nik", "participant_kpj", "employer_npp")
_OF_A_PERSON = r"^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}$"
# A claim number is opaque: `5E12` and `5.12E1` may be one. Without a plus it takes two decimals, and an exponent as of a long number.
_OF_ANYTHING = r"^'?[0-9](?:(?:[.,][0-9]+)? ?[eE] ?\+[0-9]{1,3}|[.,][0-9]{2,} ?[eE][0-9]{2,3})$"


def as_shown(digits: pl.Expr) -> pl.Expr:
    """The digits of a whole number as a spreadsheet shows them when they are too many: `9.23092E+17`."""
    exponent = (digits.str.len_chars() - 1).cast(pl.String).str.zfill(2)
    return pl.concat_str(digits.str.slice(0, 1), pl.lit("."), digits.str.slice(1, 5), pl.lit("E+"), exponent)


def is_scientific(number: pl.Expr) -> pl.Expr:
    """Whether a normalised NIK or KPJ is written so. False for null."""
    short = only_where(number.str.len_bytes() != NIK_DIGITS, number)
    return short.str.contains(_OF_A_PERSON).fill_null(False)


def is_destroyed(column: str) -> pl.Expr:
    """Whether the number of a claim or payment is written so. False for null."""
    return pl.col(column).str.contains(_OF_ANYTHING).fill_null(False)
