"""`claims plan`: what would change if published now, figure by figure."""

from datetime import date
from decimal import Decimal
from typing import Any

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import PLACE, print_json, print_table, signed
from flows.errors import UsageRefused
from flows.monthly.waiting import FINER
from flows.periods import months_between
from flows.progress import shown_on_terminal

HEADINGS = ("month", "benefit type", "measure", "published", "would be", "difference", "share", "band", "why")
CHANGE = HEADINGS[2:]
REGIONAL = ("month", "benefit type", "segment", "branch", "regency", *CHANGE)
COMPONENTS = ("month", "benefit type", "programme", "component", *CHANGE)
NUMERIC = frozenset({"published", "would be", "difference", "share"})
KIND = ("programme_code", "benefit_component_code")


@click.command("plan")
@click.argument("first", type=PERIOD, required=False)
@click.argument("last", type=PERIOD, required=False)
@click.option("--detail", is_flag=True, help="Also by segment, branch and regency, and by programme and component.")
@shared_options
@click.pass_obj
def plan_command(session: Session, first: date | None, last: date | None, detail: bool) -> None:  # noqa: FBT001 - click's way
    """Show each published figure that would change if published now: from what to what, how much that matters, and why.

    FIRST and LAST: the periods to bring in besides those published.  [default: all that have arrived]
    Everything is built and checked, nothing is published: `claims apply` does that.
    """
    from flows.monthly.plan_command import plan

    if first and first > (last or first):
        raise UsageRefused(f"{first:%Y-%m} lies after {last:%Y-%m}", "command line", "exchange them")
    asked = months_between(f"{first:%Y-%m}", f"{last or first:%Y-%m}") if first else []
    with shown_on_terminal():
        report = plan(session.home_flag, asked, is_detailed=detail)
    if session.as_json:
        print_json(report.to_dict())
    else:
        _tell(report)
    if report.exit_code:
        fail_with(report.exit_code)


def _tell(report: Any) -> None:  # noqa: ANN401 - a PlanReport, whose module imports more than --help should
    click.echo(report.headline)
    _tell_figures(report)
    for refusal in report.refusals:
        click.echo(f"  without {refusal.period} {refusal.sender_code}, {refusal.where}: {refusal.code} {refusal.what}")
    for one in report.left_out:
        click.echo(f"  left out {one.period}: {one.what}\n    where: {one.place}\n    fix: {one.fix}")
    if report.held_by is not None:
        click.echo(
            f"  publication {report.held_by} of these inputs was rolled back: they are held (let them through: claims publish --release)"
        )
    elif report.plan_id is not None:
        click.echo(f"publish exactly this: claims apply {report.plan_id[:12]}")


def _tell_figures(report: Any) -> None:  # noqa: ANN401 - as above
    if report.figures:
        print_table("", HEADINGS, [(*_figure(row, ()), _why(row)) for row in report.figures], NUMERIC)
    if report.regions:
        print_table(f"by {FINER['region']}", REGIONAL, [(*_figure(row, PLACE), _why(row)) for row in report.regions], NUMERIC)
    if report.components:
        print_table(f"by {FINER['programme']}", COMPONENTS, [(*_figure(row, KIND), _why(row)) for row in report.components], NUMERIC)
    if report.below and report.regions is None:
        click.echo("  what changes below the benefit type, and why: claims plan --detail")


def _figure(row: dict[str, Any], place: tuple[str, ...]) -> tuple[object, ...]:
    share = None if row["share"] is None else signed(Decimal(row["share"] * 100).quantize(Decimal("0.01"))) + "%"
    values = (_value(row, name) for name in ("old", "new", "difference"))
    return (row["period"], row["benefit_type_code"], *(row[name] for name in place), row["measure"], *values, share, row["band"])


def _value(row: dict[str, Any], name: str) -> object:
    value = row[name]
    if value is None and not {*PLACE, *KIND} & {*row}:
        return "not known"
    return Decimal(value) if isinstance(value, str) else value


def _why(row: dict[str, Any]) -> str:
    """The causes, each with how much of the difference is its."""
    totals: dict[str, Decimal] = {}
    for one in row["causes"]:
        totals[one["cause"]] = totals.get(one["cause"], Decimal(0)) + Decimal(one["difference"])
    if len(totals) == 1:
        return next(iter(totals)).replace("_", " ")
    return "; ".join(f"{cause.replace('_', ' ')} {signed(_amount(total, row))}" for cause, total in totals.items())


def _amount(total: Decimal, row: dict[str, Any]) -> Decimal | int:
    return total if isinstance(row["difference"], str) else int(total)
