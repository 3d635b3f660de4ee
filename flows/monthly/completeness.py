"""Published months of which all senders are in now and were not, or the other way round: their cells without lines show 0, or nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from flows.periods import first_day
from transforms.mechanism import FILE, FOUND_TWICE, deliveries
from warehouse.register.records import ShownMonth

NEW = "new"


@dataclass(frozen=True, slots=True, order=True)
class Flip:
    """One reason for it: a cause (transforms.mechanism.Cause) and the file that did it; none where the table of senders did."""

    cause: str
    sender_code: str | None = None
    file_name: str | None = None
    sha256: str | None = None


def is_complete(month: ShownMonth) -> bool:
    """Whether every sender expected has delivered; nobody is expected where that is not known."""
    return bool(month.senders_expected) and {*month.senders_expected} <= {*month.senders_received}


def completeness_changed(
    then: Iterable[ShownMonth], now: Iterable[ShownMonth], facts: Callable[[], pl.DataFrame]
) -> Mapping[date, tuple[Flip, ...]]:
    """The months shown then whose completeness is another now, each with what happened to the extracts of the senders that made it so.

    `facts`: transforms.mechanism.FACTS of both sides, asked only where it is needed. A month that is not shown is not complete.
    """
    after = {month.period: month for month in now}
    differing = [(old, after.get(old.period)) for old in then if _differ(old, after.get(old.period))]
    known = facts() if any(not _expects_others(*pair) for pair in differing) else None
    return {first_day(old.period): _flips(old, new, known) for old, new in differing}


def _differ(then: ShownMonth, now: ShownMonth | None) -> bool:
    return is_complete(then) != (now is not None and is_complete(now))


def _expects_others(then: ShownMonth, now: ShownMonth | None) -> bool:
    return now is not None and {*now.senders_expected} != {*then.senders_expected}


def _flips(then: ShownMonth, now: ShownMonth | None, facts: pl.DataFrame | None) -> tuple[Flip, ...]:
    if facts is None or _expects_others(then, now):
        return (Flip("reference_changed"),)
    received = {*now.senders_received} if now is not None else set[str]()
    comes = now is not None and is_complete(now)
    senders = (received - {*then.senders_received} if comes else {*then.senders_received} - received) & {*then.senders_expected}
    own = deliveries(facts.filter(pl.col("period") == first_day(then.period), pl.col("sender_code").is_in(sorted(senders))))
    found = {_flip(row, comes=comes) for row in own.filter("came" if comes else "left").iter_rows(named=True)}
    return tuple(sorted(found, key=lambda flip: (flip.cause, flip.sender_code or "", flip.file_name or "", flip.sha256 or "")))


def _flip(row: Mapping[str, Any], *, comes: bool) -> Flip:
    """By the delivery that did it; an extract that is read otherwise did it itself."""
    if row["fate"] == "refused":
        return Flip(_read_otherwise(row), *(row[name] for name in FILE))
    if comes and row["fate"] == NEW:
        return Flip("late_lines", *(row[name] for name in FILE))
    is_twice = not comes and row["fate"] in FOUND_TWICE
    return Flip("duplicate_found" if is_twice else "replaced_extract", *(row[f"by_{name}"] for name in FILE))


def _read_otherwise(row: Mapping[str, Any]) -> str:
    """Why an extract became usable, or is so no more, though its bytes are the same: as for lines (transforms.mechanism)."""
    if row["code_id_differs"]:
        return "code_changed"
    if row["tables_id_differs"] or row["setting_differs"]:
        return "reference_changed"
    return "quarantine_released" if row["decisions_id_differs"] else "code_changed"
