"""What comes from the metrics file is what it says: views, comments, dictionary, the page in the docs, the Superset bundle."""

import csv
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.warehouse.drawn_content import content, sealed
from warehouse.bundle import bundle_files, column_types, datasets, uri_of
from warehouse.errors import PathNotForUri
from warehouse.generate import ROOT, generated
from warehouse.metrics import metrics
from warehouse.opening import opened

BUNDLE = ROOT / "warehouse" / "superset"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("generated") / "c", content())


def test_every_generated_file_is_what_the_metrics_file_gives() -> None:
    drifted = [str(path) for path, text in generated().items() if (ROOT / path).read_text(encoding="utf-8") != text]
    assert drifted == [], "run `make generate`"


def test_no_generated_file_is_left_behind() -> None:
    written = {path.relative_to(ROOT) for path in BUNDLE.rglob("*.yaml")}
    assert written == {path for path in generated() if path.is_relative_to("warehouse/superset")}


def test_every_mart_and_column_has_a_comment(file: Path) -> None:
    with opened(file) as connection:
        bare = connection.execute(
            """
            select table_name, column_name from duckdb_columns()
            where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''
            union all
            select view_name, null from duckdb_views() where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''
            union all
            select table_name, null from duckdb_tables() where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''
            """
        ).fetchall()
    assert bare == []


def test_the_metrics_file_names_exactly_the_relations_and_columns_of_mart() -> None:
    known = metrics()
    assert {name: known.columns(name) for name in known.relations} == {name: list(types) for name, types in column_types().items()}


def test_no_column_of_a_mart_is_of_a_type_that_bi_tools_do_not_know() -> None:
    odd = {(table, column, of) for table, types in column_types().items() for column, of in types.items() if "HUGE" in of or "[" in of}
    assert odd == set()


def test_everything_is_said_in_both_languages() -> None:
    known = metrics()
    only_english = [(name, column) for name in known.relations for column in known.columns(name) if not known.text(name, column).id]
    assert only_english == []
    assert all(known.described(name).id for name in known.relations)


def test_the_dictionary_has_the_comments_and_the_same_in_indonesian(file: Path) -> None:
    with opened(file) as connection:
        rows = connection.execute(
            "select table_name, column_name, description_id from meta.dictionary where schema_name = 'mart' and data_type <> 'table macro'"
        ).fetchall()
        comments = connection.execute(
            """
            select count(*) from meta.dictionary as d
            inner join duckdb_columns() as c on (c.schema_name, c.table_name, c.column_name) = (d.schema_name, d.table_name, d.column_name)
            where c.comment <> d.description
            """
        ).fetchone()
    with (ROOT / "warehouse/tables/descriptions.csv").open(encoding="utf-8") as given:
        told = {(row["table_name"], row["column_name"] or None, row["description_id"]) for row in csv.DictReader(given)}
    assert set(rows) == told
    assert comments == (0,)


def test_views_name_no_catalog(file: Path) -> None:
    with opened(file) as connection:
        texts = connection.execute("select sql from duckdb_views() where schema_name = 'mart'").fetchall()
    assert texts
    assert all("claims.mart" not in sql and "claims.meta" not in sql for (sql,) in texts)


def test_every_view_can_be_read_under_another_name(file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as other (read_only)")
        names = [name for (name,) in connection.execute("select view_name from duckdb_views() where schema_name = 'mart'").fetchall()]
        for name in names:
            connection.execute(f"select * from other.mart.{name}").fetchall()
    assert len(names) > 20


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
