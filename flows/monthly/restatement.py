"""Which published months a run may change by itself, and which wait for somebody's decision."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from flows.settings import Settings
from transforms.causes import CELL

LATE = "late_lines"
Restatement = Literal["late", "never", "any"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What may change a published month without a plan: nothing, lines that came late for a recent month, or anything."""

    restatement: Restatement = "late"
    months: int = 3  # how much older than the newest published month a month may be


def policy_of(settings: Settings, *, restate: bool) -> Policy:
    """What the settings allow; with `restate`, for this once, anything."""
    return Policy("any" if restate else settings.restatement, settings.restatement_months)


def held_back(changes: pl.DataFrame, policy: Policy, newest: date) -> frozenset[date]:
    """The published payment months among those changed (transforms.causes.CHANGE) that the policy does not let change.

    `newest`: the newest published month. A month passes as a whole or not at all: its figures belong together.
    """
    if policy.restatement == "any":
        return frozenset()
    age = (newest.year - pl.col("period").dt.year()) * 12 + newest.month - pl.col("period").dt.month().cast(pl.Int32)
    passes = (pl.col("cause") == LATE) & (age <= policy.months) & (policy.restatement == "late")
    return frozenset(changes.filter(~passes).select(CELL[0]).to_series())
