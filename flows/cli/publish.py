"""`claims publish`: list publications, go back to the one before, release what was held."""

import json
from dataclasses import asdict

import click

from flows.cli.app import Session, shared_options
from flows.cli.display import print_json, print_table
from flows.errors import UsageRefused
from flows.progress import shown_on_terminal
from warehouse.register.records import PublicationRow

HEADINGS = ("number", "kind", "published", "months", "first", "last", "content hash", "")


@click.command("publish")
@click.option("--rollback", is_flag=True, help="Publish the figures of the publication before, and hold the rejected inputs.")
@click.option("--release", is_flag=True, help="Let inputs that a rollback rejected be published again.")
@click.option("--restore", is_flag=True, help="Have the newest whole publication stand again, where the standing one was damaged or lost.")
@shared_options
@click.pass_obj
def publish_command(session: Session, *, rollback: bool, release: bool, restore: bool) -> None:
    """List the publications; with --rollback make the one before stand again, as a publication of its own."""
    from flows.monthly import rollback as backwards

    if rollback + release + restore > 1:
        raise UsageRefused("--rollback, --release and --restore exclude each other", "command line", "give one of them")
    if restore:
        _tell(session, _restored(session))
    elif rollback:
        with shown_on_terminal():
            _tell(session, backwards.roll_back(session.home_flag).to_dict())
    elif release:
        _tell(session, {"headline": f"{backwards.release(session.home_flag)} holds released"})
    else:
        rows = backwards.publications(session.home_flag)
        if session.as_json:
            print_json([asdict(row) for row in rows])
        elif rows:
            print_table("", HEADINGS, [_shown(row, is_standing=row is rows[-1]) for row in rows], frozenset({"number", "months"}))
        else:
            click.echo("nothing has been published yet")


def _restored(session: Session) -> dict[str, object]:
    """What stands after it, and what is to be known before the next run."""
    from flows.monthly.restore import restore

    number, lost = restore(session.home_flag)
    named = ", ".join(str(one) for one in lost)
    headline = f"publication {number} stands" + (
        f" again; {named} was damaged or lost: the next run publishes its figures anew" if lost else ""
    )
    warns = (
        f"what the public file of {named} showed is not known any more: if it was given out, restore it from a backup before the next run"
    )
    return {"headline": headline, "number": number, "lost": lost, "public": warns if lost else ""}


def _shown(row: PublicationRow, *, is_standing: bool) -> tuple[object, ...]:
    periods = json.loads(row.periods)
    return (
        row.number,
        row.kind,
        row.published_at,
        len(periods),
        periods[0],
        periods[-1],
        row.content_hash[:12],
        "stands" if is_standing else "",
    )


def _tell(session: Session, result: dict[str, object]) -> None:
    if session.as_json:
        print_json(result)
    else:
        click.echo(result["headline"])
        if result.get("public"):
            click.echo(f"  {result['public']}")
