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
@shared_options
@click.pass_obj
def publish_command(session: Session, *, rollback: bool, release: bool) -> None:
    """List the publications; with --rollback make the one before stand again, as a publication of its own."""
    from flows.monthly import rollback as backwards

    if rollback and release:
        raise UsageRefused("--rollback and --release exclude each other", "command line", "give one of them")
    if rollback:
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
