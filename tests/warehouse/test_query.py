from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import sealed
from warehouse.errors import QueryRefused
from warehouse.query import query


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("query") / "c")


def test_a_result_has_its_columns_and_exact_rows_and_a_name_may_occur_twice(file: Path) -> None:
    result = query(file, "select sum(amount_paid_idr) as paid, 1 as a, 2 as a from mart.claims_by_benefit_month;")
    assert result.columns == ("paid", "a", "a")
    assert result.rows == [(Decimal("1234567.89"), 1, 2)]


@pytest.mark.parametrize(
    "sql",
    [
        "describe mart.claims_by_benefit_month",
        "from mart.claims_as_of(1)",
        "pivot mart.claims_by_benefit_month on benefit_type_code using sum(claim_count) group by period",
        "explain select 1",
        "select published_at from meta.publication",
    ],
)
def test_reading_of_every_kind_is_answered(file: Path, sql: str) -> None:
    assert query(file, sql).rows


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select 1; select 2", "2 statements"),
        ("select 1;select 1;", "2 statements"),
        ("-- nothing", "0 statements"),
        ("selec 1", "selec"),
        ("select * from mart.nothing", "nothing"),
        ("delete from mart.claims_by_benefit_month", "read-only"),
        ("create table mart.mine (a int)", "read-only"),
        ("set enable_external_access = true", "read-only"),
        ("select * from read_text('/etc/hostname')", "outside the warehouse"),
        ("copy (select 1) to 'out.csv'", "read-only"),
        ("attach 'other.duckdb'", "read-only"),
        ("select * from words", "words"),  # a variable of Python's
        ("call enable_logging(storage='file', storage_path='out')", "read-only"),
        ("from enable_logging(storage='file', storage_path='out')", "something else than read"),
        ("from query('from enable_' || 'logging()')", "something else than read"),
        ("create temp table mine as select 1", "read-only"),
        ("begin", "read-only"),
    ],
)
def test_what_does_not_only_read_one_thing_is_refused_with_advice(file: Path, sql: str, words: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        query(file, sql)
    assert words in refused.value.what
    assert refused.value.where == "the query"
    assert refused.value.fix


def test_a_query_ends_when_its_time_is_up(file: Path) -> None:
    with pytest.raises(QueryRefused) as refused:
        query(file, "with recursive n as (select 1 as i union all select i + 1 from n) select max(i) from n", longest_s=0.3)
    assert "longer than 0.3 s" in refused.value.what


def test_a_query_has_no_more_rows_than_it_may(file: Path) -> None:
    assert len(query(file, "from range(1000)", most_rows=1000).rows) == 1000
    with pytest.raises(QueryRefused) as refused:
        query(file, "from range(1001)", most_rows=1000)
    assert "more than 1,000 rows" in refused.value.what


def test_a_query_takes_its_memory_and_no_more_and_spills_nothing_beside_the_file(file: Path) -> None:
    with pytest.raises(QueryRefused) as refused:
        query(file, "select list(repeat(range::varchar, 50000)) from range(90000)", longest_s=100)
    assert "memory" in refused.value.what
    assert [path.name for path in file.parent.iterdir()] == [file.name]
