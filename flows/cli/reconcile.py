"""`claims reconcile`: published figures against the warehouse."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.app import Session, fail_with, shared_options
from flows.cli.display import print_json
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home

if TYPE_CHECKING:
    from expectations.reconciliation.coverage import CountedCoverage
    from expectations.reconciliation.outcome import Reconciliation
    from expectations.reconciliation.statement import Statement

DISAGREES = 1
MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_idr")


@click.command("reconcile")
@click.argument("statement", required=False, default="blora-2022", metavar="STATEMENT.yaml")
@shared_options
@click.pass_obj
def reconcile_command(session: Session, statement: str) -> None:
    """Say for each published figure whether the warehouse agrees within the printed digits, and which components make each total.

    STATEMENT is a file, or the name of one in the home's reference/statements or shipped with the project [default: blora-2022].
    Ends with 1 when something does not agree.
    """
    reconciliation = reconcile_warehouse(session.home, statement)
    if session.as_json:
        print_json(reconciliation.to_dict())
    else:
        tell_reconciliation(reconciliation)
    if not reconciliation.agrees:
        fail_with(DISAGREES)


def reconcile_warehouse(home: Home, name_or_path: str) -> "Reconciliation":
    """Compare a statement with the standing publication."""
    from expectations.reconciliation.reconcile import reconcile
    from expectations.reconciliation.shipped import find_statement
    from expectations.reconciliation.statement import load_statement

    statement = load_statement(find_statement(name_or_path, home.reference / "statements"))
    _refuse_other_ranges(statement, name_or_path)
    if not home.current_file.exists():
        raise NothingPublished(str(home.current_file))
    return reconcile(statement, _figures(home.current_file, statement), _coverages(home.current_file, statement))


def _figures(file: Path, statement: "Statement") -> dict[tuple[str, str], Decimal | None]:
    """The warehouse's figures for the statement's range and place, counted anew over the range."""
    from warehouse.figures import year_to_date

    rows = year_to_date(file, statement.last, statement.regency_code).to_dicts()
    return {(row["benefit_type_code"], measure): _exact(row[measure]) for row in rows for measure in MEASURES}


def _coverages(file: Path, statement: "Statement") -> "list[CountedCoverage]":
    """What the warehouse has of each coverage of the statement, in its order."""
    from expectations.reconciliation.coverage import CountedCoverage
    from warehouse.figures import coverage

    found = []
    for one in statement.coverages:
        rows = coverage(file, one.month, statement.regency_code).to_dicts()
        own = next((row for row in rows if row["target_group"] == one.target_group), {})
        found.append(CountedCoverage(own.get("participant_count"), own.get("target_population")))
    return found


def _exact(figure: int | Decimal | None) -> Decimal | None:
    return None if figure is None else Decimal(figure)


def tell_reconciliation(reconciliation: "Reconciliation") -> None:
    """Print the comparison."""
    click.echo("\n".join(reconciliation.lines()))


def _refuse_other_ranges(statement: "Statement", name_or_path: str) -> None:
    first, last = statement.first, statement.last
    if (first.year, first.month) != (last.year, 1):
        raise UsageRefused(
            f"the range is {first:%Y-%m} to {last:%Y-%m}; distinct claims are counted anew only from January to a month of one year",
            Path(name_or_path).name,
            "state a range that begins in January and ends in the same year: counts of distinct claims cannot be summed up from months",
        )
