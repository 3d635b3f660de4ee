"""What of a changed figure no line accounts for: the publication before was counted by other code, or under other tables."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from flows.monthly.ingredients import told_of
from flows.monthly.workplace import Workplace
from transforms.causes import CELL, CHANGE, MEASURES
from warehouse.figures import benefit_figures_told


def is_of_today(workplace: Workplace, number: int) -> bool:
    """Whether publication `number` was counted under what runs here. Where that was not recorded, it is not known to be."""
    with workplace.register() as register:
        basis = register.basis(number)
        condition = register.condition(basis.conditions_id) if basis else None
    return condition is not None and condition.fingerprint == workplace.fingerprint


def recounted(workplace: Workplace, part_ids: Iterable[str], changes: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """`changes` (CHANGE, of lines), and what is left of the difference between the standing file and `figures`, without a file.

    Lines of both sides are counted by today's code, while the published figures were counted by that of their time.
    `part_ids`: the parts of the publication before, which tell whether it was the code or the tables.
    """
    return with_the_rest(changes, workplace.home.current_file, figures, cause_of_recount(workplace, part_ids))


def with_the_rest(changes: pl.DataFrame, published: Path, figures: pl.DataFrame, cause: str) -> pl.DataFrame:
    """CHANGE that sums to the difference between a published file and `figures` (by_benefit_month): what is missing in it is `cause`."""
    before = benefit_figures_told(published, figures["period"].unique().to_list())
    after = figures.filter(pl.col("period").is_in(before["period"].unique().to_list()))
    signed = [_signed(after, 1), _signed(before, -1), _signed(changes, -1)]
    rest = pl.concat(signed).group_by(CELL).agg(pl.col(MEASURES).sum()).filter(pl.any_horizontal(pl.col(MEASURES) != 0))
    named = rest.with_columns(pl.lit(None, dtype=CHANGE[name]).alias(name) for name in CHANGE if name not in rest.columns)
    booked = named.with_columns(cause=pl.lit(cause)).select(CHANGE.names())
    return pl.concat([changes, booked]).sort(CHANGE.names())


def _signed(figures: pl.DataFrame, sign: int) -> pl.DataFrame:
    """A NULL of a month without all its senders counts as nothing."""
    return figures.select(*CELL, *(pl.col(name).cast(pl.Int64).fill_null(0) * sign for name in MEASURES))


def cause_of_recount(workplace: Workplace, part_ids: Iterable[str]) -> str:
    """Why the same lines come to other figures than in a publication counted from these parts: the code, or the tables.

    Parts are made by the code that counts them, but for those of periods left out: one made by today's code says that it was
    today's.
    """
    with workplace.register() as register:
        found = (register.ingredients_of(part_id) for part_id in part_ids)
        is_same = any(one is not None and told_of(one).code_id == workplace.release.code for one in found)
    return "reference_changed" if is_same else "code_changed"
