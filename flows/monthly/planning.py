"""`claims plan`: what would change if everything were published now. Builds and checks it, publishes nothing, and remembers it."""

import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from flows.errors import NoExtracts
from flows.materiality import load_bands
from flows.monthly.basis import Lines
from flows.monthly.by_hand import effects, refuse_stopped, refuse_unknown_codes, stopped
from flows.monthly.candidate import content_of, make_candidate, record_for
from flows.monthly.figure_changes import REGION, figure_changes
from flows.monthly.gate import Gate, Passed, Steps
from flows.monthly.left_out import without
from flows.monthly.months import MonthsMade, count_months, resolve_lines
from flows.monthly.parts import unmade
from flows.monthly.plans import Base, base_of, ingredients, plan_id
from flows.monthly.policy import ANYTHING
from flows.monthly.restated import Offer, offer
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.workers import makers
from flows.monthly.workplace import Workplace
from flows.progress import current
from transforms.causes import CELL
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash
from warehouse.figures import benefit_figures, region_figures
from warehouse.publish import standing
from warehouse.register.records import LeftOut, PlanRecord

REGIONAL = (*CELL, *REGION)


@dataclass(frozen=True, slots=True)
class Built:
    """What would be published of some periods. `seen`: with the extracts that count in it; `left_out`: what is not among them."""

    seen: Survey
    offered: Offer
    months: MonthsMade
    left_out: tuple[LeftOut, ...] = ()

    @property
    def held(self) -> list[str]:
        """The months that go on showing what they show."""
        return sorted(f"{month:%Y-%m}" for month in self.offered.held)


def looked(workplace: Workplace, periods: Sequence[str], out: Collection[str] | None = None) -> tuple[Survey, Lines]:
    """What lies there of these periods and those that are published, its lines resolved. Makes the parts that are missing.

    Raises NoExtracts, and CorrectionStopped for a manual correction that does something else than it was made for: of a period outside
    `out`, those that are to be left out; where that is still to be found (None), only if nothing else would be left.
    """
    refuse_unknown_codes(workplace.decisions.corrections)
    _make_parts(workplace, survey(workplace, periods).periods)
    seen, lines = survey(workplace, periods), None
    while lines is None:  # what contradicts each other is left out, and the rest is looked at again
        if not seen.extracts.standing:
            raise NoExtracts(list(periods), workplace.settings.landing_url, is_first=seen.published is None)
        _refuse_stopped(workplace, seen, out)
        lines = resolve_lines(workplace, seen.extracts)
        seen = survey(workplace, periods)
    return seen, lines


def passed(workplace: Workplace, seen: Survey, lines: Lines, planned: Sequence[LeftOut] | None = None) -> Passed:
    """What passes the gate, sealed; whatever the policy. Raises GateClosed.

    `planned`: exactly this is left out. None: what does not pass is, and the candidate is only looked at, so that it leaves no Data Docs.
    """
    build = partial(make_candidate, is_plan=planned is None)
    steps = Steps(resolve_lines, offer, count_months, build, tell=lambda _: None)
    return Gate(workplace, steps, ANYTHING, "apply").passed(seen, lines, planned)


def plan_of(workplace: Workplace, seen: Survey, found: Passed) -> PlanRecord:
    """The plan to publish what passed the gate of all that was seen. The candidate is not kept."""
    shutil.rmtree(found.sealed.folder)
    return _record(workplace, seen, as_built(found), found.sealed.content_hash, base_of(seen.published), "plan")


def as_built(found: Passed) -> Built:
    """What passed, without its file."""
    return Built(found.seen, found.offered, found.months, found.left_out)


def unchecked_plan_of(workplace: Workplace, seen: Survey, whole: Built) -> PlanRecord:
    """The same on the publication that stands now, without asking the gate: that is asked when the plan is applied."""
    with workplace.register() as register:
        base = base_of(next(reversed(register.publications()), None))
    content = content_of(workplace, whole.seen.extracts, whole.offered, whole.months)
    return _record(workplace, seen, whole, _hash_of(workplace, content, seen.inputs_id), base, "run")


def by_region(workplace: Workplace, whole: Built) -> list[dict[str, Any]]:
    """figure_changes by segment, branch and regency."""
    return _figures(workplace, whole, is_regional=True)


def put_together(workplace: Workplace, seen: Survey, offered: Offer, left_out: tuple[LeftOut, ...] = ()) -> Built:
    """What a publication of this offer shows. `seen`: with the extracts that count in it."""
    return Built(seen, offered, count_months(workplace, offered.lines), left_out)


def _refuse_stopped(workplace: Workplace, seen: Survey, out: Collection[str] | None) -> None:
    found = effects(workplace, seen)
    periods = {period for period, _ in stopped(found)} - {*(out or ())}
    if periods and (out is not None or without(workplace, seen, periods) is None):
        refuse_stopped(effect for effect in found if effect.record.period in periods)


def _make_parts(workplace: Workplace, periods: Sequence[str]) -> None:
    while missing := unmade(workplace, periods):
        with makers(workplace, missing) as at_work:
            for making in [at_work.make(extract) for extract in missing]:
                making.result()


def _record(workplace: Workplace, seen: Survey, whole: Built, hashed: str, base: Base, made_by: str) -> PlanRecord:
    changes = {
        "figures": _figures(workplace, whole, is_regional=False),
        "new_months": sorted({*whole.seen.usable_periods} - {*published_periods(seen.published)}),
    }
    made_from = ingredients(workplace, seen, whole.left_out)
    return PlanRecord(
        plan_id=plan_id(seen.inputs_id, base, seen.periods, made_from, hashed),
        made_at=workplace.opened_at.isoformat(timespec="seconds"),
        made_by=made_by,
        base_number=base.number,
        base_record_hash=base.record_hash,
        inputs_id=seen.inputs_id,
        periods=json.dumps(list(seen.periods)),
        ingredients=made_from,
        content_hash=hashed,
        changes=json.dumps(changes, ensure_ascii=False),
    )


def _figures(workplace: Workplace, whole: Built, *, is_regional: bool) -> list[dict[str, Any]]:
    """The figures of published months that differ from those of the file that stands."""
    file = workplace.home.current_file
    if not file.exists():
        return []
    old, new = (region_figures(file), whole.months.region_month) if is_regional else (benefit_figures(file), whole.months.benefit_month)
    published = benefit_figures(file)["period"].unique().to_list()
    ours = new.filter(pl.col("period").is_in(published))
    return figure_changes(old, ours, whole.offered.changes, load_bands(workplace.home.reference), by=REGIONAL if is_regional else CELL)


def _hash_of(workplace: Workplace, content: CandidateContent, inputs_id: str) -> str:
    """The content hash of a publication of this, built to be thrown away."""
    folder = workplace.home.warehouse / "publications" / ".plan"
    before = workplace.home.current_file if standing(workplace.home.warehouse) else None
    current().step("counting what is held back")
    candidate = build(folder, content, record_for(workplace, inputs_id, "apply"), before)
    try:
        return content_hash(candidate.connection)
    finally:
        candidate.discard()
