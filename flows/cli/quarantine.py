"""`claims quarantine`: what was set aside, and why."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json, print_table


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
