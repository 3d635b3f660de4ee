"""Which arrivals count, which cannot be used and why, given what was made of them so far."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flows.arrivals.standing import Extract, judge
from flows.monthly.report import Refusal
from flows.monthly.workplace import Workplace
from warehouse.register.records import Arrival, PartRecord
from warehouse.register.store import Register

OUT_OF_ORDER = {  # fate -> code, what, fix
    "contradicted": (
        "EX13",
        "it says that there was nothing, but extracts of the same sender and period stand",
        "ask the sender which holds; a withdrawal (kind: withdrawal) takes the extracts back",
    ),
    "waiting": (
        "EX14",
        "it amends an extract of its sender and period, and none has come that can be used",
        "have the whole extract delivered, too; the amendment is applied as soon as it is there",
    ),
    "void": (
        "EX15",
        "it withdraws a file that has not come before it",
        "name the file as it was delivered, or the SHA-256 of its content (see claims status --arrivals)",
    ),
}
OVERLAP = (
    "EX11",
    "it says something different than another extract of the same period about the same payments; neither is used",
    "ask the sender which of them holds, and have the right one sent under the name of the wrong one",
)
ELSEWHERE = (
    "EX10",
    "the same bytes came from this sender for another period, too, and none of its payments was made in this one",
    "have this period's own extract delivered under its name, or withdraw it here (kind: withdrawal)",
)


@dataclass(frozen=True, slots=True)
class Refused:
    """An extract that cannot be used, and why."""

    extract: Extract
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Extracts:
    """The arrivals of some periods, given what is known so far: which stand, which cannot be used, and what each one is."""

    standing: tuple[Extract, ...]
    refused: tuple[Refused, ...]
    judged: tuple[Extract, ...]


def extracts_of(register: Register, periods: Collection[str] | None, part_id_of: Callable[[Arrival], str]) -> Extracts:
    """The arrivals of these periods (None: of all), among the parts that `part_id_of` names."""
    parts = register.parts()
    arrivals = register.arrivals()
    refused = {name for name, part in parts.items() if part.outcome == "refused"}
    judged = judge((one for one in arrivals if periods is None or one.period in periods), part_id_of, refused)
    candidates = {one.part_id: one for one in judged if one.fate == "counts"}
    contested = _contested(register, candidates)
    elsewhere = {one.part_id for one in candidates.values() if _belongs_elsewhere(one.arrival, arrivals, parts.get(one.part_id))}
    told = _deltas_wait([_as_found(one, parts.get(one.part_id), contested, elsewhere) for one in judged])
    return Extracts(
        standing=tuple(one for one in told if one.fate == "counts"),
        refused=tuple(Refused(one, refusal) for one in told if (refusal := _refusal(one, parts.get(one.part_id))) is not None),
        judged=tuple(told),
    )


def last_made(workplace: Workplace, register: Register) -> Callable[[Arrival], str]:
    """For commands that only look: the part of an arrival as it is decided now, where that was ever made; else the one last made of it.

    The newest is not always the present one: what a decision taken back brings back is not made again.
    """
    parts = register.parts()
    newest = {part.arrival_id: part.part_id for part in parts.values()}

    @cache
    def part_id_of(arrival: Arrival) -> str:
        present = workplace.part_id(arrival)
        return present if present in parts else newest.get(arrival.arrival_id, present)

    return part_id_of


def by_arrival(parts: Mapping[str, PartRecord], part_id_of: Callable[[Arrival], str]) -> Callable[[Arrival], PartRecord | None]:
    """The part of an arrival, where one was made."""
    return lambda arrival: parts.get(part_id_of(arrival))


def _contested(register: Register, standing_ids: Collection[str]) -> set[str]:
    """The parts that contradict another one which stands, too."""
    pairs = [(overlap.part_id, overlap.other_id) for overlap in register.overlaps()]
    return {part_id for pair in pairs if set(pair) <= set(standing_ids) for part_id in pair}


def _belongs_elsewhere(one: Arrival, arrivals: Iterable[Arrival], part: PartRecord | None) -> bool:
    """Its bytes came for another period, too, and hold payments of that one but none of its own."""
    if part is None or not part.ledger:
        return False
    paid = json.loads(part.ledger)["payment_months"]
    others = (other.period for other in arrivals if (other.sender_code, other.sha256) == (one.sender_code, one.sha256))
    return bool(paid) and one.period not in paid and any(period in paid for period in others)


def _as_found(one: Extract, part: PartRecord | None, contested: set[str], elsewhere: set[str]) -> Extract:
    """With what only its content, or that of others, could tell."""
    if one.fate == "refused" and part is not None:
        is_misplaced = json.loads(part.refusal)["code"] == ELSEWHERE[0]
        return replace(one, classification="wrong period" if is_misplaced else "refused")
    if one.fate != "counts" or one.part_id not in contested | elsewhere:
        return one
    return replace(one, classification="overlap" if one.part_id in contested else "wrong period", fate="refused")


def _deltas_wait(told: Sequence[Extract]) -> list[Extract]:
    """A delta does not count alone: it waits while all it could amend is refused for what only others could tell."""
    whole = {(one.arrival.period, one.arrival.sender_code) for one in told if one.fate == "counts" and one.arrival.kind == "full"}
    amended = [one.arrival.kind != "delta" or (one.arrival.period, one.arrival.sender_code) in whole for one in told]
    return [
        one if is_amended or one.fate != "counts" else replace(one, classification="out of order", fate="waiting")
        for one, is_amended in zip(told, amended, strict=True)
    ]


def _refusal(one: Extract, part: PartRecord | None) -> Refusal | None:
    """What is told of an extract that cannot be used; None of those that can, and of those that a later one has put right."""
    if not one.is_newest or one.fate not in (*OUT_OF_ORDER, "refused"):
        return None
    if one.fate in OUT_OF_ORDER:
        return _told(one, OUT_OF_ORDER[one.fate])
    if part is not None and part.refusal:
        told = json.loads(part.refusal)
        return _told(one, (told["code"], told["what"], told["fix"]), told["where"])
    return _told(one, OVERLAP if one.classification == "overlap" else ELSEWHERE)


def _told(one: Extract, words: Sequence[str], where: str = "") -> Refusal:
    code, what, fix = words
    return Refusal(one.arrival.period, one.arrival.sender_code, code, what, where or one.arrival.file_name, fix)
