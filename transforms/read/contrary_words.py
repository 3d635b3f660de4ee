"""Words that contradict what a figure or day stands for: a unit other than rupiah, or that the lines were not paid.

A title that says one refuses the file (`title_words`), and so does the heading of the amount or the payment date, whoever mapped it.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

import polars as pl

from transforms.columns import CONTRACTS
from transforms.read.headings import bare
from transforms.reference import load_table

FIX_UNIT = "send the amounts in whole rupiah (and take these words out where they are)"
FIX_UNPAID = "send what was paid, and when, under a heading that says so; a column of anything else can be ignored by name"
LONG_WORD = 6  # letters: so long a word is known inside a glued heading, too


def unit_words(*places: str) -> list[str]:
    """The shipped units other than rupiah: those that count `anywhere`, and those only alone in a `cell`."""
    return load_table("unit_words", ["word"], None).filter(pl.col("place").is_in(places))["word"].to_list()


def unpaid_words(*kinds: str) -> list[str]:
    """The words of these kinds in `furniture.csv`, and the statuses that are no payment with their aliases."""
    furniture, statuses = load_table("furniture", ["word"], None), load_table("statuses", ["status"], None)
    others = statuses.filter(pl.col("is_payment") != "yes")["status"].to_list()
    return [*furniture.filter(pl.col("kind").is_in(kinds))["word"], *others, *aliases_of("status", others)]


def aliases_of(column: str, codes: Sequence[str]) -> list[str]:
    """The shipped spellings of these codes of a column."""
    aliases = load_table("aliases", ["column", "raw"], None)
    return aliases.filter((pl.col("column") == column) & pl.col("code").is_in(codes))["raw"].to_list()


def contrary(texts: Sequence[str], canonical: str) -> tuple[str, str]:
    """The words of a heading (and of the group over it) that it cannot have as this column, and what to do; '' and '' for none."""
    contract = next((one for one in CONTRACTS if canonical in (one.amount, one.day)), None)
    if contract is None:
        return "", ""
    if canonical == contract.amount and (unit := _said(texts, _spoken_units())):
        return unit, FIX_UNIT
    unpaid = _said(texts, _spoken_unpaid()) if contract.has_status else ""
    return unpaid, FIX_UNPAID if unpaid else ""


def _said(texts: Sequence[str], words: Sequence[str]) -> str:
    spoken, glued = [f" {_spoken(text)} " for text in texts], [bare(text) for text in texts]
    alone = (word for word in words if any(f" {word} " in text for text in spoken))
    inside = (word for word in words if _is_long(word) and any(bare(word) in text for text in glued))
    return next(chain(alone, inside), "")


def _is_long(word: str) -> bool:
    return len(bare(word)) >= LONG_WORD and not bare(word).isdecimal()


def _spoken(text: str) -> str:
    """Words and numbers in lower case, single spaces between; `NominalRibu` is two."""
    lower = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower().replace("×", "x")
    return " ".join(re.findall(r"[^\W\d_]+|[0-9]+", lower))


@cache
def _spoken_units() -> tuple[str, ...]:
    return _longest_first(unit_words("anywhere", "cell"))


@cache
def _spoken_unpaid() -> tuple[str, ...]:
    return _longest_first(unpaid_words("unpaid", "unpaid heading"))


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({_spoken(word) for word in words}, key=lambda word: (-len(word), word)))
