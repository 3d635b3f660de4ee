"""A number as printed (`Rp31,9 miliar`, `2.349`), and the figures it can stand for.

The last printed digit has a worth, the step: `27,6 miliar` is known to 0.1 miliar. What was printed may have been rounded half up
or cut off (coverage of 5.0868 % appeared as 5.08), so both intervals are kept.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from expectations.reconciliation.errors import PrintedNumberRefused
from expectations.reconciliation.interval import Interval

WORDS = Path(__file__).parent / "words.csv"
GROUPING = {"id": ".", "en": ","}
_SEN_DIGITS = 2

_SHAPE = re.compile(r"(?P<before>[^\W\d_]*\.?)\s*(?P<digits>\d(?:[\d.,]*\d)?)(?:,[-–])?\s*(?P<after>[^\W\d_]*(?:\s+[^\W\d_]+)*)\.?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its worth in cases or rupiah, and what one unit of its last digit is worth.

    `otherwise` is the number as the other language's separators would have it, where both can be meant (`24.618 ribu`).
    """

    text: str
    value: Decimal
    step: Decimal
    is_count: bool
    otherwise: "Printed | None" = None

    @property
    def by_rounding(self) -> Interval:
        """Every figure that rounds, half up, to what is printed."""
        half = self.step / 2
        return self._of(Interval(self.value - half, self.value + half, has_low=self.value > 0, has_high=False))

    @property
    def by_truncation(self) -> Interval:
        """Every figure that becomes what is printed when the digits after it are cut off."""
        low = self.value if self.value > 0 else -self.step
        return self._of(Interval(low, self.value + self.step, has_low=self.value > 0, has_high=False))

    def _of(self, interval: Interval) -> Interval:
        if not self.step:
            return Interval(self.value, self.value)
        return interval.whole() if self.is_count else interval


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    factor: Decimal | None
    language: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the digits: the number without separators, and how many of its digits are decimals."""

    digits: str
    decimals: int
    grouping: str | None


def read_printed(text: str, *, is_count: bool, language: str) -> Printed:
    """The number, by the only way its separators can be read, else as the language (id, en) writes it.

    `27.6 miliar` and `27,703 kasus` can be read in one way only whatever the language. Refused: malformed groups, both separators
    with other than one or two decimals behind (`1.857.000,000`), a fraction of a case or a sen, unknown words.
    """
    before, digits, after = _taken_apart(text)
    words = _known(text, before + after, language)
    _refuse_other_measure(text, words, is_count=is_count)
    if digits is None:
        return Printed(text, Decimal(0), Decimal(0), is_count)
    factor = _factor(text, words)
    readings = _possible(digits, factor, is_count=is_count)
    if not readings:
        raise _unreadable(text, is_count=is_count)
    grouping = GROUPING[language] if GROUPING[language] in digits else None
    return _printed(text, sorted(readings, key=lambda reading: reading.grouping != grouping), factor, is_count=is_count)


def _printed(text: str, readings: list[_Reading], factor: Decimal, *, is_count: bool) -> Printed:
    first, *rest = readings
    otherwise = _printed(text, rest, factor, is_count=is_count) if rest else None
    step = factor.scaleb(-first.decimals)
    return Printed(text, Decimal(first.digits) * step, step, is_count, otherwise)


def _taken_apart(text: str) -> tuple[list[str], str | None, list[str]]:
    plain = " ".join(text.split())
    if _words().get(plain.casefold(), _Word("", None, "")).kind == "zero":
        return [plain], None, []
    match = _SHAPE.fullmatch(plain)
    if match is None:
        raise PrintedNumberRefused(text, "is not one number with its unit", "write the digits as printed, e.g. 'Rp31,9 miliar' or '2.349'")
    return match["before"].split(), match["digits"], match["after"].split()


@cache
def _words() -> dict[str, _Word]:
    with WORDS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["word"]: _Word(row["kind"], Decimal(row["factor"]) if row["factor"] else None, row["language"]) for row in rows}


def _known(text: str, words: list[str], language: str) -> list[_Word]:
    known = [_words().get(word.casefold().rstrip(".")) for word in words]
    found = [word for word in known if word is not None and word.language in ("", language)]
    if len(found) < len(words):
        unknown = [word for word, entry in zip(words, known, strict=True) if entry is None or entry.language not in ("", language)]
        raise PrintedNumberRefused(
            text, f"holds a word that is not known here: {', '.join(unknown)}", f"leave it out, or add it to {WORDS.name}"
        )
    return found


def _refuse_other_measure(text: str, words: list[_Word], *, is_count: bool) -> None:
    wrong = "currency" if is_count else "unit"
    if any(word.kind == wrong for word in words):
        here, there = ("count", "amount") if is_count else ("amount", "count")
        raise PrintedNumberRefused(text, f"stands as {here} but its unit is that of {there}", f"move it to the {there} of the same line")


def _factor(text: str, words: list[_Word]) -> Decimal:
    factors = [word.factor for word in words if word.factor is not None]
    if len(factors) > 1:
        raise PrintedNumberRefused(text, "holds two scale words", "write one, e.g. 'triliun' for 'ribu miliar'")
    return factors[0] if factors else Decimal(1)


def _possible(digits: str, factor: Decimal, *, is_count: bool) -> list[_Reading]:
    """The readings that make sense: no fraction of a case, none of a sen."""
    finest = factor.adjusted() + (0 if is_count else _SEN_DIGITS)
    return [reading for reading in _readings(digits) if reading.decimals <= finest]


def _readings(digits: str) -> Iterator[_Reading]:
    marks = [char for char in digits if char in ".,"]
    if not marks:
        yield _Reading(digits, 0, None)
    elif len(set(marks)) == 1:
        yield from _with_one_kind(digits, marks)
    elif marks[-1] not in marks[:-1]:
        yield from _with_both_kinds(digits, marks[-1])


def _with_one_kind(digits: str, marks: list[str]) -> Iterator[_Reading]:
    mark = marks[0]
    joined = digits.replace(mark, "")
    if _GROUPED.fullmatch(digits):
        yield _Reading(joined, 0, mark)
    if len(marks) == 1:
        yield _Reading(joined, len(digits.rpartition(mark)[2]), None)


def _with_both_kinds(digits: str, decimal_mark: str) -> Iterator[_Reading]:
    # The rule that survives the evidence: the last separator is the decimal one, with one or two digits behind it.
    head, _, tail = digits.rpartition(decimal_mark)
    if _GROUPED.fullmatch(head) and len(tail) <= _SEN_DIGITS:
        yield _Reading("".join(filter(str.isdigit, head)) + tail, len(tail), None)


def _unreadable(text: str, *, is_count: bool) -> PrintedNumberRefused:
    finest = "whole cases" if is_count else "whole sen"
    return PrintedNumberRefused(
        text,
        f"its separators make no number of {finest}: groups have three digits, and behind both separators stand one or two decimals",
        "write the number as it was meant and say so in the statement's source",
    )
