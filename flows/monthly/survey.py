"""What a run would find: decided from names, hashes and ids alone, before any engine is imported."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from flows.arrivals.deliveries import Delivery, inspect, sightings_worth_keeping
from flows.arrivals.landing import Misplaced, look
from flows.arrivals.standing import Extract, standing, unusable
from flows.monthly.identity import inputs_id
from flows.monthly.report import Refusal
from flows.monthly.workplace import Workplace
from warehouse.register.records import Arrival, PublicationRow
from warehouse.register.store import Register


@dataclass(frozen=True, slots=True)
class Refused:
    """An extract that cannot be used, and why."""

    extract: Extract
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Extracts:
    """The arrivals of some periods, given what is known so far: which stand, and which cannot be used."""

    standing: tuple[Extract, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of a home: what has come, what stands, what is published."""

    deliveries: tuple[Delivery, ...]  # new ones only
    misplaced: tuple[Misplaced, ...]
    unsettled: int
    periods: tuple[str, ...]  # that the next publication would hold
    extracts: Extracts  # of those periods
    inputs_id: str
    published: PublicationRow | None
    held: int | None  # the rolled back publication whose rejected inputs are still among these

    @property
    def usable_periods(self) -> tuple[str, ...]:
        """The periods that a publication of these extracts would hold."""
        return tuple(sorted({extract.arrival.period for extract in self.extracts.standing}))

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
        inputs = _inputs_id(workplace, extracts)
        held = _held(register, inputs, {extract.part_id for extract in extracts.standing})
    return Survey(
        deliveries=tuple(delivery for delivery in deliveries if delivery.is_new),
        misplaced=view.misplaced,
        unsettled=view.unsettled,
        periods=tuple(periods),
        extracts=extracts,
        inputs_id=inputs,
        published=published,
        held=held,
    )


def published_periods(published: PublicationRow | None) -> list[str]:
    """The periods that the standing publication holds."""
    return [] if published is None else list(json.loads(published.periods))


def extracts_of(register: Register, periods: Collection[str] | None, part_id_of: Callable[[Arrival], str]) -> Extracts:
    """Which arrivals of these periods (None: of all) stand, and which cannot be used, among the parts that `part_id_of` names."""
    parts = register.parts()
    refused = {name for name, part in parts.items() if part.outcome == "refused"}
    arrivals = [arrival for arrival in register.arrivals() if periods is None or arrival.period in periods]
    candidates = standing(arrivals, part_id_of, refused)
    contested = _contested(register, {extract.part_id for extract in candidates})
    unreadable = [
        Refused(extract, _refusal(extract, parts[extract.part_id].refusal)) for extract in unusable(arrivals, part_id_of, refused)
    ]
    overlapping = [Refused(extract, _overlap(extract)) for extract in candidates if extract.part_id in contested]
    return Extracts(tuple(extract for extract in candidates if extract.part_id not in contested), tuple(unreadable + overlapping))


def last_made(workplace: Workplace, register: Register) -> Callable[[Arrival], str]:
    """For commands that only look: the part last made of an arrival, under whatever fingerprint; else the id it would have now."""
    made = {part.arrival_id: part.part_id for part in register.parts().values()}
    return lambda arrival: made.get(arrival.arrival_id) or workplace.part_id(arrival)


def _held(register: Register, inputs: str, standing_ids: Collection[str]) -> int | None:
    """The rollback that forbids these inputs: they are the rejected ones, or a part that was new in them still stands."""
    open_holds = [hold for hold in register.holds() if hold.released_at is None]
    return next((hold.number for hold in open_holds if hold.inputs_id == inputs or set(json.loads(hold.parts)) & set(standing_ids)), None)


def _contested(register: Register, standing_ids: Collection[str]) -> set[str]:
    """The parts that contradict another one which stands, too."""
    pairs = [(overlap.part_id, overlap.other_id) for overlap in register.overlaps()]
    return {part_id for pair in pairs if set(pair) <= set(standing_ids) for part_id in pair}


def _inputs_id(workplace: Workplace, extracts: Extracts) -> str:
    """What a publication would be made from. A part that is still to be made counts: it is a reason to run."""
    chosen = extracts.standing
    return inputs_id((extract.part_id for extract in chosen), {extract.arrival.period for extract in chosen}, *workplace.conditions)


def _refusal(extract: Extract, told: str) -> Refusal:
    said = json.loads(told)
    words = {name: said[name] for name in ("code", "what", "where", "fix")}
    return Refusal(period=extract.arrival.period, sender_code=extract.arrival.sender_code, **words)


def _overlap(extract: Extract) -> Refusal:
    return Refusal(
        period=extract.arrival.period,
        sender_code=extract.arrival.sender_code,
        code="EX11",
        what="it says something different than another extract of the same period about the same payments; neither is used",
        where=extract.arrival.file_name,
        fix="ask the sender which of them holds, and have the right one sent under the name of the wrong one",
    )
