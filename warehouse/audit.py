"""What the checks see beside the marts: `audit.ledger`, `audit.lines`, `audit.month`, and senders, places and codes beside their past.

They live in a catalog of their own that is attached in memory under the name `audit`: two-part names reach it from every cursor
of the candidate (a TEMP view would be one connection's only, and can have no schema), and nothing of it is ever in the file.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb

from warehouse.record import PublicationRecord
from warehouse.statements import run

# How a month compares with the months before it; each may read those that stand before it.
OF_HISTORY = ("sender_benefit", "sender_code", "place_month", "branch_month")


def register_audit(
    connection: duckdb.DuckDBPyConnection, record: PublicationRecord, lines: Sequence[Path], part_ids: Collection[str] | None
) -> None:
    """Make the audit relations anew: lines of the parts `lines`, ledgers of `part_ids` (None = all), every month.

    And what each month is held against: its senders, places and codes beside their past.
    """
    connection.execute("detach database if exists audit")
    connection.execute("attach ':memory:' as audit")
    _show_lines(connection, lines)
    new = None if part_ids is None else sorted(part_ids)
    run(connection, "audit/ledger", part_ids=new)
    run(connection, "audit/month", number=record.number, previous_number=record.previous_number)
    run(connection, "audit/sender_month", part_ids=new)
    for name in OF_HISTORY:
        run(connection, f"audit/{name}")


def _show_lines(connection: duckdb.DuckDBPyConnection, lines: Sequence[Path]) -> None:
    if not lines:
        run(connection, "audit/no_lines")
        return
    relation = connection.read_parquet([str(path) for path in lines], filename=True)  # a key is unique within a part, not between them
    connection.execute("use audit")  # create_view takes no qualified name
    try:
        relation.create_view("lines")
    finally:
        connection.execute("use claims")
