"""A sample of the mutants, so many of each module, and what it says of all of them."""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from tests.proof.mutants.sites import Mutant

AT_LEAST = 3
Z_95 = 1.959964


def sampled(mutants: Iterable[Mutant], share: float, seed: int) -> list[Mutant]:
    """A share of each module's mutants, at least a few: those whose names hash lowest with the seed (code elsewhere changes none)."""
    of_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        of_module[mutant.module].append(mutant)
    return [one for _, some in sorted(of_module.items()) for one in _lowest(some, share, seed)]


def _lowest(mutants: list[Mutant], share: float, seed: int) -> list[Mutant]:
    wanted = min(len(mutants), max(AT_LEAST, round(share * len(mutants))))
    return sorted(mutants, key=lambda one: hashlib.sha256(f"{seed}|{one.key}".encode()).digest())[:wanted]


def wilson(killed: float, tried: float) -> tuple[float, float]:
    """The interval in which a share lies with 95 % confidence (E. B. Wilson 1927)."""
    if not tried:
        return 0.0, 1.0
    share, z2 = killed / tried, Z_95**2
    middle = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = Z_95 * math.sqrt(share * (1 - share) / tried + z2 / (4 * tried**2)) / (1 + z2 / tried)
    return middle - half, middle + half


def weighted(of_modules: Iterable[tuple[int, int, int]]) -> tuple[float, float]:
    """The score of all mutants of which each module gave a sample, and how many equally weighted trials that is worth.

    Takes (made, killed, tried) of each module; a module counts by what could be made of it (Kish's effective size of a sample).
    """
    drawn = [(made / tried, killed, tried) for made, killed, tried in of_modules if tried]
    weights = sum(weight * tried for weight, _, tried in drawn)
    squares = sum(weight**2 * tried for weight, _, tried in drawn)
    return sum(weight * killed for weight, killed, _ in drawn) / weights, weights**2 / squares


def folders(modules: Iterable[str]) -> dict[str, list[str]]:
    """Modules by the folder they lie in."""
    return {folder: list(some) for folder, some in groupby(sorted(modules), key=lambda path: path.rsplit("/", 1)[0])}
