"""The NIK, the national identity number: region of first registration, birth date (day + 40 for women), serial; no check digit."""

import polars as pl

DIGITS = 16
# Day 01-31 or 41-71 and a month that has such a day; 29 February in a year of two digits that is a leap year in either century.
_BIRTH_DATE = (
    r"^[0-9]{6}(?:(?:"
    r"(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])"
    r"|[26]9(?:0[13-9]|1[0-2])|[37]0(?:0[13-9]|1[0-2])|[37]1(?:0[13578]|1[02])"
    r")[0-9]{2}|[26]902(?:[02468][048]|[13579][26]))[0-9]{4}$"
)


def is_valid(nik: pl.Expr) -> pl.Expr:
    """Sixteen digits with a birth date that exists. False for null."""
    return nik.str.contains(_BIRTH_DATE).fill_null(False)
