"""Which arrivals count, which cannot be used and why, given what was made of them so far."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from flows.arrivals.standing import Extract, judge, judged_again
from flows.monthly.refusals import Refused, is_misplaced, refusals
from flows.monthly.workplace import Workplace
from warehouse.register.records import CLAIMS, Arrival, PartRecord
from warehouse.register.store import Register

Pair = tuple[str, str]  # part ids of an overlap


@dataclass(frozen=True, slots=True)
class Extracts:
    """The arrivals of some periods, given what is known so far: which stand, which cannot be used, and what each one is.

    `contested`: those refused for what another says (EX11). They are held against newcomers, too.
    """

    standing: tuple[Extract, ...]
    contested: tuple[Extract, ...]
    refused: tuple[Refused, ...]
    judged: tuple[Extract, ...]

    @property
    def of_claims(self) -> tuple[Extract, ...]:
        """Those that stand and are of claims."""
        return of_claims(self.standing)


def of_claims(extracts: Iterable[Extract]) -> tuple[Extract, ...]:
    """Those of claims."""
    return tuple(one for one in extracts if one.contract == CLAIMS)


def extracts_of(register: Register, periods: Collection[str] | None, part_id_of: Callable[[Arrival], str]) -> Extracts:
    """The arrivals of these periods (None: of all), among the parts that `part_id_of` names."""
    parts, arrivals = register.parts(), register.arrivals()
    refused = {name for name, part in parts.items() if part.outcome == "refused"}
    within = periods if periods is None else {*periods, *_periods_of_twins(arrivals, periods)}
    looked_at = [one for one in arrivals if within is None or one.period in within]
    others = {name: part.contract for name, part in parts.items() if part.contract != CLAIMS}
    by_themselves = judge(looked_at, part_id_of, refused, contracts=others)
    candidates = [one for one in by_themselves if one.fate == "counts"]
    twins = _periods_by_content(candidates)
    elsewhere = {
        one.part_id
        for one in candidates
        if _belongs_elsewhere(one.arrival, twins[one.arrival.sender_code, one.arrival.sha256], parts.get(one.part_id))
    }
    here = {one.part_id: one.arrival for one in candidates if one.part_id not in elsewhere}
    overlaps = [(one.part_id, one.other_id) for one in register.overlaps()]
    copies = _outdated_copies(register, overlaps, here)
    contested = _contested(overlaps, {part_id: arrival for part_id, arrival in here.items() if part_id not in copies})
    judged = judged_again(by_themselves, part_id_of, refused, elsewhere | copies | contested.keys(), others)
    found = [_as_found(one, parts.get(one.part_id), contested, elsewhere, copies) for one in judged]
    told = [one for one in found if periods is None or one.arrival.period in periods]
    return Extracts(
        standing=tuple(one for one in told if one.fate == "counts"),
        contested=tuple(one for one in told if one.part_id in contested and one.fate == "refused"),
        refused=refusals(told, found, parts, contested),
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


def _contested(overlaps: Iterable[Pair], candidates: Mapping[str, Arrival]) -> dict[str, list[str]]:
    """The parts that contradict another one which would count, too, and the names of those others."""
    names: dict[str, list[str]] = {}
    for own, other in _both_ways(overlaps, candidates):
        names.setdefault(own, []).append(f"{candidates[other].sender_code} {candidates[other].file_name}")
    return names


def _outdated_copies(register: Register, overlaps: Iterable[Pair], candidates: Mapping[str, Arrival]) -> set[str]:
    """The parts of files that were delivered under two names, of which one now brings something else about the same payments."""
    also_named = {(one.arrival_id, one.file_name) for one in register.resends()}
    return {
        old
        for old, new in _both_ways(overlaps, candidates)
        if (candidates[old].arrival_id, candidates[new].file_name) in also_named
        and candidates[old].sender_code == candidates[new].sender_code
        and candidates[old].arrival_id < candidates[new].arrival_id
    }


def _both_ways(overlaps: Iterable[Pair], candidates: Mapping[str, Arrival]) -> Iterator[Pair]:
    """The pairs of which both are candidates, each seen from either side."""
    for one, other in overlaps:
        if one in candidates and other in candidates:
            yield one, other
            yield other, one


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
    is_elsewhere = one.part_id in elsewhere or is_misplaced(part)
    return replace(one, classification="wrong period" if is_elsewhere else "refused")
