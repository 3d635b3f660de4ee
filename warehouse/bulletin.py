"""What a bulletin shows, read from a published file: frozen figures that know where in the warehouse they stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from warehouse.bulletin_quality import Completion, Received, Warned
from warehouse.errors import BulletinUnready
from warehouse.opening import opened, reading
from warehouse.statements import run

T = TypeVar("T")
NEEDED = frozenset({"claims_monthly", "claims_monthly_total", "claims_year_to_date_total", "claims_monthly_by_regency"})
COVERAGE, VULNERABLE = "coverage_by_region_month", "vulnerable_workers_by_source_month"
TYPE, TOTAL = "benefit_type_code", "total_code"
_COUNTRY, _PLACE = ("period",), ("period", "regency_code")


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of a mart: counts, rupiah, and the key by which it is found again. None = not all expected senders are in, nothing is known."""

    relation: str
    key: tuple[tuple[str, str | None], ...]
    code: str | None  # of the benefit type, the named total or the regency
    name_id: str | None
    name_en: str | None
    period: date
    claim_count: int | None
    payment_count: int | None
    participant_count: int | None
    amount_paid_idr: Decimal | None
    maturity: str
    senders_expected: int | None
    senders_received: int | None
    mark: str = "shown"  # of the public file: shown, suppressed, held, not_reported; of no row of a file: flows.bulletin.absent
    average_per_claim_idr: Decimal | None = None
    claim_change_percent: Decimal | None = None  # on the year before; None where the two cannot be compared
    amount_change_percent: Decimal | None = None
    months_included: int | None = None  # of a span of months


@dataclass(frozen=True, slots=True)
class Coverage:
    """Participants of a target group against its size, of a place (no code: all of them) and segment (None: all named in the target)."""

    period: date
    regency_code: str | None
    regency_name: str | None
    segment_code: str | None
    target_group: str | None
    target_group_en: str | None
    participant_count: int | None
    target_population: int | None
    coverage_percent: Decimal | None
    target_source: str | None
    target_year: int | None


@dataclass(frozen=True, slots=True)
class Vulnerable:
    """Registered workers of a vulnerable group, as one source names them."""

    period: date
    regency_code: str | None
    regency_name: str | None
    worker_group_code: str
    worker_group_name: str | None
    worker_group_name_en: str | None
    source: str | None
    source_name: str | None
    source_name_en: str | None
    participant_count: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that a file is."""

    number: int
    kind: str
    published_at: datetime
    release: str | None
    first_period: date
    last_period: date
    period_count: int
    maturity_months: int
    waiting_rows: int
    waiting_amount_idr: Decimal


@dataclass(frozen=True, slots=True)
class BenefitType:
    """A benefit type that existed by the newest published month, and since when."""

    code: str
    name_id: str | None
    name_en: str | None
    valid_from: date


@dataclass(frozen=True, slots=True)
class State:
    """How settled a month is."""

    period: date
    maturity: str
    senders_expected: int | None
    senders_received: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one bulletin shows. `months` and `month_totals` reach back to `first`; years hold `period` and the year before.

    `announced` is the coverage of the month that an announcement named, else `coverage`. `regencies` is empty in the bulletin of one
    regency. `coverage` and `vulnerable` are empty where nothing was delivered.
    """

    publication: Publication
    period: date
    first: date
    regency_code: str | None
    regency_name: str | None
    types: tuple[BenefitType, ...]
    months: tuple[Figures, ...]
    month_totals: tuple[Figures, ...]
    years: tuple[Figures, ...]
    year_totals: tuple[Figures, ...]
    regencies: tuple[Figures, ...]
    coverage: tuple[Coverage, ...]
    announced: tuple[Coverage, ...]
    vulnerable: tuple[Vulnerable, ...]
    states: tuple[State, ...]
    received: tuple[Received, ...]
    codes: tuple[tuple[str, int], ...]
    warnings: tuple[Warned, ...]
    completion: tuple[Completion, ...]


def published_periods(file: Path) -> tuple[date, ...]:
    """The payment months that a file shows, oldest first."""
    with opened(file) as connection, reading(file):
        return tuple(period for (period,) in run(connection, "reads/published_periods").fetchall())


def places(file: Path) -> dict[str, str | None]:
    """The regencies that any figure has, by code."""
    with opened(file) as connection, reading(file):
        _relations(file, connection)
        return dict(run(connection, "bulletin/places").fetchall())


def restated_months(file: Path, since: int) -> tuple[date, ...]:
    """The months that publication `since` showed and whose figures have changed after it."""
    with opened(file) as connection, reading(file):
        return tuple(period for (period,) in run(connection, "bulletin/restated_months", since=since).fetchall())


def cause_sentences(file: Path) -> dict[str, dict[str, str]]:
    """By cause and language, what it means."""
    with opened(file) as connection, reading(file):
        return {cause: {"en": english, "id": indonesian} for cause, _, english, indonesian in run(connection, "reads/causes").fetchall()}


def bulletin_facts(file: Path, period: date, first: date, regency_code: str | None = None, *, announced: date | None = None) -> Facts:
    """The figures of `period` with the months from `first` on; of the country, or of one regency. Raises BulletinUnready.

    `announced`: the month of which an announcement of this range told the coverage.
    """
    before = period.replace(year=period.year - 1)
    place = {"regency_code": regency_code}
    with opened(file) as connection, reading(file):
        there = _relations(file, connection)
        name = dict(run(connection, "bulletin/places").fetchall()).get(regency_code)
        span = {"first": min(first, before.replace(month=1)), "last": period}
        return Facts(
            publication=Publication(*_rows(connection, "publication")[0]),
            period=period,
            first=first,
            regency_code=regency_code,
            regency_name=name,
            types=_known(connection, "benefit_types", BenefitType),
            months=_months(connection, regency_code, span),
            month_totals=_month_totals(connection, regency_code, span, there),
            years=tuple(_figures(connection, "years", TYPE, last=period, before=before, **place)),
            year_totals=tuple(_figures(connection, "year_totals", TOTAL, last=period, before=before, **place)),
            regencies=() if regency_code else tuple(_figures(connection, "regencies", "regency_code", last=period)),
            coverage=_known(connection, "coverage", Coverage, last=period, **place) if COVERAGE in there else (),
            announced=_known(connection, "coverage", Coverage, last=announced or period, **place) if COVERAGE in there else (),
            vulnerable=_known(connection, "vulnerable", Vulnerable, last=period, **place) if VULNERABLE in there else (),
            states=_known(connection, "states", State, **span),
            received=_known(connection, "received", Received, last=period),
            codes=tuple((code, lines) for code, lines in _rows(connection, "codes", last=period)),
            warnings=_known(connection, "warnings", Warned),
            completion=_known(connection, "completion", Completion, last=period),
        )


def _relations(file: Path, connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    there = frozenset(name for (name,) in run(connection, "bulletin/relations").fetchall())
    if missing := NEEDED - there:
        raise BulletinUnready(file, sorted(missing))
    return there


def _months(connection: duckdb.DuckDBPyConnection, regency_code: str | None, span: dict[str, date]) -> tuple[Figures, ...]:
    if regency_code is None:
        return tuple(_figures(connection, "months", TYPE, **span))
    return tuple(_figures(connection, "regency_months", TYPE, regency_code=regency_code, **span))


def _month_totals(
    connection: duckdb.DuckDBPyConnection, regency_code: str | None, span: dict[str, date], there: frozenset[str]
) -> tuple[Figures, ...]:
    if regency_code is None:
        return tuple(_figures(connection, "month_totals", TOTAL, **span))
    if "claims_monthly_by_regency_total" not in there:
        return ()
    return tuple(_figures(connection, "regency_month_totals", TOTAL, regency_code=regency_code, **span))


# Each of these reads one relation; its key is what finds a row of it again.
_RELATIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "months": ("mart.claims_monthly", (*_COUNTRY, TYPE)),
    "month_totals": ("mart.claims_monthly_total", (*_COUNTRY, TOTAL)),
    "regency_months": ("mart.claims_monthly_by_regency", (*_PLACE, TYPE)),
    "regency_month_totals": ("mart.claims_monthly_by_regency_total", (*_PLACE, TOTAL)),
    "years": ("mart.claims_year_to_date", (*_PLACE, "scope", TYPE)),
    "year_totals": ("mart.claims_year_to_date_total", (*_PLACE, "scope", TOTAL)),
    "regencies": ("mart.claims_year_to_date_total", (*_PLACE, "scope", TOTAL)),
}
_TAKEN = (
    "name_id",
    "name_en",
    "period",
    "claim_count",
    "payment_count",
    "participant_count",
    "amount_paid_idr",
    "maturity",
    "senders_expected",
    "senders_received",
)
_WHERE_TOLD = ("average_per_claim_idr", "claim_change_percent", "amount_change_percent", "months_included")  # fmt: skip


def _figures(connection: duckdb.DuckDBPyConnection, name: str, code: str, **parameters: object) -> Iterator[Figures]:
    relation, key = _RELATIONS[name]
    result = run(connection, f"bulletin/{name}", **parameters)
    columns = [column[0] for column in result.description or ()]
    for values in result.fetchall():
        row = dict(zip(columns, values, strict=True))
        told = {one: row[one] for one in (*_TAKEN, *(one for one in _WHERE_TOLD if one in row))}
        yield Figures(relation, tuple((one, _text(row[one])) for one in key), row[code], **told)


def _known(connection: duckdb.DuckDBPyConnection, name: str, kind: Callable[..., T], **parameters: object) -> tuple[T, ...]:
    return tuple(kind(*row) for row in _rows(connection, name, **parameters))


def _rows(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> Sequence[tuple[Any, ...]]:
    return run(connection, f"bulletin/{name}", **parameters).fetchall()


def _text(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)
