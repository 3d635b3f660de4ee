"""Going back: the figures of the publication before, as a publication of its own, and a hold on what was rejected."""

from collections.abc import Sequence
from pathlib import Path

from flows.errors import ClaimsError
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.report import RunReport
from flows.monthly.survey import published_periods
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import current
from flows.settings import read_settings
from warehouse.register.records import PublicationRow

FILE_NAME = "claims.duckdb"


class NothingBefore(ClaimsError):
    """There is no publication to go back to."""

    exit_code = 13

    def __init__(self, warehouse: Path) -> None:
        super().__init__(
            "there is no publication before the one that stands",
            str(warehouse / "publications"),
            "see `claims publish` for those that are kept; their number is the setting publications_kept",
        )


def roll_back(home_flag: Path | None) -> RunReport:
    """Publish the figures of the publication before the standing one, and hold the inputs of the standing one."""
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        return _roll_back(open_workplace(home_flag))


def _roll_back(workplace: Workplace) -> RunReport:
    from flows.monthly.candidate import make_candidate
    from flows.monthly.publication import publish_sealed, remember_standing
    from warehouse.rollback import rollback_content

    remember_standing(workplace)
    rejected, restored = _last_two(workplace)
    file = workplace.home.warehouse / "publications" / str(restored.number) / FILE_NAME
    sealed = make_candidate(workplace, rollback_content(file), restored.inputs_id, "rollback")
    with workplace.register() as register:  # before the flip: a kill in between must not let the rejected inputs through again
        register.keep_hold(rejected.inputs_id, rejected.number, workplace.opened_at.isoformat(timespec="seconds"))
    number = publish_sealed(workplace, sealed)
    return RunReport(
        number=number,
        is_new=True,
        periods=tuple(published_periods(restored)),
        warehouse=workplace.home.current_file,
        content_hash=sealed.content_hash,
    )


def release(home_flag: Path | None) -> int:
    """Let held inputs be published again. Returns how many holds were released."""
    workplace = open_workplace(home_flag)
    with workplace.register() as register:
        held = [hold for hold in register.holds() if hold.released_at is None]
        register.release_holds(workplace.opened_at.isoformat(timespec="seconds"))
    return len(held)


def publications(home_flag: Path | None) -> Sequence[PublicationRow]:
    """Every publication, oldest first."""
    with open_workplace(home_flag).register() as register:
        return register.publications()


def _last_two(workplace: Workplace) -> tuple[PublicationRow, PublicationRow]:
    with workplace.register() as register:
        rows = register.publications()
    kept = [row for row in rows if (workplace.home.warehouse / "publications" / str(row.number) / FILE_NAME).exists()]
    if len(kept) < 2:  # noqa: PLR2004 - the standing one and the one before
        raise NothingBefore(workplace.home.warehouse)
    return kept[-1], kept[-2]
