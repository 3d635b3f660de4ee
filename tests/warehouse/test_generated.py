"""What comes from the metrics file is what it says: views, comments, dictionary, the page in the docs, the Superset bundle."""

import csv
import re
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.warehouse.drawn_content import content, sealed
from warehouse.bundle import bundle_files, column_types, datasets, uri_of
from warehouse.errors import PathNotForUri
from warehouse.generate import ROOT, generated
from warehouse.metrics import Measure, metrics
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


DIMENSIONS = {"lag_months", "publication_from", "publication_to", "target_year", "year", "month_number"}  # numbers, but no measures


def measures() -> dict[tuple[str, str], Measure]:
    """Every measure of every mart, by mart and column."""
    known = metrics()
    found = {(name, column): known.measure(name, column) for name in known.relations for column in known.columns(name)}
    return {key: measure for key, measure in found.items() if measure is not None}


def test_every_number_of_a_mart_has_a_unit_and_says_how_it_may_be_added_up() -> None:
    numbers = {
        (table, column)
        for table, types in column_types().items()
        for column, of in types.items()
        if of not in ("VARCHAR", "DATE", "BOOLEAN") and column not in DIMENSIONS
    }
    assert measures().keys() == numbers


ADDITIVITY = (  # mart, column: how it may be added up; the first that fits, told from their names alone
    ("claims_completion", "received", "additive"),
    ("claims_completion", "months_used", "ratio"),
    ("claims_completion", "", "estimate"),
    ("", "_percent$|^average", "ratio"),
    ("", "_change_", "change"),
    ("", "^senders_|^months_included", "repeated"),
    ("^coverage|^vulnerable", "", "stock"),
    ("", "^claim_count|^participant_count", "distinct"),
    ("", "_cumulative$", "cumulative"),
    ("^claims_year_to_date|^claims_rolling", "", "cumulative"),
    ("_vintages$", "", "vintage"),
    ("", "^payment_count$|_idr$", "additive"),
)


def expected_additivity(mart: str, column: str) -> str:
    return next(how for of, name, how in ADDITIVITY if re.search(of, mart) and re.search(name, column))


def test_a_measure_may_be_added_up_as_its_mart_allows() -> None:
    found = measures()
    assert {key: one.additivity for key, one in found.items()} == {key: expected_additivity(*key) for key in found}


def test_a_comment_ends_with_the_unit_of_the_measure_and_how_it_may_be_added_up(file: Path) -> None:
    with opened(file) as connection:
        rows = connection.execute(
            """
            select d.table_name, d.column_name, d.unit, d.additivity, c.comment, d.description, d.description_id
            from meta.dictionary as d
            inner join duckdb_columns() as c on (c.schema_name, c.table_name, c.column_name) = (d.schema_name, d.table_name, d.column_name)
            where d.unit is not null or d.additivity is not null
            """
        ).fetchall()
    known, said = metrics().raw, measures()
    assert {(table, column): (unit, additivity) for table, column, unit, additivity, *_ in rows} == {
        key: (one.unit.en, one.additivity) for key, one in said.items()
    }
    for _, _, unit, additivity, comment, description, description_id in rows:
        rule = known["additivity"][additivity]
        assert comment == description
        assert comment.endswith(f". Unit: {unit}. {rule['en']}.")
        assert description_id.endswith(f". Satuan: {known['units'][unit]}. {rule['id']}.")


def test_an_analyst_is_told_that_claims_of_months_must_not_be_added(file: Path) -> None:
    with opened(file) as connection:
        [(comment,)] = connection.execute(
            "select comment from duckdb_columns() where (table_name, column_name) = ('claims_by_benefit_month', 'claim_count')"
        ).fetchall()
        names = connection.execute("select comment from duckdb_columns() where column_name = 'additivity'").fetchone()
    assert comment == (
        "Distinct claims with at least one positive payment line in the cell. Unit: claims. Not additive, counted anew for each row. "
        "A claim or person of several months, benefit types or places counts in each of them, so rows are never summed."
    )
    assert names
    assert [name for name in metrics().raw["additivity"] if name not in names[0]] == []


OWN_WORDS = {  # mart, measure: words that only this mart says of it
    ("coverage_by_region_month", "participant_count"): "Participants insured at the end of the month",
    ("vulnerable_workers_by_source_month", "participant_count"): "Vulnerable workers registered at the end of the month",
    ("claims_year_to_date", "amount_paid_idr"): "Gross amount paid since January",
    ("claims_year_to_date_total", "amount_paid_idr"): "Gross amount paid since January",
    ("claims_year_to_date_total", "amount_change_year_idr"): "January to the same month of the year before",
    ("claims_rolling_12_months", "participant_count"): "Distinct participants in the twelve months up to the period",
}


@pytest.mark.parametrize("key", OWN_WORDS, ids=".".join)
def test_a_mart_says_its_own_words_of_a_measure_everywhere(file: Path, key: tuple[str, str]) -> None:
    mart, column = key
    with opened(file) as connection:
        told = connection.execute(
            "select comment from duckdb_columns() where table_name = ? and column_name = ?"
            " union all select description from meta.dictionary where table_name = ? and column_name = ?",
            [mart, column, mart, column],
        ).fetchall()
    dataset = yaml.safe_load((BUNDLE / f"datasets/claims_warehouse/{mart}.yaml").read_text(encoding="utf-8"))
    (metric,) = (one for one in dataset["metrics"] if one["metric_name"] == column)
    (shown,) = (one for one in dataset["columns"] if one["column_name"] == column)
    page = (ROOT / "docs/data-dictionary.md").read_text(encoding="utf-8").split(f"## mart.{mart}\n")[1].split("\n## ")[0]
    (line,) = (one for one in page.splitlines() if one.startswith(f"| `{column}` |"))
    assert len(told) == 2
    for text in (*(text for (text,) in told), metric["description"], shown["description"], line):
        assert OWN_WORDS[key] in text
    assert metric["verbose_name"] == shown["verbose_name"]


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
