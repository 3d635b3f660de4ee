"""How an announcement printed the coverage of a place and range: of which month, and whether it was rounded or cut off."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from expectations.reconciliation.coverage import Counted, PrintedCoverage
from expectations.reconciliation.shipped import SHIPPED
from expectations.reconciliation.statement import load_statement
from warehouse.bulletin import Coverage


@dataclass(frozen=True, slots=True)
class Printings:
    """What the statements of one place and range, January to the bulletin's month, print of coverage."""

    coverages: tuple[PrintedCoverage, ...]

    @property
    def month(self) -> date | None:
        """The month they tell it of; None where they tell nothing."""
        return next((one.month for one in self.coverages), None)

    def is_cut(self, rows: tuple[Coverage, ...]) -> bool:
        """Whether one of these rows becomes what was printed only by cutting its digits off, not by rounding."""
        return any(_is_cut(one, row) for one in self.coverages for row in rows if _is_of(one, row))


def printings(folder: Path, period: date, regency_code: str | None) -> Printings:
    """Those of the site's statements and the shipped ones that are of this place and of January to this month."""
    files = sorted([*folder.glob("*.yaml"), *SHIPPED.glob("*.yaml")])
    alike = (load_statement(file) for file in files)
    january = period.replace(month=1)
    own = [one for one in alike if (one.regency_code, one.first, one.last) == (regency_code, january, period)]
    return Printings(tuple(coverage for one in own for coverage in one.coverages))


def _is_of(one: PrintedCoverage, row: Coverage) -> bool:
    return (row.period, row.target_group) == (one.month, one.target_group) and "percent" in one.printed


def _is_cut(one: PrintedCoverage, row: Coverage) -> bool:
    exact = Counted(row.participant_count, row.target_population).of("percent")
    printed = one.printed["percent"]
    return exact is not None and printed.by_truncation.contains(exact) and not printed.by_rounding.contains(exact)
