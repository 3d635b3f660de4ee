"""A manifest's control totals against the lines: each stated cell, and what lies outside a breakdown that looks whole."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from transforms.bare import bare
from transforms.manifest import Stated, key_shape
from transforms.vocabulary.shapes import Vocabulary

MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
PROGRAMME, BENEFIT_TYPE, MONTHLY = "programme", "benefit type", "month"

Key = tuple[str, str]  # dimension, code
Meant = dict[tuple[Key, ...], int]


class Cell(NamedTuple):
    """Lines of one programme, benefit type and payment month ('2022-07'; '' unreadable), before anything is decided about them."""

    programme: str  # scholarships without programme under their benefit type, unknown ones under ''
    benefit_type: str
    month: str
    lines: int
    sen: int


class Unknown(Exception):
    """A key of a manifest that means nothing here, or twice the same. Holds a pattern only."""


def differences(stated: Stated, found: Mapping[frozenset[Key], int], vocabulary: Vocabulary) -> list[tuple[str, int, int]]:
    """What is stated and not found: where, stated, found. Raises Unknown.

    JKM is a programme and a benefit type. Alone it means the programme; where a breakdown also names a type that is no programme
    (BEASISWA), all of its single names may mean benefit types instead: the one reading or the other must fit as a whole.
    """
    readings = [_meant(stated, vocabulary, single) for single in (PROGRAMME, BENEFIT_TYPE)]
    told = [list(_differences(meant, found)) for meant in readings[: 2 if _names_types(stated, vocabulary) else 1]]
    return min(told, key=len)


def added_up(cells: tuple[Cell, ...], measure: str) -> dict[frozenset[Key], int]:
    """Lines or sen for every choice of programme, benefit type and month; the empty choice is the total."""
    found: dict[frozenset[Key], int] = defaultdict(int)
    for cell in cells:
        keys = ((PROGRAMME, cell.programme), (BENEFIT_TYPE, cell.benefit_type), (MONTHLY, cell.month))
        for size in range(len(keys) + 1):
            for chosen in combinations(keys, size):
                found[frozenset(chosen)] += cell.lines if measure == "lines" else cell.sen
    return found


def _differences(meant: Meant, found: Mapping[frozenset[Key], int]) -> Iterator[tuple[str, int, int]]:
    for path, figure in meant.items():
        if found.get(frozenset(path), 0) != figure:
            yield _shown(path), figure, found.get(frozenset(path), 0)
    for level, dimension, figure in _wholes(meant):
        if found.get(frozenset(level), 0) != figure:
            yield f"{_shown(level)} by {dimension}".strip(), figure, found.get(frozenset(level), 0)


def _wholes(meant: Meant) -> Iterator[tuple[tuple[Key, ...], str, int]]:
    """Every level without a total of its own, by each dimension it is broken down by: the breakdown's sum should be the whole."""
    levels = {path[:depth] for path in meant for depth in range(len(path))}
    for level in sorted(levels - meant.keys(), key=str):
        below = {path[len(level)] for path in meant if path[: len(level)] == level}
        for dimension in sorted({dimension for dimension, _ in below}):
            yield level, dimension, sum(_stated_sum((*level, key), meant) for key in below if key[0] == dimension)


def _stated_sum(level: tuple[Key, ...], meant: Meant) -> int:
    """The level's own figure, else the sum of what it is broken down by first."""
    if level in meant:
        return meant[level]
    below = sorted({path[: len(level) + 1] for path in meant if path[: len(level)] == level})
    return sum(_stated_sum(path, meant) for path in below if path[-1][0] == below[0][-1][0])


def _shown(path: tuple[Key, ...]) -> str:
    return " ".join(code for _, code in path)


def _names_types(stated: Stated, vocabulary: Vocabulary) -> bool:
    words = vocabulary.words
    single = {bare(names[0]) for path in stated if len(names := _names(path)) == 1}
    return any(word in words["benefit_type_code"] and word not in words["programme_code"] for word in single)


def _meant(stated: Stated, vocabulary: Vocabulary, single: str) -> Meant:
    meant: Meant = {}
    for path, figure in stated.items():
        keys = _keys(path, vocabulary, single)
        if keys in meant:
            raise Unknown(f"states {_shown(keys)} twice")
        meant[keys] = figure
    return meant


def _names(path: tuple[str, ...]) -> list[str]:
    return [key for key in path if not MONTH.fullmatch(key)]


def _keys(path: tuple[str, ...], vocabulary: Vocabulary, single: str) -> tuple[Key, ...]:
    """What the keys of one figure mean, in their order."""
    names = _names(path)
    if len(path) - len(names) > 1:
        raise Unknown("has a month within a month")
    named = iter(_named([bare(name) for name in names], names, vocabulary, single))
    return tuple((MONTHLY, key) if MONTH.fullmatch(key) else next(named) for key in path)


def _named(words: list[str], names: list[str], vocabulary: Vocabulary, single: str) -> list[Key]:
    """One name is what `single` says; of two the one is the programme, the other the benefit type."""
    programmes, types = vocabulary.words["programme_code"], vocabulary.words["benefit_type_code"]
    if unknown := [name for name, word in zip(names, words, strict=True) if word not in programmes and word not in types]:
        raise Unknown(f"has a key of the shape {key_shape(unknown[0])} that is no programme, benefit type or month (like 2022-07)")
    match words:
        case []:
            return []
        case [word]:
            return [(single, programmes[word] if word in programmes else types[word])]
        case [outer, inner] if outer in programmes and inner in types:
            return [(PROGRAMME, programmes[outer]), (BENEFIT_TYPE, types[inner])]
        case [outer, inner] if outer in types and inner in programmes:
            return [(BENEFIT_TYPE, types[outer]), (PROGRAMME, programmes[inner])]
        case [outer, inner] if outer == inner:  # scholarships of no programme
            return [(PROGRAMME, types[outer]), (BENEFIT_TYPE, types[inner])]
    raise Unknown("names more than a programme and a benefit type")
