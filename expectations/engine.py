"""Great Expectations' SQL engine, taught to speak to DuckDB.

Drop this module and `datasource.py` when Great Expectations has a DuckDB source of its own (proposed upstream, pull request
12084) that can be given an open connection: `session.py` then calls that one's `add_…` and nothing else changes.
"""

from collections.abc import Generator
from contextlib import contextmanager

import duckdb
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from sqlalchemy.pool import StaticPool


class BorrowedConnection(ConnectionWrapper):  # type: ignore[misc]  # duckdb_engine has no types
    """A DuckDB connection lent to SQLAlchemy: it may query, but neither close it nor begin, commit or roll back."""

    def close(self) -> None:
        """The connection belongs to who handed it in."""

    def begin(self) -> None:
        """The transaction does too; DuckDB would refuse a second one."""

    def commit(self) -> None:
        """See `begin`."""

    def rollback(self) -> None:
        """See `begin`: SQLAlchemy rolls back whenever a connection goes back to its pool."""


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """Keeps one connection open, as the parent does for SQLite only: DuckDB drops a cursor's rows when its connection closes."""

    _connection: sa.Connection | None

    @contextmanager
    def get_connection(self) -> Generator[sa.Connection, None, None]:
        """The one connection, opened at first use and never closed between queries."""
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection


def engine_over(connection: duckdb.DuckDBPyConnection) -> sa.Engine:
    """An SQLAlchemy engine whose only connection is the given one.

    Not a cursor of it: temporary views and registered frames are seen by the very connection that made them, and by no other.
    """
    return sa.create_engine("duckdb:///:memory:", creator=lambda: BorrowedConnection(connection), poolclass=StaticPool)
