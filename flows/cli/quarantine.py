"""`claims quarantine`: what was set aside, and why."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json, print_table
from flows.cli.run import RESTATE, tell
from flows.progress import shown_on_terminal

STATES = ("fixed", "still wrong", "newly wrong", "withdrawn")


@click.group("quarantine")
def quarantine_command() -> None:
    """Lines set aside, duplicates and warnings, with file, sheet, row and code."""


@quarantine_command.command("list")
@click.option("--period", type=PERIOD, help="Only this extract period.")
@click.option("--sender", help="Only this sender.")
@click.option("--code", help="Only this rule code.")
@click.option("--all", "with_all", is_flag=True, help="Warnings and duplicates too.")
@shared_options
@click.pass_obj
def list_command(session: Session, /, **chosen: Any) -> None:  # noqa: ANN401 - click hands the options over by name
    """List findings of the standing extracts, one per line and code."""
    from flows.monthly.workplace import look_at
    from flows.quarantine import Choice, findings

    rows = findings(look_at(session.home_flag), Choice(**chosen))
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], frozenset({"row", "amount_paid_idr"}))
    else:
        click.echo("nothing is set aside")


@quarantine_command.command("changes")
@click.option("--period", type=PERIOD, help="Only this extract period.")
@click.option("--sender", help="Only this sender.")
@shared_options
@click.pass_obj
def changes_command(session: Session, /, **chosen: Any) -> None:  # noqa: ANN401
    """Say what corrected extracts did to the lines set aside: fixed, still wrong, newly wrong, withdrawn.

    Withdrawn is a line that is no payment of the extract any longer.
    """
    from flows.changes import lines_changed
    from flows.monthly.workplace import look_at
    from flows.quarantine import Choice

    rows = lines_changed(look_at(session.home_flag), Choice(**chosen))
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], frozenset({"row_before", "row"}))
    else:
        click.echo("no extract that was read has been corrected, or none that had lines set aside")


@quarantine_command.command("replay")
@click.option("--period", type=PERIOD, help="Only extracts of this period.")
@click.option("--sender", help="Only this sender's extracts.")
@click.option("--dry-run", is_flag=True, help="Say which extracts would be read anew, and why; make nothing.")
@RESTATE
@shared_options
@click.pass_obj
def replay_command(session: Session, /, *, dry_run: bool, restate: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Read anew what a changed rule, table, heading or correction touches, refused extracts too; then publish once.

    Publishing takes all that stands as it is decided now: where the release itself has changed, also extracts not chosen here.
    """
    from flows.monthly.command import run
    from flows.quarantine import Choice
    from flows.replay import numbered, replay

    with shown_on_terminal():
        replayed = replay(session.home_flag, Choice(**chosen), is_only_told=dry_run)
        rows = numbered(replayed.extracts)
        if rows and not session.as_json:
            print_table("", list(rows[0]), [list(row.values()) for row in rows], frozenset(STATES))
            click.echo(", ".join(f"{count} {what}" for what, count in replayed.sums.items()) if not dry_run else f"{len(rows)} extracts")
        report = run(session.home_flag, replayed.periods, "run", restate=restate) if rows and not dry_run else None
    if session.as_json:
        sums = {} if dry_run else replayed.sums
        print_json({"extracts": rows, "sums": sums, "run": report.to_dict() if report else None})
    elif report:
        tell(report)
    elif not rows:
        click.echo("every extract was read as it would be read now")
    if report and report.exit_code:
        fail_with(report.exit_code)


@quarantine_command.command("export")
@click.option("--sender", required=True, help="The sender to answer.")
@click.option("--period", type=PERIOD, required=True, help="The extract period.")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="Where the answer goes: outside the home.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="The language of notes and index.")
@shared_options
@click.pass_obj
def export_command(session: Session, /, sender: str, period: date, folder: Path, lang: str) -> None:
    """Make the answer to a sender: the workbook sent, marked and explained; of CSV and Parquet the lines set aside.

    It shows the sender's own values. An older answer of the same name in the folder is replaced.
    """
    from flows.answer.errors import WorkbookUnmarkable
    from flows.answer.export import export

    given = export(session.home_flag, sender, period, folder, lang)
    answers = [asdict(answer) for answer in given]
    if session.as_json:
        print_json(answers)
    else:
        print_table("", list(answers[0]), [list(answer.values()) for answer in answers], frozenset({"remarks", "without_place"}))
    if any(answer.has_failed for answer in given):
        fail_with(WorkbookUnmarkable.exit_code)
