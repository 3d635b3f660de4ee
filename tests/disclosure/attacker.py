"""An attacker with all public vintages and a linear-programming solver. Knows nothing of transforms.disclosure but the published tables.

What he knows: what each cell was shown as, which cells add up to which, that nothing is negative, and (where he may assume it) that
nothing has changed where nothing visible has. He bounds every suppressed figure as tightly as that allows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from scipy.optimize import linprog

MONTH, QUARTER, YEAR, SEGMENT = (
    "claims_by_benefit_month",
    "claims_by_benefit_quarter_regency",
    "claims_by_benefit_year_regency",
    "claims_by_segment_year",
)
Cell = tuple[str, date, str, str, str]
SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Breach:
    """A suppressed figure that the attacker knows too well."""

    publication: int
    cell: Cell
    measure: str
    low: float
    high: float
    true: float


@dataclass(slots=True)
class Seen:
    """One publication as it is read: figures that are told (of the moment), and cells that are not."""

    number: int
    told: dict[Cell, tuple[float, float]] = field(default_factory=dict)  # count, amount
    suppressed: set[Cell] = field(default_factory=set)
    held: set[Cell] = field(default_factory=set)

    @property
    def unknown(self) -> list[Cell]:
        return sorted(self.suppressed | self.held)


def publications(vintages: pl.DataFrame, last: int) -> list[Seen]:
    """Every publication up to `last`, put together from the vintages alone."""
    found = [Seen(number) for number in range(1, last + 1)]
    for row in vintages.iter_rows(named=True):
        cell = (row["table_name"], row["period"], row["benefit_type_code"], row["regency_code"], row["segment_code"])
        for seen in found[row["publication_from"] - 1 : row["publication_to"] or last]:
            if row["mark"] == "shown":
                seen.told[cell] = (float(row["claim_count"]), row["amount_paid_sen"] / 1e8)
            elif row["mark"] == "suppressed":
                seen.suppressed.add(cell)
            elif row["mark"] == "held":
                seen.held.add(cell)
            else:
                seen.told[cell] = (0.0, 0.0)  # he takes what is not reported yet for nothing
    return found


def totals(cells: Iterable[Cell]) -> list[tuple[list[Cell], list[Cell]]]:
    """Groups of cells with equal sums: all that an attacker finds by looking at the calendar."""
    left: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
    right: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
    known = sorted(cells)
    years = {cell[1].year for cell in known if cell[0] in (YEAR, SEGMENT)}
    quarters = {cell[1] for cell in known if cell[0] == QUARTER}
    for cell in known:
        for side, key in _sides(cell):
            if key[1] in (quarters if key[0] == "nation" else years):
                (left if side == "part" else right)[key].append(cell)
    return [(left[key], right[key]) for key in sorted(left.keys() | right.keys(), key=str)]


def _sides(cell: Cell) -> list[tuple[str, tuple[object, ...]]]:
    """The totals that a cell has part in, and on which side."""
    table, period, benefit, regency, _ = cell
    year, quarter = period.year, date(period.year, (period.month - 1) // 3 * 3 + 1, 1)
    return {
        MONTH: [("part", ("nation", quarter, benefit)), ("part", ("all", year))],
        QUARTER: [("whole", ("nation", period, benefit)), ("part", ("year", year, benefit, regency))],
        YEAR: [("whole", ("year", year, benefit, regency))],
        SEGMENT: [("whole", ("all", year))],
    }[table]


@dataclass(slots=True)
class Attack:
    """One measure over publications that the attacker takes for the same state of affairs. `is_additive`: counts add up, as amounts do."""

    seen: list[Seen]
    measure: int
    is_additive: bool = True
    cells: dict[Cell, int] = field(init=False)
    equal: list[tuple[dict[int, float], float]] = field(init=False)
    less: list[tuple[dict[int, float], float]] = field(init=False)

    def __post_init__(self) -> None:
        told = {cell: values[self.measure] for seen in self.seen for cell, values in seen.told.items()}
        everything = {cell for seen in self.seen for cell in [*seen.told, *seen.unknown]}
        self.cells = {cell: place for place, cell in enumerate(sorted(everything - told.keys()))}
        self.equal, self.less = [], []
        for one, other in totals(everything):
            self._add(one, other, told)

    def _add(self, one: list[Cell], other: list[Cell], told: dict[Cell, float]) -> None:
        weights, known = self._sides([(one, 1.0), (other, -1.0)], told)
        if self.is_additive:
            if weights:
                self.equal.append((weights, -known))
            return
        most = [([whole], parts) for parts, wholes in ((one, other), (other, one)) for whole in wholes]
        if other and other[0][0] == YEAR:  # a quarter's claims are the year's, too
            most += [([quarter], other) for quarter in one]
        for part, whole in most:  # of distinct counts: each one is at most the sum of the other side
            weights, known = self._sides([(part, 1.0), (whole, -1.0)], told)
            if weights:
                self.less.append((weights, -known))

    def _sides(self, sides: list[tuple[list[Cell], float]], told: dict[Cell, float]) -> tuple[dict[int, float], float]:
        weights = {self.cells[cell]: sign for cells, sign in sides for cell in cells if cell in self.cells}
        return weights, sum(sign * told[cell] for cells, sign in sides for cell in cells if cell not in self.cells)

    def solved(self, cell: Cell, sign: float) -> Any:
        aim = np.zeros(len(self.cells))
        aim[self.cells[cell]] = sign
        result = linprog(aim, *_matrix(self.less, aim.size), *_matrix(self.equal, aim.size), bounds=(0, None), method="highs")
        if result.status == 3:
            return None  # without bound
        assert result.status == 0, result.message
        return result.x


def _matrix(rows: list[tuple[dict[int, float], float]], width: int) -> tuple[Any, Any]:
    if not rows:
        return None, None
    matrix = np.zeros((len(rows), width))
    for place, (weights, _) in enumerate(rows):
        for cell, weight in weights.items():
            matrix[place, cell] = weight
    return matrix, np.array([limit for _, limit in rows])


def breaches(vintages: pl.DataFrame, true: dict[int, dict[Cell, tuple[float, float]]], k: int, *, is_additive: bool) -> list[Breach]:
    """Every suppressed count bounded inside [1, k-1], and amount within 20 %, in any publication.

    `true`: per publication the true count and amount of each cell, to know when he is right. He takes publications between which no
    visible figure of the year has changed for one: what was told in any of them he puts together.
    """
    seen = publications(vintages, max(true))
    found = []
    for group in _alike(seen):
        for measure in (0, 1):
            attack = Attack(group, measure, is_additive or measure == 1)
            number = group[-1].number
            targets = {cell for one in group for cell in one.suppressed} & attack.cells.keys()
            wanted = {cell: true[number].get(cell, (0.0, 0.0))[measure] for cell in sorted(targets)}
            found += _bounded(attack, wanted, number, k)
    return found


def _alike(seen: list[Seen]) -> list[list[Seen]]:
    groups: list[list[Seen]] = []
    for one in seen:
        before = groups[-1][-1] if groups else None
        both = one.told.keys() & before.told.keys() if before else set()
        same = before is not None and not one.held and not before.held and all(one.told[cell] == before.told[cell] for cell in both)
        if same:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _bounded(attack: Attack, wanted: dict[Cell, float], number: int, k: int) -> list[Breach]:
    low, high = dict(wanted), dict(wanted)
    found = []
    for cell, true in wanted.items():
        for sign in (1.0, -1.0):
            if not _is_breach(attack.measure, low[cell], high[cell], true, k):
                break
            x = attack.solved(cell, sign)
            if x is None:
                high[cell] = float("inf")
                continue
            for other in wanted:  # what is possible for one table is so for all its cells
                value = float(x[attack.cells[other]])
                low[other], high[other] = min(low[other], value), max(high[other], value)
        if _is_breach(attack.measure, low[cell], high[cell], true, k):
            found.append(Breach(number, cell, ("claim_count", "amount")[attack.measure], low[cell], high[cell], true))
    return found


def _is_breach(measure: int, low: float, high: float, true: float, k: int) -> bool:
    if measure == 0:
        return low > 0.999 and high < k - 0.001
    return true > 0 and low >= (1 - SHARE) * true and high <= (1 + SHARE) * true
