"""Sender × period: what was expected, what came, what became of it. Reads the register while a run may be writing."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flows.mappings.drift import by_arrival, drift_of
from flows.monthly.survey import Extracts, extracts_of, last_made
from flows.monthly.workplace import Workplace
from flows.periods import months_between
from transforms.reference import load_table
from warehouse.register.records import Arrival, PartRecord


@dataclass(frozen=True, slots=True)
class SenderPeriod:
    """One sender and one period. `state` is missing, waiting (not run yet), received, corrected or refused; never blank."""

    period: str
    sender_code: str
    sender_name: str | None
    is_expected: bool
    state: str
    extracts: int
    lines_accepted: int | None
    lines_quarantined: int | None
    last_arrived_at: str | None
    reason: str | None
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

    arrivals: list[Arrival]
    parts: dict[str, PartRecord]
    extracts: Extracts
    part_of: Callable[[Arrival], PartRecord | None]


def status(workplace: Workplace, first: date | None, last: date | None) -> list[SenderPeriod]:
    """Every sender expected or heard of, for each period from `first` to `last` (default: those of any arrival)."""
    with workplace.register() as register:
        made, parts = last_made(workplace, register), register.parts()
        known = Known(register.arrivals(), parts, extracts_of(register, None, made), by_arrival(parts, made))
    table = load_table("senders", ["sender_code", "valid_from"], workplace.home.reference).rows(named=True)
    return [
        _cell(period, sender, known)
        for period in _periods(known.arrivals, first, last)
        for sender in _senders_of(period, table, known.arrivals)
    ]


def expected_senders(period: str, senders: Iterable[dict[str, str | None]]) -> set[str]:
    """The senders whose rows of the sender table are valid in `period` (2022-07)."""
    return {
        str(sender["sender_code"])
        for sender in senders
        if (sender["valid_from"] or "")[:7] <= period and (not sender["valid_to"] or sender["valid_to"][:7] >= period)
    }


def _senders_of(period: str, table: list[dict[str, str | None]], arrivals: list[Arrival]) -> list[Sender]:
    expected = expected_senders(period, table)
    heard_of = {arrival.sender_code for arrival in arrivals if arrival.period == period}
    names = {row["sender_code"]: row["sender_name"] for row in table}
    return [Sender(code, names.get(code), code in expected) for code in sorted(expected | heard_of)]


def _cell(period: str, sender: Sender, known: Known) -> SenderPeriod:
    own = [arrival for arrival in known.arrivals if (arrival.period, arrival.sender_code) == (period, sender.code)]
    counted = [extract for extract in known.extracts.standing if extract.arrival in own]
    refusals = [refused.refusal for refused in known.extracts.refused if refused.extract.arrival in own]
    ledgers = [json.loads(known.parts[extract.part_id].ledger) for extract in counted if extract.part_id in known.parts]
    return SenderPeriod(
        period=period,
        sender_code=sender.code,
        sender_name=sender.name,
        is_expected=sender.is_expected,
        state=_state(len(own), len(refusals), len(counted) - len(ledgers), any(extract.classification != "new" for extract in counted)),
        extracts=len(counted),
        lines_accepted=sum(ledger["accepted"] for ledger in ledgers) if ledgers else None,
        lines_quarantined=sum(ledger["quarantined"] for ledger in ledgers) if ledgers else None,
        last_arrived_at=max((arrival.arrived_at for arrival in own), default=None),
        reason="; ".join(sorted({f"{refusal.code}: {refusal.what}" for refusal in refusals})) or None,
        drift=tuple(sentence for arrival in _newest(own, known) for sentence in drift_of(arrival, known.arrivals, known.part_of)),
    )


def _newest(own: list[Arrival], known: Known) -> list[Arrival]:
    """Those that stand, or are refused: what an older arrival of the same name was like is past."""
    seen = [*known.extracts.standing, *(refused.extract for refused in known.extracts.refused)]
    return sorted({extract.arrival for extract in seen} & set(own), key=lambda arrival: arrival.arrival_id)


def _state(arrived: int, rejected: int, waiting: int, is_corrected: bool) -> str:  # noqa: FBT001 - told apart by name at its one call
    if not arrived:
        return "missing"
    if rejected:
        return "refused"
    if waiting:
        return "waiting"
    return "corrected" if is_corrected else "received"


def _periods(arrivals: list[Arrival], first: date | None, last: date | None) -> list[str]:
    known = sorted({arrival.period for arrival in arrivals})
    start = f"{first:%Y-%m}" if first else (known[0] if known else None)
    end = f"{last:%Y-%m}" if last else (known[-1] if known else start)
    return months_between(start, end) if start and end else []
