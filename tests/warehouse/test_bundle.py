"""The Superset bundle: its metrics add up only what may be added up, and it refers only to what it holds."""

from pathlib import Path

import pytest
import yaml

from tests.warehouse.drawn_content import content, sealed
from warehouse.bundle import bundle_files, column_types, datasets, uri_of
from warehouse.errors import PathNotForUri
from warehouse.generate import ROOT
from warehouse.metrics import metrics
from warehouse.opening import opened

BUNDLE = ROOT / "warehouse" / "superset"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("bundle") / "c", content())


def test_every_metric_of_the_bundle_can_be_asked_of_its_dataset(file: Path) -> None:
    for path in sorted((BUNDLE / "datasets").rglob("*.yaml")):
        dataset = yaml.safe_load(path.read_text(encoding="utf-8"))
        with opened(file) as connection:
            for metric in dataset["metrics"]:
                connection.execute(
                    f'select {metric["expression"]} as "{metric["metric_name"]}" from mart.{dataset["table_name"]}'
                ).fetchall()


def test_a_metric_never_adds_up_distinct_counts_or_rows_that_overlap(file: Path) -> None:
    def asked(table: str, metric: str, where: str = "true") -> object:
        dataset = yaml.safe_load((BUNDLE / f"datasets/claims_warehouse/{table}.yaml").read_text(encoding="utf-8"))
        (sql,) = (one["expression"] for one in dataset["metrics"] if one["metric_name"] == metric)
        with opened(file) as connection:
            row = connection.execute(f"select {sql} from mart.{table} where {where}").fetchone()
        return row and row[0]

    assert asked("claims_monthly_total", "claim_count", "period = date '2022-02-01' and total_code = 'ALL'") == 2
    assert asked("claims_monthly_total", "claim_count", "payment_count > 0") is None
    assert str(asked("claims_monthly_total", "amount_paid_idr", "total_code = 'ALL'")) == "1234567.89"
    assert asked("claims_monthly_total", "amount_paid_idr") is None
    assert str(asked("claims_monthly", "amount_paid_idr")) == "1234567.89"


STOCKS = """
    period|regency_code|segment_code|target_group|participant_count
    2022-01 | 33.16 | BPU |       | 100
    2022-01 | 33.17 | BPU |       | 20
    2022-01 |       | BPU |       | 120
    2022-01 | 33.16 | PMI |       | 3
    2022-01 | 33.17 | PMI |       |
    2022-01 | 33.16 |     | some  | 103
    2022-02 | 33.16 | BPU |       | 110
    2022-02 | 33.16 | BPU | again | 110
"""


@pytest.mark.parametrize(
    ("where", "people"),
    [
        ("period = date '2022-01-01' and segment_code = 'BPU' and regency_code is not null", 120),  # places add up
        ("period = date '2022-01-01' and segment_code = 'BPU'", None),  # all of them stand among them
        ("segment_code = 'BPU' and regency_code = '33.16' and target_group is null", None),  # months do not
        ("period = date '2022-01-01' and segment_code = 'PMI'", None),  # one was not reported
        ("period = date '2022-01-01' and regency_code = '33.16'", None),  # a target group takes the segments in
        ("period = date '2022-02-01'", None),  # the same people beside two targets
        ("period = date '2022-01-01' and regency_code is null", 120),
    ],
)
def test_a_stock_adds_up_over_places_and_never_over_months(tmp_path: Path, where: str, people: int | None) -> None:
    dataset = yaml.safe_load((BUNDLE / "datasets/claims_warehouse/coverage_by_region_month.yaml").read_text(encoding="utf-8"))
    (sql,) = (one["expression"] for one in dataset["metrics"] if one["metric_name"] == "participant_count")
    with opened(sealed(tmp_path / "c", content(coverage=STOCKS))) as connection:
        assert connection.execute(f"select {sql} from mart.coverage_by_region_month where {where}").fetchall() == [(people,)]


def test_the_bundle_refers_only_to_what_it_holds_by_uuids_that_stay() -> None:
    known = metrics()
    files = {path: yaml.safe_load(text) for path, text in bundle_files(known, column_types(), uri_of(Path("/a/claims.duckdb"))).items()}
    uuids = {content["uuid"]: path for path, content in files.items() if "uuid" in content}
    assert len(uuids) == len(files) - 1
    referred = {content[name] for content in files.values() for name in ("dataset_uuid", "database_uuid") if name in content}
    charts = {
        one["meta"]["uuid"]
        for one in files["dashboards/claims.yaml"]["position"].values()
        if isinstance(one, dict) and one["type"] == "CHART"
    }
    assert referred | charts <= uuids.keys()
    assert {path for path in files if path.startswith("charts/")} == {uuids[uuid] for uuid in charts}
    assert {path.stem for path in map(Path, files) if path.parts[0] == "datasets"} == set(datasets(known))
    assert uuids["40b79967-dc2e-5e59-9bd8-4cc38942e0b0"] == "databases/claims_warehouse.yaml"


def test_charts_ask_only_for_columns_and_metrics_of_their_dataset() -> None:
    types = column_types()
    for one in metrics().raw["dashboard"]["charts"]:
        asked = {*one.get("columns", ()), *one.get("where", {}), *(one[name] for name in ("by", "metric") if name in one)}
        assert asked <= types[one["relation"]].keys(), one["name"]


def test_the_database_of_a_bundle_is_opened_read_only_and_locked() -> None:
    files = bundle_files(metrics(), column_types(), uri_of(Path("/home/of claims/warehouse/current/claims.duckdb")), "id")
    uri = yaml.safe_load(files["databases/claims_warehouse.yaml"])["sqlalchemy_uri"]
    assert uri.startswith("duckdb:////home/of claims/warehouse/current/claims.duckdb?")
    assert uri.endswith("access_mode=read_only&enable_external_access=false&lock_configuration=true")
    assert yaml.safe_load(files["dashboards/claims.yaml"])["dashboard_title"] == "Pembayaran klaim"


def test_a_path_that_a_uri_would_cut_short_is_refused() -> None:
    with pytest.raises(PathNotForUri, match="has a '\\?'"):
        uri_of(Path("/home/of claims?/warehouse/current/claims.duckdb"))
