"""`claims quarantine`: what was set aside, and why."""

from typing import Any

import click

from flows.cli.app import PERIOD, Session, shared_options
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
    from flows.monthly.workplace import open_workplace
    from flows.quarantine import Choice, findings

    session.home.prepare()
    rows = findings(open_workplace(session.home_flag), Choice(**chosen))
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], frozenset({"row", "amount_paid_idr"}))
    else:
        click.echo("nothing is set aside")
