"""Published months of which all senders are in now and were not, or the other way round: their cells without lines show 0, or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from flows.periods import first_day
from transforms.mechanism import FILE, FOUND_TWICE
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
    own = facts.filter(pl.col("period") == first_day(then.period), pl.col("sender_code").is_in(sorted(senders)))
    found = {*(_came(own) if comes else _left(own))}
    return tuple(sorted(found, key=lambda flip: (flip.cause, flip.sender_code or "", flip.file_name or "", flip.sha256 or "")))


def _came(facts: pl.DataFrame) -> Iterator[Flip]:
    """What stands now and did not: it came, or what kept it from standing was taken back."""
    for row in facts.filter(pl.col("stands") & ~pl.col("stood")).iter_rows(named=True):
        yield Flip("late_lines", *(row[name] for name in FILE)) if row["fate"] == NEW else _by("replaced_extract", row)


def _left(facts: pl.DataFrame) -> Iterator[Flip]:
    """What stood and does not any more: for what another extract says, or for a delivery that took it back."""
    for row in facts.filter(pl.col("stood") & ~pl.col("stands")).iter_rows(named=True):
        yield _by("duplicate_found" if row["fate"] in FOUND_TWICE else "replaced_extract", row)


def _by(cause: str, row: Mapping[str, str | None]) -> Flip:
    """By the delivery that did it; itself, where none is known."""
    prefix = "by_" if row["by_sender_code"] else ""
    return Flip(cause, *(row[f"{prefix}{name}"] for name in FILE))
