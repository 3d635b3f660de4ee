"""`claims status`: sender × period."""

import re
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import print_json, print_table

if TYPE_CHECKING:
    from flows.status import SenderPeriod

HEADINGS = ("period", "sender", "name", "expected", "state", "extracts", "accepted", "set aside", "last arrival", "reason", "columns")
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
        print_table("", HEADINGS, [_row(cell) for cell in cells], NUMERIC)
    else:
        click.echo("nothing has arrived and no sender is expected")


def _row(cell: "SenderPeriod") -> tuple[object, ...]:
    """A cell's figures, and what kinds of drift there are; all of it is in --json."""
    kinds = dict.fromkeys(kind for sentence in cell.drift for kind in re.findall(r", columns since \d{4}-\d{2}: (\w+):", sentence))
    return (*(figure for name, figure in asdict(cell).items() if name != "drift"), ", ".join(kinds) or None)
