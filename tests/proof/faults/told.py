"""Faults as a table."""

from collections.abc import Sequence

from tests.proof.faults.trial import Row

SHOWN = 12  # complaints told on the page; the log has them all


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown, and below them whatever did not hold."""
    lines = ["| fault | trials | what was seen | held |", "|---|---:|---|---|"]
    lines += [f"| {row.fault} | {row.trials} | {'; '.join(row.seen)} | {_held(row)} |" for row in rows]
    broken = [complaint for row in rows for complaint in row.complaints]
    told = [f"- {complaint.splitlines()[0][:300]}" for complaint in broken[:SHOWN]]
    return "\n".join([*lines, *(["", "What did not hold:", *told] if told else [])]) + "\n"


def _held(row: Row) -> str:
    if not row.trials:
        return "not run"
    return "yes" if not row.complaints else f"**no** ({len(row.complaints)} complaints)"
