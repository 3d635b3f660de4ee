"""What the index of Data Docs lists: the runs, and of each the suites with their counts. Read from the stored results, stripped already."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from expectations.findings import Severity

_WORST_FIRST: tuple[Severity, ...] = ("critical", "warning")


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """One suite on one relation in one run, and its page as a path from the site's root."""

    suite: str
    relation: str
    page: str
    passed: int
    failed: int
    worst: Severity | None  # of the expectations that failed


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the checks. Grain: one candidate judged, published or not."""

    name: str
    when: datetime  # UTC
    results: tuple[SuiteResult, ...]

    @property
    def passed(self) -> int:
        """Expectations that held."""
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        """Expectations that did not hold, or could not be judged."""
        return sum(result.failed for result in self.results)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among those that failed."""
        return _worst(result.worst for result in self.results)


def listed_runs(keys: Iterable[Any], store: Any) -> list[Run]:  # noqa: ANN401  # Great Expectations' keys and store have no type to mypy
    """The runs behind `keys`, newest first. A result cut off in the middle (a killed run, a full disk) is left out."""
    grouped: dict[tuple[datetime, str], list[SuiteResult]] = {}
    for key in sorted(keys, key=lambda key: (key.run_id.run_time, *key.to_tuple())):
        try:
            # Not store.get: the schema behind it takes longer than the rest of the index, and only counts are wanted.
            stored = json.loads(store.store_backend.get(key.to_tuple()))
        except ValueError:
            continue
        run = (key.run_id.run_time, stored["meta"].get("title", key.run_id.run_name))
        grouped.setdefault(run, []).append(_result(key, stored))
    return [Run(name, when, tuple(results)) for (when, name), results in reversed(grouped.items())]


def _result(key: Any, stored: dict[str, Any]) -> SuiteResult:  # noqa: ANN401  # see above
    suite = key.expectation_suite_identifier.name
    failed = [result["expectation_config"]["severity"] for result in stored["results"] if not result["success"]]
    return SuiteResult(
        suite=suite,
        relation=stored["meta"]["active_batch_definition"]["data_asset_name"].removeprefix(f"{suite} "),
        page="/".join(("validations", *key.to_tuple())) + ".html",
        passed=len(stored["results"]) - len(failed),
        failed=len(failed),
        worst=_worst(failed),
    )


def _worst(severities: Iterable[Severity | None]) -> Severity | None:
    found = set(severities)
    return next((severity for severity in _WORST_FIRST if severity in found), None)
