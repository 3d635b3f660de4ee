"""Ten years x 514 regencies x six benefit types x four segments: how long a candidate takes, and what stands behind the dashboard."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml

from tests.warehouse.drawn_content import record, with_sources
from tests.warehouse.many_years import many_years
from warehouse.bundle import bundle_files, column_types
from warehouse.candidate import build
from warehouse.content import CandidateContent
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


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds for a publication: of the clock, and of processors."""

    built: float
    sealed: float
    flipped: float
    cpu: float

    @property
    def seconds(self) -> float:
        """Together."""
        return self.built + self.sealed + self.flipped

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s (built {self.built:.2f}, sealed {self.sealed:.2f}, flipped {self.flipped:.3f}), {self.cpu:.2f} s CPU"


def published(warehouse: Path, number: int, content: CandidateContent) -> Taken:
    """Candidate, seal and flip; without recounts, checks and the public file."""
    candidate_folder = warehouse / "publications" / ".candidate"
    began, worked = time.monotonic(), time.process_time()
    candidate = build(candidate_folder, content, record(number, number - 1 or None), standing_file(warehouse))
    built = time.monotonic()
    candidate.seal()
    sealed = time.monotonic()
    publish(warehouse, candidate_folder, number)
    return Taken(built - began, sealed - built, time.monotonic() - sealed, time.process_time() - worked)


def with_other_amounts(content: CandidateContent, month: date) -> CandidateContent:
    """As after a corrected extract of every sender for one month: every cell that counts a line of it."""
    in_month, in_year = pl.col("period") == month, (pl.col("period") >= month) & (pl.col("period").dt.year() == month.year)
    window = (pl.col("period") >= month) & (pl.col("period") <= month.replace(year=month.year + 1))
    longer = pl.col("span").is_in(["quarter", "year"]) & (pl.col("period").dt.year() == month.year)
    rolled = pl.col("span").replace_strict({"month": 0, "year_to_date": 1, "rolling_12_months": 2}, default=3, return_dtype=pl.Int8)
    touched = {
        "benefit_month": in_month,
        "programme_month": in_month,
        "region_month": in_month,
        "year_to_date": in_year,
        "rollup": pl.when(rolled == 0).then(in_month).when(rolled == 1).then(in_year).when(rolled == 2).then(window).otherwise(longer),
    }
    more = pl.col("amount_paid_sen") + 100
    frames = {
        name: getattr(content, name).with_columns(amount_paid_sen=pl.when(which).then(more).otherwise(pl.col("amount_paid_sen")))
        for name, which in touched.items()
    }
    return with_sources(replace(content, **frames))


@pytest.fixture(scope="module")
def content() -> CandidateContent:
    """Ten years."""
    return many_years(10)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, content: CandidateContent, figure: Callable[[str], None]) -> tuple[Path, Taken]:
    """Ten years, standing; and how long that took."""
    warehouse = tmp_path_factory.mktemp("ten_years") / "warehouse"
    taken = published(warehouse, 1, content)
    cells = content.region_month.height + content.rollup.height
    size = (warehouse / "current" / "claims.duckdb").stat().st_size >> 20
    figure(f"10 years x 514 regencies, publication 1, made anew: {cells:,} cells, {taken}, {size} MiB")
    return warehouse, taken


@pytest.fixture(scope="module")
def warehouse(first: tuple[Path, Taken], content: CandidateContent, figure: Callable[[str], None]) -> Path:
    """And two publications more, of which each changes a month: the newest, and one in the middle."""
    warehouse, anew = first
    for number, month in ((2, date(2024, 12, 1)), (3, date(2019, 6, 1))):
        content = with_other_amounts(content, month)
        taken = published(warehouse, number, content)
        size = (warehouse / "current" / "claims.duckdb").stat().st_size >> 20
        figure(f"10 years x 514 regencies, publication {number} after {month:%Y-%m} changed everywhere: {taken}, {size} MiB")
        assert taken.cpu < anew.cpu / 4, (anew, taken)
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
