"""One session with Great Expectations: suites judged on a DuckDB connection, results stripped to counts. Slow to import."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.validator.v1_validator import Validator

from expectations.datasource import DuckDBDatasource
from expectations.docs import configuration, write_docs
from expectations.errors import SuiteRefused
from expectations.findings import Finding, RowsOf, SuiteRun
from expectations.no_rows import ExpectNoRows
from expectations.suites import NO_ROWS, Entry, load_suite

# BASIC with no examples asked for; `_strip` removes what a later version may still add.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
KEPT = {
    "observed_value",
    "element_count",
    "unexpected_count",
    "unexpected_percent",
    "missing_count",
    "missing_percent",
    "unexpected_percent_total",
    "unexpected_percent_nonmissing",
}
# Messages about the relation's shape. All others may quote a value ("could not convert …") and are not repeated.
SHAPE = re.compile(r'The column "\w+" in BatchData does not exist|(?:Catalog|Binder) Error: [^\n\\]{1,120}')


def judge(connection: duckdb.DuckDBPyConnection, runs: Sequence[SuiteRun], *, docs_folder: Path | None, run_name: str) -> list[Finding]:
    """Every entry of every run as a finding, in the order of the suites. What cannot be judged counts as failed."""
    with _quiet():
        return _judge(connection, runs, docs_folder, run_name)


def _judge(connection: duckdb.DuckDBPyConnection, runs: Sequence[SuiteRun], docs_folder: Path | None, run_name: str) -> list[Finding]:
    context = gx.get_context(mode="ephemeral", project_config=configuration(docs_folder))
    source = context.data_sources.add_duckdb(name="claims").attach(connection)
    findings: list[Finding] = []
    results: list[ExpectationSuiteValidationResult] = []
    for run in runs:
        entries = load_suite(run.suite, run.parameters)
        for relation, group in groupby(entries, key=lambda entry, run=run: entry.relation or run.relation):  # type: ignore[misc]
            some = list(group)
            result = _validate(source, run.suite, relation, some)
            findings += [_finding(entry, relation, one) for entry, one in zip(some, result.results, strict=True)]
            results.append(result)
    if docs_folder is not None:
        write_docs(context, results, run_name)
    return findings


def judge_by_period(
    connection: duckdb.DuckDBPyConnection, runs: Sequence[SuiteRun], failed: Sequence[Finding], rows_of: RowsOf
) -> list[tuple[str, Finding]]:
    """Each of these findings judged again on the rows of one period at a time: those that fail; none where one fails in no period."""
    context = gx.get_context(mode="ephemeral", project_config=configuration(None))
    source = context.data_sources.add_duckdb(name="claims").attach(connection)
    names = {_name(finding) for finding in failed}
    found: list[tuple[str, Finding]] = []
    with _quiet():
        for run in runs:
            for entry in load_suite(run.suite, run.parameters):
                relation = entry.relation or run.relation
                if entry.severity != "critical" or (entry.suite, entry.name, entry.column, relation) not in names:
                    continue
                own = [(period, _judged(source, entry, relation, rows)) for period, rows in rows_of(relation).items()]
                failing = [(period, finding) for period, finding in own if not finding.passed]
                if not failing:
                    return []
                found += failing
    return found


def _name(finding: Finding) -> tuple[str, str, str | None, str]:
    return finding.suite, finding.expectation, finding.column, finding.relation


def _judged(source: DuckDBDatasource, entry: Entry, relation: str, rows: str) -> Finding:
    (result,) = _validate(source, entry.suite, relation, [entry], rows).results
    return _finding(entry, relation, result)


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations logs every failed query with its traceback, which may quote a line's value; the findings say it without."""
    logger = logging.getLogger("great_expectations")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _validate(
    source: DuckDBDatasource, suite: str, relation: str, entries: Sequence[Entry], rows: str = ""
) -> ExpectationSuiteValidationResult:
    if not re.fullmatch(r"[a-z_]\w*\.[a-z_]\w*", relation):
        raise SuiteRefused(suite, None, f"{relation} is no two-part name", "name a schema and a table: audit.lines")
    name = f"{suite} {relation}{f' {len(source.assets)}' if rows else ''}"  # a page shows it; by period there are many of one relation
    asset = source.add_query_asset(name=name, query=f"select * from {relation}{f' where {rows}' if rows else ''}")
    batch = asset.add_batch_definition_whole_table(name)
    expectations = [_expectation(entry) for entry in entries]
    result = Validator(batch, result_format=COUNTS_ONLY).validate_expectation_suite(
        gx.ExpectationSuite(name=suite, expectations=expectations)
    )
    # Great Expectations puts what raised first; ours keep the order of the file.
    result.results.sort(key=lambda one: one.expectation_config.meta["entry"])
    for one in result.results:
        _strip(one)
    return result


def _expectation(entry: Entry) -> gx.expectations.Expectation:
    kind = ExpectNoRows if entry.expect == NO_ROWS else getattr(gx.expectations, entry.expect)
    try:
        return kind(**entry.arguments, severity=entry.severity, notes=entry.notes, meta={"entry": entry.position})
    except (ValueError, TypeError) as refused:
        what = f"Great Expectations refuses the arguments of {entry.name}"
        raise SuiteRefused(entry.suite, entry.position, what, "compare them with the class's documentation") from refused


def _strip(result: ExpectationValidationResult) -> None:
    """Leave counts and aggregates, in the result and therefore in Data Docs. An exception's text may quote a line's value."""
    result.result = {key: value for key, value in result.result.items() if key in KEPT}
    raised = str(result.exception_info)
    if not result.result:
        result.exception_info = {"raised_exception": True, "exception_message": _shape(raised), "exception_traceback": ""}


def _shape(raised: str) -> str:
    found = SHAPE.search(raised)
    return f"could not be judged: {found[0] if found else 'the query failed'}"


def _finding(entry: Entry, relation: str, result: ExpectationValidationResult) -> Finding:
    counts: dict[str, Any] = result.result
    return Finding(
        suite=entry.suite,
        expectation=entry.name,
        column=entry.column,
        severity=entry.severity,
        passed=bool(result.success),
        observed=_observed(result),
        unexpected_count=counts.get("unexpected_count"),
        evaluated_count=counts.get("element_count"),
        notes=entry.notes,
        relation=relation,
    )


def _observed(result: ExpectationValidationResult) -> str | None:
    counts = result.result
    if not counts:
        return str(result.exception_info["exception_message"])
    if "observed_value" in counts:
        return str(counts["observed_value"])
    return f"{counts.get('unexpected_count')} of {counts.get('element_count')}"
