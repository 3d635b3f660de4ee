"""Figures of cleaned lines, counted one by one."""

from collections import defaultdict
from datetime import date

from tests.oracle.line import Line, total


def figures(lines: list[Line]) -> dict[tuple[date, str], tuple[int, int, int, int]]:
    """payment month and benefit type -> claims, payments, participants, sen of the accepted lines."""
    cells: dict[tuple[date, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.outcome == "accepted":
            cells[line.day("payment_date").replace(day=1), line.benefit].append(line)  # type: ignore[index, union-attr]
    return {
        cell: (
            len({line.text["claim_id"] for line in chosen if (line.amount or 0) > 0}),
            len(chosen),
            len({line.person for line in chosen} - {None}),
            total(chosen),
        )
        for cell, chosen in cells.items()
    }
