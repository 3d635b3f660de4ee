"""`claims query`: read-only SQL on the standing publication."""

import click

from flows.cli.app import Session, shared_options
from flows.cli.display import print_json, print_table
from flows.errors import NothingPublished


@click.command("query")
@click.argument("sql")
@shared_options
@click.pass_obj
def query_command(session: Session, sql: str) -> None:
    """Run one read-only SQL statement on the standing publication, e.g. "from mart.claims_by_benefit_month"."""
    from warehouse.query import query

    file = session.home.current_file
    if not file.exists():
        raise NothingPublished(str(file))
    result = query(file, sql)
    if session.as_json:
        print_json([dict(zip(result.columns, row, strict=True)) for row in result.rows])
    else:
        print_table("", result.columns, result.rows)
