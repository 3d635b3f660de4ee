"""What a rule is, and the few words its expressions are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from transforms.vocabulary.shapes import Vocabulary

Breaks = pl.Expr | Callable[[Vocabulary], pl.Expr]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a line.

    `breaks` is true for lines that break it; null counts as not broken. None: the line alone cannot tell, `judge.duplicates` or
    `judge.claims` does. The rule holds where `dated_by` lies in `valid_from`..`valid_to` (inclusive; None = open).
    """

    code: str
    severity: Literal["error", "warning"]
    column: str
    breaks: Breaks | None
    sentence_en: str
    sentence_id: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    dated_by: str = "payment_date"
    only_with_column: bool = False  # judged only where the extract has the column at all
    misread_from: float | None = None  # from this share of lines on it is the column that is wrong, and the extract is refused


def there(column: str) -> pl.Expr:
    """The cell holds something."""
    return pl.col(column).is_not_null()


def blank(column: str) -> pl.Expr:
    """The cell holds nothing."""
    return pl.col(column).is_null()


def unknown(column: str) -> pl.Expr:
    """The cell holds something of which nothing could be made."""
    return there(f"{column}_raw") & blank(column)


def unsaid(named: str, text: str) -> pl.Expr:
    """The cell of a coded column holds nothing: neither a code nor another text."""
    return blank(named) & blank(text)


def is_type(*benefit_types: str) -> pl.Expr:
    """The line is of one of these benefit types."""
    kind = pl.col("benefit_type_code")
    return kind == benefit_types[0] if len(benefit_types) == 1 else kind.is_in(benefit_types)


def is_original() -> pl.Expr:
    """A first payment, neither reissued nor reversed nor corrected: what rules on amounts judge."""
    return pl.col("payment_type") == "original"


def within(column: str, first: date | None, last: date | None) -> pl.Expr:
    """The date lies between both, inclusive; None is open. A missing date lies nowhere, unless both are open."""
    day = pl.col(column)
    if first is None and last is None:
        return pl.lit(True)
    if first is None:
        return day <= last
    return day >= first if last is None else day.is_between(first, last)
