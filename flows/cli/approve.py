"""`claims approve`: let a line in that was set aside and is right."""

import getpass
from dataclasses import asdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json
from flows.cli.run import tell
from flows.errors import UsageRefused
from flows.progress import shown_on_terminal
from transforms.zone import AGENCY_ZONE


@click.command("approve")
@click.option("--sender", required=True, help="The sender of the extract.")
@click.option("--period", type=PERIOD, required=True, help="The extract period.")
@click.option(
    "--file",
    help="The extract, as `claims quarantine list` names it, or its SHA-256 (12 or more characters); where several hold such a line.",
)
@click.option("--row", type=click.IntRange(min=1), help="The line's row.")
@click.option("--sheet", help="The row's sheet, as `claims quarantine list` names it.")
@click.option("--claim", help="The claim number, instead of the row.")
@click.option("--payment", help="The payment number beside it.")
@click.option("--code", "codes", multiple=True, required=True, help="A code that sets the line aside; name every one.")
@click.option("--why", required=True, help="Why the line is right.")
@click.option("--by", "who", help="Who approves.  [default: the user of this system]")
@click.option("--no-read", is_flag=True, help="Only write the record; the next run acts upon it.")
@shared_options
@click.pass_obj
def approve_command(
    session: Session,
    /,
    *,
    sender: str,
    period: date,
    file: str | None,
    row: int | None,
    sheet: str | None,
    claim: str | None,
    payment: str | None,
    codes: tuple[str, ...],
    why: str,
    who: str | None,
    no_read: bool,
) -> None:
    """Approve a lawful exception: a line that was set aside and is right. Then publish.

    It becomes a record in register/corrections/, with who and why.
    """
    from flows.approve import Approval, approve
    from flows.monthly.command import run

    _refuse_half_named(row, sheet, claim, payment)
    by, today = who or getpass.getuser(), datetime.now(ZoneInfo(AGENCY_ZONE)).date()
    asked = Approval(sender, f"{period:%Y-%m}", tuple(sorted(set(codes))), why, by, today, file, row, sheet, claim, payment)
    with shown_on_terminal():
        approved = approve(session.home_flag, asked, is_tried=not no_read)
        if not session.as_json:
            for one in approved:
                place = f"sheet {one.sheet}, row {one.row}" if one.sheet else f"row {one.row}"
                click.echo(f"approved {one.correction}: {one.file}, {place}, {one.codes}")
        report = None if no_read else run(session.home_flag, [asked.period], "run")
    if session.as_json:
        print_json({"approved": [asdict(one) for one in approved], "run": report.to_dict() if report else None})
    elif report:
        tell(report)
    if report and report.exit_code:
        fail_with(report.exit_code)


def _refuse_half_named(row: int | None, sheet: str | None, claim: str | None, payment: str | None) -> None:
    if (row is None) == (claim is None) or (sheet and row is None) or (payment and claim is None):
        what = "the line is named by --row (and --sheet), or by --claim (and --payment)"
        raise UsageRefused(what, "command line", "give one of both")
