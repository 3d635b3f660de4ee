"""Which published months a run may change by itself, and which wait for somebody's decision."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from flows.monthly.completeness import Flip
from flows.monthly.policy import Policy
from transforms.causes import CELL

LATE = "late_lines"
SEN = 100


def held_back(
    changes: pl.DataFrame,
    policy: Policy,
    newest: date,
    published: pl.DataFrame | None = None,
    within: Collection[date] = (),
    completeness: Mapping[date, Sequence[Flip]] | None = None,
) -> frozenset[date]:
    """The published payment months among those changed (transforms.causes.CHANGE) that the policy does not let change.

    `newest`: the newest published month. `published`: period, benefit_type_code, amount_paid_sen as they stand; asked only for a share.
    `within`: months of which figures below the benefit type change, too (regions, components), and not by lines that came late.
    `completeness`: months whose cells without lines become 0 or unknown, and why. A month passes as a whole or not at all: its figures
    belong together.
    """
    if policy.restatement == "any":
        return _too_big(changes, policy, published)
    age = (newest.year - pl.col("period").dt.year()) * 12 + newest.month - pl.col("period").dt.month().cast(pl.Int32)
    passes = (pl.col("cause") == LATE) & (age <= policy.months) & (policy.restatement == "late")
    causes = pl.concat([changes.select("period", "cause"), _as_causes(completeness or {})])
    return frozenset(causes.filter(~passes)["period"]) | _too_big(changes, policy, published) | frozenset(within)


def _as_causes(completeness: Mapping[date, Sequence[Flip]]) -> pl.DataFrame:
    rows = [(month, flip.cause) for month, flips in completeness.items() for flip in flips]
    return pl.DataFrame(rows, schema={"period": pl.Date, "cause": pl.String}, orient="row")


def _too_big(changes: pl.DataFrame, policy: Policy, published: pl.DataFrame | None) -> frozenset[date]:
    """The months in which the amount of a benefit type changes by more than may be. All of nothing is more than any share."""
    figures = changes.group_by(CELL).agg(change=pl.col("amount_paid_sen").sum().abs()).filter(pl.col("change") > 0)
    found: set[date] = set()
    if policy.limit_idr is not None:
        found |= set(figures.filter(pl.col("change") > policy.limit_idr * SEN)["period"])
    if policy.share is not None:
        if published is None:
            raise ValueError("a share needs the published amounts")
        known = figures.join(published.select(*CELL, "amount_paid_sen"), on=CELL, how="left")
        stood = pl.col("amount_paid_sen").fill_null(0).abs()
        found |= set(known.filter(pl.col("change") > stood * policy.share)["period"])
    return frozenset(found)
