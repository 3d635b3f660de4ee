"""The generator's own small tables: amounts fixed by law, shares, senders, invented names.

Kept apart from those of `transforms`: a truth computed from the pipeline's tables could not find a fault in them.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]

HERE = Path(__file__).parent / "tables"
SEN = 100
EPOCH = date(1970, 1, 1).toordinal()


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of `tables/<name>.csv`."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(when: date) -> int:
    """Days since 1970-01-01."""
    return when.toordinal() - EPOCH


@cache
def shares(profile: str) -> dict[str, float]:
    """Benefit type -> share of claims."""
    return {row["benefit"]: float(row["share"]) for row in rows("mix") if row["profile"] == profile}


@cache
def _steps(name: str) -> tuple[Ints, Ints]:
    chosen = [row for row in rows("amounts") if row["name"] == name]
    starts = [day(date.fromisoformat(row["valid_from"])) if row["valid_from"] else -(10**6) for row in chosen]
    return np.array(starts, dtype=np.int64), np.array([int(row["amount_idr"]) for row in chosen], dtype=np.int64)


def amount_by_law(name: str, days: Ints) -> Ints:
    """The amount in rupiah that holds on each day."""
    starts, amounts = _steps(name)
    return amounts[np.searchsorted(starts, days, side="right") - 1]
