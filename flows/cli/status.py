"""`claims status`: sender × period, or every arrival by itself."""

import re
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import print_json, print_table

HEADINGS = (
    "period", "sender", "name", "expected", "state", "due", "extracts", "accepted", "set aside", "last arrival", "reason", "columns",
    "participation",
)  # fmt: skip
ARRIVAL_HEADINGS = (
    "arrival", "period", "sender", "file", "classification", "fate", "revision", "arrived", "sha256", "code", "reason", "kind",
)  # fmt: skip
NUMERIC = frozenset({"extracts", "accepted", "set aside", "arrival", "revision", "participation"})


@click.command("status")
@click.argument("first", type=PERIOD, required=False)
@click.argument("last", type=PERIOD, required=False)
@click.option("--arrivals", "by_arrival", is_flag=True, help="Every arrival by itself: what it is, and what became of it.")
@shared_options
@click.pass_obj
def status_command(session: Session, first: date | None, last: date | None, by_arrival: bool) -> None:  # noqa: FBT001 - click's way
    """Show, for each sender and period from FIRST to LAST, what was expected, what came, what became of it, and who is overdue."""
    if by_arrival:
        _show_arrivals(session, first, last or first)
    else:
        _show_senders(session, first, last or first)


def _show_senders(session: Session, first: date | None, last: date | None) -> None:
    from flows.monthly.plans import waiting_plans
    from flows.monthly.workplace import look_at
    from flows.status import status

    workplace = look_at(session.home_flag)
    cells = status(workplace, first, last)
    if session.as_json:
        print_json([asdict(cell) for cell in cells])
    elif cells:
        print_table("", HEADINGS, [_row(asdict(cell)) for cell in cells], NUMERIC)
    else:
        click.echo("nothing has arrived and no sender is expected")
    if not session.as_json:
        for waiting in waiting_plans(workplace):
            click.echo(waiting.sentence)


def _row(cell: dict[str, Any]) -> tuple[object, ...]:
    """The cell with `late`, `overdue` and `gap` said beside its state, and what kinds of drift there are; all of it is in --json."""
    kinds = dict.fromkeys(kind for sentence in cell["drift"] for kind in re.findall(r", columns since \d{4}-\d{2}: (\w+):", sentence))
    said = [str(cell["state"]), "late" if cell["is_late"] else "", "overdue" if cell["is_overdue"] else "", "gap" if cell["is_gap"] else ""]
    names = ("due_on", "extracts", "lines_accepted", "lines_quarantined", "last_arrived_at", "reason")
    who = ("period", "sender_code", "sender_name", "is_expected")
    return (
        *(cell[name] for name in who),
        ", ".join(filter(None, said)),
        *(cell[name] for name in names),
        ", ".join(kinds) or None,
        cell["participation"] or None,
    )


def _show_arrivals(session: Session, first: date | None, last: date | None) -> None:
    from flows.arrived import arrived
    from flows.correction_record import SHOWN_SHA
    from flows.monthly.workplace import look_at

    rows = [asdict(row) for row in arrived(look_at(session.home_flag), first, last)]
    if session.as_json:
        print_json(rows)
    elif rows:
        shown = [row | {"sha256": str(row["sha256"])[:SHOWN_SHA]} for row in rows]
        print_table("", ARRIVAL_HEADINGS, [tuple(row.values()) for row in shown], NUMERIC)
    else:
        click.echo("nothing has arrived")
