"""The figures that a publication would change: what stands, what would stand, by how much, how much that matters, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from flows.materiality import Band, band_of
from flows.monthly.completeness import Flip
from transforms.causes import CELL
from transforms.mechanism import FILE

AMOUNT = "amount_paid_sen"
MEASURES = ("claim_count", "payment_count", "participant_count", AMOUNT)
REGION = ("segment_code", "branch_code", "regency_code")
REGIONAL = (*CELL, *REGION)
COMPONENTS = ("period", "programme_code", "benefit_type_code", "benefit_component_code")
SEN = 100
Row = dict[str, Any]


def figure_changes(
    old: pl.DataFrame,
    new: pl.DataFrame,
    causes: pl.DataFrame | None,
    bands: Sequence[Band],
    *,
    by: tuple[str, ...],
    completeness: Mapping[date, Sequence[Flip]] | None = None,
) -> list[Row]:
    """A row per published figure that would change, in the order of its cell.

    `old`, `new`: the measures by `by` (period first), of all months that are published; a cell without a row, or NULL, counts as 0
    for the difference. By CELL, 0 and NULL are two figures: no payments, and not known; below, a cell is only there with payments.
    `causes`: transforms.causes.CHANGE, its cells those of `by`; None where they are not known. `completeness`: the months whose
    senders become complete, or are so no more, and why: the cause where 0 becomes NULL or back.
    Amounts are rupiah as text with two decimals; `share` is of what stands, None where that is nothing.
    """
    both = old.join(new, on=list(by), how="full", nulls_equal=True, coalesce=True, suffix="_new")
    differ = both.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_new")) for name in MEASURES))
    known = _by_cell(causes, by) if causes is not None else {}
    rows = [row for cell in differ.sort(by, nulls_last=True).iter_rows(named=True) for row in _rows_of(cell, by, known, bands)]
    flipped = {f"{month:%Y-%m}": flips for month, flips in (completeness or {}).items()}
    return [row | {"causes": row["causes"] or _of_senders(row, flipped)} for row in rows]


def _rows_of(cell: Row, by: tuple[str, ...], causes: dict[tuple[Any, ...], list[Row]], bands: Sequence[Band]) -> Iterator[Row]:
    for measure in MEASURES:
        old, new = cell[measure], cell[f"{measure}_new"]
        difference = (new or 0) - (old or 0)
        if difference or (by == CELL and (old is None) != (new is None)):
            is_amount = measure == AMOUNT
            exact, stood = (Fraction(value, SEN if is_amount else 1) for value in (difference, old or 0))
            yield {
                "period": f"{cell['period']:%Y-%m}",
                **{name: cell[name] for name in by if name != "period"},
                "measure": "amount_paid_idr" if is_amount else measure,
                "old": _told(old, is_amount=is_amount),
                "new": _told(new, is_amount=is_amount),
                "difference": _told(difference, is_amount=is_amount),
                "share": float(exact / abs(stood)) if stood else None,
                "band": band_of(exact, stood, is_amount=is_amount, bands=bands),
                "causes": _causes_of(measure, causes.get(tuple(cell[name] for name in by), [])),
            }


def _causes_of(measure: str, rows: Iterable[Row]) -> list[Row]:
    """The parts of one figure's difference, by cause and file."""
    names = ("cause", *FILE)
    return [
        {name: row[name] for name in names} | {"difference": _told(row[measure], is_amount=measure == AMOUNT)}
        for row in rows
        if row[measure]
    ]


def _of_senders(row: Row, flipped: Mapping[str, Sequence[Flip]]) -> list[Row]:
    """Why 0 becomes NULL, or back."""
    is_figure = bool(Fraction(row["difference"])) or row["period"] not in flipped
    return [] if is_figure else [asdict(flip) | {"difference": row["difference"]} for flip in flipped[row["period"]]]


def _by_cell(causes: pl.DataFrame, by: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in causes.iter_rows(named=True):
        found.setdefault(tuple(row[name] for name in by), []).append(row)
    return found


def _told(value: int | None, *, is_amount: bool) -> int | str | None:
    if value is None or not is_amount:
        return value
    sign, sen = "-" if value < 0 else "", abs(value)
    return f"{sign}{sen // SEN}.{sen % SEN:02d}"
