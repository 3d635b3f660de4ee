"""The .sql files beside this module, by name."""

from functools import cache
from pathlib import Path

import duckdb

HERE = Path(__file__).parent


@cache
def statement(name: str) -> str:
    """The text of `<folder>/<purpose>.sql`."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> duckdb.DuckDBPyConnection:
    """Run one .sql file with named parameters; hands back the connection, holding the result."""
    return connection.execute(statement(name), parameters or None)


def apply_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table, macro and comment of schema/ in the connection's current catalog."""
    for path in sorted((HERE / "schema").glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))


def literal(path: Path) -> str:
    """The path as an SQL literal: ATTACH takes no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
