"""The content hash of a candidate: what is shown makes it, all of it, and nothing else."""

from pathlib import Path

from tests.warehouse.drawn_content import BENEFIT_MONTH, content, record, sealed
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash


def shuffled(given: CandidateContent) -> CandidateContent:
    frames = {name: frame.reverse() for name, frame in given.frames().items()}
    return content(**frames, maturity_months=given.maturity_months)


def test_the_content_hash_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    first = build(tmp_path / "a", content(), record(), None).seal()
    assert build(tmp_path / "b", shuffled(content()), record(), None).seal() == first


def test_the_content_hash_does_not_depend_on_how_often_or_after_what_it_was_published(tmp_path: Path) -> None:
    first = build(tmp_path / "1", content(), record(1), None).seal()
    other = sealed(tmp_path / "2", content(benefit_month=BENEFIT_MONTH.replace("123456789", "7")), 2, tmp_path / "1" / "claims.duckdb")
    assert build(tmp_path / "3", content(), record(3, 2, "backfill"), other).seal() == first


MART_COLUMNS = """
    select concat(schema_name, '.', table_name), column_name, data_type
    from duckdb_columns()
    where schema_name = 'mart' and table_name in (select table_name from duckdb_tables()) and table_name not like '%vintages'
      and table_name not in ('claims_lag_triangle', 'claims_completion', 'dim_calendar')  -- how late, guesses, names: not what is shown
      or table_name = 'claims_rollup'  -- what the views show
    order by all
"""
CHANGED = {
    "DATE": "date '1999-01-01'",
    "BIGINT": "987654321",
    "DECIMAL(18,2)": "0.07",
    "VARCHAR": "'other'",
    "BOOLEAN": "not is_complete",
    "DECIMAL(9,4)": "0.07",
    "INTEGER": "99",
}
CHANGED_BY_NAME = {"maturity": "'final'", "scope": "'regency'", "span": "'year'", "breakdown": "'segment'"}


def test_the_content_hash_covers_every_column_of_every_current_mart(tmp_path: Path) -> None:
    candidate = build(tmp_path / "c", content(), record(), None)
    connection = candidate.connection
    original = content_hash(connection)
    unnoticed = []
    for table, column, data_type in connection.execute(MART_COLUMNS).fetchall():
        connection.begin()
        connection.execute(f"update {table} set {column} = {CHANGED_BY_NAME.get(column, CHANGED[data_type])}")
        if content_hash(connection) == original:
            unnoticed.append((table, column))
        connection.rollback()
    connection.close()
    assert unnoticed == []
