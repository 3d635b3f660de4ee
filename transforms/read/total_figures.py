"""The figures that a total row says, wherever in it they stand: `JUMLAH : Rp 12.000.066`, `Jumlah data : 13 baris`.

Money is a number with its currency, in groups of three, or of five digits and more; smaller ones count something, which the word beside
them tells (`tables/total_units.csv`). A date, a year, the number of a page or of a firm is no figure of a total.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from transforms.reference import load_table

FEWEST_DIGITS = 5  # of plain money: four are a year, and no payment has fewer
MOST_COUNTED = 6  # digits: no extract counts ten million of anything
NUMBER = r"[0-9]{1,3}(?:[.,'\u00a0\u2009\u202f ][0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2}(?![0-9])|,-+)?|[0-9]+(?:[.,][0-9]{1,2}(?![0-9])|,-+)?"
FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<currency>(?:rp|idr)\.?[\s:]*)?(?P<sign>[-(]\s*)?(?P<number>{NUMBER})(?P<close>\s*\))?(?P<behind>\s*(?:rp|idr)\b)?(?![\w/]|[.,-][0-9])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?|[0-3][0-9](?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}")  # 202207, 20220731
YEAR = re.compile("(?:19|20)[0-9]{2}")
GROUPED = re.compile("[0-9]{1,3}[^0-9][0-9]{3}")
DECIMALS = re.compile(r"(?:[.,][0-9]{1,2}|,-+)$")
COUNTED = ("lines", "people", "other")
FEW = rf"(?:[0-9]{{1,{MOST_COUNTED}}}|[0-9]{{1,3}}[.,][0-9]{{3}})"
LONG_FRACTION = re.compile(r"-?[0-9]{4,13}\.[0-9]{3,}")  # the noise of a number cell's binary form


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as written; `counts`: money, lines, people, or other (claims, firms)."""

    text: str
    counts: str


def figures_in(text: str, units: frozenset[str] = frozenset()) -> Iterator[Figure]:
    """The figures of a cell that has words too. `units`: what words before it speak of."""
    words: list[str] = []
    end = 0
    for found in FIGURE.finditer(text):
        before = words_in(text[end : found.start()])
        words, end = words + before, found.end()
        behind = words_in(re.split("[0-9]", text[end:], maxsplit=1)[0])[:2]
        if not (before and spoken(before[-1:]) & {"number"}):
            yield from _figure(found, spoken(behind), spoken(words) | units)


def figure_of(cell: str, units: frozenset[str] = frozenset()) -> Figure | None:
    """The figure that a cell is: nothing else may stand in it but what it counts."""
    text = cell.strip(" \t:=\u00a0")
    if LONG_FRACTION.fullmatch(text):
        return Figure(f"={float(text):.2f}", "money")
    found = FIGURE.match(text)
    behind = words_in(text[found.end() :]) if found else []
    if found is None or re.search("[0-9]", text[found.end() :]) or (behind and not spoken(behind)):
        return None
    return next(_figure(found, spoken(behind), units), None)


def count_of(cell: str) -> Figure | None:
    """The count that a cell under an identifying heading is: `40`, `10 orang`; a bare one of lines. A year or month is none."""
    found = re.fullmatch(counting(), cell.strip(), re.IGNORECASE)
    if found is None or (not found["unit"] and _is_day(found["number"])):
        return None
    said = spoken(words_in(found["unit"] or ""))
    return Figure(re.sub("[^0-9]", "", found["number"]), next((what for what in COUNTED if what in said), "lines"))


@cache
def counting() -> str:
    """The pattern of such a cell, whatever its case: a short number, and maybe what it counts."""
    words = sorted((word for word, counts in _units().items() if counts in COUNTED), key=len, reverse=True)
    return rf"(?P<number>{FEW})\s*(?P<unit>{'|'.join(words)})?"


def words_in(text: str) -> list[str]:
    """Its words, in small letters."""
    return WORD.findall(text.casefold())


def spoken(words: Sequence[str]) -> frozenset[str]:
    """What these words say that a number counts."""
    pairs = (f"{word} {following}" for word, following in pairwise(words))
    return frozenset(_units()[word] for word in (*words, *pairs) if word in _units())


def _figure(found: re.Match[str], behind: frozenset[str], units: frozenset[str]) -> Iterator[Figure]:
    number = found["number"]
    digits = re.sub("[^0-9]", "", DECIMALS.sub("", number))
    is_day = _is_day(number)
    said = behind or (units if len(digits) <= MOST_COUNTED else frozenset())
    if found["currency"] or found["behind"]:
        yield Figure(found[0].strip(), "money")
    elif said & set(COUNTED):
        yield Figure(digits, next(what for what in COUNTED if what in said))
    elif not is_day and (len(digits) >= FEWEST_DIGITS or GROUPED.match(number)):
        yield Figure(found[0].strip(), "money")


def _is_day(number: str) -> bool:
    return bool(DAY.fullmatch(number) or YEAR.fullmatch(number))


@cache
def _units() -> dict[str, str]:
    return {row["word"]: row["counts"] for row in load_table("total_units", ["word"], None).iter_rows(named=True)}
