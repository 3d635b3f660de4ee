"""`claims run` and `claims backfill`: bring periods into the warehouse."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Literal

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json, print_table
from flows.errors import UsageRefused
from flows.monthly.report import RunReport
from flows.monthly.waiting import told_figures
from flows.orchestrator.schedule import scheduled_period
from flows.periods import months_between
from flows.progress import shown_on_terminal
from flows.settings import PREFIX
from flows.wording import number_of

WORKERS = click.option(
    "--workers", type=click.IntRange(1), callback=lambda _context, _option, number: _set_workers(number), expose_value=False,
    help="How many processes clean extracts.  [default: the setting workers]",
)  # fmt: skip


def _set_workers(number: int | None) -> None:
    """The flag is the setting of that name, for this command."""
    if number is not None:
        os.environ[f"{PREFIX}WORKERS"] = str(number)


RESTATE = click.option("--restate", is_flag=True, help="Change published figures, too, that would otherwise wait as a plan.")


@click.command("run")
@click.option("--period", type=PERIOD, help="The period to load.  [default: the month before now in Asia/Jakarta]")
@WORKERS
@RESTATE
@shared_options
@click.pass_obj
def run_command(session: Session, period: date | None, restate: bool) -> None:  # noqa: FBT001 - click's signature
    """Load one period: take in what has arrived, clean, check, publish. Late extracts of published periods come along."""
    chosen = period or scheduled_period(datetime.now(UTC))
    bring_in(session, [f"{chosen:%Y-%m}"], "run", restate=restate)


@click.command("backfill")
@click.argument("first", type=PERIOD)
@click.argument("last", type=PERIOD)
@WORKERS
@RESTATE
@click.option("--all-or-nothing", is_flag=True, help="Publish nothing where one period does not pass the gate.")
@click.option("--dry-run", "only_look", is_flag=True, help="Say what would be done, and why, and do nothing.")
@shared_options
@click.pass_obj
def backfill_command(
    session: Session,
    first: date,
    last: date,
    restate: bool,  # noqa: FBT001 - click's signature
    all_or_nothing: bool,  # noqa: FBT001 - as above
    only_look: bool,  # noqa: FBT001 - as above
) -> None:
    """Load every period from FIRST to LAST, as one publication. A period that fails its gate is left out, the others are published."""
    if first > last:
        raise UsageRefused(f"{first:%Y-%m} lies after {last:%Y-%m}", "command line", "exchange them")
    periods = months_between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    if only_look:
        look_only(session, periods, restate=restate, all_or_nothing=all_or_nothing)
    else:
        bring_in(session, periods, "backfill", restate=restate, all_or_nothing=all_or_nothing)


def look_only(session: Session, periods: Sequence[str], **decided: bool) -> None:
    """Show what a backfill of these periods would do."""
    from flows.monthly.dry_run import dry_run

    found = dry_run(session.home_flag, periods, **decided)
    if session.as_json:
        print_json(found.to_dict())
        return
    if found.files:
        rows = [(one.period, one.sender, one.file, one.action, one.why) for one in found.files]
        print_table("", ("period", "sender", "file", "action", "why"), rows, frozenset())
    nothing = f"it would publish nothing: {found.because}" if found.because else "nothing has changed: it would publish nothing"
    click.echo("it would publish" if found.publishes else nothing)
    for reason in found.why:
        click.echo(f"  since {reason}")
    for one in found.left_out:
        click.echo(f"  left out {one.period}: {one.what}")
    for name, told in (("recounted", found.recounted), ("nothing changed in", found.skipped), ("no extract for", found.without_extract)):
        if told:
            click.echo(f"  {name}: {', '.join(told)}")
    for sentence in (*found.gaps, *(f"not taken in: {one}" for one in found.not_taken_in)):
        click.echo(f"  {sentence}")


def bring_in(session: Session, periods: Sequence[str], kind: Literal["run", "backfill"], **decided: bool) -> None:
    """Run for these periods, show the report, end with its exit code."""
    from flows.monthly.command import run

    with shown_on_terminal():
        report = run(session.home_flag, periods, kind, **decided)
    if session.as_json:
        print_json(report.to_dict())
    else:
        tell(report)
    if report.exit_code:
        fail_with(report.exit_code)


def tell(report: RunReport) -> None:
    """What a run did, in sentences."""
    _tell_done(report)
    if report.waits:
        click.echo(f"  {report.waits.sentence}")
    for warning in report.warnings:
        click.echo(f"  warning: {warning}")
    tell_not_done(report)
    if report.number is not None:
        click.echo(f"  warehouse: {report.warehouse}")


def _tell_done(report: RunReport) -> None:
    click.echo(report.headline)
    if report.arrivals:
        click.echo("  taken in: " + ", ".join(f"{count:,} {classification}" for classification, count in report.arrivals.items()))
    if report.is_new:
        click.echo("  ledger: " + ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in report.ledger.items()))
        click.echo(f"  checks: {report.checks_passed} passed, {number_of(len(report.warnings), 'warning')}")
    if report.public:
        click.echo(f"  {report.public}")
    if report.done or report.skipped:
        click.echo(
            f"  periods: {len(report.done)} done, {len(report.skipped)} skipped, {len(report.left_out)} left out; "
            f"{number_of(report.parts_made, 'part')} made, {_changed(report)}, {report.seconds:.1f} s"
        )


def _changed(report: RunReport) -> str:
    """How many published figures changed, of a run that published or not."""
    months = sorted({row["period"] for row in report.below})
    own = f"{number_of(report.figures_changed, 'published figure')} changed"
    return f"{told_figures(report.figures_changed, months, report.below)} changed" if report.below else own


def tell_not_done(report: RunReport) -> None:
    """What a run could not use, and why."""
    for one in report.left_out:
        click.echo(f"  left out {one.period}: {one.what}\n    where: {one.place}\n    fix: {one.fix}")
    for refusal in report.refusals:
        click.echo(f"  refused {refusal.period} {refusal.sender_code}: {refusal.code} {refusal.what}")
        click.echo(f"    where: {refusal.where}\n    fix: {refusal.fix}")
    for misplaced in report.misplaced:
        click.echo(f"  not taken in: {misplaced.what}\n    where: {misplaced.where}\n    fix: {misplaced.fix}")
    if report.unsettled:
        click.echo(f"  {number_of(report.unsettled, 'file is', 'files are')} still being written; the next run takes them")
