"""The SQL expectation: a query of ours that selects what must not be there."""

import re
from typing import Any, ClassVar

import sqlalchemy as sa
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations import UnexpectedRowsExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider

CELLS_SHOWN = 5


class RowsFound(QueryMetricProvider):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """How many rows a query selects and, where it has a column `cell`, the first few of them. No other column is ever fetched.

    They are told by a column `told_by`, where there is one, else by their own text.
    """

    metric_name = "expect_no_rows.found"
    value_keys = ("unexpected_rows_query",)
    query_param_name: ClassVar[str] = "unexpected_rows_query"

    @metric_value(engine=SqlAlchemyExecutionEngine)  # type: ignore[untyped-decorator]
    def _sqlalchemy(  # the parent's signature
        cls,  # noqa: N805  # the decorator makes it a class method
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],  # noqa: ARG002
        runtime_configuration: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        batch, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        query = cls._get_substituted_batch_subquery_from_query_and_batch_selectable(
            query=cls._get_query_from_metric_value_kwargs(metric_value_kwargs),
            batch_selectable=batch,
            execution_engine=execution_engine,
        )
        rows = _rows(execution_engine, f"select count(*) from (\n{query}\n)")[0][0]
        return {"rows": rows, "cells": _cells(execution_engine, query) if rows else []}


class ExpectNoRows(UnexpectedRowsExpectation):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """Passes when the query selects nothing. One pass instead of the parent's two, and the parent's rows are never read.

    A query over an aggregate names its cells (`… as cell`: period and codes), so that a closed gate says where.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("expect_no_rows.found",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002  # the parent's signature
        execution_engine: Any = None,  # noqa: ANN401, ARG002  # the parent's signature
    ) -> dict[str, Any]:
        found = metrics["expect_no_rows.found"]
        return {"success": found["rows"] == 0, "result": {"observed_value": _sentence(**found), "unexpected_count": found["rows"]}}


def _cells(engine: SqlAlchemyExecutionEngine, query: str) -> list[str]:
    columns = list(engine.execute_query(sa.text(f"select * from (\n{query}\n) limit 0")).keys())
    if "cell" not in columns:
        return []
    order = "min(told_by), cell" if "told_by" in columns else "cell"
    rows = _rows(engine, f"select cell from (\n{query}\n) group by cell order by {order} limit {CELLS_SHOWN}")
    # A long run of digits is never part of a period or a code.
    return [re.sub(r"\d{8,}", "*", str(row[0])) for row in rows]


def _rows(engine: SqlAlchemyExecutionEngine, query: str) -> list[Any]:
    rows: list[Any] = engine.execute_query(sa.text(query)).fetchall()
    return rows


def _sentence(rows: int, cells: list[str]) -> str:
    named = f": {', '.join(cells)}" + (", …" if rows > len(cells) else "")
    return ("1 row" if rows == 1 else f"{rows} rows") + (named if cells else "")
