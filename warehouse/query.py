"""One reading statement against a published file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import duckdb

from warehouse.errors import QueryRefused
from warehouse.opening import opened

MOST_ROWS = 1_000_000
LONGEST_S = 60.0
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
PIVOT = [duckdb.StatementType.CREATE, duckdb.StatementType.SELECT]  # into which DuckDB takes it apart
# Table functions that do something else than read, though a SELECT calls them, or run SQL that stands in a text. A log that is switched
# on to a file even ends the process: DuckDB 1.5 finds only when it closes that it may write none.
ACTING = re.compile(
    r"\b(\w+_logging|\w+_profiling|(force_)?checkpoint|truncate_duckdb_logs|query(_table)?|json_execute_serialized_sql)\b", re.IGNORECASE
)
NARROW = "ask for less: fewer rows or columns, or aggregates; `claims export` gives whole tables"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and rows as DuckDB gives them: Decimal, date and int stay exact; a name may occur twice."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


def query(file: Path, sql: str, *, longest_s: float = LONGEST_S, most_rows: int = MOST_ROWS) -> QueryResult:
    """The result of one statement, which can change neither the file nor the machine, and takes no more than it is given.

    Raises QueryRefused, WarehouseLocked, WarehouseUnreadable.
    """
    with opened(file, is_bounded=True) as connection:
        try:
            _refuse_other_than_reading(connection, sql)
            with _within(connection, longest_s):
                result = connection.execute(sql)
                rows = result.fetchmany(most_rows + 1)
        except duckdb.PermissionException:
            raise QueryRefused("files outside the warehouse cannot be reached", "read only the tables of mart and meta") from None
        except duckdb.InterruptException:
            raise QueryRefused(f"it took longer than {longest_s:g} s", NARROW) from None
        except (duckdb.OutOfMemoryException, MemoryError):
            raise QueryRefused("it needs more memory than a query is given (1 GiB)", NARROW) from None
        except duckdb.Error as error:
            raise QueryRefused(str(error), "see meta.dictionary for tables and columns; only reading is allowed") from None
        if len(rows) > most_rows:
            raise QueryRefused(f"it has more than {most_rows:,} rows", NARROW)
        return QueryResult(tuple(column[0] for column in result.description or ()), rows)


@contextmanager
def _within(connection: duckdb.DuckDBPyConnection, longest_s: float) -> Iterator[None]:
    """Have what is being executed interrupted when its time is up."""
    alarm = Timer(longest_s, connection.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _refuse_other_than_reading(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    types = [statement.type for statement in statements]
    is_pivot = types == PIVOT and len({statement.query for statement in statements}) == 1
    if len(statements) != 1 and not is_pivot:
        raise QueryRefused(f"there are {len(statements)} statements", "give exactly one")
    if not is_pivot and types[0] not in READING:
        raise QueryRefused(
            f"{types[0].name} is no reading statement: a query is read-only", "give a SELECT, or FROM, PIVOT, DESCRIBE, SUMMARIZE"
        )
    if acting := ACTING.search(sql):
        raise QueryRefused(f"`{acting[0]}` does something else than read", "leave it out; read the tables of mart and meta")
