"""`claims trace`: from a published figure to the files, sheets and rows behind it."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from flows.cli.app import PERIOD, Session, fail_with, shared_options
from flows.cli.display import print_json, print_table, shown
from flows.cli.lean import without_pandas
from flows.progress import shown_on_terminal

if TYPE_CHECKING:
    from flows.trace.trace import Traced
    from flows.trace.verify import Verdict

DISAGREES = 1  # as in `claims reconcile`
NUMERIC = frozenset({"payments", "rupiah", "row", "published", "in the vintages", "counted", "rebuilt"})
SHOWN_SHA = 12


@click.command("trace")
@click.argument("period", type=PERIOD)
@click.option("--benefit-type", "benefit_type_code", help="Benefit type, first level: JHT.")
@click.option("--component", "benefit_component_code", help="Component of the benefit type: JHT_PENUH; none: lines that name none.")
@click.option("--programme", "programme_code", help="Programme: JKM; none.")
@click.option("--segment", "segment_code", help="Segment: PU; none.")
@click.option("--branch", "branch_code", help="Branch: K08; none.")
@click.option("--regency", "regency_code", help="Regency: 33.16 or 3316; none.")
@click.option("--publication", type=click.IntRange(min=1), help="As this publication showed it; default: the one that stands.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many files, lines and runs of rows.")
@click.option(
    "--verify", "is_verified", is_flag=True, help="Rebuild it from the bytes in the vault. With PERIOD alone: every cell of the month."
)
@shared_options
@click.pass_obj
def trace_command(
    session: Session, /, period: date, publication: int | None, limit: int, *, is_verified: bool, **codes: str | None
) -> None:
    """Show the files, sheets and rows behind a published figure of PERIOD, and the lines of it that do not count.

    Exit 1 where a figure is not what its lines, or with --verify the bytes in the vault, come to.
    """
    from flows.monthly.workplace import look_at
    from flows.trace.cell import Cell
    from flows.trace.trace import trace

    with shown_on_terminal(), nullcontext() if is_verified else without_pandas():
        traced = trace(look_at(session.home_flag), Cell(period, **_dotted(codes)), publication, is_verified=is_verified)
    if session.as_json:
        print_json(traced.to_dict())
    else:
        _tell(traced, limit)
    if not traced.is_equal:
        fail_with(DISAGREES)


def _dotted(codes: Mapping[str, str | None]) -> dict[str, str | None]:
    regency = codes["regency_code"]
    is_bare = regency is not None and len(regency) == len("3316") and regency.isdecimal()
    return dict(codes) | {"regency_code": f"{regency[:2]}.{regency[2:]}" if is_bare and regency else regency}


def _tell(traced: "Traced", limit: int) -> None:
    last = "counted" if traced.verdict is None else "rebuilt"
    print_table(
        f"{traced.cell}, publication {traced.publication}, mart.{traced.cell.mart}",
        ("measure", "published", "in the vintages", last, ""),
        [_figure(row) for row in traced.figures],
        NUMERIC,
    )
    _table(
        "The lines that count", ("period", "sender", "file", "sha256", "sheet", "payments", "rupiah", "rows"), traced.files, _file, limit
    )
    headings = ("period", "sender", "file", "sheet", "row", "rupiah", "why", "counts instead")
    _table("The lines that do not count", headings, traced.not_counted, _not_counted, limit)
    _table("Touched by hand", ("period", "sender", "file", "sheet", "row", "code", "corrections"), traced.by_hand, _by_hand, limit)
    if traced.verdict is not None:
        _tell_verdict(traced.verdict, limit)
    click.echo("EQUAL" if traced.is_equal else "DIFFERS")


def _table(title: str, headings: Sequence[str], rows: Sequence[dict[str, Any]], told: Any, limit: int) -> None:  # noqa: ANN401
    if rows:
        more = f", {len(rows) - limit} more with --json" if len(rows) > limit else ""
        print_table(f"{title} ({len(rows)}{more})", headings, [told(row, limit) for row in rows[:limit]], NUMERIC)


def _figure(row: dict[str, Any]) -> tuple[object, ...]:
    published = row["published"]
    return (
        row["measure"],
        published.get("file"),
        published.get("vintages"),
        row["counted"],
        row["state"] if published else "not published so",
    )


def _file(row: dict[str, Any], limit: int) -> tuple[object, ...]:
    who = _who(row)
    return (*who, row["sha256"][:SHOWN_SHA], row["sheet"], row["payment_count"], row["amount_paid_idr"], _runs(row["rows"], limit))


def _not_counted(row: dict[str, Any], _limit: int) -> tuple[object, ...]:
    instead = row["instead"]
    place = instead and " ".join(filter(None, (*_who(instead), instead["sheet"], f"row {shown(instead['row'])}")))
    return (*_who(row), row["sheet"], row["row"], row["amount_paid_idr"], row["reason"], place)


def _by_hand(row: dict[str, Any], _limit: int) -> tuple[object, ...]:
    return (*_who(row), row["sheet"], row["row"], row["code"], row["corrections"])


def _who(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["period"], row["sender"], row["file"]


def _runs(rows: Sequence[int], limit: int) -> str:
    """`2-15, 17`: unbroken runs of row numbers."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda one: one[1] - one[0])]
    told = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(told[:limit]) + (f", … ({len(told) - limit} runs more)" if len(told) > limit else "")


def _tell_verdict(verdict: "Verdict", limit: int) -> None:
    odd = [part for part in verdict.parts if not part.is_equal]
    click.echo(f"rebuilt from the vault: {len(verdict.parts)} extracts read again, {verdict.rows} published rows compared")
    if odd:
        rows = [(one.period, one.sender_code, one.file_name, one.lines, one.findings, one.ledger) for one in odd[:limit]]
        print_table("Recorded parts that are not what the vault gives", ("period", "sender", "file", "lines", "findings", "ledger"), rows)
    if verdict.differences:
        told = [
            (one.mart, one.source, " ".join(code or "none" for code in one.codes.values()), one.column, one.published, one.rebuilt)
            for one in verdict.differences[:limit]
        ]
        print_table(
            "Published values that are not what the vault gives", ("mart", "source", "cell", "column", "published", "rebuilt"), told
        )
