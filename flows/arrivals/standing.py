"""What each arrival means in the light of the others of its sender and period, and which of them count.

- Several files of a sender add up; of one name the highest stated revision counts, then the latest arrival.
- A delta adds to and replaces lines of the whole extracts before it, until a whole extract comes after it. All such deltas count.
- A withdrawal takes back what it names, be it a withdrawal, if that came before it. A nil return counts as long as nothing else does.
- "Before" is by revision where both state one, else by arrival: what states none follows everything that had arrived by then.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from warehouse.register.records import Arrival

Order = tuple[int, int]  # revision, arrival
PartIdOf = Callable[[Arrival], str]


@dataclass(frozen=True, slots=True)
class Extract:
    """An arrival, the id of the part its bytes make, and what it means.

    `classification`: new, full correction, delta correction, nil return, withdrawal; out of order for one that came after what replaces
    it or before what it amends or withdraws. `fate`: counts, replaced, withdrawn, refused, waiting (a delta, for what it amends),
    contradicted (a nil return, by extracts before it), fulfilled or void (a withdrawal).
    """

    arrival: Arrival
    part_id: str
    classification: str = "new"
    fate: str = "counts"
    order: Order = (0, 0)
    is_newest: bool = True  # of its name, withdrawn ones aside
    contract: str = "claims"  # as far as it was read


def judge(
    arrivals: Iterable[Arrival],
    part_id_of: PartIdOf,
    refused: Collection[str],
    set_aside: Collection[str] = frozenset(),
    contracts: Mapping[str, str] = MappingProxyType({}),
) -> list[Extract]:
    """Every arrival, judged among those of its sender and period; in the order of arrival. An unusable correction displaces nothing.

    `refused` holds part ids; what was never tried counts as usable. `set_aside`: parts that would count but for what others say. They
    are refused, what they replaced does not stand again, and no delta amends them. `contracts`: of parts that are no claims, what they are.
    """
    judged: list[Extract] = []
    for _, together in groupby(sorted(arrivals, key=_desk), key=_desk):
        judged += _Desk(list(together), part_id_of, refused, set_aside, contracts).judged()
    return sorted(judged, key=lambda extract: extract.arrival.arrival_id)


def judged_again(
    judged: Sequence[Extract],
    part_id_of: PartIdOf,
    refused: Collection[str],
    set_aside: Collection[str],
    contracts: Mapping[str, str] = MappingProxyType({}),
) -> list[Extract]:
    """What `judge` said with nothing set aside, as if all were judged again with these: only where they lie can anything be otherwise."""
    desks = {_desk(one.arrival) for one in judged if one.part_id in set_aside}
    again = judge((one.arrival for one in judged if _desk(one.arrival) in desks), part_id_of, refused, set_aside, contracts)
    own = {one.arrival.arrival_id: one for one in again}
    return [own.get(one.arrival.arrival_id, one) for one in judged]


def _desk(arrival: Arrival) -> tuple[str, str]:
    return arrival.period, arrival.sender_code


class _Desk:
    """The arrivals of one sender and period, laid side by side."""

    def __init__(
        self,
        arrivals: Sequence[Arrival],
        part_id_of: PartIdOf,
        refused: Collection[str],
        set_aside: Collection[str],
        contracts: Mapping[str, str],
    ) -> None:
        self._arrivals = sorted(arrivals, key=lambda one: one.arrival_id)
        self._part_id = {one.arrival_id: part_id_of(one) for one in arrivals}
        self._refused = {number for number, part_id in self._part_id.items() if part_id in refused}
        self._set_aside = {number for number, part_id in self._part_id.items() if part_id in set_aside}
        self._contract = {number: contracts.get(part_id, "claims") for number, part_id in self._part_id.items()}
        self._order = {one.arrival_id: self._placed(one) for one in self._arrivals}

    def judged(self) -> list[Extract]:
        return [self._judged(one, self._fate(one)) for one in self._arrivals]

    def _judged(self, one: Arrival, fate: str) -> Extract:
        number = one.arrival_id
        told = self._classification(one, fate)
        return Extract(one, self._part_id[number], told, fate, self._order[number], self._is_newest(one), self._contract[number])

    def _placed(self, one: Arrival) -> Order:
        """Its place in the sequence of its name, or of all for a delta or withdrawal; without a revision at the end of what is there."""
        is_about_all = one.kind in ("delta", "withdrawal")
        sequence = (other for other in self._arrivals if is_about_all or other.name_id == one.name_id)
        before = (other.revision for other in sequence if other.arrival_id < one.arrival_id)
        return one.revision or max(before, default=0), one.arrival_id

    def _precedes(self, one: Arrival, other: Arrival) -> bool:
        """Of two that may bear different names: by revision if both state one, else by arrival."""
        if one.revision and other.revision:
            return (one.revision, one.arrival_id) < (other.revision, other.arrival_id)
        return one.arrival_id < other.arrival_id

    def _is_older(self, one: Arrival, other: Arrival) -> bool:
        """Of two of the same name."""
        return self._order[one.arrival_id] < self._order[other.arrival_id]

    def _taken_back(self, withdrawal: Arrival) -> list[Arrival]:
        """What this withdrawal names, by content or by name, and finds before it."""
        return [one for one in self._arrivals if withdrawal.withdraws in (one.sha256, one.name_id) and self._precedes(one, withdrawal)]

    @cached_property
    def _withdrawn(self) -> set[int]:
        """The last withdrawal first: one that was itself taken back takes nothing back."""
        gone: set[int] = set()
        withdrawals = (one for one in self._arrivals if one.kind == "withdrawal")
        for one in sorted(withdrawals, key=lambda one: self._order[one.arrival_id], reverse=True):
            if one.arrival_id not in gone:
                gone |= {named.arrival_id for named in self._taken_back(one)}
        return gone

    def _usable(self, kind: str) -> list[Arrival]:
        """Neither withdrawn nor refused, the earliest first."""
        gone = self._withdrawn | self._refused
        own = (one for one in self._arrivals if one.kind == kind and one.arrival_id not in gone)
        return sorted(own, key=lambda one: self._order[one.arrival_id])

    @cached_property
    def _whole(self) -> dict[str, Arrival]:
        """By name, the whole extract that counts."""
        return {one.name_id: one for one in self._usable("full")}

    @cached_property
    def _counting(self) -> set[int]:
        whole = {one.arrival_id for one in self._whole.values()}
        nil = set() if self._claims else {one.arrival_id for one in self._usable("nil")[-1:]}
        return whole | nil | {one.arrival_id for one in self._usable("delta") if self._amends(one)}

    @cached_property
    def _claims(self) -> list[Arrival]:
        """The whole extracts of claims that count: a nil return says that there are none, and nothing of other kinds of extract."""
        return [one for one in self._whole.values() if self._contract[one.arrival_id] == "claims"]

    def _bases(self, delta: Arrival) -> list[Arrival]:
        """What a delta may amend: the whole extract of its own name, where there is one, else any."""
        own = self._whole.get(delta.name_id)
        return [base for base in ([own] if own else self._whole.values()) if base.arrival_id not in self._set_aside]

    def _amends(self, delta: Arrival) -> bool:
        return any(self._precedes(base, delta) for base in self._bases(delta))

    def _is_newest(self, one: Arrival) -> bool:
        same = (other for other in self._arrivals if other.name_id == one.name_id and other.arrival_id not in self._withdrawn)
        return not any(self._is_older(one, other) for other in same)

    def _fate(self, one: Arrival) -> str:
        if one.arrival_id in self._withdrawn:
            return "withdrawn"
        if one.kind == "withdrawal":
            return "fulfilled" if self._taken_back(one) or one.withdraws in (one.sha256, one.name_id) else "void"
        if one.arrival_id in self._refused:
            return "refused"
        if one.arrival_id in self._counting:
            return "refused" if one.arrival_id in self._set_aside else "counts"
        if one.kind == "delta" and not self._bases(one):
            return "waiting"
        is_last = all(self._precedes(base, one) for base in self._claims)
        return "contradicted" if one.kind == "nil" and self._claims and is_last else "replaced"

    def _classification(self, one: Arrival, fate: str) -> str:
        if fate in ("waiting", "void"):
            return "out of order"
        if one.kind != "full":
            return {"delta": "delta correction", "nil": "nil return"}.get(one.kind, one.kind)
        others = [other for other in self._arrivals if other.kind == "full" and other.name_id == one.name_id and other != one]
        if any(other.arrival_id < one.arrival_id and self._is_older(one, other) for other in others):
            return "out of order"
        return "full correction" if any(self._is_older(other, one) for other in others) else "new"
