"""`claims status`: sender × period."""

from dataclasses import asdict
from datetime import date

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import print_json, print_table

HEADINGS = ("period", "sender", "name", "expected", "state", "extracts", "accepted", "set aside", "last arrival", "reason")
NUMERIC = frozenset({"extracts", "accepted", "set aside"})


@click.command("status")
@click.argument("first", type=PERIOD, required=False)
@click.argument("last", type=PERIOD, required=False)
@shared_options
@click.pass_obj
def status_command(session: Session, first: date | None, last: date | None) -> None:
    """Show, for each sender and period from FIRST to LAST: expected, received, corrected, waiting, missing or refused, and why."""
    from flows.monthly.workplace import look_at
    from flows.status import status

    cells = status(look_at(session.home_flag), first, last or first)
    if session.as_json:
        print_json([asdict(cell) for cell in cells])
    elif cells:
        print_table("", HEADINGS, [tuple(asdict(cell).values()) for cell in cells], NUMERIC)
    else:
        click.echo("nothing has arrived and no sender is expected")
