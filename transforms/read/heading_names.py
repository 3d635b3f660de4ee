"""How near two headings are by what their words mean: `tables/heading_words.csv`, with abbreviations, glued words and typing errors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache

from transforms.read.headings import bare
from transforms.reference import load_table

OF_MEANING = 0.8  # the rest is likeness of letters, which tells apart what means the same
TOO_LITTLE = 0.1  # so unlike in meaning, letters are not compared: they cost most
CLOSE = 0.8
SHORTEST_TYPO = 4  # below this many letters a misspelt word could be any other
SHORTEST_SKELETON = 3
BY_SKELETON = 0.9
REMEMBERED = 1024  # headings: each is compared with all that are known
UNKNOWN_WORD, A_NUMBER = 1.0, 0.3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of a heading says, how much that matters, and how sure it is (1: the word itself stands in the table)."""

    means: str
    weight: float
    certainty: float = 1.0


def likeness(heading: str, known: str) -> float:
    """0 to 1: how much of what both say is the same. `known` may be bare (letters and digits only)."""
    ours, theirs = meanings(heading), meanings(known)
    shared = sum(theirs[name].weight * min(meaning.certainty, theirs[name].certainty) for name, meaning in ours.items() if name in theirs)
    said = sum(meaning.weight for meaning in (*ours.values(), *theirs.values()))
    meant = 2 * shared / said if said else 0.0
    if meant < TOO_LITTLE:
        return OF_MEANING * meant
    letters = SequenceMatcher(None, bare(heading), bare(known), autojunk=False).ratio()
    return OF_MEANING * meant + (1 - OF_MEANING) * letters


@lru_cache(REMEMBERED)
def meanings(heading: str) -> Mapping[str, Meaning]:
    """What the words of a heading say, by their meaning. A word that no table knows means itself."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    tokens = [token.casefold() for token in re.split(r"[\W_]+", spaced) if token]
    found = [meaning for token in tokens for meaning in _of_token(token)]
    return {meaning.means: meaning for meaning in found}


def _of_token(token: str) -> list[Meaning]:
    if token in _words():
        return [_words()[token]]
    if token.isdecimal():
        return [Meaning(token, A_NUMBER)]
    if parts := _segments(token):
        return [_words()[part] for part in parts]
    return [_nearly(token) or Meaning(token, UNKNOWN_WORD)]


@lru_cache(REMEMBERED)
def _segments(token: str) -> tuple[str, ...]:
    """The fewest words of the table that make up a glued token (`kodekabupaten`); none where they do not."""
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(token) + 1):
        ways = [
            (*(best[start] or ()), token[start:end]) for start in range(end - 1) if best[start] is not None and token[start:end] in _words()
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


def _nearly(token: str) -> Meaning | None:
    """A word without its vowels (`pmbyrn`), or with a letter wrong."""
    word = _skeletons().get(token) if len(token) >= SHORTEST_SKELETON else None
    if word:
        return _less_sure(_words()[word], BY_SKELETON)
    close = get_close_matches(token, _words(), n=1, cutoff=CLOSE) if len(token) >= SHORTEST_TYPO else []
    return _less_sure(_words()[close[0]], SequenceMatcher(None, token, close[0]).ratio()) if close else None


def _less_sure(meaning: Meaning, certainty: float) -> Meaning:
    return Meaning(meaning.means, meaning.weight, certainty)


@cache
def _words() -> Mapping[str, Meaning]:
    rows = load_table("heading_words", ["word"], None).iter_rows(named=True)
    return {row["word"]: Meaning(row["means"], float(row["weight"])) for row in rows}


@cache
def _skeletons() -> Mapping[str, str]:
    """Words by their consonants, where these are enough to tell."""
    shortened = [(re.sub("[aeiou]", "", word), word) for word in _words()]
    return {short: word for short, word in shortened if len(short) >= SHORTEST_SKELETON}
