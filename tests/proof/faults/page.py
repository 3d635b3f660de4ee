"""The page of faults: a table, written anew after each fault so that a long run can be looked at and broken off."""

from collections.abc import Sequence
from pathlib import Path

from tests.proof.faults.trial import Row

SHOWN = 12  # complaints told on the page; the log has them all


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown, and below them whatever did not hold."""
    lines = ["| fault | trials | what was seen | held |", "|---|---:|---|---|"]
    lines += [f"| {row.fault} | {row.trials} | {'; '.join(row.seen)} | {_held(row)} |" for row in rows]
    broken = [complaint for row in rows for complaint in row.complaints]
    told = [f"- {complaint.splitlines()[0][:300]}" for complaint in broken[:SHOWN]]
    return "\n".join([*lines, *(["", "What did not hold:", *told] if told else [])]) + "\n"


def write(page: Path, heading: str, text: str) -> None:
    """Replace the section under this heading, or add it at the end."""
    before = page.read_text(encoding="utf-8") if page.exists() else "# Faults\n"
    parts = before.split("\n## ")
    section = f"{heading}\n{text}"
    kept = [section if part.splitlines()[0] == heading else part for part in parts]
    kept += [] if section in kept else [section]
    page.write_text("\n## ".join(part.strip("\n") + "\n" for part in kept), encoding="utf-8")


def _held(row: Row) -> str:
    if not row.trials:
        return "not run"
    return "yes" if not row.complaints else f"**no** ({len(row.complaints)} complaints)"
