"""What the checks are asked and what they answer. Counts and aggregates only; a line's value is never in here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

RowsOf = Callable[[str], Mapping[str, str]]  # relation -> period (2022-07) -> SQL condition
Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """One suite judged on one relation of the connection handed in."""

    suite: str  # name of a file in expectations/suites/
    relation: str  # two-part name: audit.lines, mart.claims_by_benefit_month
    parameters: Mapping[str, object] = field(default_factory=dict)  # what `$name` stands for in the suite


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one expectation. Grain: one entry of a suite on one relation."""

    suite: str
    expectation: str  # Great Expectations' class, or the name of the .sql file
    column: str | None
    severity: Severity
    passed: bool
    observed: str | None  # a count, an aggregate, or the names of the cells (period and code) of an aggregate
    unexpected_count: int | None
    evaluated_count: int | None
    notes: str
    relation: str
