"""Data Docs: a site of the last runs that holds counts and never a value of a line."""

from pathlib import Path

import duckdb
import pytest

from expectations.check import check
from tests.expectations.suite_runs import RUNS

# A NIK, a name and an account number that stand in every text column, in lines that break everything.
CANARIES = ("3316081703880001", "SUHARTINI CANARIA", "0098123456789")


def planted(connection: duckdb.DuckDBPyConnection) -> None:
    nik, name, account = CANARIES
    connection.execute(
        """
        insert into audit.lines
        select $nik::ubigint, $account::ubigint, $nik, $account, $name, $nik, '1990-01-01', '1991-01-01', $nik::bigint, $name, $name, $nik
        from range(60)
        """,
        {"nik": nik, "name": name, "account": account},
    )


def test_no_byte_of_the_docs_and_no_finding_holds_a_planted_value(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    planted(connection)
    findings = check(connection, list(RUNS.values()), docs_folder=tmp_path, run_name="claims 2022-07")
    failed = [found for found in findings if found.suite == "lines" and not found.passed]
    assert len(failed) >= 6  # the planted lines are seen
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"line_key" in written
    assert [canary for canary in CANARIES if canary.encode() in written or canary in repr(findings)] == []


def test_an_error_of_the_database_that_quotes_a_value_is_not_repeated(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    connection.execute("alter table audit.lines alter payment_date type varchar")
    connection.execute("update audit.lines set payment_date = $name", {"name": CANARIES[1]})
    connection.execute("create or replace view audit.broken as select * replace (payment_date::date as payment_date) from audit.lines")
    run = RUNS["lines"]
    findings = check(connection, [type(run)("lines", "audit.broken", run.parameters)], docs_folder=tmp_path, run_name="broken")
    assert [found for found in findings if found.observed == "could not be judged: the query failed"]
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"could not be judged" in written
    assert CANARIES[1].encode() not in written
    printed = capfd.readouterr()
    assert printed.out + printed.err == ""


def test_no_result_keeps_examples_of_what_was_unexpected(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    planted(connection)
    check(connection, [RUNS["lines"]], docs_folder=tmp_path, run_name="run")
    (result,) = tmp_path.glob("results/lines/*/*/*.json")
    text = result.read_text(encoding="utf-8")
    assert '"unexpected_count": 60' in text
    assert "partial_unexpected" not in text


def test_each_run_has_a_page_per_suite_and_relation_and_the_index_links_them(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    check(connection, list(RUNS.values()), docs_folder=tmp_path, run_name="claims 2022-07")
    pages = sorted(page.stem.removeprefix("claims-") for page in tmp_path.glob("validations/*/claims-2022-07/*/*.html"))
    assert pages == [
        "extract audit.ledger",
        "extract audit.sender_benefit",
        "extract audit.sender_code",
        "extract audit.sender_month",
        "lines audit.lines",
        "marts mart.claims_by_benefit_month",
        "marts mart.claims_by_benefit_month_region",
        "marts mart.claims_by_programme_month",
        "marts mart.claims_final_by_benefit_month",
        "marts mart.claims_year_to_date",
        "marts meta.claims_rollup",
        "month audit.branch_month",
        "month audit.month",
        "month audit.place_month",
        "participation mart.coverage_by_region_month",
        "participation mart.vulnerable_workers_by_source_month",
    ]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert [page for page in pages if page.replace(" ", "%20") not in index] == []


def test_only_the_last_runs_are_kept(connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from expectations import docs

    monkeypatch.setattr(docs, "RUNS_KEPT", 2)
    for name in ("first", "second", "third"):
        check(connection, [RUNS["extract"]], docs_folder=tmp_path, run_name=name)
    kept = {page.parent.parent.name for page in tmp_path.rglob("*.html") if page.parent != tmp_path}
    assert kept == {"second", "third"}
    assert "first" not in (tmp_path / "index.html").read_text(encoding="utf-8")
