"""Words that contradict what a figure or day stands for: a unit other than rupiah, or that the lines were not paid.

A title that says one refuses the file (`title_words`), and so does the heading of the amount or the payment date, whoever mapped it.
"""

import re
from collections.abc import Sequence
from functools import cache

from transforms.columns import CONTRACTS
from transforms.read.headings import bare
from transforms.reference import load_table

FIX_UNIT = "send the amounts in whole rupiah (and take these words out where they are)"
FIX_UNPAID = "send what was paid, and when, under a heading that says so; a column of anything else can be ignored by name"
LONG_WORD = 6  # letters: so long a word is known inside a glued heading, too


def unit_words(*places: str) -> list[str]:
    """The shipped units other than rupiah: those that count `anywhere`, and those only alone in a `cell`."""
    units = load_table("unit_words", ["word"], None)
    return [word for word, place in units.select("word", "place").iter_rows() if place in places]


def unpaid_words(*kinds: str) -> list[str]:
    """The words of these kinds in `furniture.csv`, and the statuses that are no payment with their aliases."""
    furniture, statuses, aliases = (
        load_table(name, key, None) for name, key in (("furniture", ["word"]), ("statuses", ["status"]), ("aliases", ["column", "raw"]))
    )
    others = [row["status"] for row in statuses.iter_rows(named=True) if row["is_payment"] != "yes"]
    spelt = [row["raw"] for row in aliases.iter_rows(named=True) if row["column"] == "status" and row["code"] in others]
    return [row["word"] for row in furniture.iter_rows(named=True) if row["kind"] in kinds] + others + spelt


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
    inside = (word for word in words if _is_long(word) and any(bare(word) in text for text in glued))
    return next((word for word in words if any(f" {word} " in text for text in spoken)), next(inside, ""))


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
