"""What is told of an arrival that cannot be used."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.arrivals.standing import Extract
from flows.monthly.report import Refusal
from warehouse.register.records import PartRecord

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


def refusals(
    told: Iterable[Extract], found: Iterable[Extract], parts: Mapping[str, PartRecord], contested: Mapping[str, Sequence[str]]
) -> tuple[Refused, ...]:
    """Of those to be told of the ones that cannot be used, but for what another of `found` has settled.

    `contested`: part id -> the names of those that say something else about the same payments.
    """
    settled = _Settled(found)
    unsettled = (one for one in told if not settled.has(one, parts.get(one.part_id)))
    pairs = ((one, _refusal(one, parts.get(one.part_id), contested)) for one in unsettled)
    return tuple(Refused(one, refusal) for one, refusal in pairs if refusal is not None)


def is_misplaced(part: PartRecord | None) -> bool:
    """Whether it was refused because the same bytes belong to another period."""
    return part is not None and code_of(part) == ELSEWHERE[0]


def code_of(part: PartRecord) -> str:
    """The code of a refused part."""
    code: str = json.loads(part.refusal)["code"]
    return code


class _Settled:
    """What the extracts that count settle of those refused: nil returns by sender and period, contents by sender."""

    def __init__(self, found: Iterable[Extract]) -> None:
        counting = [one.arrival for one in found if one.fate == "counts"]
        self._nil: Collection[tuple[str, str]] = {(one.sender_code, one.period) for one in counting if one.kind == "nil"}
        self._content: Collection[tuple[str, str]] = {(one.sender_code, one.sha256) for one in counting}

    def has(self, one: Extract, part: PartRecord | None) -> bool:
        """Refused as empty, and a nil return says so, too; or for the wrong period, and the same bytes count in another."""
        if one.fate != "refused" or part is None or not part.refusal:
            return False
        arrival = one.arrival
        match code_of(part):
            case "EX01":
                return (arrival.sender_code, arrival.period) in self._nil
            case "EX10":
                return (arrival.sender_code, arrival.sha256) in self._content
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
