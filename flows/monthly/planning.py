"""`claims plan`: what would change if everything were published now. Builds and checks it, publishes nothing, and remembers it."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.errors import NoExtracts
from flows.materiality import load_bands
from flows.monthly.by_hand import effects, refuse_stopped, refuse_unknown_codes
from flows.monthly.candidate import Sealed, content_of, make_candidate, record_for
from flows.monthly.figure_changes import REGION, figure_changes
from flows.monthly.months import MonthsMade, count_months, resolve_lines
from flows.monthly.parts import unmade
from flows.monthly.plans import Base, base_of, ingredients, plan_id
from flows.monthly.policy import ANYTHING, Policy
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
from warehouse.register.records import PlanRecord

REGIONAL = (*CELL, *REGION)


@dataclass(frozen=True, slots=True)
class Built:
    """Everything that would be published of some periods, before it is built into a file."""

    seen: Survey
    offered: Offer
    months: MonthsMade
    content: CandidateContent

    @property
    def held(self) -> list[str]:
        """The months that go on showing what they show."""
        return sorted(f"{month:%Y-%m}" for month in self.offered.held)


def built(workplace: Workplace, periods: Sequence[str], policy: Policy = ANYTHING) -> Built:
    """What would be published of these periods and those that are. Makes the parts that are missing. Raises NoExtracts."""
    refuse_unknown_codes(workplace.decisions.corrections)
    _make_parts(workplace, survey(workplace, periods).periods)
    seen, lines = survey(workplace, periods), None
    while lines is None:  # what contradicts each other is left out, and the rest is looked at again
        if not seen.extracts.standing:
            raise NoExtracts(list(periods), workplace.settings.landing_url, is_first=seen.published is None)
        refuse_stopped(effects(workplace, seen))
        lines = resolve_lines(workplace, seen.extracts)
        seen = survey(workplace, periods)
    return put_together(workplace, seen, offer(workplace, lines, policy))


def plan_of(workplace: Workplace, whole: Built) -> tuple[PlanRecord, Sealed]:
    """The plan to publish all of it. Its candidate was built and has passed the gate, or GateClosed is raised; it is not kept."""
    sealed = make_candidate(workplace, whole.content, whole.seen.inputs_id, "apply", is_plan=True)
    shutil.rmtree(sealed.folder)
    return _record(workplace, whole, sealed.content_hash, base_of(whole.seen.published), "plan"), sealed


def unchecked_plan_of(workplace: Workplace, whole: Built) -> PlanRecord:
    """The same on the publication that stands now, without asking the gate: that is asked when the plan is applied."""
    with workplace.register() as register:
        base = base_of(next(reversed(register.publications()), None))
    return _record(workplace, whole, _hash_of(workplace, whole.content, whole.seen.inputs_id), base, "run")


def by_region(workplace: Workplace, whole: Built) -> list[dict[str, Any]]:
    """figure_changes by segment, branch and regency."""
    return _figures(workplace, whole, is_regional=True)


def put_together(workplace: Workplace, seen: Survey, offered: Offer) -> Built:
    """What a publication of this offer shows."""
    months = count_months(workplace, offered.lines)
    return Built(seen, offered, months, content_of(workplace, seen.extracts, offered, months))


def _make_parts(workplace: Workplace, periods: Sequence[str]) -> None:
    while missing := unmade(workplace, periods):
        with makers(workplace, missing) as at_work:
            for making in [at_work.make(extract) for extract in missing]:
                making.result()


def _record(workplace: Workplace, whole: Built, hashed: str, base: Base, made_by: str) -> PlanRecord:
    seen = whole.seen
    changes = {
        "figures": _figures(workplace, whole, is_regional=False),
        "new_months": sorted({*seen.usable_periods} - {*published_periods(seen.published)}),
    }
    made_from = ingredients(workplace, seen)
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
