"""What a candidate takes over from the publication before: vintages, the record, the revisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import ContentRefused, PublicationOutOfOrder, WarehouseUnreadable
from warehouse.opening import reading
from warehouse.record import PublicationRecord
from warehouse.statements import apply_schema, literal, run

RECORDED = ("publications", "check_results", "revisions")


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> Iterator[None]:
    """The publication before as the catalog `previous`, read-only.

    Where there is none it is an empty warehouse, so that the first publication is no special case.
    """
    if previous is None:
        connection.execute("attach ':memory:' as previous")
        connection.execute("use previous")
        apply_schema(connection)
        connection.execute("use claims")
    else:
        _attach_file(connection, previous)
    yield
    connection.execute("detach previous")


def refuse_log(previous: Path) -> None:
    """Raise WarehouseUnreadable where someone opened a published file for writing: its figures are no longer the published ones."""
    if previous.with_name(previous.name + ".wal").exists():
        raise WarehouseUnreadable(previous, "a .wal lies beside it: it was opened for writing")


def carry_over(
    connection: duckdb.DuckDBPyConnection, record: PublicationRecord, previous: Path | None, *, knows_causes: bool, is_anew: bool
) -> None:
    """Vintages, publications, check results and revisions up to this publication. Needs `attached` and the current marts filled.

    In a file that took over the one before (not `is_anew`) the record is there already.

    Raises ContentRefused where causes are known and do not sum to the differences.
    """
    with reading(previous or Path("previous")):
        _refuse_other_predecessor(connection, record)
        numbers = {"number": record.number, "previous_number": record.previous_number}
        run(connection, "history/benefit_month_vintages", **numbers)
        run(connection, "history/region_month_vintages", **numbers)
        has_coverage = run(connection, "history/has_coverage").fetchone()
        run(connection, "history/coverage_before" if has_coverage else "history/no_coverage_before")
        run(connection, "history/coverage_vintages", **numbers)
        for name in RECORDED if is_anew else ():
            run(connection, f"history/{name}")
        run(connection, "history/booked")
        run(connection, "history/revise", **numbers, knows_causes=knows_causes)
        if knows_causes:
            _refuse_residue(connection, record.number)
        connection.execute("drop view booked")
        connection.execute("drop view coverage_before")


def _attach_file(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    refuse_log(previous)
    with reading(previous):
        connection.execute(f"attach {literal(previous.resolve())} as previous (read_only)")


def _refuse_residue(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    cells = run(connection, "history/residue", number=number).fetchall()
    if cells:
        period, benefit_type_code, measure = cells[0]
        told = f"{measure} of {benefit_type_code} {period:%Y-%m}"
        raise ContentRefused("changes", f"has causes that do not sum to the difference of {len(cells)} figures, the first {told}")


def _refuse_other_predecessor(connection: duckdb.DuckDBPyConnection, record: PublicationRecord) -> None:
    row = run(connection, "history/standing_number").fetchone()
    standing = row[0] if row else None
    if standing != record.previous_number:
        raise PublicationOutOfOrder(record.number, standing, f"the record names {record.previous_number} as the one before")
