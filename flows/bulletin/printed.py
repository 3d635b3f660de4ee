"""How announcements printed a place and range: of which month coverage is and whether it was cut off, and of what their totals are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from expectations.reconciliation.coverage import CountedCoverage, PrintedCoverage
from expectations.reconciliation.printed import Printed
from expectations.reconciliation.shipped import SHIPPED
from expectations.reconciliation.statement import PrintedTotal, load_statement
from warehouse.bulletin import Coverage, Figures


@dataclass(frozen=True, slots=True)
class PrintedTotals:
    """Of which named total the printed count is and of which the printed amount; None: not printed, or of none or more than one."""

    claims: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Printings:
    """What the statements of one place and range, January to the bulletin's month, print of coverage."""

    coverages: tuple[PrintedCoverage, ...]
    totals: tuple[PrintedTotal, ...] = ()

    @property
    def month(self) -> date | None:
        """The month they tell it of; None where they tell nothing."""
        return next((one.month for one in self.coverages), None)

    def is_cut(self, rows: tuple[Coverage, ...]) -> bool:
        """Whether one of these rows becomes what was printed only by cutting its digits off, not by rounding."""
        return any(_is_cut(one, row) for one in self.coverages for row in rows if _is_of(one, row))

    def of_totals(self, rows: Iterable[Figures]) -> PrintedTotals:
        """Which of these rows, the named totals of the range, became what was printed."""
        own = list(rows)
        return PrintedTotals(self._of("claim_count", own), self._of("amount_paid_idr", own))

    def _of(self, measure: str, rows: list[Figures]) -> str | None:
        printed = [one.printed for one in self.totals if one.measure == measure]
        codes = {row.code for row in rows for one in printed if _can_be(one, getattr(row, measure))}
        return codes.pop() if len(codes) == 1 else None


def printings(folder: Path, period: date, regency_code: str | None) -> Printings:
    """Those of the site's statements and the shipped ones that are of this place and of January to this month."""
    files = sorted([*folder.glob("*.yaml"), *SHIPPED.glob("*.yaml")])
    alike = (load_statement(file) for file in files)
    january = period.replace(month=1)
    own = [one for one in alike if (one.regency_code, one.first, one.last) == (regency_code, january, period)]
    return Printings(tuple(coverage for one in own for coverage in one.coverages), tuple(total for one in own for total in one.totals))


def _can_be(printed: Printed, value: Decimal | int | None) -> bool:
    return value is not None and any(one.contains(Decimal(value)) for one in (printed.by_rounding, printed.by_truncation))


def _is_of(one: PrintedCoverage, row: Coverage) -> bool:
    return (row.period, row.target_group) == (one.month, one.target_group) and "percent" in one.printed


def _is_cut(one: PrintedCoverage, row: Coverage) -> bool:
    exact = CountedCoverage(row.participant_count, row.target_population).of("percent")
    printed = one.printed["percent"]
    return exact is not None and printed.by_truncation.contains(exact) and not printed.by_rounding.contains(exact)
