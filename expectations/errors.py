"""What the checks refuse: a suite that is not one, and a candidate that fails them."""

from collections.abc import Sequence

from expectations.findings import Finding


class SuiteRefused(Exception):
    """A suite's YAML, or what the flow hands in for it, cannot be understood; nothing has been judged."""

    def __init__(self, suite: str, position: int | None, what: str, fix: str) -> None:
        super().__init__(suite, position, what, fix)
        self.suite, self.position = suite, position
        self.what, self.fix = what, fix

    @property
    def where(self) -> str:
        """The suite, and which of its entries counted from 1."""
        entry = "" if self.position is None else f", entry {self.position}"
        return f"expectations/suites/{self.suite}.yaml{entry}"


class GateClosed(Exception):
    """A critical expectation failed: the candidate is not published and the last publication stands."""

    def __init__(self, findings: Sequence[Finding], by_period: Sequence[tuple[str, Finding]] = ()) -> None:
        super().__init__(findings, by_period)
        self.findings = tuple(findings)
        self.by_period = tuple(by_period)  # (2022-07, finding): where each failed; empty where that cannot be told

    @property
    def what(self) -> str:
        """Which critical expectations failed, by how much, and why each is critical."""
        return f"the gate is closed: {self.sentence}"

    @property
    def sentence(self) -> str:
        """The expectations alone."""
        return "; ".join(_sentence(finding) for finding in self.findings)

    @property
    def where(self) -> str:
        """The suites and relations that did not pass."""
        return ", ".join(sorted({f"{finding.suite} on {finding.relation}" for finding in self.findings}))

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "see the Data Docs of this run, mend or withdraw the extract behind it, and run again; the last publication stands"


def _sentence(finding: Finding) -> str:
    column = f" ({finding.column})" if finding.column else ""
    return f"{finding.suite}: {finding.expectation}{column}, {finding.observed} ({finding.notes})"
