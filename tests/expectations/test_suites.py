"""Every expectation of every suite: silent on a clean candidate, heard on the defect planted for it."""

import duckdb
import pytest

from expectations.check import check
from tests.expectations.planted_defects import DEFECTS
from tests.expectations.suite_runs import RUNS, SUITE_NAMES, named, names

EVERY = [(suite, name) for suite in SUITE_NAMES for name in names(suite)]


def test_each_suite_has_a_run_to_be_tested_with() -> None:
    assert sorted(RUNS) == SUITE_NAMES


def test_each_expectation_has_a_planted_defect_and_each_defect_an_expectation() -> None:
    assert sorted(name for _, name in EVERY) == sorted(DEFECTS)


@pytest.mark.parametrize("suite", SUITE_NAMES)
def test_a_clean_candidate_passes_every_expectation(connection: duckdb.DuckDBPyConnection, suite: str) -> None:
    findings = check(connection, [RUNS[suite]], docs_folder=None, run_name="clean")
    assert [finding for finding in findings if not finding.passed] == []
    assert [*named(findings)] == names(suite)


@pytest.mark.parametrize(("suite", "name"), EVERY, ids=[name for _, name in EVERY])
def test_the_expectation_finds_the_defect_planted_for_it(connection: duckdb.DuckDBPyConnection, suite: str, name: str) -> None:
    connection.execute(DEFECTS[name])
    finding = named(check(connection, [RUNS[suite]], docs_folder=None, run_name="defect"))[name]
    assert not finding.passed
    assert finding.observed
    assert not finding.observed.startswith("could not be judged")


NOT_REPORTED = """
    insert into mart.coverage_by_region_month (period, regency_code, regency_name, segment_code, participant_count)
    select cast(month as date), '33.19', 'Kabupaten Kudus', unnest(['PU', 'BPU']), unnest([null, 7])
    from generate_series(date '2021-06-01', date '2022-05-01', interval 1 month) as m(month);
    insert into mart.coverage_by_region_month (period, segment_code, participant_count)
    select distinct period, segment_code, cast(case segment_code when 'BPU' then 7 end as bigint)
    from mart.coverage_by_region_month where period < date '2022-06-01';
    update mart.vulnerable_workers_by_source_month set participant_count = null where source = 'CSR';
"""


def test_places_that_were_not_reported_in_full_are_told_newest_first_and_close_no_gate(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(NOT_REPORTED)
    [finding] = [one for one in check(connection, [RUNS["participation"]], docs_folder=None, run_name="gaps") if not one.passed]
    assert (finding.expectation, finding.severity) == ("participants_not_reported", "warning")
    months = ", ".join(f"2022-{month:02} 33.19 (1 of 2)" for month in (5, 4, 3, 2))
    assert finding.observed == f"13 rows: 2022-07 33.16 (1 of 4), {months}, …"


def test_workers_are_not_held_against_participants_that_are_known_in_part(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"{DEFECTS['mart.vulnerable_workers_by_source_month: workers_exceed_participants(participant_count) 1']}")
    connection.execute("""
        insert into mart.coverage_by_region_month (period, regency_code, regency_name, segment_code, participant_count)
        values (date '2022-07-01', '33.16', 'Kabupaten Blora', 'BPU', null)
    """)
    found = named(check(connection, [RUNS["participation"]], docs_folder=None, run_name="partial"))
    assert found["mart.vulnerable_workers_by_source_month: workers_exceed_participants(participant_count) 1"].passed
