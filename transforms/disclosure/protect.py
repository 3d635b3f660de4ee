"""Secondary suppression: the cheapest further cells not to tell, until every cell that must not be known is safe."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

from transforms.disclosure.audit import Flags, Measure, signs_for, unsafe
from transforms.disclosure.relations import Numbers

TRIES = 12
REWEIGHTED = 3  # times the flow is sought again with cells dear that carry little: it then goes through fewer of them
UNMET = 1e6  # more than any way round


@dataclass(frozen=True, slots=True)
class Ground:
    """What is to be protected: measures of cells, the `sums` they are known to keep, and the price of hiding each."""

    measures: list[Measure]
    sums: Any  # scipy.sparse.csr_matrix
    price: Numbers
    seed: int


@dataclass(frozen=True, slots=True)
class Protected:
    """`free`: the cells not told. `exposed`: those of them that nothing that may still be hidden can make safe.

    `safe`: by measure, the cells that need not be asked about again, whatever else is hidden.
    """

    free: Flags
    exposed: Flags
    safe: list[Flags]


def protected(ground: Ground, start: Flags, may: Flags, before: Protected | None = None) -> Protected:
    """Add cells of `may` to those not told (`start`) until all wanted ones are safe, at a low `price` in all.

    `before`: of an earlier call with fewer cells not told.

    Where no flow through single cells is found all of `may` are hidden, which tells nothing new at all.
    """
    measures, sums, seed = ground.measures, ground.sums, ground.seed
    free, safe = start.copy(), [known.copy() for known in before.safe] if before else [np.zeros_like(start) for _ in measures]
    for attempt in range(TRIES):
        added = np.zeros_like(free)
        for place, measure in enumerate(measures):
            bad = unsafe(measure, sums, free, seed + attempt, ~safe[place])
            safe[place] |= free & ~bad  # for good: with more cells not told more is possible
            if bad.any():
                added |= _hidden_for(measure, sums, free, (may & ~free, bad), ground.price, seed + attempt)
                free |= added
        if not added.any():
            break
    exposed = _exposed(measures, sums, free, safe, seed)
    if exposed.any() and (may & ~free).any():
        free |= _around(sums, exposed, free, may)
        exposed = _exposed(measures, sums, free, safe, seed)
    return Protected(free, exposed, safe)


def _exposed(measures: list[Measure], sums: Any, free: Flags, safe: list[Flags], seed: int) -> Flags:  # noqa: ANN401
    found = [unsafe(measure, sums, free, seed, ~known) for measure, known in zip(measures, safe, strict=True)]
    return np.asarray(np.logical_or.reduce(found))


def _around(sums: Any, exposed: Flags, free: Flags, may: Flags) -> Flags:  # noqa: ANN401
    """All that may be hidden and is tied, over any number of totals, to an exposed cell."""
    reach = exposed.copy()
    size = abs(sums)
    while True:
        grown = (size.T @ (size @ reach.astype(float)) > 0) & (free | may) | reach
        if (grown == reach).all():
            return np.asarray(grown & may)
        reach = grown


def _hidden_for(measure: Measure, sums: Any, free: Flags, cells: tuple[Flags, Flags], price: Numbers, seed: int) -> Flags:  # noqa: ANN401
    """The cells through which a cheap flow moves all unsafe ones at once, as far as they can be moved."""
    may, bad = cells
    weight = np.where(may, price, 0.0)
    used = np.flatnonzero(free | may)
    moved = np.zeros(free.shape)
    need = max(float(np.median(np.minimum(measure.up, measure.down)[bad])), 1e-9)
    cost = weight / need
    for _ in range(REWEIGHTED):
        moved = _flow(measure, sums, used, np.flatnonzero(bad), cost, seed)
        cost = weight / (np.abs(moved) + need * 0.05)
    return np.asarray(may & (np.abs(moved) > need * 1e-6))


def _flow(measure: Measure, sums: Any, used: Any, aims: Any, cost: Numbers, seed: int) -> Numbers:  # noqa: ANN401
    signs = signs_for(measure, aims, np.random.default_rng(seed))
    need = np.where(signs > 0, measure.up[aims], measure.down[aims])
    place = np.full(cost.shape, -1)
    place[used] = np.arange(used.size)
    equal = sums[:, used]
    picked = sp.csr_matrix((signs / need, (np.arange(aims.size), place[aims])), shape=(aims.size, used.size))
    upper, limit = [sp.hstack([-picked, picked, -sp.identity(aims.size)])], [np.full(aims.size, -1.0)]
    if measure.ties is not None and measure.ties.shape[0]:
        ties = measure.ties[:, used]
        upper.append(sp.hstack([ties, -ties, sp.csr_matrix((ties.shape[0], aims.size))]))
        limit.append(np.asarray(measure.slack))
    result = linprog(
        np.concatenate([cost[used], cost[used], np.full(aims.size, UNMET)]),
        A_ub=sp.vstack(upper).tocsr(),
        b_ub=np.concatenate(limit),
        A_eq=sp.hstack([equal, -equal, sp.csr_matrix((equal.shape[0], aims.size))]).tocsr(),
        b_eq=np.zeros(equal.shape[0]),
        bounds=np.column_stack(
            [np.zeros(2 * used.size + aims.size), np.concatenate([measure.high[used], -measure.low[used], np.ones(aims.size)])]
        ),
        method="highs",
    )
    moved = np.zeros(cost.shape)
    if result.x is not None:
        moved[used] = result.x[: used.size] - result.x[used.size : 2 * used.size]
    return moved
