"""The suites' runs as the flow hands them in, and a name for each of their entries."""

from datetime import date

from expectations.findings import Finding, SuiteRun
from expectations.suites import SUITES, Entry, load_suite

BENEFIT_TYPES = ("JHT", "JKM", "JKK", "JP", "JKP", "BEASISWA")
RUNS = {
    "extract": SuiteRun("extract", "audit.ledger", {"quarantine_share_limit": 0.25}),
    "lines": SuiteRun(
        "lines",
        "audit.lines",
        {"benefit_types": BENEFIT_TYPES, "segments": {"PU", "BPU", "JAKON", "PMI"}, "last_payment_date": date(2022, 7, 31)},
    ),
    "month": SuiteRun("month", "audit.month", {"benefit_types": BENEFIT_TYPES}),
    "participation": SuiteRun("participation", "mart.coverage_by_region_month", {"segments": {"PU", "BPU", "JAKON", "PMI"}}),
    "marts": SuiteRun("marts", "mart.claims_by_benefit_month", {"benefit_types": BENEFIT_TYPES}),
}
SUITE_NAMES = sorted(file.stem for file in SUITES.glob("*.yaml"))


def names(suite: str) -> list[str]:
    """One name per entry: `month: average_outside_its_band(average_paid_idr) 2` is the second such entry of its relation."""
    run = RUNS[suite]
    return _named([_plain(entry, entry.relation or run.relation) for entry in load_suite(suite, run.parameters)])


def named(findings: list[Finding]) -> dict[str, Finding]:
    """Findings of one suite by those names."""
    return dict(zip(_named([_plain(finding, finding.relation) for finding in findings]), findings, strict=True))


def _plain(one: Entry | Finding, relation: str) -> str:
    expectation = one.name if isinstance(one, Entry) else one.expectation
    return f"{relation}: {expectation}({one.column or ''})"


def _named(plain: list[str]) -> list[str]:
    return [f"{name} {1 + plain[:place].count(name)}" for place, name in enumerate(plain)]
