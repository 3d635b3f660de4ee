"""Replay: extracts are read anew after a rule, an alias, a mapping or a correction has changed; exactly those that depend on it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.arrivals.standing import Extract
from flows.changes import changed_between
from flows.lock import only_writer
from flows.monthly.by_hand import refuse_unknown_codes
from flows.monthly.extracts import by_arrival, last_made
from flows.monthly.parts import files_of, unmade
from flows.monthly.staleness import reasons_of, why
from flows.monthly.survey import published_periods
from flows.monthly.workers import make_all
from flows.monthly.workplace import Workplace, look_at
from flows.progress import current
from flows.quarantine import Choice
from transforms.changes import STATES, counted
from warehouse.register.records import PartRecord

UNCHANGED, CHANGED = "unchanged", "changed"
COUNTS = ("accepted", "not_a_payment", "quarantined", "duplicate", "amount_accepted_sen", "amount_quarantined_sen", "codes")


@dataclass(frozen=True, slots=True)
class Reread:
    """An extract read anew, or that would be: why, what it was, what it is now, and its lines set aside by what became of them."""

    period: str
    sender: str
    file: str
    why: str
    before: str  # usable, or refused and the code
    now: str | None = None
    result: str | None = None  # unchanged, changed, or `refused -> usable` and the like
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was read anew, and the periods to be published now."""

    extracts: tuple[Reread, ...]
    periods: tuple[str, ...]

    @property
    def sums(self) -> dict[str, int]:
        """Over all extracts: how many of each result, and lines by what became of them."""
        results = [one.result for one in self.extracts if one.result]
        sums = {result: results.count(result) for result in dict.fromkeys((*sorted(results), UNCHANGED))}
        return sums | {state: sum(one.lines.get(state, 0) for one in self.extracts) for state in STATES}


def replay(home_flag: Path | None, choice: Choice, *, is_only_told: bool) -> Replayed:
    """Read anew, among the chosen, every extract that was read before and whose part is not the one it would make now; refused ones too.

    `is_only_told`: say which and why, and make nothing. Nothing is published here: `periods` is what a run is to be asked for.
    """
    looked_at = look_at(home_flag)
    if is_only_told:
        known = _known(looked_at)
        return Replayed(tuple(_told(looked_at, extract, known) for extract in _stale(looked_at, choice, known)), ())
    with only_writer(looked_at.home.lock, looked_at.settings.lock_wait_seconds, current().tell):
        workplace = look_at(home_flag)
        refuse_unknown_codes(workplace.decisions.corrections)
        known = _known(workplace)
        read = _read_anew(workplace, choice, known)
        extracts = [_compared(workplace, extract, record, known) for extract, record in read]
        usable = {extract.arrival.period for extract, record in read if record.outcome == "clean"}
        with workplace.register() as register:
            published = published_periods(register.last_publication())
    return Replayed(tuple(extracts), tuple(sorted({*published, *usable})))


def _known(workplace: Workplace) -> dict[int, PartRecord]:
    """The part of each arrival that was read before: as it is decided now, where that was ever made, else the last."""
    with workplace.register() as register:
        part_of = by_arrival(register.parts(), last_made(workplace, register))
        return {one.arrival_id: part for one in register.arrivals() if (part := part_of(one))}


def _stale(workplace: Workplace, choice: Choice, known: Mapping[int, PartRecord]) -> list[Extract]:
    """The chosen extracts that were read before, and whose present part is not made."""
    missing = unmade(workplace, None)
    return [one for one in missing if one.arrival.arrival_id in known and choice.takes(one)]


def _read_anew(workplace: Workplace, choice: Choice, known: Mapping[int, PartRecord]) -> list[tuple[Extract, PartRecord]]:
    """Make the missing parts; where a correction turns out unusable, what it meant to replace stands again and is looked at next."""
    workplace.home.workspace.mkdir(mode=0o700, exist_ok=True)
    read: list[tuple[Extract, PartRecord]] = []
    while stale := _stale(workplace, choice, known):
        read += zip(stale, make_all(workplace, stale), strict=True)
    return sorted(read, key=lambda one: one[0].arrival.arrival_id)


def _told(workplace: Workplace, extract: Extract, known: Mapping[int, PartRecord]) -> Reread:
    arrival, former = extract.arrival, known[extract.arrival.arrival_id]
    return Reread(
        arrival.period,
        arrival.sender_code,
        arrival.file_name,
        why(reasons_of(workplace, extract, former.part_id)),
        _state(former),
    )


def _compared(workplace: Workplace, extract: Extract, record: PartRecord, known: Mapping[int, PartRecord]) -> Reread:
    """What reading it anew changed. The file is the same, so a line is known by its place."""
    told, former = _told(workplace, extract, known), known[extract.arrival.arrival_id]
    lines: dict[str, int] = {}
    result = f"{former.outcome} -> {record.outcome}".replace("clean", "usable")
    if former.outcome == record.outcome == "clean":
        result = UNCHANGED if _counts(former) == _counts(record) else CHANGED
        if files_of(workplace, former.part_id).exist:
            lines = counted(changed_between(workplace, former.part_id, record.part_id, is_same_file=True))
            result = CHANGED if lines["fixed"] or lines["newly wrong"] or lines["withdrawn"] else result
    elif former.outcome == record.outcome:
        result = UNCHANGED if _state(former) == _state(record) else CHANGED
    return Reread(told.period, told.sender, told.file, told.why, told.before, _state(record), result, lines)


def _state(part: PartRecord) -> str:
    return "usable" if part.outcome == "clean" else f"refused {json.loads(part.refusal)['code']}"


def _counts(part: PartRecord) -> list[object]:
    ledger = json.loads(part.ledger)
    return [ledger[name] for name in (*COUNTS, "payment_months")]


def numbered(extracts: Sequence[Reread]) -> list[dict[str, object]]:
    """A row per extract, for a table and for JSON."""
    rows = []
    for one in extracts:
        row: dict[str, object] = {"period": one.period, "sender": one.sender, "file": one.file, "why": one.why, "before": one.before}
        if one.result:
            row |= {"now": one.now, "result": one.result} | {state: one.lines.get(state) for state in STATES}
        rows.append(row)
    return rows
