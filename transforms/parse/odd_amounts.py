"""Rarer spellings of an amount that can mean only one thing, put into the usual one before a column is weighed or read.

A text mark that a spreadsheet left (`'5508515`), decimals of SQL Server's money (`1234567.0000`), apostrophes between groups of three
(`1'234'567`), a minus behind decimals as SAP writes it (`5.000,00-`), a typesetter's minus, and `.-` for `,-`. Of each value only the
spelling changes; what its marks mean is still decided for the column. `1'234` and `5.000-` stay as they are: they could be something else.
"""

import polars as pl

from transforms.parse.blank import SPACES, only_where

DASHES, QUOTES = "[\u2212\u2013]", "['\u2019`\u00b4\u2032]"
_DECIMALS = "[.,](?:[0-9]{1,2}|--?)"
_GROUPED = rf"^[^0-9]*[1-9][0-9]{{0,2}}(?:{QUOTES}[0-9]{{3}}){{1,4}}(?:{_DECIMALS})?[^0-9]*$"
_QUOTED = rf"^[^0-9]*[1-9][0-9]{{0,2}}(?:(?:{QUOTES}[0-9]{{3}}){{2,4}}(?:{_DECIMALS})?|{QUOTES}[0-9]{{3}}{_DECIMALS})[^0-9]*$"
_LONG_DECIMALS = r"([0-9][.,][0-9]{2})0{2,4}(\s*-?\s*(?i:rp\.?|idr)?\s*\)?)$"  # four and more are no group of three
_BEHIND = r"^([^-+()]*[0-9][.,][0-9]{1,2})\s?-$"  # with decimals: `5.000-` may be a careless `5.000,-`
_CLOSED = r"^([^0-9,]*[0-9]{1,3}(?:\.[0-9]{3})+)\.(--?)$"  # the point before is no decimal mark: there are two
_CLOSED_WHOLE = r"^([^0-9]*[0-9]+)\.--?$"
ODD = (
    rf"^\s*{QUOTES}|{QUOTES}[0-9]{{3}}|{DASHES}[^0-9]{{0,6}}[0-9]|[0-9][.,]?{DASHES}"
    rf"|[.,][0-9]{{1,2}}(?:0{{2,4}})?\s?-\s*$|[.,][0-9]{{2}}0{{2,4}}(?:[^0-9.,]|$)|\.--?\s*$"
)


def is_odd(text: pl.Expr) -> pl.Expr:
    """Whether a text looks as if it were spelt so; number cells never are."""
    return text.str.contains(ODD) & ~text.str.starts_with("=")


def is_quoted(text: pl.Expr) -> pl.Expr:
    """Whether apostrophes can only be marks between groups: there are two, or decimals beside one."""
    return text.str.contains(_QUOTED)


def usually_spelt(column: str, *, has_quoted: bool) -> pl.Expr:
    """The column with odd spellings put into usual ones. `has_quoted`: some of its values prove that apostrophes part groups."""
    text = pl.col(column)
    bare = only_where(is_odd(text), text).str.strip_chars(SPACES).str.replace(rf"^{QUOTES}\s*", "").str.replace_all(DASHES, "-")
    bare = bare.str.replace(_LONG_DECIMALS, "${1}${2}").str.replace(_BEHIND, "-${1}")
    bare = bare.str.replace(_CLOSED, "${1},${2}").str.replace(_CLOSED_WHOLE, "${1}")
    parted = bare.str.contains(_GROUPED if has_quoted else _QUOTED)
    joined = pl.when(parted).then(bare.str.replace_all(rf"{QUOTES}([0-9]{{3}})", "${1}")).otherwise(bare)
    return pl.when(is_odd(text)).then(joined).otherwise(text).alias(column)
