from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from sqlalchemy.pool import StaticPool

from tests.warehouse.drawn_content import content, names_in, record, sealed
from warehouse.candidate import Candidate, build

LINES = pl.DataFrame(
    {
        "payment_month": [date(2022, 2, 1)] * 4,
        "benefit_type_code": ["JHT"] * 4,
        "participant_key": pl.Series([1, 2, 3, None], dtype=pl.UInt64),
        "amount_paid_sen": [1, 2, 3, 4],
    }
)


EMPTY = {name: content().frames()[name].clear() for name in ("programme_month", "region_month", "year_to_date")}
PERIODS_TO_MARCH = "period | senders_expected | senders_received\n2022-01 | 1 | 1\n2022-02 | 1 | 1\n2022-03 | 1 | 1"


@pytest.fixture
def candidate(tmp_path: Path) -> Candidate:
    return build(tmp_path / "c", content(), record(), None)


def engine_on(connection: duckdb.DuckDBPyConnection) -> sa.Engine:
    return sa.create_engine("duckdb://", creator=lambda: ConnectionWrapper(connection), poolclass=StaticPool)


def test_lines_ledger_and_month_are_read_by_two_part_names_through_sqlalchemy_and_from_cursors(
    candidate: Candidate, tmp_path: Path
) -> None:
    LINES.write_parquet(tmp_path / "o'ne.parquet")
    candidate.register_audit([tmp_path / "o'ne.parquet"])
    with engine_on(candidate.connection).connect() as connection:
        assert connection.execute(sa.text("select sum(amount_paid_sen) from audit.lines")).scalar() == 10
        assert connection.execute(sa.text("select amount_read_sen, is_balanced from audit.ledger")).fetchall() == [(600, True)]
        assert connection.execute(sa.text("select count(*) from audit.month")).scalar() == 5
        assert connection.execute(sa.text("select count(*) from mart.claims_by_benefit_month")).scalar() == 5
    cursor = candidate.connection.cursor()
    assert cursor.execute("select participant_null_share from audit.month where claim_count = 2").fetchall() == [(0.25,)]
    cursor.close()
    candidate.connection.close()


def test_the_audit_relations_leave_nothing_in_the_file(candidate: Candidate, tmp_path: Path) -> None:
    path = tmp_path / "a-part-with-a-telling-name.parquet"
    LINES.write_parquet(path)
    candidate.register_audit([path])
    candidate.seal()
    assert b"telling-name" not in candidate.file.read_bytes()
    assert names_in(candidate.file.parent) == ["claims.duckdb"]
    with duckdb.connect(candidate.file, read_only=True) as connection:
        assert (
            connection.execute("select view_name from duckdb_views() where not internal and schema_name not in ('mart', 'meta')").fetchall()
            == []
        )
        assert connection.execute("select distinct schema_name from duckdb_tables() order by 1").fetchall() == [("mart",), ("meta",)]


def test_without_new_parts_the_relations_are_there_and_may_be_made_again(candidate: Candidate) -> None:
    candidate.register_audit([], part_ids=["p1"])
    candidate.register_audit([], part_ids=[])
    read = candidate.connection.execute
    assert read("select * from audit.lines").fetchall() == []
    assert read("select * from audit.ledger").fetchall() == []
    candidate.connection.close()


def test_a_cell_is_changed_when_a_measure_or_its_whole_month_is_new_and_not_when_it_only_matures(tmp_path: Path) -> None:
    figures = "period | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen"
    to_february = PERIODS_TO_MARCH.removesuffix("\n2022-03 | 1 | 1")
    first = content(**EMPTY, periods=to_february, benefit_month=figures, maturity_months=2)
    second = content(**EMPTY, periods=PERIODS_TO_MARCH, benefit_month=f"{figures}\n2022-02 | JHT | 1 | 1 | 1 | 1", maturity_months=2)
    candidate = build(tmp_path / "2", second, record(2, 1), sealed(tmp_path / "1", first))
    candidate.register_audit([])
    seen = candidate.connection.execute("select month(period), benefit_type_code, maturity, is_changed from audit.month").fetchall()
    candidate.connection.close()
    assert seen == [
        (1, "JHT", "final", False),  # it was provisional
        (2, "JHT", "provisional", True),
        (2, "JKP", "provisional", False),
        (3, "JHT", "provisional", True),
        (3, "JKP", "provisional", True),
    ]


def test_a_month_is_shown_with_the_median_of_the_twelve_calendar_months_before(tmp_path: Path) -> None:
    months = ["2021-01", "2021-02", "2021-12", "2022-01", "2022-02"]  # 2021-01 is thirteen months before 2022-02
    periods = "period | senders_expected | senders_received\n" + "\n".join(f"{m} | 1 | 1" for m in months)
    figures = "period | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen\n"
    figures += "\n".join(f"{m} | JHT | 1 | {n} | 1 | {n}00" for m, n in zip(months, (1000, 10, 30, 20, 40), strict=True))
    candidate = build(tmp_path / "c", content(periods=periods, benefit_month=figures, **EMPTY), record(), None)
    candidate.register_audit([])
    seen = candidate.connection.execute(
        """select payment_count, median_payment_count_12m, months_of_history, average_paid_idr
           from audit.month where benefit_type_code = 'JHT'"""
    ).fetchall()
    candidate.connection.close()
    assert seen == [(1000, None, 0, 1.0), (10, 1000, 1, 1.0), (30, 505, 2, 1.0), (20, 30, 3, 1.0), (40, 20, 3, 1.0)]
