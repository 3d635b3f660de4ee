"""What an attacker who knows every relation cannot rule out: other figures for the cells that are not told. Solved by HiGHS."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from transforms.disclosure.relations import Numbers

Flags = np.ndarray[Any, np.dtype[np.bool_]]
ROUNDS = 6  # joint tries before cells are asked one by one
TOLERANCE = 1e-6
TOGETHER = 500  # cells of small groups in one programme: a call costs more than solving it


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a year's cells, and how far from the truth each must be able to lie, if it is not told.

    `low` <= 0 <= `high`: how far another figure may lie from the true one. A cell is safe when it can lie `up` above the truth, or `down`
    below it. `wanted`: the cells of which that is asked. `ties`: rows of which the sum must stay below `slack`.
    """

    name: str
    low: Numbers
    high: Numbers
    up: Numbers
    down: Numbers
    wanted: Flags
    ties: Any = None  # scipy.sparse.csr_matrix
    slack: Numbers | None = None


def unsafe(measure: Measure, sums: Any, free: Flags, seed: int, asked: Flags | None = None) -> Flags:  # noqa: ANN401 - scipy has no types
    """The wanted cells of those not told (`free`), or of `asked` among them, which the relations hold too near to the truth.

    Many cells are shown to be safe by one other table that is possible; what is left is asked cell by cell, so that the answer is exact.
    """
    wanted = free & measure.wanted & (free if asked is None else asked)
    movable = _movable(sums, free) if wanted.any() else free
    found = wanted & ~movable
    if not (wanted & movable).any():
        return found
    for component in _components(sums, movable):
        if (component & wanted).any():
            found |= _unsafe_in(_Problem(measure, sums, component), component & wanted, seed)
    return found


def _unsafe_in(problem: "_Problem", wanted: Flags, seed: int) -> Flags:
    open_cells, random = wanted.copy(), np.random.default_rng(seed)
    for _ in range(ROUNDS):
        before = int(open_cells.sum())
        if before:
            open_cells &= ~problem.reached(problem.spread(open_cells, random))
        if int(open_cells.sum()) == before:
            break
    for cell in np.flatnonzero(open_cells):
        open_cells[cell] = not any(problem.reached(problem.furthest(int(cell), sign))[cell] for sign in (1.0, -1.0))
    return open_cells


def _movable(sums: Any, free: Flags) -> Flags:  # noqa: ANN401
    """The cells that are not alone in a total; who is, is its total less the rest, and known. Until nothing more follows."""
    movable, pattern = free.copy(), abs(sums).sign()
    while True:
        alone = pattern @ movable.astype(float) == 1
        known = movable & (pattern.T @ alone.astype(float) > 0)
        if not known.any():
            return movable
        movable &= ~known


def _components(sums: Any, cells: Flags) -> Iterator[Flags]:  # noqa: ANN401
    """The cells in groups that no total ties to each other; small ones are asked about together."""
    columns = np.flatnonzero(cells)
    tied = abs(sums[:, columns])
    _, labels = connected_components(sp.bmat([[None, tied], [tied.T, None]]).tocsr(), directed=False)
    own = labels[sums.shape[0] :]
    order = np.argsort(own, kind="stable")
    ends = [*(np.flatnonzero(np.diff(own[order])) + 1), order.size]
    begin = 0
    for end in ends:
        if end - begin >= TOGETHER or (end == order.size > begin):
            component = np.zeros_like(cells)
            component[columns[order[begin:end]]] = True
            yield component
            begin = end


class _Problem:
    """The linear programmes over the cells that are not told; a solution is how far each cell lies from the truth."""

    def __init__(self, measure: Measure, sums: Any, free: Flags) -> None:  # noqa: ANN401
        self.measure, self.cells = measure, np.flatnonzero(free)
        columns = sums[:, self.cells]
        self.equal = columns[np.flatnonzero(np.diff(columns.indptr))]
        self.ties, self.slack = _within(measure, self.cells)
        self.place = np.full(free.shape, -1)
        self.place[self.cells] = np.arange(self.cells.size)

    def reached(self, moved: Numbers) -> Flags:
        """The cells that this other table shows to be safe."""
        return reached(self.measure, moved)

    def furthest(self, cell: int, sign: float) -> Numbers:
        """The table in which one cell is as large (or small) as it can be."""
        aim = np.zeros(self.cells.size)
        aim[self.place[cell]] = -sign
        return self._solved(aim, None)

    def spread(self, open_cells: Flags, random: np.random.Generator) -> Numbers:
        """A table in which as many of these cells as possible lie far enough off, half of them tried upwards."""
        aims = np.flatnonzero(open_cells)
        signs = _signs(self.measure, aims, random)
        need = np.where(signs > 0, self.measure.up[aims], self.measure.down[aims])
        rows = np.arange(aims.size)
        far = sp.csr_matrix((-signs / need, (rows, self.place[aims])), shape=(aims.size, self.cells.size))
        return self._solved(np.zeros(self.cells.size), far)

    def _solved(self, aim: Numbers, far: Any) -> Numbers:  # noqa: ANN401
        """`far`: rows that reward what they bring up to 1, each by a variable of its own."""
        extra = 0 if far is None else far.shape[0]
        upper, limit = list[Any](), list[Any]()
        if far is not None:
            upper.append(sp.hstack([far, sp.identity(extra)]))
            limit.append(np.zeros(extra))
        if self.ties is not None:
            upper.append(sp.hstack([self.ties, sp.csr_matrix((self.ties.shape[0], extra))]))
            limit.append(self.slack)
        low, high = self.measure.low[self.cells], self.measure.high[self.cells]
        result = linprog(
            np.concatenate([aim, np.full(extra, -1.0)]),
            A_ub=sp.vstack(upper).tocsr() if upper else None,
            b_ub=np.concatenate(limit) if upper else None,
            A_eq=sp.hstack([self.equal, sp.csr_matrix((self.equal.shape[0], extra))]).tocsr() if self.equal.shape[0] else None,
            b_eq=np.zeros(self.equal.shape[0]) if self.equal.shape[0] else None,
            bounds=np.column_stack([np.concatenate([low, np.zeros(extra)]), np.concatenate([high, np.ones(extra)])]),
            method="highs",
        )
        moved = np.zeros(self.place.shape)
        if result.x is not None:
            moved[self.cells] = result.x[: self.cells.size]
        return moved


def _within(measure: Measure, cells: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """The ties that these cells have part in; None where there are none."""
    if measure.ties is None or measure.slack is None:
        return None, None
    ties = measure.ties[:, cells]
    rows = np.flatnonzero(np.diff(ties.indptr))
    return (ties[rows], measure.slack[rows]) if rows.size else (None, None)


def reached(measure: Measure, moved: Numbers) -> Flags:
    """The cells that lie far enough from the truth in a table which differs from it by `moved`."""
    margin = 1 - TOLERANCE
    return np.asarray((moved >= measure.up * margin) | (moved <= -measure.down * margin))


def _signs(measure: Measure, cells: Any, random: np.random.Generator) -> Numbers:  # noqa: ANN401
    """A direction for each cell, at random where both are possible: cells that move against each other make room for each other."""
    signs = random.choice([1.0, -1.0], cells.size)
    cannot_fall = measure.low[cells] > -measure.down[cells]
    cannot_rise = measure.high[cells] < measure.up[cells]
    return np.where(cannot_fall, 1.0, np.where(cannot_rise, -1.0, signs))


signs_for = _signs
