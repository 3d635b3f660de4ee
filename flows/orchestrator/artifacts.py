"""What a run shows in Prefect: its ledger, its check results, its figures. Counts and sums only, never a line's values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

from prefect.artifacts import create_table_artifact

Cell = str | int | float | bool | None
Row = Mapping[str, object]


def ledger_artifact(rows: Sequence[Row]) -> UUID:
    """Where each row of each extract went. Grain: one row per extract."""
    return _table("claims-ledger", "Where each row went: read = accepted + not a payment + quarantined + duplicate + furniture.", rows)


def checks_artifact(rows: Sequence[Row]) -> UUID:
    """What the checks found. Grain: one row per expectation."""
    return _table("claims-checks", "Check results: counts of what broke each expectation. One critical failure closes the gate.", rows)


def figures_artifact(rows: Sequence[Row]) -> UUID:
    """The figures of the candidate or publication. Grain: one row per period and benefit type."""
    return _table("claims-figures", "Claims and payments by month of payment and benefit type; amounts in rupiah.", rows)


def _table(key: str, description: str, rows: Iterable[Row]) -> UUID:
    table = [{column: _cell(value) for column, value in row.items()} for row in rows]
    return cast("UUID", create_table_artifact(table=table, key=key, description=description))  # a coroutine only inside an event loop


def _cell(value: object) -> Cell:
    """A value as JSON holds it. Money stays exact, as text."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
