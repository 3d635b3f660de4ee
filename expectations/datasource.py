"""Great Expectations' fluent datasource for DuckDB. Importing this module registers it: `context.data_sources.add_duckdb(name=…)`.

Drop it together with `engine.py` (see there) when upstream has its own.
"""

from typing import Literal

import duckdb
import sqlalchemy as sa
from great_expectations.compatibility import pydantic
from great_expectations.datasource.fluent import SQLDatasource

from expectations.engine import DuckDBExecutionEngine, engine_over

EngineType = type[DuckDBExecutionEngine]  # out here because the class's field `type` hides the builtin


class DuckDBDatasource(SQLDatasource):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """Relations of one open DuckDB connection, given by `attach` after the datasource was added to a context.

    An open connection is no configuration, so it cannot travel through `add_duckdb`, which copies what it is given.
    """

    type: Literal["duckdb"] = "duckdb"
    connection_string: str = "duckdb:///:memory:"
    _attached: sa.Engine | None = pydantic.PrivateAttr(None)

    @property
    def execution_engine_type(self) -> EngineType:
        """The engine that keeps its connection."""
        return DuckDBExecutionEngine

    def attach(self, connection: duckdb.DuckDBPyConnection) -> "DuckDBDatasource":
        """Judge the relations of this connection from now on. It stays open and its transaction untouched."""
        self._attached = engine_over(connection)
        # A temporary table would be a copy of all lines; the relation itself is asked.
        self._execution_engine = DuckDBExecutionEngine(engine=self._attached, create_temp_table=False)
        return self

    def get_engine(self) -> sa.Engine | None:
        """The engine over the attached connection."""
        return self._attached

    def get_execution_engine(self) -> DuckDBExecutionEngine:
        """The one made by `attach`; the parent would build another from the connection string."""
        return self._execution_engine

    def test_connection(self, test_assets: bool = True) -> None:  # noqa: FBT001, FBT002  # the parent's signature
        """Nothing to reach: the connection is open already."""
