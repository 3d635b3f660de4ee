"""What a run would find: decided from names, hashes and ids alone, before any engine is imported."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from flows.arrivals.deliveries import Delivery, inspect, resends, sightings_worth_keeping
from flows.arrivals.landing import Misplaced, look
from flows.monthly.extracts import Extracts, extracts_of
from flows.monthly.identity import inputs_id
from flows.monthly.workplace import Workplace
from warehouse.register.records import PublicationRow
from warehouse.register.store import Register


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
        """The periods of which a publication of these extracts would show anything, be it participants alone."""
        return tuple(sorted({extract.arrival.period for extract in self.extracts.standing}))

    @property
    def claim_periods(self) -> tuple[str, ...]:
        """The periods of which it would show claims."""
        return tuple(sorted({extract.arrival.period for extract in self.extracts.of_claims}))

    @property
    def is_published(self) -> bool:
        """Whether the standing publication was made from exactly this."""
        return self.published is not None and self.published.inputs_id == self.inputs_id


def survey(workplace: Workplace, requested: Collection[str]) -> Survey:
    """Look at landing zone and register. Remembers sightings, changes nothing else."""
    view = look(workplace.settings.landing_url, now=workplace.opened_at, settle_s=workplace.settings.settle_seconds)
    with workplace.register() as register:
        deliveries = inspect(view, register, workplace.key, workplace.home)
        register.keep_resends(resends(deliveries, workplace.opened_at))
        register.keep_sightings(sightings_worth_keeping([known for known in deliveries if not known.is_new], workplace.opened_at))
        published = register.last_publication()
        out = {one.period for one in register.left_out(published.number)} if published else set()  # still wanted, and asked again
        stood = register.periods_standing(published.number) if published else []  # of months held back that are not shown, too
        periods = sorted({*requested, *published_periods(published), *stood, *out})
        extracts = extracts_of(register, periods, workplace.part_id)
        inputs = _inputs_id(workplace, extracts)
        held = _held(register, inputs, {extract.part_id for extract in extracts.standing})
    return Survey(
        deliveries=tuple(delivery for delivery in deliveries if delivery.is_new),
        misplaced=(*view.misplaced, *(delivery.fault for delivery in deliveries if delivery.fault)),
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


def _held(register: Register, inputs: str, standing_ids: Collection[str]) -> int | None:
    """The rollback that forbids these inputs: they are the rejected ones, or a part that was new in them still stands."""
    open_holds = [hold for hold in register.holds() if hold.released_at is None]
    return next((hold.number for hold in open_holds if hold.inputs_id == inputs or set(json.loads(hold.parts)) & set(standing_ids)), None)


def _inputs_id(workplace: Workplace, extracts: Extracts) -> str:
    """What a publication would be made from. A part that is still to be made counts: it is a reason to run."""
    chosen = extracts.standing
    return inputs_id(
        (extract.part_id for extract in chosen),
        {extract.arrival.period for extract in chosen},
        *workplace.conditions,
        workplace.decisions.rows_id,
    )
