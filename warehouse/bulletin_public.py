"""What the public bulletin shows, read from the public file and nothing else: every figure with the mark that protects or explains it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from warehouse.bulletin import BenefitType, Figures, State
from warehouse.opening import opened, reading
from warehouse.statements import run

_KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "public_months": ("mart.claims_by_benefit_month", ("period", "benefit_type_code")),
    "public_quarter": ("mart.claims_by_benefit_quarter_regency", ("period", "regency_code", "benefit_type_code")),
    "public_segments": ("mart.claims_by_segment_year", ("period", "segment_code")),
    "public_held": ("mart.claims_by_benefit_month", ("period", "benefit_type_code")),
}
_MATURITY: dict[object, str] = {True: "provisional", False: "final"}  # by whether it is provisional, where that is known


@dataclass(frozen=True, slots=True)
class PublicPublication:
    """The publication a public file belongs to, and the rules of its protection."""

    number: int
    published_at: datetime
    disclosure_threshold: int
    dominance_share: float


@dataclass(frozen=True, slots=True)
class Suppression:
    """How many cells of a table have a mark, and their share of its cells in per cent."""

    table_name: str
    mark: str
    cell_count: int
    cell_share_percent: Decimal


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A cell of which an earlier publication showed another figure."""

    period: date
    benefit_type_code: str
    mark_before: str
    claims_before: int | None
    amount_before: Decimal | None
    mark: str
    claim_count: int | None
    amount_paid_idr: Decimal | None


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """Everything that one public bulletin shows. `months` reach back to `first`; a figure's `mark` says why it is not there.

    `held`: the cells with an older figure, each with the publication it is true of. `types` is empty, and `states` tell of neither
    senders nor maturity, where an earlier release wrote the file.
    """

    publication: PublicPublication
    period: date
    first: date
    types: tuple[BenefitType, ...]
    months: tuple[Figures, ...]
    quarter: tuple[tuple[str | None, str | None, Figures], ...]  # regency code, name
    segments: tuple[Figures, ...]
    suppression: tuple[Suppression, ...]
    held: tuple[tuple[Figures, int], ...]
    states: tuple[State, ...]
    month_totals: tuple[Figures, ...] = ()  # the public file has none

    @property
    def settled(self) -> tuple[State, ...]:
        """The states that tell how settled a month is: none where an earlier release wrote the file."""
        return tuple(state for state in self.states if state.maturity)


def public_periods(file: Path) -> tuple[date, ...]:
    """The payment months that a public file shows, oldest first."""
    with opened(file) as connection, reading(file):
        return tuple(period for (period,) in run(connection, "bulletin/public_periods").fetchall())


def public_changes(file: Path, since: int) -> tuple[PublicChange, ...]:
    """What publication `since` showed otherwise, by month and benefit type."""
    with opened(file) as connection, reading(file):
        return tuple(PublicChange(*row) for row in run(connection, "bulletin/public_restated", since=since).fetchall())


def public_facts(file: Path, period: date, first: date) -> PublicFacts:
    """The figures of `period` with the months from `first` on and the year before."""
    with opened(file) as connection, reading(file):
        before = period.replace(year=period.year - 1, month=1)
        months = tuple(figures for figures, _ in _figures(connection, "public_months", first=min(first, before), last=period))
        quarter = _figures(connection, "public_quarter", last=period)
        return PublicFacts(
            publication=PublicPublication(*run(connection, "bulletin/public_publication").fetchall()[0]),
            period=period,
            first=first,
            types=_types(connection),
            months=months,
            quarter=tuple((row["regency_code"], row["regency_name"], figures) for figures, row in quarter),
            segments=tuple(figures for figures, _ in _figures(connection, "public_segments", last=period)),
            suppression=tuple(Suppression(*row) for row in run(connection, "bulletin/public_suppression").fetchall()),
            held=tuple((figures, row["shown_since_publication"]) for figures, row in _figures(connection, "public_held", last=period)),
            states=tuple(State(*row) for row in run(connection, "bulletin/public_states").fetchall()),
        )


def _types(connection: duckdb.DuckDBPyConnection) -> tuple[BenefitType, ...]:
    [(is_there,)] = run(connection, "seal/has_table", schema="meta", table="benefit_type").fetchall()
    return tuple(BenefitType(*row) for row in run(connection, "bulletin/benefit_types").fetchall()) if is_there else ()


def _figures(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> Iterator[tuple[Figures, dict[str, Any]]]:
    relation, key = _KEYS[name]
    result = run(connection, f"bulletin/{name}", **parameters)
    columns = [column[0] for column in result.description or ()]
    for values in result.fetchall():
        row = dict(zip(columns, values, strict=True))
        place = tuple((one, None if row[one] is None else str(row[one])) for one in key)
        figures = Figures(
            relation=relation,
            key=place,
            code=row[key[-1]],
            name_id=row["name_id"],
            name_en=row["name_en"],
            period=row["period"],
            claim_count=row["claim_count"],
            payment_count=None,
            participant_count=None,
            amount_paid_idr=row["amount_paid_idr"],
            maturity=row.get("maturity") or _MATURITY.get(row.get("is_provisional"), ""),
            senders_expected=row.get("senders_expected"),
            senders_received=row.get("senders_received"),
            mark=row["mark"],
            average_per_claim_idr=row.get("average_per_claim_idr"),
            claim_change_percent=row.get("claim_change_percent"),
            amount_change_percent=row.get("amount_change_percent"),
        )
        yield figures, row
