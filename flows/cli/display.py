"""Results on stdout: a table for a person, JSON for a script."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from transforms.read.masking import printable

PLACE = ("segment_code", "branch_code", "regency_code")  # where a figure below the benefit type is of
PIPE_WIDTH = 200  # wide enough that no figure is cut where stdout is not a terminal


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever a command shows
    """`value` as one JSON document. Amounts are strings with two decimals, dates ISO."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def print_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], numeric: frozenset[str] = frozenset()) -> None:
    """A table; the columns named in `numeric` are set to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))  # a sender's `[/x]` is no markup
    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False).print(table)


def shown(cell: object) -> str:
    """A cell as a person reads it. What is not known is left blank and never looks like zero."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int():
            return f"{cell:,}".replace(",", ".")
        case Decimal():
            return f"{cell:,.2f}".translate(str.maketrans(",.", ".,"))
        case date():
            return cell.isoformat()
        case _:
            return "\n".join(map(printable, str(cell).split("\n")))


def signed(value: int | Decimal) -> str:
    """A difference, with its sign, so that nobody takes it for a figure."""
    return f"{'+' if value > 0 else ''}{shown(value)}"


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return f"{value:.2f}"
        case datetime() | date():
            return value.isoformat()
        case Path():
            return str(value)
        case frozenset() | set() | tuple():
            return list(value)
        case _:
            raise TypeError(type(value).__name__)  # an object nobody decided how to show must not leak by accident
