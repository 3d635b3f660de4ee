"""Published figures against the warehouse's: whether each lies within what its printed digits allow, and what the totals add."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from expectations.reconciliation.coverage import CountedCoverage, CoverageOutcome
from expectations.reconciliation.outcome import FigureOutcome, Reconciliation, TotalOutcome
from expectations.reconciliation.statement import PrintedFigure, PrintedTotal, Statement
from expectations.reconciliation.subsets import how, making_by_digits, making_by_figures

Figures = Mapping[tuple[str, str], Decimal | None]


def reconcile(statement: Statement, figures: Figures, coverages: Sequence[CountedCoverage] = ()) -> Reconciliation:
    """Compare the statement with the warehouse's exact figures. `coverages`: what the warehouse has of each of the statement's, in order.

    `figures`: (benefit_type_code, measure) -> the figure of the statement's scope and months, counted anew over them; claim_count,
    payment_count, participant_count, or amount_paid_idr in rupiah. None or no entry: not reported, which is never zero.
    """
    return Reconciliation(
        statement=statement,
        figures=tuple(_figure_outcome(figure, figures) for figure in statement.figures),
        totals=tuple(_total_outcome(total, statement, figures) for total in statement.totals),
        not_printed=_not_printed(statement, figures),
        coverages=tuple(map(CoverageOutcome, statement.coverages, coverages)),
    )


def _figure_outcome(figure: PrintedFigure, figures: Figures) -> FigureOutcome:
    exact = figures.get((figure.benefit_type_code, figure.measure))
    if exact is None:
        return FigureOutcome(figure, None, None, fits_otherwise=False)
    otherwise = figure.printed.otherwise
    return FigureOutcome(
        figure, exact, how(figure.printed, exact), fits_otherwise=otherwise is not None and how(otherwise, exact) is not None
    )


def _total_outcome(total: PrintedTotal, statement: Statement, figures: Figures) -> TotalOutcome:
    codes = statement.codes(total.measure)
    exact = {code: figure for code in codes if (figure := figures.get((code, total.measure))) is not None}
    printed = {figure.benefit_type_code: figure.printed for figure in statement.figures if figure.measure == total.measure}
    return TotalOutcome(
        total=total,
        codes=codes,
        not_reported=tuple(code for code in codes if code not in exact),
        exact_sum=sum(exact.values(), Decimal(0)) if len(exact) == len(codes) else None,
        by_figures=making_by_figures(total.printed, codes, exact),
        by_digits=making_by_digits(total.printed, printed),
    )


def _not_printed(statement: Statement, figures: Figures) -> tuple[tuple[str, str, Decimal], ...]:
    return tuple(
        (code, measure, exact)
        for (code, measure), exact in sorted(figures.items())
        if measure in statement.measures and code not in statement.codes(measure) and exact is not None
    )
