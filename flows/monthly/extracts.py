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
        "withdraw what was meant by its name or SHA-256 (claims status --arrivals), and this withdrawal by its own name",
    ),
}
OVERLAP = (
    "EX11",
    "it says something different about the same payments than {others}; none of them is used",
    "ask who sent them which one holds, and have the wrong one corrected under its own name, or withdrawn (kind: withdrawal)",
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
    """The arrivals of some periods, given what is known so far: which stand, which cannot be used, and what each one is.

    `contested`: those refused for what another says (EX11). They are held against newcomers, too.
    """

    standing: tuple[Extract, ...]
    contested: tuple[Extract, ...]
    refused: tuple[Refused, ...]
    judged: tuple[Extract, ...]


def extracts_of(register: Register, periods: Collection[str] | None, part_id_of: Callable[[Arrival], str]) -> Extracts:
    """The arrivals of these periods (None: of all), among the parts that `part_id_of` names."""
    parts, arrivals = register.parts(), register.arrivals()
    refused = {name for name, part in parts.items() if part.outcome == "refused"}
    looked_at = [one for one in arrivals if periods is None or one.period in {*periods, *_periods_of_twins(arrivals, periods)}]
    candidates = [one for one in judge(looked_at, part_id_of, refused) if one.fate == "counts"]
    twins = _periods_by_content(candidates)
    elsewhere = {
        one.part_id
        for one in candidates
        if _belongs_elsewhere(one.arrival, twins[one.arrival.sender_code, one.arrival.sha256], parts.get(one.part_id))
    }
    here = {one.part_id: one.arrival for one in candidates if one.part_id not in elsewhere}
    copies = _outdated_copies(register, here)
    contested = _contested(register, {part_id: arrival for part_id, arrival in here.items() if part_id not in copies})
    judged = judge(looked_at, part_id_of, refused, elsewhere | copies | contested.keys())
    found = [_as_found(one, parts.get(one.part_id), contested, elsewhere, copies) for one in judged]
    told = [one for one in found if periods is None or one.arrival.period in periods]
    refusals = [(one, None if _is_settled(one, found, parts) else _refusal(one, parts.get(one.part_id), contested)) for one in told]
    return Extracts(
        standing=tuple(one for one in told if one.fate == "counts"),
        contested=tuple(one for one in told if one.part_id in contested and one.fate == "refused"),
        refused=tuple(Refused(one, refusal) for one, refusal in refusals if refusal is not None),
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


def _contested(register: Register, candidates: Mapping[str, Arrival]) -> dict[str, list[str]]:
    """The parts that contradict another one which would count, too, and the names of those others."""
    names: dict[str, list[str]] = {}
    for overlap in register.overlaps():
        if overlap.part_id in candidates and overlap.other_id in candidates:
            for own, other in ((overlap.part_id, overlap.other_id), (overlap.other_id, overlap.part_id)):
                names.setdefault(own, []).append(f"{candidates[other].sender_code} {candidates[other].file_name}")
    return names


def _outdated_copies(register: Register, candidates: Mapping[str, Arrival]) -> set[str]:
    """The parts of files that were delivered under two names, of which one now brings something else about the same payments."""
    also_named = {(one.arrival_id, one.file_name) for one in register.resends()}
    pairs = [(overlap.part_id, overlap.other_id) for overlap in register.overlaps()]
    both_ways = ((old, new) for pair in pairs for old, new in (pair, pair[::-1]) if old in candidates and new in candidates)
    return {
        old
        for old, new in both_ways
        if (candidates[old].arrival_id, candidates[new].file_name) in also_named
        and candidates[old].sender_code == candidates[new].sender_code
        and candidates[old].arrival_id < candidates[new].arrival_id
    }


def _periods_of_twins(arrivals: Iterable[Arrival], periods: Collection[str] | None) -> set[str]:
    """The other periods in which a sender delivered the bytes of these periods."""
    wanted = {(one.sender_code, one.sha256) for one in arrivals if periods is not None and one.period in periods}
    return {one.period for one in arrivals if (one.sender_code, one.sha256) in wanted}


def _periods_by_content(candidates: Iterable[Extract]) -> dict[tuple[str, str], set[str]]:
    """The periods in which a sender's bytes would count."""
    periods: dict[tuple[str, str], set[str]] = {}
    for one in candidates:
        periods.setdefault((one.arrival.sender_code, one.arrival.sha256), set()).add(one.arrival.period)
    return periods


def _belongs_elsewhere(one: Arrival, periods: Collection[str], part: PartRecord | None) -> bool:
    """Its bytes count in other `periods`, too, and hold payments of one of these but none of its own."""
    if part is None or not part.ledger or periods == {one.period}:
        return False
    paid = json.loads(part.ledger)["payment_months"]
    return one.period not in paid and any(period in paid for period in periods)


def _as_found(
    one: Extract, part: PartRecord | None, contested: Collection[str], elsewhere: Collection[str], copies: Collection[str]
) -> Extract:
    """With what only its content, or that of others, could tell."""
    if one.fate != "refused":
        return one
    if one.part_id in copies:
        return replace(one, fate="replaced")
    if one.part_id in contested:
        return replace(one, classification="overlap")
    is_misplaced = one.part_id in elsewhere or (part is not None and json.loads(part.refusal)["code"] == ELSEWHERE[0])
    return replace(one, classification="wrong period" if is_misplaced else "refused")


def _is_settled(one: Extract, found: Sequence[Extract], parts: Mapping[str, PartRecord]) -> bool:
    """Refused as empty, and a nil return says so, too; or for the wrong period, and the same bytes count in another."""
    part = parts.get(one.part_id)
    if one.fate != "refused" or part is None or not part.refusal:
        return False
    counting = [other.arrival for other in found if other.fate == "counts" and other.arrival.sender_code == one.arrival.sender_code]
    match json.loads(part.refusal)["code"]:
        case "EX01":
            return any(other.kind == "nil" and other.period == one.arrival.period for other in counting)
        case "EX10":
            return any(other.sha256 == one.arrival.sha256 for other in counting)
    return False


def _refusal(one: Extract, part: PartRecord | None, contested: Mapping[str, Sequence[str]]) -> Refusal | None:
    """What is told of an extract that cannot be used; None of those that can, and of those that a later one has put right."""
    if one.fate == "refused" and one.part_id in contested:
        code, what, fix = OVERLAP
        return _told(one, (code, what.format(others=", ".join(sorted(set(contested[one.part_id])))), fix))
    if one.fate == "refused" and (part is None or not part.refusal):
        return _told(one, ELSEWHERE)
    if not one.is_newest or one.fate not in (*OUT_OF_ORDER, "refused"):
        return None
    if part is not None and part.refusal:
        told = json.loads(part.refusal)
        return _told(one, (told["code"], told["what"], told["fix"]), told["where"])
    return _told(one, OUT_OF_ORDER[one.fate])


def _told(one: Extract, words: Sequence[str], where: str = "") -> Refusal:
    code, what, fix = words
    return Refusal(one.arrival.period, one.arrival.sender_code, code, what, where or one.arrival.file_name, fix)
