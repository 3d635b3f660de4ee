"""Which of the arrivals stand: several files of a sender add up, the same name with new bytes replaces.

Among arrivals of one name the highest stated revision counts, then the latest arrival; one without a revision counts as revision 0.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from warehouse.register.records import Arrival


@dataclass(frozen=True, slots=True)
class Extract:
    """An arrival in the light of the others of its name, and the id of the part its bytes make."""

    arrival: Arrival
    part_id: str
    classification: str  # new, full correction


def standing(arrivals: Iterable[Arrival], part_id_of: Callable[[Arrival], str], refused: Collection[str]) -> list[Extract]:
    """The extract that counts, per sender, period and file name: the newest not refused. An unusable correction displaces nothing.

    A name of which every arrival is refused has none. `refused` holds part ids; what was never tried counts as usable.
    """
    names = _by_name(arrivals, part_id_of)
    usable = [[extract for extract in same_name if extract.part_id not in refused] for same_name in names]
    return sorted((same_name[-1] for same_name in usable if same_name), key=lambda extract: extract.arrival.arrival_id)


def unusable(arrivals: Iterable[Arrival], part_id_of: Callable[[Arrival], str], refused: Collection[str]) -> list[Extract]:
    """The newest arrivals of their name that are refused: what a sender still has to put right."""
    newest = [same_name[-1] for same_name in _by_name(arrivals, part_id_of)]
    return [extract for extract in newest if extract.part_id in refused]


def _by_name(arrivals: Iterable[Arrival], part_id_of: Callable[[Arrival], str]) -> Iterator[list[Extract]]:
    for _, same_name in groupby(sorted(arrivals, key=_place), key=lambda arrival: _place(arrival)[:3]):
        yield [Extract(arrival, part_id_of(arrival), "new" if n == 0 else "full correction") for n, arrival in enumerate(same_name)]


def _place(arrival: Arrival) -> tuple[str, str, str, int, int]:
    return arrival.period, arrival.sender_code, arrival.name_id, arrival.revision, arrival.arrival_id
