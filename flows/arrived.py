"""Each arrival by itself: what it is in the light of the others, and what became of it."""

from dataclasses import dataclass, replace
from datetime import date

from flows.arrivals.standing import Extract
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.report import Refusal
from flows.monthly.workplace import Workplace
from warehouse.register.records import Resend


@dataclass(frozen=True, slots=True)
class Arrived:
    """One arrival, or one delivery of what was there already, whose fate is `known`. Other fates are those of `Extract`.

    `classification` is new, identical re-send, full correction, delta correction, withdrawal, nil return, overlap, wrong period,
    out of order or refused. A re-send bears the number of the arrival that it repeats.
    """

    arrival: int
    period: str
    sender_code: str
    file: str  # masked
    classification: str
    fate: str
    revision: int | None
    arrived_at: str
    sha256: str
    code: str | None
    reason: str | None
    contract: str | None  # claims, participation; None where it was not read


def arrived(workplace: Workplace, first: date | None, last: date | None) -> list[Arrived]:
    """Every arrival of the periods from `first` to `last` (default: all), in the order of arrival; after each its re-sends."""
    with workplace.register() as register:
        extracts = extracts_of(register, None, last_made(workplace, register))
        resends = register.resends()
    told = {refused.extract.arrival.arrival_id: refused.refusal for refused in extracts.refused}
    rows = []
    for one in extracts.judged:
        rows.append(_row(one, told.get(one.arrival.arrival_id)))
        rows += [_again(rows[-1], again) for again in resends if again.arrival_id == one.arrival.arrival_id]
    return [row for row in rows if (not first or row.period >= f"{first:%Y-%m}") and (not last or row.period <= f"{last:%Y-%m}")]


def _row(one: Extract, refusal: Refusal | None) -> Arrived:
    return Arrived(
        arrival=one.arrival.arrival_id,
        period=one.arrival.period,
        sender_code=one.arrival.sender_code,
        file=one.arrival.file_name,
        classification=one.classification,
        fate=one.fate,
        revision=one.arrival.revision or None,
        arrived_at=one.arrival.arrived_at,
        sha256=one.arrival.sha256,
        code=refusal.code if refusal else None,
        reason=refusal.what if refusal else None,
        contract=one.contract if one.fate != "refused" and one.arrival.kind in ("full", "delta") else None,
    )


def _again(first: Arrived, again: Resend) -> Arrived:
    same = replace(first, classification="identical re-send", fate="known", code=None, reason=None)
    return replace(same, file=again.file_name, arrived_at=again.seen_at)
