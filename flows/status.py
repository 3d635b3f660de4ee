"""Sender × period: what was expected, what came, what became of it. Reads the register while a run may be writing."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from flows.arrivals.standing import Extract
from flows.gaps import gaps_by_sender
from flows.mappings.drift import Headings
from flows.monthly.extracts import by_arrival, extracts_of, last_made, of_claims
from flows.monthly.report import Refusal
from flows.monthly.workplace import Workplace
from flows.periods import months_between
from transforms.rows import KEYS, rows_of
from transforms.zone import AGENCY_ZONE
from warehouse.register.records import Arrival, PartRecord

Desk = tuple[str, str]  # period, sender
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SenderPeriod:
    """One sender and one period. `state`, never blank: missing, waiting (not run yet), received, corrected, nil, withdrawn or refused.

    `is_late`: the first that came did so after `due_on`, by the day on which a run took it in.
    `is_overdue`: nothing that counts is there though it is expected and `due_on` is over.
    """

    period: str
    sender_code: str
    sender_name: str | None
    is_expected: bool
    state: str
    due_on: date
    is_late: bool
    is_overdue: bool
    extracts: int
    lines_accepted: int | None
    lines_quarantined: int | None
    last_arrived_at: str | None
    reason: str | None
    is_gap: bool  # nothing counts, though the sender delivered for periods before and after
    participation: int  # participation extracts that count; all else is said of claims
    drift: tuple[str, ...]  # how the columns differ from those of the sender's extract before


@dataclass(frozen=True, slots=True)
class Sender:
    """A row of the sender table, or a sender heard of without one."""

    code: str
    name: str | None
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows."""

    judged: Mapping[Desk, Sequence[Extract]]
    refusals: Mapping[Desk, Sequence[Refusal]]
    parts: Mapping[str, PartRecord]
    headings: Headings
    today: date
    due_days: int
    gaps: Collection[Desk]


def status(workplace: Workplace, first: date | None, last: date | None) -> list[SenderPeriod]:
    """Every sender expected or heard of, for each period from `first` to `last` (default: those of any arrival)."""
    with workplace.register() as register:
        made, parts, arrivals = last_made(workplace, register), register.parts(), register.arrivals()
        extracts = extracts_of(register, None, made)
        known = Known(
            judged=_by_desk((one, one) for one in extracts.judged),
            refusals=_by_desk((one.extract, one.refusal) for one in extracts.refused),
            parts=parts,
            headings=Headings(arrivals, by_arrival(parts, made)),
            today=_day(workplace.opened_at.isoformat()),
            due_days=workplace.settings.due_days,
            gaps=_gaps(workplace, extracts.of_claims),
        )
    heard_of: dict[str, set[str]] = {}
    for arrival in arrivals:
        heard_of.setdefault(arrival.period, set()).add(arrival.sender_code)
    for period, sender_code in known.gaps:  # of which nothing may have been heard
        heard_of.setdefault(period, set()).add(sender_code)
    table = rows_of("senders", KEYS["senders"], workplace.home.reference)
    return [
        _cell(period, sender, known)
        for period in _periods(arrivals, first, last)
        for sender in _senders_of(period, table, heard_of.get(period, set()))
    ]


def expected_senders(period: str, senders: Iterable[dict[str, str | None]]) -> set[str]:
    """The senders whose rows of the sender table are valid in `period` (2022-07)."""
    return {
        str(sender["sender_code"])
        for sender in senders
        if (sender["valid_from"] or "")[:7] <= period and (not sender["valid_to"] or sender["valid_to"][:7] >= period)
    }


def _gaps(workplace: Workplace, standing: Iterable[Extract]) -> set[Desk]:
    """Where a sender's series has a hole."""
    received = {(one.arrival.period, one.arrival.sender_code) for one in standing}
    return {(gap.period, gap.sender_code) for gap in gaps_by_sender(received, workplace.decisions)}


def _by_desk(told: Iterable[tuple[Extract, T]]) -> dict[Desk, list[T]]:
    """What is told of extracts, by period and sender."""
    by_desk: dict[Desk, list[T]] = {}
    for one, what in told:
        by_desk.setdefault((one.arrival.period, one.arrival.sender_code), []).append(what)
    return by_desk


def _senders_of(period: str, table: list[dict[str, str | None]], heard_of: set[str]) -> list[Sender]:
    expected = expected_senders(period, table)
    names = {row["sender_code"]: row["sender_name"] for row in table}
    return [Sender(code, names.get(code), code in expected) for code in sorted(expected | heard_of)]


def _cell(period: str, sender: Sender, known: Known) -> SenderPeriod:
    own = known.judged.get((period, sender.code), [])
    usable = [one for one in own if one.fate == "counts"]
    counted = list(of_claims(usable))
    refusals = known.refusals.get((period, sender.code), [])
    due_on = _due(period, known.due_days)
    ledgers = [json.loads(known.parts[extract.part_id].ledger) for extract in counted if extract.part_id in known.parts]
    return SenderPeriod(
        period=period,
        sender_code=sender.code,
        sender_name=sender.name,
        is_expected=sender.is_expected,
        state="refused" if refusals else _state(own, counted, len(counted) - len(ledgers)),
        due_on=due_on,
        is_late=bool(own) and due_on < min(_day(one.arrival.arrived_at) for one in own),
        is_overdue=sender.is_expected and not counted and due_on < known.today,
        participation=len(usable) - len(counted),
        extracts=sum(one.arrival.kind != "nil" for one in counted),
        lines_accepted=sum(ledger["accepted"] for ledger in ledgers) if ledgers else None,
        lines_quarantined=sum(ledger["quarantined"] for ledger in ledgers) if ledgers else None,
        last_arrived_at=max((one.arrival.arrived_at for one in own), default=None),
        is_gap=not counted and (period, sender.code) in known.gaps,
        reason="; ".join(sorted({f"{refusal.code}: {refusal.what}" for refusal in refusals})) or None,
        drift=tuple(sentence for one in own if _is_told(one) for sentence in known.headings.drift(one.arrival)),
    )


def _is_told(one: Extract) -> bool:
    """Whether it stands or is refused: what an older arrival of the same name was like is past."""
    return one.fate == "counts" or (one.fate == "refused" and one.is_newest)


def _state(own: Sequence[Extract], counted: Sequence[Extract], unmade: int) -> str:
    if not counted:
        return "withdrawn" if any(one.fate == "withdrawn" for one in own) else "missing"
    if unmade:
        return "waiting"
    kinds = {one.classification for one in counted}
    return "nil" if kinds == {"nil return"} else "received" if kinds == {"new"} else "corrected"


def _due(period: str, days: int) -> date:
    """The last day on which an extract of this period is in time."""
    first = date.fromisoformat(f"{period}-01")
    return (first + timedelta(days=31)).replace(day=1) + timedelta(days=days - 1)


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(AGENCY_ZONE)).date()


def _periods(arrivals: list[Arrival], first: date | None, last: date | None) -> list[str]:
    known = sorted({arrival.period for arrival in arrivals})
    start = f"{first:%Y-%m}" if first else (known[0] if known else None)
    end = f"{last:%Y-%m}" if last else (known[-1] if known else start)
    return months_between(start, end) if start and end else []
