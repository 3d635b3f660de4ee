"""Going back: the figures of the publication before, as a publication of its own, and a hold on what was rejected."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.bulletin.after_publication import bulletin_after
from flows.errors import ClaimsError
from flows.export.automatic import export_by_itself
from flows.lock import only_writer
from flows.monthly.report import RunReport
from flows.monthly.survey import published_periods
from flows.monthly.workplace import Workplace, look_at
from flows.progress import current
from flows.settings import read_settings
from warehouse.publish import publication_file
from warehouse.register.records import PublicationRow


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
    home = look_at(home_flag).home
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        report = _roll_back(look_at(home_flag))
    export_by_itself(home, settings)  # after the lock: a share may be slow
    bulletin_after(home, settings.bulletin, is_new=report.is_new)
    return report


def _roll_back(workplace: Workplace) -> RunReport:
    from flows.monthly.candidate import make_candidate
    from flows.monthly.publication import publish_sealed, remember_standing
    from flows.monthly.restated import changes_of_rollback
    from warehouse.rollback import rollback_content

    remember_standing(workplace)
    rejected, restored = _rejected_and_restored(workplace)
    new_parts = _new_parts(workplace, rejected, restored)
    changes = changes_of_rollback(workplace, restored.number, rejected.number)
    content = replace(rollback_content(_file(workplace, restored)), changes=changes)
    sealed = make_candidate(workplace, content, restored.inputs_id, "rollback")
    with workplace.register() as register:  # before the flip: a kill in between must not let the rejected inputs through again
        made_at = workplace.opened_at.isoformat(timespec="seconds")
        made_from, basis = register.basis(rejected.number), register.basis(restored.number)
        seen_then = made_from.inputs_seen if made_from else rejected.inputs_id
        register.keep_hold(seen_then, json.dumps(sorted(new_parts)), rejected.number, made_at)
    shown = basis and replace(basis, publication=sealed.number)
    public = publish_sealed(workplace, sealed, shown)
    return RunReport(
        number=sealed.number,
        is_new=True,
        periods=tuple(published_periods(restored)),
        warehouse=workplace.home.current_file,
        content_hash=sealed.content_hash,
        public=public.sentence,
    )


def release(home_flag: Path | None) -> int:
    """Let held inputs be published again. Returns how many holds were released."""
    workplace = look_at(home_flag)
    with workplace.register() as register:
        held = [hold for hold in register.holds() if hold.released_at is None]
        register.release_holds(workplace.opened_at.isoformat(timespec="seconds"))
    return len(held)


def publications(home_flag: Path | None) -> Sequence[PublicationRow]:
    """Every publication, oldest first."""
    with look_at(home_flag).register() as register:
        return register.publications()


def _rejected_and_restored(workplace: Workplace) -> tuple[PublicationRow, PublicationRow]:
    """What stands, and the one before it. After a rollback that is the one before the figures shown again: never those rejected."""
    with workplace.register() as register:
        rows = register.publications()
    if not rows:
        raise NothingBefore(workplace.home.warehouse)
    shows = _shown_by(workplace, rows[-1])
    before = [row for row in rows if row.number < shows]
    if not before or not _file(workplace, before[-1]).exists():
        raise NothingBefore(workplace.home.warehouse)
    return rows[-1], before[-1]


def _shown_by(workplace: Workplace, row: PublicationRow) -> int:
    """The number of the publication whose figures this one shows: its own, unless it is a rollback."""
    with workplace.register() as register:
        basis, rows = register.basis(row.number), register.publications()
    if basis is not None or row.kind != "rollback":
        return basis.shows if basis else row.number
    return next(one.number for one in rows if one.content_hash == row.content_hash)  # from before that was recorded


def _new_parts(workplace: Workplace, rejected: PublicationRow, restored: PublicationRow) -> set[str]:
    """The parts of which the rejected publication counted lines, and the restored one none; also such as it had held back."""
    from flows.monthly.basis import shown_by
    from warehouse.figures import published_parts

    then, now = (shown_by(workplace, row.number) for row in (restored, rejected))
    if then is None or now is None:
        return set(published_parts(_file(workplace, rejected)) - published_parts(_file(workplace, restored)))
    return set(now.counted()) - set(then.counted())


def _file(workplace: Workplace, row: PublicationRow) -> Path:
    return publication_file(workplace.home.warehouse, row.number)
