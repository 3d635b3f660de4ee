"""A slow, obvious final view in plain Python: every line looked up, every link walked, one step at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

Row = dict[str, object]
Key = tuple[object, object]


def effective(extracts: Sequence[Sequence[Row]]) -> dict[Key, Row]:
    """The line that counts for each claim and payment number: the last extract's. Extracts come in the order of their periods."""
    return {(row["claim_id"], row["payment_id"]): row for lines in extracts for row in lines}


def root(row: Row, lines: Mapping[Key, Row]) -> Row | None:
    """The line that its links lead back to, itself where it names no other; None where they lead nowhere."""
    seen: list[Row] = []
    while adjusts(row):
        seen.append(row)
        named = lines.get((row["claim_id"], row["original_payment_id"]))
        if named is None or any(named is known for known in seen):
            return None
        row = named
    return row


def adjusts(row: Row) -> bool:
    """Whether the line names a payment that it adjusts."""
    return row["payment_type"] != "original" and row["original_payment_id"] is not None


def shown_month(row: Row, lines: Mapping[Key, Row], published: Iterable[date]) -> object:
    """The month in which the final view shows a line."""
    home = root(row, lines)
    return home["payment_month"] if home is not None and home["payment_month"] in published else row["payment_month"]


def final_view(extracts: Sequence[Sequence[Row]], published: Sequence[date]) -> dict[tuple[object, object], tuple[int, ...]]:
    """(month, benefit type) -> claims, payments, participants, sen, sen moved in, sen moved out; cells that nothing touches are absent."""
    lines = effective(extracts)
    kept = [(row, shown_month(row, lines, published)) for row in lines.values() if row["payment_month"] in published]
    touched = {(month, row["benefit_type_code"]) for row, month in kept} | {
        (row["payment_month"], row["benefit_type_code"]) for row, _ in kept
    }
    return {cell: _cell(cell, kept) for cell in touched}


def _cell(cell: tuple[object, object], kept: Sequence[tuple[Row, object]]) -> tuple[int, ...]:
    month, kind = cell
    of_kind = [(row, shown) for row, shown in kept if row["benefit_type_code"] == kind]
    here = [row for row, shown in of_kind if shown == month]
    net: dict[object, int] = defaultdict(int)
    for row in here:
        net[row["claim_id"]] += _sen(row)
    people = {row["participant_key"] for row in here} - {None}
    came = sum(_sen(row) for row in here if row["payment_month"] != month)
    went = sum(_sen(row) for row, shown in of_kind if row["payment_month"] == month and shown != month)
    return sum(sen > 0 for sen in net.values()), len(here), len(people), sum(net.values()), came, went


def _sen(row: Row) -> int:
    sen = row["amount_paid_sen"]
    assert isinstance(sen, int)
    return sen
