"""The checks before publication: Great Expectations on the candidate's own connection, and the gate.

Importing this module is cheap; Great Expectations (seconds) is imported by the first `check`, or by `warm_up` in a thread.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.errors import GateClosed, SuiteRefused
from expectations.findings import Finding, RowsOf, Severity, SuiteRun

if TYPE_CHECKING:
    import duckdb

__all__ = ["Finding", "GateClosed", "Severity", "SuiteRefused", "SuiteRun", "check", "close_gate", "warm_up"]


def check(connection: "duckdb.DuckDBPyConnection", runs: Sequence[SuiteRun], *, docs_folder: Path | None, run_name: str) -> list[Finding]:
    """Judge each run's suite on its relation of `connection`, which stays open; one finding per entry, in the suites' order.

    With `docs_folder`, Data Docs of the last twelve runs stand there (`index.html`). Findings and docs hold counts and
    aggregates, never a line's value. A relation or column that is not there, and an empty one, give findings that failed.
    """
    from expectations.session import judge

    return judge(connection, runs, docs_folder=docs_folder, run_name=run_name)


def failing_periods(
    connection: "duckdb.DuckDBPyConnection", runs: Sequence[SuiteRun], findings: Iterable[Finding], rows_of: RowsOf
) -> list[tuple[str, Finding]]:
    """Where each critical finding that failed does so: (2022-07, finding as judged on that period's rows). Only after a failure.

    `rows_of`: for a relation, by period, the SQL condition that picks its rows. Empty where a finding fails in no period by itself.
    """
    failed = [finding for finding in findings if finding.severity == "critical" and not finding.passed]
    if not failed:
        return []
    from expectations.session import judge_by_period

    return judge_by_period(connection, runs, failed, rows_of)


def close_gate(findings: Iterable[Finding], by_period: Sequence[tuple[str, Finding]] = ()) -> None:
    """Raise GateClosed with the critical findings that failed, if any, and in which periods. Warnings never close the gate."""
    failed = [finding for finding in findings if finding.severity == "critical" and not finding.passed]
    if failed:
        raise GateClosed(failed, by_period)


def warm_up() -> None:
    """Import Great Expectations ahead of its use: several seconds, for a thread while lines are still being cleaned."""
    import_module("expectations.session")
