"""What became of the extracts between two publications: which stood, which stand, and by which delivery that changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import polars as pl

from flows.arrivals.standing import Extract
from flows.monthly.ingredients import MadeFrom
from flows.periods import first_day
from transforms.mechanism import FACTS
from warehouse.register.records import Arrival, Overlap, PartRecord

K = TypeVar("K")
V = TypeVar("V")
REFUSED, NEW, AGAIN = "refused", "new", "again"


@dataclass(frozen=True, slots=True)
class Records:
    """What the register says now. `judged`: every arrival of every period, as it is judged now.

    `shown_before`: of the parts that stood at a publication and do so no more, the payment months in which their lines were shown.
    """

    judged: Sequence[Extract]
    parts: Mapping[str, PartRecord]
    overlaps: Sequence[Overlap] = ()
    made_from: Mapping[str, MadeFrom] = field(default_factory=dict)
    shown_before: Mapping[str, Collection[date]] = field(default_factory=dict)


def facts_of(stood: Collection[str], stands: Collection[str], published_at: str, records: Records) -> pl.DataFrame:
    """FACTS of the parts that stood when publication made at `published_at` was, and of those that stand now (part ids)."""
    return pl.DataFrame(list(_Between(frozenset(stood), frozenset(stands), published_at, records).rows()), schema=FACTS)


class _Between:
    """The extracts of two publications, laid side by side."""

    def __init__(self, stood: frozenset[str], stands: frozenset[str], published_at: str, records: Records) -> None:
        self._published_at, self._parts, self._made_from = published_at, records.parts, records.made_from
        self._judged = {one.arrival.arrival_id: one for one in records.judged}
        self._desks = _grouped((_desk_of(one), one) for one in records.judged)
        self._contents = _grouped((_content_of(one), one) for one in records.judged)
        self._refused = _grouped((part.arrival_id, part.part_id) for part in records.parts.values() if part.outcome == REFUSED)
        self._then, self._now = self._by_arrival(stood), self._by_arrival(stands)
        self._published = {*self._then, *self._by_arrival(records.shown_before)}
        self._others: dict[int, set[int]] = {}  # arrivals that said something else about the same payments
        for overlap in records.overlaps:
            for one, other in ((overlap.part_id, overlap.other_id), (overlap.other_id, overlap.part_id)):
                if one in self._parts and other in self._parts:
                    self._others.setdefault(self._parts[one].arrival_id, set()).add(self._parts[other].arrival_id)

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row per part of each arrival that stood or stands."""
        for number in sorted({*self._then, *self._now} & {*self._judged}):
            then, now = self._then.get(number), self._now.get(number)
            fate, by = (None, None) if then and now else self._left(number) if then else self._came(number)
            made_then = then or (self._refused_before(number, now) if fate == REFUSED else None)
            made_now = now or (self._judged[number].part_id if fate == REFUSED else None)
            for part_id in sorted({one for one in (made_then, made_now) if one}):
                sides = {"then": part_id == made_then, "now": part_id == made_now, "stood": part_id == then, "stands": part_id == now}
                yield self._named(number) | {"part_id": part_id, "fate": fate} | sides | self._by(by) | self._ingredients(part_id)

    def _by_arrival(self, part_ids: Collection[str]) -> dict[int, str]:
        return {self._parts[part_id].arrival_id: part_id for part_id in sorted(part_ids)}

    def _left(self, number: int) -> tuple[str, int | None]:
        """Why an arrival that stood stands no longer, and by which delivery."""
        one = self._judged[number]
        match one.fate, one.classification:
            case "withdrawn", _:
                return "withdrawn", self._withdrawal_of(one)
            case "replaced", _:
                successor = self._successor(one)
                others = self._newest(other for other in self._others.get(number, ()) if other in self._now)
                return ("copy", others) if successor is None and others else ("replaced", successor)
            case "refused", "overlap":
                return "overlap", self._newest(self._others.get(number, ()))
            case "refused", "wrong period" if one.part_id == self._then[number]:
                return "wrong period", self._twin(one)
            case "waiting", _:
                return "waiting", self._newest(by for base in self._gone_from(one) if (by := self._left(base)[1]))
            case fate, _:
                return fate, None
        raise AssertionError

    def _gone_from(self, delta: Extract) -> list[int]:
        """The whole extracts of its sender and period that stood then and do not now: without them it waits."""
        whole = (other.arrival.arrival_id for other in self._desk(delta) if other.arrival.kind == "full")
        return [number for number in whole if number in self._then and number not in self._now]

    def _came(self, number: int) -> tuple[str, int | None]:
        """What kept an arrival from standing then that stands now, and what took that away; a newcomer where nothing did."""
        one = self._judged[number]
        if one.arrival.arrived_at > self._published_at:
            return self._newcomer(one), None
        if self._refused_before(number, self._now[number]):
            return REFUSED, None
        withdrawals = [other for other in self._desk(one) if _names(other, one) and other.fate == "withdrawn"]
        if withdrawals:
            return "withdrawn", self._newest(by for other in withdrawals if (by := self._withdrawal_of(other)))
        rivals = [self._judged[other] for other in self._others.get(number, ()) if other in self._judged and other not in self._now]
        later = [other for other in self._desk(one) if _is_version_of(one, other) and other.order > one.order]
        gone = [other for other in (*later, *rivals) if other.arrival.arrival_id in self._then or other in rivals]
        if gone:
            return "replaced", self._newest(self._left_by(other) for other in gone)
        return self._newcomer(one), None

    def _newcomer(self, one: Extract) -> str:
        """New, or again: in the place of an extract of its name that was published and stands no more."""
        versions = (other.arrival.arrival_id for other in self._desk(one) if _is_version_of(one, other))
        return AGAIN if any(number in self._published and number not in self._now for number in versions) else NEW

    def _left_by(self, one: Extract) -> int:
        by = self._withdrawal_of(one) or self._successor(one)
        return by or one.arrival.arrival_id

    def _refused_before(self, number: int, now: str | None) -> str | None:
        """The part of this arrival that was last found unusable, other than the present one."""
        return next((part_id for part_id in reversed(self._refused.get(number, [])) if part_id != now), None)

    def _withdrawal_of(self, one: Extract) -> int | None:
        """The last withdrawal that counts and names it."""
        return self._newest(other.arrival.arrival_id for other in self._desk(one) if _names(other, one) and other.fate == "fulfilled")

    def _successor(self, one: Extract) -> int | None:
        """What counts in its place: of its name; for a delta, the last whole extract after it."""
        whole = [other for other in self._desk(one) if other.arrival.kind == "full" and other.arrival.arrival_id in self._now]
        named = [other for other in whole if other.arrival.name_id == one.arrival.name_id and other is not one]
        after = [other for other in whole if other.order > one.order] if one.arrival.kind == "delta" else []
        return self._newest(other.arrival.arrival_id for other in named or after)

    def _twin(self, one: Extract) -> int | None:
        """The last arrival with its bytes, of its sender."""
        return self._newest(other.arrival.arrival_id for other in self._contents[_content_of(one)] if other is not one)

    def _desk(self, one: Extract) -> list[Extract]:
        """The arrivals of its sender and period."""
        return self._desks[_desk_of(one)]

    @staticmethod
    def _newest(numbers: Iterable[int]) -> int | None:
        return max(numbers, default=None)

    def _named(self, number: int) -> dict[str, Any]:
        one: Arrival = self._judged[number].arrival
        file = {"sender_code": one.sender_code, "file_name": one.file_name, "sha256": one.sha256}
        return dict.fromkeys(FACTS) | file | {"arrival_id": number, "period": first_day(one.period)}

    def _by(self, number: int | None) -> dict[str, Any]:
        return (
            {}
            if number is None
            else {f"by_{name}": self._named(number)[name] for name in ("arrival_id", "sender_code", "file_name", "sha256")}
        )

    def _ingredients(self, part_id: str) -> dict[str, str | None]:
        kept = self._made_from.get(part_id)
        made = kept or MadeFrom(decisions_id=part_id)  # not recorded: made from something of its own
        return {name: getattr(made, name) for name in ("decisions_id", "code_id", "tables_id", "setting")}


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """By key, in the order in which they came: a home has tens of thousands of arrivals, and each is asked for its own."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _desk_of(one: Extract) -> tuple[str, str]:
    return one.arrival.sender_code, one.arrival.period


def _content_of(one: Extract) -> tuple[str, str]:
    return one.arrival.sender_code, one.arrival.sha256


def _names(withdrawal: Extract, one: Extract) -> bool:
    """Whether this is a withdrawal that names the other."""
    return withdrawal.arrival.kind == "withdrawal" and withdrawal.arrival.withdraws in (one.arrival.sha256, one.arrival.name_id)


def _is_version_of(one: Extract, other: Extract) -> bool:
    return other is not one and other.arrival.kind == "full" and other.arrival.name_id == one.arrival.name_id
