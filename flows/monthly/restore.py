"""Putting back: the newest publication that is whole stands again, where what stood was damaged or the link to it was lost."""

from pathlib import Path

from flows.errors import ClaimsError
from flows.lock import only_writer
from flows.monthly.workplace import Workplace, look_at
from flows.progress import current
from flows.settings import read_settings


class NothingWhole(ClaimsError):
    """No publication on this disk is whole."""

    exit_code = 13

    def __init__(self, warehouse: Path) -> None:
        super().__init__(
            "no publication is whole, so that none can be put back",
            str(warehouse / "publications"),
            "see `claims doctor` for what is wrong with each, and restore warehouse/publications from a backup",
        )


def restore(home_flag: Path | None) -> tuple[int, list[int]]:
    """(the publication that stands now, the damaged ones that count no more). Raises NothingWhole."""
    settings = read_settings(home_flag)
    with only_writer(look_at(home_flag).home.lock, settings.lock_wait_seconds, current().tell):
        return _restore(look_at(home_flag))


def _restore(workplace: Workplace) -> tuple[int, list[int]]:
    from warehouse.doctor import newest_whole
    from warehouse.publish import stand_again

    with workplace.register() as register:
        known = {row.number: row for row in register.publications()}
        number = newest_whole(workplace.home.warehouse, known)
        if number is None:
            raise NothingWhole(workplace.home.warehouse)
        stand_again(workplace.home.warehouse, number)  # first: killed in between, the next run says what to do, and this can be said again
        lost = [later for later in known if later > number]
        if lost:
            register.keep_restoration(number, workplace.opened_at.isoformat(timespec="seconds"))
    return number, lost
