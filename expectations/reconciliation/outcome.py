"""What a comparison with published figures found, as values, as JSON and as plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from expectations.reconciliation.coverage import CoverageOutcome
from expectations.reconciliation.interval import Interval
from expectations.reconciliation.statement import PrintedFigure, PrintedTotal, Statement
from expectations.reconciliation.subsets import Subset, everything

_NAMES = {"claim_count": "claims", "payment_count": "payments", "participant_count": "participants", "amount_paid_idr": "amount"}
_SHOWN_SUBSETS = 10


@dataclass(frozen=True, slots=True)
class FigureOutcome:
    """One printed figure and the warehouse's. `method` says how the one becomes the other; `fits_otherwise`: it would with the
    separators of the other language (`24.618 ribu` for 24,618).
    """

    figure: PrintedFigure
    exact: Decimal | None
    method: str | None
    fits_otherwise: bool

    @property
    def agrees(self) -> bool:
        """Whether the exact figure lies within what the printed digits allow."""
        return self.method is not None

    @property
    def verdict(self) -> str:
        """In words."""
        if self.exact is None:
            return "not reported"
        if self.method:
            return f"agrees by {self.method}"
        return "differs (agrees when read with the separators of the other language)" if self.fits_otherwise else "differs"

    @property
    def difference(self) -> Decimal | None:
        """Exact less printed."""
        return None if self.exact is None else self.exact - self.figure.printed.value

    @property
    def interval(self) -> Interval:
        """What the printed digits allow, by the method that fits; by rounding where none does."""
        printed = self.figure.printed
        return printed.by_truncation if self.method == "truncation" else printed.by_rounding

    def to_dict(self) -> dict[str, object]:
        """For JSON; numbers are text, so that no digit is lost."""
        printed = self.figure.printed
        return {
            "benefit_type_code": self.figure.benefit_type_code,
            "measure": self.figure.measure,
            "printed": printed.text,
            "printed_value": f"{printed.value:f}",
            "exact": None if self.exact is None else f"{self.exact:f}",
            "difference": None if self.difference is None else f"{self.difference:f}",
            "by_rounding": printed.by_rounding.to_dict(),
            "by_truncation": printed.by_truncation.to_dict(),
            "agrees": self.agrees,
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class TotalOutcome:
    """One printed total and the subsets of the components that make it: by the warehouse's figures, and by the printed digits alone.

    `exact_sum` is the sum of all components, None where one is not reported.
    """

    total: PrintedTotal
    codes: tuple[str, ...]
    not_reported: tuple[str, ...]
    exact_sum: Decimal | None
    by_figures: tuple[Subset, ...]
    by_digits: tuple[Subset, ...]

    @property
    def agrees(self) -> bool:
        """Whether the warehouse's figures can make the total at all."""
        return bool(self.by_figures)

    @property
    def cannot_be_all(self) -> bool:
        """Whether the sum of all components is not what is printed; judged by the digits where a figure is not reported."""
        return self._lacks_all(self.by_digits if self.exact_sum is None else self.by_figures)

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "name": self.total.name,
            "measure": self.total.measure,
            "printed": self.total.printed.text,
            "by_rounding": self.total.printed.by_rounding.to_dict(),
            "by_truncation": self.total.printed.by_truncation.to_dict(),
            "components": list(self.codes),
            "not_reported": list(self.not_reported),
            "exact_sum": None if self.exact_sum is None else f"{self.exact_sum:f}",
            "by_figures": [subset.to_dict() for subset in self.by_figures],
            "by_digits": [subset.to_dict() for subset in self.by_digits],
            "cannot_be_all": self.cannot_be_all,
            "agrees": self.agrees,
        }

    def lines(self) -> Iterator[str]:
        """The total, and below it what makes it."""
        yield f"{self.total.name}: printed {self.total.printed.text}"
        yield f"  by the warehouse's figures: {self._found(self.by_figures)}{self._all_by_figures()}"
        yield f"  by the printed digits alone: {self._found(self.by_digits)}{self._cannot(self.by_digits)}"

    def _all_by_figures(self) -> str:
        if self.exact_sum is None:
            return f"; whether {everything(len(self.codes))} is open: {', '.join(self.not_reported)} not reported"
        cannot = self._cannot(self.by_figures)
        return f"{cannot} ({shown(self.exact_sum, self.total.measure)})" if cannot else ""

    def _found(self, subsets: tuple[Subset, ...]) -> str:
        names = [self._named(subset) for subset in subsets[:_SHOWN_SUBSETS]]
        more = len(subsets) - len(names)
        return " or ".join(names or ["no subset"]) + (f" or {more} more (see --json)" if more else "")

    def _named(self, subset: Subset) -> str:
        notes = [] if subset.exact is None else [shown(subset.exact, self.total.measure)]
        notes += ["truncated"] if subset.method == "truncation" else []
        return f"{subset.name} ({', '.join(notes)})" if notes else subset.name

    def _cannot(self, subsets: tuple[Subset, ...]) -> str:
        return f"; cannot be {everything(len(self.codes))}" if self._lacks_all(subsets) else ""

    def _lacks_all(self, subsets: tuple[Subset, ...]) -> bool:
        return all(subset.left_out for subset in subsets)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole comparison. `not_printed`: what the warehouse knows of benefit types the statement does not name."""

    statement: Statement
    figures: tuple[FigureOutcome, ...]
    totals: tuple[TotalOutcome, ...]
    not_printed: tuple[tuple[str, str, Decimal], ...]
    coverages: tuple[CoverageOutcome, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every figure agrees, every total is the sum of some of them, and every coverage agrees."""
        is_made = all(figure.agrees for figure in self.figures) and all(total.agrees for total in self.totals)
        return is_made and all(coverage.agrees for coverage in self.coverages)

    def to_dict(self) -> dict[str, object]:
        """For --json."""
        statement = self.statement
        return {
            "title": statement.title,
            "source": statement.source,
            "basis": statement.basis,
            "from": f"{statement.first:%Y-%m}",
            "to": f"{statement.last:%Y-%m}",
            "regency_code": statement.regency_code,
            "agrees": self.agrees,
            "components": [figure.to_dict() for figure in self.figures],
            "totals": [total.to_dict() for total in self.totals],
            "coverage": [coverage.to_dict() for coverage in self.coverages],
            "not_printed": [
                {"benefit_type_code": code, "measure": measure, "exact": f"{exact:f}"} for code, measure, exact in self.not_printed
            ],
        }

    def lines(self) -> list[str]:
        """The comparison as plain text."""
        statement = self.statement
        scope = f"regency {statement.regency_code}" if statement.regency_code else "national"
        return [
            statement.title,
            f"  source: {statement.source}",
            f"  {scope}, payment months {statement.first:%Y-%m} to {statement.last:%Y-%m}",
            "",
            *self._table(),
            *(
                f"{code} {_NAMES[measure]}: {shown(exact, measure)} in the warehouse, not printed"
                for code, measure, exact in self.not_printed
            ),
            "",
            *(line for total in self.totals for line in total.lines()),
            *(line for coverage in self.coverages for line in ("", *coverage.lines())),
            "",
            f"verdict: {'agrees' if self.agrees else 'does not agree'} within the printed precision",
        ]

    def _table(self) -> Iterator[str]:
        rows = [("benefit", "measure", "printed", "warehouse", "difference", "verdict")]
        rows += [_row(figure) for figure in self.figures]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for code, measure, printed, exact, difference, verdict in rows:
            left = f"{code:<{widths[0]}}  {measure:<{widths[1]}}"
            yield f"{left}  {printed:>{widths[2]}}  {exact:>{widths[3]}}  {difference:>{widths[4]}}  {verdict}"


def shown(number: Decimal, measure: str) -> str:
    """A figure for people: rupiah with sen, counts whole."""
    return f"{number:,.2f}" if measure == "amount_paid_idr" else f"{number:,.0f}"


def _row(outcome: FigureOutcome) -> tuple[str, str, str, str, str, str]:
    figure, exact, difference = outcome.figure, outcome.exact, outcome.difference
    return (
        figure.benefit_type_code,
        _NAMES[figure.measure],
        figure.printed.text,
        "–" if exact is None else shown(exact, figure.measure),
        "–" if difference is None else f"{'+' if difference > 0 else ''}{shown(difference, figure.measure)}",
        outcome.verdict,
    )
