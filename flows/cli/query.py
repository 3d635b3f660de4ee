"""`claims query`: read-only SQL on the standing publication."""

import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from threading import Timer

import click

from flows.cli.app import Session, shared_options
from flows.cli.display import print_json, print_table
from flows.cli.explain_error import USAGE
from flows.errors import NothingPublished

LONGEST_S = 60.0
GRACE_S = 10.0  # for the engine to notice that it is to stop: within one enormous value it does not


@click.command("query")
@click.argument("sql")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=LONGEST_S, show_default=True, help="How long it may take at most."
)
@shared_options
@click.pass_obj
def query_command(session: Session, sql: str, seconds: float) -> None:
    """Run one read-only SQL statement on the standing publication, e.g. "from mart.claims_by_benefit_month".

    It gets a minute, 1 GiB of memory and a million rows; `claims export` gives whole tables.
    """
    from warehouse.query import query

    file = session.home.current_file
    if not file.exists():
        raise NothingPublished(str(file))
    with _ended_after(seconds + GRACE_S):
        result = query(file, sql, longest_s=seconds)
    if session.as_json:
        print_json([{name: plain(cell) for name, cell in zip(result.columns, row, strict=True)} for row in result.rows])
    else:
        print_table("", result.columns, result.rows)


def plain(cell: object) -> object:
    """A cell of whatever type DuckDB has, as JSON can hold it: what JSON does not know is its text, bytes are hexadecimal."""
    match cell:
        case None | bool() | int() | str() | Decimal() | date():
            return cell
        case float():
            return cell if math.isfinite(cell) else str(cell)
        case bytes():
            return cell.hex()
        case Mapping():
            return {str(key): plain(value) for key, value in cell.items()}
        case list() | tuple():
            return [plain(value) for value in cell]
        case _:
            return str(cell)


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End this process when the block takes longer: nothing is held by it but a file that is open for reading."""
    last = Timer(seconds, _end)
    last.daemon = True
    last.start()
    try:
        yield
    finally:
        last.cancel()


def _end() -> None:
    click.echo("it took too long and could not be stopped otherwise\n  where: the query\n  fix: ask for less in one value", err=True)
    os._exit(USAGE)
