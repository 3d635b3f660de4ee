"""How many faults of each kind an extract bears."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from flows.sample import claim_faults, line_faults
from flows.sample.desk import Desk
from flows.sample.plants import Plant

QUARANTINED, WARNED, REPEATED = 0.006, 0.010, 0.001  # shares of an extract's lines; as much again is repeated in a later extract
MESSY = 5
FAULTS = {
    "quarantined": (QUARANTINED, line_faults.ERRORS + claim_faults.ERRORS),
    "warned": (WARNED, line_faults.WARNINGS + claim_faults.WARNINGS),
    "duplicate": (REPEATED, line_faults.REPEATS),
}
ALL_PLANTS: tuple[Plant, ...] = tuple(plant for _, plants in FAULTS.values() for plant in plants)
CODES_OF = {plant.kind: (plant.codes, plant.outcome) for plant in ALL_PLANTS} | {
    "paid_late": (("LT01",), "late"),
    "sent_again": (("XD01",), "duplicate"),
    "corrected_later": (("XS01",), "superseded"),
    "niks_end_in_zero": (("NK05",), "warned"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of everything: lines of the extract, and a factor on the shares."""

    rows: int
    factor: int = 1

    def of(self, random: np.random.Generator, share: float) -> int:
        """A share of the lines, rounded up or down by chance so that small extracts bear some too."""
        return int(share * self.factor * self.rows + random.random())


def sow(random: np.random.Generator, measure: Measure, desk: Desk) -> list[pl.DataFrame]:
    """All the faulty lines of an extract, a frame per kind."""
    return [
        plant.grow(random, instances, desk)
        for outcome in FAULTS
        for plant, instances in instances_of(random, measure, fitting(desk, outcome), FAULTS[outcome][0])
    ]


def fitting(desk: Desk, outcome: str) -> list[Plant]:
    """The plants this desk can make."""
    return [plant for plant in FAULTS[outcome][1] if plant.fits(desk)]


def instances_of(random: np.random.Generator, measure: Measure, plants: list[Plant], share: float) -> list[tuple[Plant, int]]:
    """Plants and how often each: every kind once before any twice, within the share of lines."""
    left = measure.of(random, share)
    order = [plants[place] for place in random.permutation(len(plants))]
    counts = dict.fromkeys(range(len(order)), 0)
    rounds = left // sum(plant.width for plant in order) if order else 0
    left -= rounds * sum(plant.width for plant in order)
    for place, plant in enumerate(order):
        has_room = plant.width <= left
        counts[place] = rounds + has_room
        left -= plant.width * has_room
    return [(plant, counts[place]) for place, plant in enumerate(order) if counts[place]]
