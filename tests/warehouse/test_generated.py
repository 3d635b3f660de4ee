"""What comes from the metrics file is what it says: views, comments, dictionary, the page in the docs, the Superset bundle."""

import csv
import re
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.warehouse.drawn_content import content, sealed
from warehouse.bundle import column_types
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
