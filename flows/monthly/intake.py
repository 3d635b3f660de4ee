"""Arrivals: what is new in the landing zone goes into the vault and the register."""

import errno
import shutil
from dataclasses import dataclass

from flows.arrivals.deliveries import Delivery, sightings_worth_keeping, take_in
from flows.arrivals.landing import Misplaced
from flows.arrivals.vault import sweep
from flows.monthly.survey import survey
from flows.monthly.workplace import Workplace
from flows.progress import current

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
    seen = survey(workplace, [])
    outcomes = [_take(workplace, delivery) for delivery in seen.deliveries]
    unreadable = tuple(outcome for outcome in outcomes if outcome is not None)
    return Intake(len(outcomes) - len(unreadable), seen.misplaced + unreadable, seen.unsettled)


def _take(workplace: Workplace, delivery: Delivery) -> Misplaced | None:
    current().step(f"taking in {delivery.file.period:%Y-%m} {delivery.file.sender_code} {delivery.file.masked_name}")
    try:
        arrival = take_in(delivery, workplace.home, workplace.key, workplace.opened_at)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        where = f"landing/{delivery.file.period:%Y-%m}/{delivery.file.sender_code}/{delivery.file.masked_name}"
        return Misplaced(
            where, f"it cannot be read ({error.strerror or type(error).__name__})", "mend its permissions, or deliver it again"
        )
    with workplace.register() as register:
        register.keep_arrivals([arrival])
        if arrival.sha256 == delivery.sha256:
            register.keep_sightings(sightings_worth_keeping([delivery], workplace.opened_at))
    return None


def _tidy_after_killed_runs(workplace: Workplace) -> None:
    sweep(workplace.home.vault)
    shutil.rmtree(workplace.home.workspace, ignore_errors=True)
    workplace.home.workspace.mkdir(mode=0o700)
