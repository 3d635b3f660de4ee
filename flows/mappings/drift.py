"""What changed in a sender's columns since their extract before: new, vanished, renamed and moved ones."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flows.monthly.extracts import by_arrival, last_made
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from transforms.bare import bare
from warehouse.register.records import CLAIMS, Arrival, PartRecord

Columns = Sequence[tuple[str, str]]  # heading as written, canonical column ('' where it has none), in file order


@dataclass(frozen=True, slots=True)
class Drift:
    """How the columns differ. Headings that differ only in case, punctuation and spacing are the same."""

    new: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()  # heading, its column before and now, counted from 1

    @property
    def sentences(self) -> list[str]:
        """One for each kind of change there is."""
        told = {
            "new": ", ".join(self.new),
            "vanished": ", ".join(self.vanished),
            "renamed": ", ".join(f"{old} is now {now}" for old, now in self.renamed),
            "moved": ", ".join(f"{heading} from column {old} to {now}" for heading, old, now in self.moved),
        }
        return [f"{kind}: {what}" for kind, what in told.items() if what]


def compare(before: Columns, now: Columns) -> Drift:
    """What became of the columns. A column is renamed where another heading stands for the same canonical column."""
    if before == now:  # as nearly always
        return Drift()
    old, new = _named(before), _named(now)
    gone, come = [key for key in old if key not in new], [key for key in new if key not in old]
    meant = {old[key][1]: key for key in gone if old[key][1]}
    renamed = {meant[new[key][1]]: key for key in come if new[key][1] in meant}
    stayed = {key: key for key in old if key in new} | renamed
    return Drift(
        new=tuple(new[key][0] for key in come if key not in renamed.values()),
        vanished=tuple(old[key][0] for key in gone if key not in renamed),
        renamed=tuple((old[key][0], new[now_key][0]) for key, now_key in renamed.items()),
        moved=_moved([(new[now_key][0], old[key][2], new[now_key][2]) for key, now_key in stayed.items()]),
    )


class Headings:
    """The columns of everything that was read, by sender; each part is parsed once, and only those of senders that are asked about."""

    def __init__(self, arrivals: Iterable[Arrival], part_of: Callable[[Arrival], PartRecord | None]) -> None:
        self._part_of = part_of
        self._of_sender: defaultdict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            self._of_sender[arrival.sender_code].append(arrival)
        self._columns: dict[int, Columns] = {}
        self._usable: dict[tuple[str, str], dict[str, list[Arrival]]] = {}

    def of(self, arrival: Arrival) -> Columns:
        """The columns that its part, or its refused header, is known to have."""
        if arrival.arrival_id not in self._columns:
            self._columns[arrival.arrival_id] = columns_of(self._part_of(arrival))
        return self._columns[arrival.arrival_id]

    def drift(self, arrival: Arrival) -> list[str]:
        """Sentences on how its columns differ from those of the sender's last usable extract before it; none where that is unknown."""
        last = self.last_before(arrival)
        before, now = (self.of(one) if one else [] for one in (last, arrival))
        if last is None or not before or not now:
            return []
        return [f"{arrival.file_name}, columns since {last.period}: {sentence}" for sentence in compare(before, now).sentences]

    def last_before(self, arrival: Arrival) -> Arrival | None:
        """The sender's last usable extract of an earlier period, of the likest name and format; else what stood under this name before."""
        usable = self._usable_of(arrival.sender_code, self._contract(arrival))
        last = max((period for period in usable if period < arrival.period), default=None)
        if last:
            return max(usable[last], key=lambda other: _kinship(arrival, other))
        same = (other for other in usable.get(arrival.period, []) if other.name_id == arrival.name_id)
        before = [other for other in same if other.arrival_id < arrival.arrival_id]
        return max(before, key=lambda other: other.arrival_id, default=None)

    def _contract(self, arrival: Arrival) -> str:
        """The kind of extract; claims where it was not read."""
        part = self._part_of(arrival)
        return part.contract if part else CLAIMS

    def _usable_of(self, sender_code: str, contract: str) -> dict[str, list[Arrival]]:
        """By period, the extracts of this kind that were read and have columns: a nil return has none."""
        if (sender_code, contract) not in self._usable:
            found = self._usable[sender_code, contract] = {}
            for one in self._of_sender[sender_code]:
                part = self._part_of(one)
                if part is not None and part.outcome == "clean" and part.contract == contract and self.of(one):
                    found.setdefault(one.period, []).append(one)
        return self._usable[sender_code, contract]


def drifts_of_this_run(workplace: Workplace, seen: Survey) -> list[str]:
    """The drift of every standing extract that was made into a part just now, with its sender."""
    now = workplace.opened_at.isoformat(timespec="seconds")
    with workplace.register() as register:
        arrivals, parts = register.arrivals(), register.parts()
        headings = Headings(arrivals, by_arrival(parts, last_made(workplace, register)))
    made = [extract.arrival for extract in seen.extracts.standing if parts[extract.part_id].made_at == now]
    return [f"{one.sender_code} {one.period}: {sentence}" for one in made for sentence in headings.drift(one)]


def columns_of(part: PartRecord | None) -> Columns:
    """The columns that a part, or a refused header, is known to have."""
    if part is None:
        return []
    told = json.loads(part.ledger)["evidence"] if part.outcome == "clean" else json.loads(part.refusal)
    return [(heading, canonical) for heading, canonical in json.loads(told.get("columns", "[]"))]


def _kinship(arrival: Arrival, other: Arrival) -> tuple[float, bool, int]:
    """Names of months and numbers differ from one extract to the next; what else a name says tells JHT.csv from JKM.csv."""
    likeness = SequenceMatcher(None, _stem(arrival), _stem(other), autojunk=False).ratio()
    return round(likeness, 2), other.file_format == arrival.file_format, other.arrival_id


def _stem(arrival: Arrival) -> str:
    return re.sub(r"\d", "", arrival.file_name.casefold().split(".")[0])


def _named(columns: Columns) -> dict[str, tuple[str, str, int]]:
    """Bare heading -> heading, canonical, place from 1. Columns without a heading are left out."""
    return {bare(heading): (heading, canonical, place) for place, (heading, canonical) in enumerate(columns, start=1) if bare(heading)}


def _moved(places: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """The fewest columns (heading, place before, place now) that must have moved for the order to be what it is."""
    ordered = sorted(places, key=lambda place: place[1])
    chains: list[list[tuple[str, int, int]]] = []  # the longest run in order that ends with each column
    for n, place in enumerate(ordered):
        before = [chains[m] for m in range(n) if ordered[m][2] < place[2]]
        chains.append([*max(before, key=len, default=[]), place])
    kept = max(chains, key=len, default=[])
    return tuple(place for place in ordered if place not in kept)
