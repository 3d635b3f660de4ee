"""What `claims plan` and `claims apply` do under the home's lock: the light way out where ids tell everything, else the engines."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from flows.bulletin.after_publication import bulletin_after
from flows.errors import InputsHeld
from flows.export.automatic import export_by_itself
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.left_out import is_decided, keep_left_out
from flows.monthly.plans import (
    Moved,
    PlanStale,
    applied_as,
    arrived_periods,
    inputs_moved,
    keep,
    known_plan,
    left_out_of,
    look_closely,
    moved_since,
    plan_named,
)
from flows.monthly.report import GATE_CLOSED, UNUSABLE_EXTRACT, Refusal, RunReport
from flows.monthly.standstill import unchanged
from flows.monthly.survey import Survey, survey
from flows.monthly.waiting import SHOWN_ID, told_figures
from flows.monthly.workplace import Workplace, look_at, open_workplace
from flows.progress import current
from flows.settings import read_settings
from flows.wording import number_of
from warehouse.register.records import LeftOut, PlanRecord


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What would change. `plan_id` is None where nothing would; `number`: the publication that stands.

    `figures`: of published months, by benefit type; `below`: how many below it, of cells whose own do not change. Where asked for,
    `regions` and `components` are those below it, whether or not their benefit type changes. `held_by`: the publication whose
    rollback forbids these inputs until they change or are released. `left_out`: periods that do not pass the gate; all else is planned.
    """

    number: int | None
    plan_id: str | None = None
    content_hash: str = ""
    figures: Sequence[dict[str, Any]] = ()
    below: Sequence[dict[str, Any]] = ()
    regions: Sequence[dict[str, Any]] | None = None
    components: Sequence[dict[str, Any]] | None = None
    new_months: Sequence[str] = ()
    arrivals_taken: int = 0
    refusals: Sequence[Refusal] = ()
    held_by: int | None = None
    left_out: Sequence[LeftOut] = ()

    @property
    def exit_code(self) -> int:
        """0; 12 where a period does not pass the gate, 11 while an extract is unusable: the plan is made without them."""
        if self.left_out:
            return GATE_CLOSED
        return UNUSABLE_EXTRACT if self.refusals else 0

    @property
    def headline(self) -> str:
        """What would happen, in one sentence."""
        stands = f"publication {self.number} stands" if self.number else "nothing is published"
        if self.plan_id is None:
            return f"nothing would change: {stands}"
        months = sorted({row["period"] for row in (*self.figures, *self.below)})
        told = [f"{told_figures(len(self.figures), months, self.below)} would change" if months else "no published figure would change"]
        if self.new_months:
            told.append(f"{number_of(len(self.new_months), 'month')} would be published first: {', '.join(self.new_months)}")
        if self.left_out:
            told.append(f"left out: {', '.join(one.period for one in self.left_out)}")
        return f"plan {self.plan_id[:SHOWN_ID]}: {'; '.join(told)}; {stands}"

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self) | {"headline": self.headline, "exit_code": self.exit_code}


def plan(home_flag: Path | None, asked: Sequence[str], *, is_detailed: bool = False) -> PlanReport:
    """What would change if these periods (none: all that have come) and what is late for published ones were published now."""
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    home.prepare()
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        workplace = open_workplace(home_flag)
        seen = survey(workplace, asked or arrived_periods(workplace))
        if not seen.deliveries and not is_detailed and (report := _known(workplace, seen)) is not None:
            return report
        return _make_plan(workplace, asked, is_detailed=is_detailed)


def apply(home_flag: Path | None, name: str, *, before_flip: Callable[[], None] = lambda: None) -> RunReport:
    """Publish exactly this plan, or raise PlanStale. `before_flip` is called when the candidate is sealed, before the last look."""
    began = monotonic()
    settings = read_settings(home_flag)
    home = look_at(home_flag).home
    home.prepare()
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        workplace = open_workplace(home_flag)
        planned = plan_named(workplace, name)
        report = _stands_already(workplace, planned)
        if report is None:
            _refuse_moved(workplace, planned)
            report = _publish(home_flag, workplace, planned, before_flip)
    export_by_itself(home, settings)  # after the lock: a share may be slow
    bulletin_after(home, settings.bulletin, is_new=report.is_new)
    return replace(report, seconds=round(monotonic() - began, 1))


def _known(workplace: Workplace, seen: Survey) -> PlanReport | None:
    """What ids alone tell: that nothing would change, or what was planned of exactly this before."""
    if is_decided(workplace, seen):
        return _report(seen, None)
    known = known_plan(workplace, seen)
    return None if known is None or not _has_candidate_checked(known) else _report(seen, known)


def _has_candidate_checked(known: PlanRecord) -> bool:
    """A plan by hand has passed the gate; one that a run left is looked at again."""
    return known.made_by == "plan"


def _make_plan(workplace: Workplace, asked: Sequence[str], *, is_detailed: bool) -> PlanReport:
    from expectations.check import warm_up
    from flows.monthly.gate import StillLeftOut
    from flows.monthly.intake import take_arrivals
    from flows.monthly.planning import looked, passed, plan_of
    from flows.monthly.publication import remember_standing

    Thread(target=warm_up).start()  # Great Expectations takes seconds to import: while lines are cleaned
    remember_standing(workplace)
    taken = take_arrivals(workplace).taken
    periods = list(asked) or arrived_periods(workplace)
    seen = survey(workplace, periods)
    if is_decided(workplace, seen) and not is_detailed:
        return replace(_report(seen, None), arrivals_taken=taken)
    seen, lines = looked(workplace, periods)
    if is_decided(workplace, seen):
        return replace(_report(seen, None), arrivals_taken=taken)
    try:
        found = passed(workplace, seen, lines)
    except StillLeftOut as still:
        keep_left_out(workplace, still.left_out)
        return replace(_report(seen, None), arrivals_taken=taken)
    made, finer = plan_of(workplace, seen, found, is_detailed=is_detailed)
    keep(workplace, made)
    report = replace(_report(seen, made), arrivals_taken=taken)
    return report if finer is None else replace(report, regions=finer["region"], components=finer["programme"])


def _report(seen: Survey, made: PlanRecord | None) -> PlanReport:
    report = PlanReport(
        number=seen.published.number if seen.published else None,
        refusals=tuple(refused.refusal for refused in seen.extracts.refused),
        held_by=seen.held if not seen.is_published else None,
    )
    if made is None:
        return report
    changes = json.loads(made.changes)
    return replace(
        report,
        plan_id=made.plan_id,
        content_hash=made.content_hash,
        figures=changes["figures"],
        below=changes.get("below", []),
        new_months=changes["new_months"],
        left_out=left_out_of(made),
    )


def _stands_already(workplace: Workplace, planned: PlanRecord) -> RunReport | None:
    from flows.monthly.publication import remember_standing

    remember_standing(workplace)  # a kill between the flip and its record must not hide that it was applied
    with workplace.register() as register:
        publications = register.publications()
    became = applied_as(planned, publications)
    if became is None:
        return None
    if became.number != publications[-1].number:
        moved = Moved(
            f"it was applied as publication {became.number}, and publication {publications[-1].number} stands", "warehouse/current"
        )
        raise PlanStale(planned.plan_id, [moved])
    with workplace.register() as register:
        out = register.left_out(became.number)
    return unchanged(workplace, look_closely(workplace, planned), left_out=out)


def _refuse_moved(workplace: Workplace, planned: PlanRecord) -> None:
    if moved := moved_since(workplace, planned):
        raise PlanStale(planned.plan_id, moved)
    if (held := look_closely(workplace, planned).held) is not None:
        raise InputsHeld(held)


def _refuse_other_inputs(workplace: Workplace, planned: PlanRecord, seen: Survey) -> None:
    if moved := inputs_moved(workplace, planned, seen):  # parts that had to be made again may have turned out to be others
        raise PlanStale(planned.plan_id, moved)


def _refuse_other_figures(planned: PlanRecord, hashed: str) -> None:
    if hashed != planned.content_hash:
        where = "the code of flows/ or warehouse/, or a part in clean/"
        raise PlanStale(planned.plan_id, [Moved("the same inputs give other figures", where)])


def _publish(home_flag: Path | None, workplace: Workplace, planned: PlanRecord, before_flip: Callable[[], None]) -> RunReport:
    from expectations.check import warm_up
    from flows.monthly.basis import record_of
    from flows.monthly.intake import Intake
    from flows.monthly.outcome import Done, report_of
    from flows.monthly.parts import unmade
    from flows.monthly.planning import looked, passed
    from flows.monthly.publication import publish_sealed

    Thread(target=warm_up).start()
    out = left_out_of(planned)
    try:
        to_make = [one.part_id for one in unmade(workplace, json.loads(planned.periods))]  # where clean/ was thrown away
        seen, lines = looked(workplace, json.loads(planned.periods), {one.period for one in out})
        _refuse_other_inputs(workplace, planned, seen)
        found = passed(workplace, seen, lines, out)
    except PlanStale:
        raise
    except Exception:
        _refuse_moved(open_workplace(home_flag), planned)  # what moved is the reason why it could not be built
        raise
    sealed = found.sealed
    try:
        _refuse_other_figures(planned, sealed.content_hash)
        before_flip()
        _refuse_moved(open_workplace(home_flag), planned)  # read anew: it has taken seconds
    except BaseException:
        shutil.rmtree(sealed.folder, ignore_errors=True)
        raise
    basis = record_of(sealed.number, found.offered.lines, workplace.conditions_id, seen.inputs_id)
    public = publish_sealed(workplace, sealed, basis, out)
    intake = Intake(0, found.seen.misplaced, found.seen.unsettled)
    done = Done(found.seen, intake, to_make, found.months, sealed, out)
    return replace(report_of(workplace, done, json.loads(planned.periods)), arrivals={}, public=public.sentence)
