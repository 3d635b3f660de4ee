"""`claims mapping`: what was proposed for headings that nobody knows, and the decisions about a sender that people make."""

import getpass
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json, print_table
from flows.cli.run import tell
from flows.errors import UsageRefused
from flows.progress import shown_on_terminal
from transforms.zone import AGENCY_ZONE

if TYPE_CHECKING:
    from flows.mappings.accept import Accepted, Said

SHOWN = ("id", "sender", "period", "file", "heading", "proposed", "similarity", "patterns", "why")


@click.group("mapping")
def mapping_command() -> None:
    """Unknown headings and what they could mean; how a sender writes amounts and dates."""


@mapping_command.command("list")
@shared_options
@click.pass_obj
def list_command(session: Session) -> None:
    """List the open proposals: what each unknown heading of a refused extract could mean, and the shapes of its cells."""
    from flows.mappings.proposals import open_proposals
    from flows.monthly.workplace import look_at

    found = open_proposals(look_at(session.home_flag))
    rows = [
        (one.proposal_id, one.sender_code, ", ".join(one.periods), ", ".join(one.files), *_told(row)) for one in found for row in one.rows
    ]
    if session.as_json:
        print_json([dict(zip(SHOWN, row, strict=True)) for row in rows])
    elif rows:
        print_table("", SHOWN, rows, frozenset({"similarity"}))
        click.echo("take one with: claims mapping accept ID --why TEXT")
    else:
        click.echo("no proposal is open")


@mapping_command.command("accept")
@click.argument("proposal_id", metavar="ID")
@click.option("--set", "given", multiple=True, metavar="HEADING=COLUMN", help="This heading means this column, whatever is proposed.")
@click.option("--ignore", "ignored", multiple=True, metavar="HEADING", help="The column of this heading is not needed.")
@click.option("--only", multiple=True, metavar="HEADING", help="Take the proposal for this heading alone.")
@click.option("--why", required=True, help="What the decision rests on: it becomes the row's source.")
@click.option("--by", help="Who decides.  [default: you]")
@click.option("--no-read", is_flag=True, help="Do not read the extract again now; the next run does.")
@shared_options
@click.pass_obj
def accept_command(session: Session, /, proposal_id: str, given: Sequence[str], **chosen: Any) -> None:  # noqa: ANN401 - by name, from click
    """Make a proposal the sender's rows of reference/sender_headings.csv, and read the refused extract again."""
    from flows.mappings.accept import Choice, accept

    choice = Choice(_pairs(given), chosen["ignored"], chosen["only"])
    accepted = accept(session.home_flag, proposal_id, choice, _said(chosen["why"], chosen["by"]))
    _follow(session, accepted, "reference/sender_headings.csv", no_read=chosen["no_read"])


@mapping_command.command("dialect")
@click.argument("sender")
@click.option("--amount-form", type=click.Choice(["comma", "point"]), help="The decimal mark: 1.234.567,00 or 1,234,567.00.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="Whether the day or the month comes first.")
@click.option("--from", "since", type=PERIOD, required=True, help="The first period that is written so.")
@click.option("--why", required=True, help="What the decision rests on: it becomes the row's source.")
@click.option("--by", help="Who decides.  [default: you]")
@click.option("--no-read", is_flag=True, help="Do not read the extracts again now; the next run does.")
@shared_options
@click.pass_obj
def dialect_command(session: Session, /, sender: str, since: date, **chosen: Any) -> None:  # noqa: ANN401 - by name, from click
    """Say how SENDER writes amounts and dates where the values do not tell, as a row of reference/senders.csv; read again."""
    from flows.mappings.dialect import Speech, set_dialect

    speech = Speech(sender, since, chosen["amount_form"], chosen["date_order"])
    accepted = set_dialect(session.home_flag, speech, _said(chosen["why"], chosen["by"]))
    _follow(session, accepted, "reference/senders.csv", no_read=chosen["no_read"])


def _told(row: dict[str, str]) -> tuple[object, ...]:
    return row["heading"], row["canonical"] or None, row["similarity"] or None, row["patterns"], row["why"]


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """HEADING=COLUMN, parted at the last `=`: a heading may have one."""
    pairs = [text.rpartition("=") for text in given]
    crooked = [text for text, (heading, _, canonical) in zip(given, pairs, strict=True) if not heading.strip() or not canonical.strip()]
    if crooked:
        raise UsageRefused("--set is not HEADING=COLUMN", "command line", 'write it like --set "TGL TRANSFER=payment_date"')
    return {heading.strip(): canonical.strip() for heading, _, canonical in pairs}


def _said(why: str, by: str | None) -> "Said":
    from flows.mappings.accept import Said

    if not why.strip():
        raise UsageRefused("--why is empty", "command line", "say what the decision rests on: who was asked, which letter")
    return Said(why, by or getpass.getuser(), datetime.now(UTC).astimezone(ZoneInfo(AGENCY_ZONE)).date())


def _follow(session: Session, accepted: "Accepted", table: str, *, no_read: bool) -> None:
    """Say what was decided and, unless told not to, read again what it concerns: report and exit code are the run's."""
    if not session.as_json:
        for row in accepted.rows:
            click.echo(f"{table}: {','.join(row.values())}")
        click.echo("the next run reads the extract again" if no_read else "reading again")
    from flows.monthly.command import run

    report = None
    if not no_read:
        with shown_on_terminal():
            report = run(session.home_flag, accepted.periods, "run")
    if session.as_json:
        print_json({"table": table, "rows": accepted.rows, "periods": accepted.periods, "run": report and report.to_dict()})
    elif report:
        tell(report)
    if report and report.exit_code:
        fail_with(report.exit_code)
