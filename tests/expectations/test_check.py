"""The gate, and what happens when relations are empty, absent or not what the suite expects."""

import subprocess
import sys
from dataclasses import replace

import duckdb
import polars as pl
import pytest

from expectations.check import Finding, GateClosed, SuiteRefused, SuiteRun, check, close_gate
from tests.expectations.suite_runs import RUNS, SUITE_NAMES

FINDING = Finding(
    suite="lines",
    expectation="line_key_repeated",
    column="line_key",
    severity="critical",
    passed=False,
    observed="2 rows",
    unexpected_count=2,
    evaluated_count=None,
    notes="paid twice",
    relation="audit.lines",
)
TABLES = {
    "extract": ["audit.ledger"],
    "lines": ["audit.lines"],
    "month": ["audit.month"],
    "marts": [
        "mart.claims_by_benefit_month",
        "mart.claims_by_programme_month",
        "mart.claims_by_benefit_month_region",
        "mart.claims_year_to_date",
        "mart.claims_final_by_benefit_month",
        "meta.claims_rollup",
    ],
    "participation": ["mart.coverage_by_region_month", "mart.vulnerable_workers_by_source_month"],
}


def test_a_failed_critical_expectation_closes_the_gate_and_says_what_where_and_fix() -> None:
    with pytest.raises(GateClosed) as closed:
        close_gate([FINDING, replace(FINDING, passed=True), replace(FINDING, severity="warning")])
    assert closed.value.findings == (FINDING,)
    assert closed.value.what == "the gate is closed: lines: line_key_repeated (line_key), 2 rows (paid twice)"
    assert closed.value.where == "lines on audit.lines"
    assert "the last publication stands" in closed.value.fix


def test_warnings_and_passed_expectations_leave_the_gate_open() -> None:
    close_gate([replace(FINDING, severity="warning"), replace(FINDING, passed=True)])
    close_gate([])


def test_a_planted_warning_is_found_but_leaves_the_gate_open(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update audit.month set payment_count = 0, claim_count = 0 where benefit_type_code = 'JKM'")
    findings = check(connection, [RUNS["month"]], docs_folder=None, run_name="absent")
    assert [(found.expectation, found.observed) for found in findings if not found.passed] == [
        ("benefit_type_far_below_its_median", "1 row: 2022-07 JKM")
    ]
    close_gate(findings)


@pytest.mark.parametrize(
    "lawful",
    [
        "update audit.month set payment_count = 40, senders_received = 2 where benefit_type_code = 'JHT'",
        "update audit.month set payment_count = 40, senders_expected = null where benefit_type_code = 'JHT'",
        "update audit.month set payment_count = 40, months_of_history = 5 where benefit_type_code = 'JHT'",
        "delete from audit.month where benefit_type_code = 'JHT'",
        "update audit.month set payment_count = 0, claim_count = 0 where benefit_type_code = 'JHT'",
        "update audit.month set payment_count = 40, is_changed = false",
        "update audit.month set payment_count = 1100 where benefit_type_code = 'JHT'",
    ],
    ids=["a sender is missing", "senders unknown", "short history", "absent", "none paid", "published before", "a lot"],
)
def test_a_small_or_large_month_never_closes_the_gate_when(connection: duckdb.DuckDBPyConnection, lawful: str) -> None:
    connection.execute(lawful)
    close_gate(check(connection, [RUNS["month"]], docs_folder=None, run_name="lawful"))


@pytest.mark.parametrize("suite", SUITE_NAMES)
def test_an_empty_relation_gives_findings_of_which_one_failed(connection: duckdb.DuckDBPyConnection, suite: str) -> None:
    for table in TABLES[suite]:
        connection.execute(f"delete from {table}")
    findings = check(connection, [RUNS[suite]], docs_folder=None, run_name="empty")
    assert [(found.expectation, found.observed) for found in findings if not found.passed] == [("ExpectTableRowCountToBeBetween", "0")]


@pytest.mark.parametrize("suite", SUITE_NAMES)
def test_a_row_of_nulls_gives_findings_that_were_all_judged(connection: duckdb.DuckDBPyConnection, suite: str) -> None:
    for table in TABLES[suite]:
        connection.execute(f"delete from {table}")
        connection.execute(f"insert into {table} by name select null as {connection.sql(f'from {table}').columns[0]}")
    findings = check(connection, [RUNS[suite]], docs_folder=None, run_name="nulls")
    assert [found for found in findings if "could not be judged" in str(found.observed)] == []
    assert [found for found in findings if not found.passed]


def test_an_absent_relation_or_column_fails_every_expectation_that_needs_it_and_nothing_else(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("drop table audit.ledger; alter table audit.month drop claim_count")
    findings = check(connection, [RUNS["extract"], RUNS["month"]], docs_folder=None, run_name="absent")
    failed = {(found.suite, found.expectation): found.observed for found in findings if not found.passed}
    of_ledger = [found for found in findings if found.relation == "audit.ledger"]
    assert len(of_ledger) == 10
    assert not any(found.passed for found in of_ledger)
    assert {key[1] for key in failed if key[0] == "extract"} == {found.expectation for found in of_ledger}
    assert failed[("extract", "ledger_does_not_add_up")] == "could not be judged: Catalog Error: Table with name ledger does not exist!"
    assert [key for key in failed if key[0] == "month"] == [("month", "case_share_outside_its_band")]


def test_a_relation_that_is_no_two_part_name_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(SuiteRefused, match="no two-part name"):
        check(connection, [SuiteRun("month", "audit.month; drop", RUNS["month"].parameters)], docs_folder=None, run_name="x")


def test_the_connection_stays_open_with_its_transaction_and_its_own_views_and_frames_are_seen() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema audit; create table audit.month (a integer)")
        connection.register("handed_in", pl.DataFrame({"sender_code": ["K01"]}))
        connection.execute("begin; create temp view seen as from handed_in; insert into audit.month values (1)")
        findings = check(connection, [SuiteRun("extract", "temp.seen", {"quarantine_share_limit": 0.1})], docs_folder=None, run_name="x")
        assert findings[0].observed == "1"
        connection.execute("rollback")
        assert connection.sql("select count(*) from audit.month").fetchall() == [(0,)]


def test_importing_the_check_imports_neither_great_expectations_nor_an_engine() -> None:
    code = (
        "import sys, expectations.check; print([m for m in ('great_expectations', 'sqlalchemy', 'duckdb', 'polars') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
