"""Arrivals: what is new in the landing zone goes into the vault and the register."""

import errno
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.arrivals.deliveries import Delivery, resends, sightings_worth_keeping, stated, take_in, unreadable, withdrawn_name
from flows.arrivals.landing import ALONE, Misplaced
from flows.arrivals.standing import Extract
from flows.arrivals.vault import sweep
from flows.monthly.extracts import extracts_of
from flows.monthly.survey import survey
from flows.monthly.workplace import Workplace
from flows.progress import current
from warehouse.register.records import Arrival, Resend
from warehouse.register.store import Register

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in, and what could not be."""

    taken: int
    misplaced: tuple[Misplaced, ...]
    unsettled: int


def take_arrivals(workplace: Workplace) -> Intake:
    """Take every new extract, of every period, into vault and register. One that cannot be read is reported; the others go on."""
    _tidy_after_killed_runs(workplace)
    _look_up_kinds(workplace)
    seen = survey(workplace, [])
    outcomes = [_take(workplace, delivery) for delivery in seen.deliveries]
    unreadable = tuple(outcome for outcome in outcomes if outcome is not None)
    return Intake(len(outcomes) - len(unreadable), seen.misplaced + unreadable, seen.unsettled)


def taken_now(workplace: Workplace) -> list[Extract]:
    """What this run took in, judged among all that ever arrived."""
    with workplace.register() as register:
        judged = extracts_of(register, None, workplace.part_id).judged
    taken_at = workplace.opened_at.isoformat(timespec="seconds")
    return [one for one in judged if one.arrival.arrived_at == taken_at]


def classified(taken: Iterable[Extract]) -> dict[str, int]:
    """How many of these there are, by what each turned out to be."""
    return dict(sorted(Counter(one.classification for one in taken).items()))


def out_of_order(taken: Iterable[Extract]) -> list[str]:
    """The whole extracts among these that came after what replaces them."""
    late = [one.arrival for one in taken if (one.classification, one.fate) == ("out of order", "replaced")]
    told = "revision {0.revision} came after a higher one, which counts"
    return [f"{one.sender_code} {one.period} {one.file_name}: {told.format(one)}" for one in late]


def sent_by_others(workplace: Workplace, taken: Iterable[Extract]) -> list[str]:
    """The extracts among these whose very bytes came from another sender, too. Their lines count once, but one of the folders is wrong."""
    senders: dict[str, list[str]] = {}
    with workplace.register() as register:
        for known in register.arrivals():
            senders.setdefault(known.sha256, []).append(known.sender_code)
    files = [one.arrival for one in taken if one.arrival.file_format != ALONE]
    pairs = ((one, other) for one in files for other in senders.get(one.sha256, ()) if other != one.sender_code)
    return [f"{one.sender_code} {one.period} {one.file_name}: the same bytes came from {other}, too" for one, other in pairs]


def _take(workplace: Workplace, delivery: Delivery) -> Misplaced | None:
    current().step(f"taking in {delivery.file.period:%Y-%m} {delivery.file.sender_code} {delivery.file.masked_name}")
    try:
        arrival = take_in(delivery, workplace.home, workplace.key, workplace.opened_at)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        return unreadable(delivery.file, error)
    with workplace.register() as register:
        register.keep_arrivals([arrival])
        register.keep_resends(_sent_twice(register, arrival, delivery, workplace))
        if arrival.sha256 == delivery.sha256:
            register.keep_sightings(sightings_worth_keeping([delivery], workplace.opened_at))
    return None


def _sent_twice(register: Register, arrival: Arrival, delivery: Delivery, workplace: Workplace) -> list[Resend]:
    """The delivery, where the same bytes were taken in a moment ago under another name."""
    known = register.arrival_of(arrival.content) or arrival
    return resends([replace(delivery, known=known, is_resend=known.name_id != arrival.name_id)], workplace.opened_at)


def _look_up_kinds(workplace: Workplace) -> None:
    """What arrivals are that were registered before kinds were."""
    with workplace.register() as register:
        for arrival in [one for one in register.arrivals() if not one.kind]:
            manifest = stated(workplace.home.vault / arrival.manifest_sha256, arrival.file_name)
            kind = manifest.kind if manifest else "full"
            register.keep_kind(replace(arrival, kind=kind, withdraws=withdrawn_name(manifest, workplace.key)))


def _tidy_after_killed_runs(workplace: Workplace) -> None:
    sweep(workplace.home.vault)
    shutil.rmtree(workplace.home.workspace, ignore_errors=True)
    workplace.home.workspace.mkdir(mode=0o700)
