"""One reading statement against a published file."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.errors import QueryRefused
from warehouse.opening import opened


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and rows as DuckDB gives them: Decimal, date and int stay exact; a name may occur twice."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


def query(file: Path, sql: str) -> QueryResult:
    """The result of one statement, which can change neither the file nor the machine.

    Raises QueryRefused, WarehouseLocked, WarehouseUnreadable.
    """
    with opened(file) as connection:
        try:
            _refuse_several(connection, sql)
            result = connection.execute(sql)
            return QueryResult(tuple(column[0] for column in result.description or ()), result.fetchall())
        except duckdb.PermissionException:
            raise QueryRefused("files outside the warehouse cannot be reached", "read only the tables of mart and meta") from None
        except duckdb.Error as error:
            raise QueryRefused(str(error), "see meta.dictionary for tables and columns; only reading is allowed") from None


def _refuse_several(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    texts = {statement.query for statement in statements}
    is_pivot = len(texts) == 1 and statements[0].type == duckdb.StatementType.CREATE  # PIVOT becomes two with one text
    if len(statements) != 1 and not is_pivot:
        raise QueryRefused(f"there are {len(statements)} statements", "give exactly one")
