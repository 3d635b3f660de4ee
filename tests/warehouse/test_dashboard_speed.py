"""Ten years x 514 regencies x six benefit types x four segments: how long a candidate takes, and what stands behind the dashboard."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.warehouse.drawn_content import record
from tests.warehouse.many_years import many_years
from warehouse.bundle import bundle_files, column_types
from warehouse.candidate import build
from warehouse.metrics import metrics
from warehouse.publish import publish, standing_file

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
LIMIT_MS = 100
TIMES = 7
# What people ask beside the dashboard: a map of one month, a regency's years.
BESIDE = {
    "a month by regency": "select regency_name, sum(amount_paid_idr) from mart.claims_monthly_by_regency"
    " where period = '2024-06-01' group by all",
    "one regency's months": "select period, benefit_type_code, claim_count, amount_paid_idr from mart.claims_monthly_by_regency"
    " where regency_code = '33.06' order by all",
    "a year's months by segment": "select period, segment_code, sum(amount_paid_idr) from mart.claims_monthly_by_segment"
    " where period >= '2024-01-01' group by all",
    "the finest cells of a year": "select branch_code, sum(amount_paid_idr) from mart.claims_by_benefit_month_region"
    " where period >= '2024-01-01' group by all",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, figure: Callable[[str], None]) -> Path:
    """Ten years, standing; and how long that took, the second time over the first as its predecessor."""
    warehouse = tmp_path_factory.mktemp("ten_years") / "warehouse"
    for number in (1, 2):
        content = many_years(10, seed=number)
        candidate_folder = warehouse / "publications" / ".candidate"
        began = time.monotonic()
        candidate = build(candidate_folder, content, record(number, number - 1 or None), standing_file(warehouse))
        built = time.monotonic()
        candidate.seal()
        sealed = time.monotonic()
        publish(warehouse, candidate_folder, number)
        flipped = time.monotonic()
        cells = content.region_month.height + content.rollup.height
        size = (warehouse / "current" / "claims.duckdb").stat().st_size >> 20
        figure(
            f"10 years x 514 regencies, publication {number}: {cells:,} cells, built in {built - began:.1f} s, "
            f"sealed in {sealed - built:.1f} s, flipped in {flipped - sealed:.2f} s, {size} MiB"
        )
    return warehouse


def test_every_query_behind_the_dashboard_answers_within_a_tenth_of_a_second(warehouse: Path, figure: Callable[[str], None]) -> None:
    file = warehouse / "current" / "claims.duckdb"
    behind = {name: milliseconds(file, sql) for name, sql in dashboard_queries().items()}
    beside = {name: milliseconds(file, sql) for name, sql in BESIDE.items()}
    for title, found in (("behind the dashboard", behind), ("beside it", beside)):
        told = ", ".join(f"{name} {statistics.median(taken):.0f} ({min(taken):.0f})" for name, taken in found.items())
        figure(f"{title}, median (fastest) ms, a connection each: {told}")
    # The fastest of several: what else the machine does at the time is not the query's.
    assert {name: min(taken) for name, taken in behind.items() if min(taken) >= LIMIT_MS} == {}


def milliseconds(file: Path, sql: str) -> list[float]:
    """What opening, asking and fetching takes, as a tool without a pool does it, several times."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with duckdb.connect(file, read_only=True) as connection:
            rows = connection.execute(sql).fetchall()
        taken.append((time.perf_counter() - began) * 1000)
        assert rows or "coverage" in sql
    return taken


def dashboard_queries() -> dict[str, str]:
    """What Superset asks for each chart of the bundle, by name; the test with a real Superset holds the answers against this file's."""
    files = {path: yaml.safe_load(text) for path, text in bundle_files(metrics(), column_types(), "duckdb://").items()}
    sets = {one["uuid"]: one for path, one in files.items() if path.startswith("datasets/")}
    charts = {Path(path).stem: one for path, one in files.items() if path.startswith("charts/")}
    return {name: _sql(json.loads(one["query_context"])["queries"][0], sets[one["dataset_uuid"]]) for name, one in charts.items()}


def _sql(query: dict[str, Any], dataset: dict[str, Any]) -> str:
    expressions = {metric["metric_name"]: metric["expression"] for metric in dataset["metrics"]}
    measured = [f'{expressions[name]} as "{name}"' for name in query.get("metrics", [])]
    where = " and ".join(f"{one['col']} = '{one['val']}'" for one in query["filters"]) or "true"
    grouped = f"group by {', '.join(query['columns'])}" if measured and query["columns"] else ""
    ordered = ", ".join(f'"{name}" {"asc" if ascending else "desc"}' for name, ascending in query["orderby"])
    shown = ", ".join([*query["columns"], *measured])
    source = f"{dataset['schema']}.{dataset['table_name']}"
    return f"select {shown} from {source} where {where} {grouped} order by {ordered} limit {query['row_limit']}"
