"""What a run would find: decided from names, hashes and ids alone, before any engine is imported."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from flows.arrivals.deliveries import Delivery, inspect, sightings_worth_keeping
from flows.arrivals.landing import Misplaced, look
from flows.arrivals.standing import Extract, standing, unusable
from flows.monthly.identity import inputs_id
from flows.monthly.workplace import Workplace
from warehouse.register.records import Arrival, PublicationRow
from warehouse.register.store import Register


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of a home: what has come, what stands, what is published."""

    deliveries: tuple[Delivery, ...]  # new ones only
    misplaced: tuple[Misplaced, ...]
    unsettled: int
    periods: tuple[str, ...]  # that the next publication would hold
    extracts: tuple[Extract, ...]  # standing, of those periods
    unusable: tuple[Extract, ...]  # refused, and not replaced since
    inputs_id: str
    published: PublicationRow | None
    held: int | None  # the rolled back publication that these very inputs made

    @property
    def usable_periods(self) -> tuple[str, ...]:
        """The periods that a publication of these extracts would hold."""
        return tuple(sorted({extract.arrival.period for extract in self.extracts}))

    @property
    def is_published(self) -> bool:
        """Whether the standing publication was made from exactly this."""
        return self.published is not None and self.published.inputs_id == self.inputs_id


def survey(workplace: Workplace, requested: Collection[str]) -> Survey:
    """Look at landing zone and register. Remembers sightings, changes nothing else."""
    view = look(workplace.settings.landing_url, now=workplace.opened_at, settle_s=workplace.settings.settle_seconds)
    with workplace.register() as register:
        deliveries = inspect(view, register, workplace.key, workplace.home)
        register.keep_sightings(sightings_worth_keeping([known for known in deliveries if not known.is_new], workplace.opened_at))
        published = next(reversed(register.publications()), None)
        periods = sorted({*requested, *published_periods(published)})
        extracts = extracts_of(register, periods, workplace.part_id)
        made = register.parts()
        held = {hold.inputs_id: hold.number for hold in register.holds() if hold.released_at is None}
    inputs = inputs_id_of(workplace, extracts.standing, {name for name, part in made.items() if part.outcome == "clean"})
    return Survey(
        deliveries=tuple(delivery for delivery in deliveries if delivery.is_new),
        misplaced=view.misplaced,
        unsettled=view.unsettled,
        periods=tuple(periods),
        extracts=tuple(extracts.standing),
        unusable=tuple(extracts.unusable),
        inputs_id=inputs,
        published=published,
        held=held.get(inputs),
    )


def published_periods(published: PublicationRow | None) -> list[str]:
    """The periods that the standing publication holds."""
    return [] if published is None else list(json.loads(published.periods))


def last_made(workplace: Workplace, register: Register) -> Callable[[Arrival], str]:
    """For commands that only look: the part last made of an arrival, under whatever fingerprint; else the id it would have now."""
    made = {part.arrival_id: part.part_id for part in register.parts().values()}
    return lambda arrival: made.get(arrival.arrival_id) or workplace.part_id(arrival)


@dataclass(frozen=True, slots=True)
class Extracts:
    """The arrivals of some periods, given what is known of refusals so far."""

    standing: list[Extract]
    unusable: list[Extract]


def extracts_of(register: Register, periods: Collection[str], part_id_of: Callable[[Arrival], str]) -> Extracts:
    """Which arrivals of these periods stand, and which are refused, among the parts that `part_id_of` names."""
    refused = {name for name, part in register.parts().items() if part.outcome == "refused"}
    arrivals = [arrival for arrival in register.arrivals() if arrival.period in periods]
    return Extracts(standing(arrivals, part_id_of, refused), unusable(arrivals, part_id_of, refused))


def inputs_id_of(workplace: Workplace, extracts: Collection[Extract], usable: Collection[str]) -> str:
    """The id of what a publication is made from: usable parts of periods that have any."""
    chosen = [extract for extract in extracts if extract.part_id in usable]
    return inputs_id((extract.part_id for extract in chosen), {extract.arrival.period for extract in chosen}, *workplace.conditions)
