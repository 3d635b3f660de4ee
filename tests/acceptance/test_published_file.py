import pytest

from tests.acceptance.conftest import Delivered

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]


def test_no_write_ahead_log_lies_beside_the_published_file(delivered: Delivered) -> None:
    lies_there = sorted(path.name for path in (delivered.home.root / "warehouse" / "current").iterdir())
    assert "claims.duckdb" in lies_there
    assert not list((delivered.home.root / "warehouse").rglob("*.wal"))


def test_every_table_and_column_of_mart_and_meta_has_a_comment(delivered: Delivered) -> None:
    bare_columns = delivered.home.query(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''"
    )
    bare_tables = delivered.home.query(
        "select schema_name, table_name from duckdb_tables() where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''"
        " union all select schema_name, view_name from duckdb_views()"
        " where schema_name in ('mart', 'meta') and coalesce(trim(comment), '') = ''"
    )
    assert bare_columns == []
    assert bare_tables == []


def test_the_dictionary_holds_what_the_comments_say(delivered: Delivered) -> None:
    missing = delivered.home.query(
        "select schema_name, table_name, column_name, comment from duckdb_columns() where schema_name in ('mart', 'meta')"
        " except select schema_name, table_name, column_name, description from meta.dictionary"
    )
    assert missing == []


def test_amounts_are_exact_decimals(delivered: Delivered) -> None:
    types = delivered.home.query(
        "select distinct data_type from duckdb_columns() where schema_name = 'mart' and column_name = 'amount_paid_idr'"
    )
    assert types == [("DECIMAL(18,2)",)]


def test_the_figures_as_the_first_publication_showed_them_are_those_that_stand(delivered: Delivered) -> None:
    as_of = delivered.home.query("from mart.claims_as_of(1) order by period, benefit_type_code")
    assert as_of == delivered.home.query("from mart.claims_by_benefit_month order by period, benefit_type_code")
    assert as_of


def test_a_query_from_the_shell_reads_and_cannot_write(delivered: Delivered) -> None:
    rows = delivered.home.done("query", "select count(*) as n from mart.claims_by_benefit_month", "--json").result
    assert rows == [{"n": 6}]
    refused = delivered.home.claims("query", "delete from mart.claims_by_benefit_month")
    assert refused.code == 2, str(refused)
    assert "Traceback" not in refused.said
