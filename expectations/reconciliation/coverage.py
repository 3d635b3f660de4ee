"""A printed coverage: participants of a target population, and the percentage, which somebody rounded or cut off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from expectations.reconciliation.printed import Printed
from expectations.reconciliation.subsets import how

WHOLE = Decimal(100)
DIGITS = 30  # of the exact percentage: far more than anybody prints
MEASURES = ("participants", "target", "percent")


@dataclass(frozen=True, slots=True)
class PrintedCoverage:
    """What was printed of one month and group; by measure, those that were printed."""

    month: date
    target_group: str
    printed: Mapping[str, Printed]


@dataclass(frozen=True, slots=True)
class CountedCoverage:
    """What the warehouse has of it, in persons; None: not reported, or no target known."""

    participants: int | None
    target: int | None

    def of(self, measure: str) -> Decimal | None:
        """The exact figure of a measure; the percentage is made from both."""
        if measure != "percent":
            count = self.participants if measure == "participants" else self.target
            return None if count is None else Decimal(count)
        if self.participants is None or not self.target:
            return None
        with localcontext(prec=DIGITS):
            return Decimal(self.participants) * WHOLE / Decimal(self.target)


@dataclass(frozen=True, slots=True)
class CoverageOutcome:
    """One printed coverage and the warehouse's."""

    coverage: PrintedCoverage
    counted: CountedCoverage

    @property
    def methods(self) -> dict[str, str | None]:
        """By measure, how the exact figure becomes what is printed: rounding, truncation; None where neither does."""
        found = ((measure, printed, self.counted.of(measure)) for measure, printed in self.coverage.printed.items())
        return {measure: None if exact is None else how(printed, exact) for measure, printed, exact in found}

    @property
    def agrees(self) -> bool:
        """Whether every printed figure does."""
        return all(self.methods.values())

    def verdict(self, measure: str) -> str:
        """In words; of a percentage that was cut off, what it would be rounded."""
        printed, exact = self.coverage.printed[measure], self.counted.of(measure)
        if exact is None:
            return "not reported"
        rounds, cuts = printed.by_rounding.contains(exact), printed.by_truncation.contains(exact)
        if rounds and cuts:
            return "agrees" if measure != "percent" else "agrees, rounded and cut off alike"
        if cuts:
            return f"agrees by truncation, not by rounding: rounded it would be {_rounded(exact, printed)}"
        return "agrees by rounding, not by truncation" if rounds else "differs"

    def to_dict(self) -> dict[str, object]:
        """For --json; numbers are text, so that no digit is lost."""
        return {
            "month": f"{self.coverage.month:%Y-%m}",
            "target_group": self.coverage.target_group,
            "agrees": self.agrees,
            "figures": [
                {
                    "measure": measure,
                    "printed": printed.text,
                    "exact": None if self.counted.of(measure) is None else f"{self.counted.of(measure):.10f}".rstrip("0").rstrip("."),
                    "method": self.methods[measure],
                    "verdict": self.verdict(measure),
                }
                for measure, printed in self.coverage.printed.items()
            ],
        }

    def lines(self) -> Iterator[str]:
        """For a person."""
        yield f"coverage of {self.coverage.target_group}, {self.coverage.month:%Y-%m}"
        for measure, printed in self.coverage.printed.items():
            exact = self.counted.of(measure)
            told = "–" if exact is None else f"{exact:,.5f} %" if measure == "percent" else f"{exact:,.0f}"
            yield f"  {measure}: printed {printed.text}, warehouse {told}: {self.verdict(measure)}"


def _rounded(exact: Decimal, printed: Printed) -> str:
    """To the printed digits, half up."""
    return str(exact.quantize(printed.step, rounding="ROUND_HALF_UP"))
