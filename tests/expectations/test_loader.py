"""Suites as data: what the loader refuses, and how it says so."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from expectations.check import SuiteRefused
from expectations.suites import QUERIES, SUITES, load_suite
from tests.expectations.suite_runs import RUNS, SUITE_NAMES

ENTRY = {"expect": "ExpectColumnValuesToNotBeNull", "column": "period", "severity": "critical", "notes": "why"}
QUERY = {"expect": "ExpectNoRows", "sql": "quarantined_share_above", "share": 0.1, "severity": "warning", "notes": "why"}


def suite_of(folder: Path, *entries: dict[str, object]) -> Path:
    (folder / "drawn.yaml").write_text(yaml.safe_dump(list(entries)), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (ENTRY | {"colum": "x"}, "unknown keys: colum"),
        (ENTRY | {"min_value": 1}, "unknown keys: min_value"),
        (ENTRY | {"severity": "fatal"}, "severity is 'fatal'"),
        (ENTRY | {"expect": "ExpectColumnMaxToBeBetween"}, "ExpectColumnMaxToBeBetween is not an expectation used here"),
        (ENTRY | {"column": "$which"}, "$which was not handed in"),
        ({"expect": "ExpectNoRows", "severity": "warning"}, "expect, severity or notes is missing"),
        (QUERY | {"sql": "no_such"}, "there is no query no_such.sql"),
        (QUERY | {"limit": 3}, "the keys are not the parameters of quarantined_share_above.sql"),
        ({key: value for key, value in QUERY.items() if key != "share"}, "the keys are not the parameters of quarantined_share_above.sql"),
    ],
)
def test_an_entry_that_is_not_understood_is_refused_with_what_where_and_fix(tmp_path: Path, entry: dict[str, object], what: str) -> None:
    with pytest.raises(SuiteRefused) as refused:
        load_suite("drawn", {}, suite_of(tmp_path, ENTRY, entry))
    assert refused.value.what == what
    assert refused.value.where == "expectations/suites/drawn.yaml, entry 2"
    assert refused.value.fix


@pytest.mark.parametrize(("text", "what"), [("a: 1", "not a list"), ("", "not a list"), ("- [", "not YAML"), ("- 1", "missing")])
def test_a_file_that_is_no_suite_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "drawn.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteRefused) as refused:
        load_suite("drawn", {}, tmp_path)
    assert what in refused.value.what


def test_a_suite_that_does_not_exist_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(SuiteRefused) as refused:
        load_suite("line", {})
    assert refused.value.fix == "name one of: extract, lines, marts, month, participation"
    assert refused.value.where == "expectations/suites/line.yaml"


def test_a_parameter_becomes_an_argument_and_a_set_becomes_a_sorted_list(tmp_path: Path) -> None:
    entry = ENTRY | {"expect": "ExpectColumnValuesToBeInSet", "value_set": "$codes"}
    (loaded,) = load_suite("drawn", {"codes": {"JKM", "JHT"}}, suite_of(tmp_path, entry))
    assert loaded.arguments == {"column": "period", "value_set": ["JHT", "JKM"]}


@pytest.mark.parametrize(
    ("value", "literal"),
    [(0.25, "0.25"), (30, "30"), ("O'Neil {x}", "'O''Neil {{x}}'"), (date(2022, 7, 1), "date '2022-07-01'"), (["a", 1], "('a', 1)")],
)
def test_a_query_parameter_becomes_a_literal_that_can_neither_end_the_text_nor_be_formatted(
    tmp_path: Path, value: object, literal: str
) -> None:
    (loaded,) = load_suite("drawn", {"share": value}, suite_of(tmp_path, QUERY | {"share": "$share"}))
    assert f"quarantined > {literal} * (" in str(loaded.arguments["unexpected_rows_query"])
    assert loaded.arguments["description"] == f"Extracts of whose lines (all rows but furniture) more than {literal} are set aside."


def test_every_query_is_used_by_a_suite() -> None:
    written = "".join((SUITES / f"{suite}.yaml").read_text(encoding="utf-8") for suite in SUITE_NAMES)
    assert [file.stem for file in QUERIES.glob("*.sql") if f"sql: {file.stem}\n" not in written] == []


def test_no_query_over_lines_selects_a_column_of_theirs() -> None:
    entries = load_suite("lines", RUNS["lines"].parameters)
    queries = [str(entry.arguments["unexpected_rows_query"]) for entry in entries if entry.expect == "ExpectNoRows"]
    assert queries
    assert all("\nselect 1\nfrom {batch}\n" in query for query in queries)
