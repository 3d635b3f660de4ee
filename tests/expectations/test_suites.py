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
