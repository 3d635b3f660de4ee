"""`claims plan`: what would change if everything were published now. Builds and checks it, publishes nothing, and remembers it."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.errors import NothingToPlan
from flows.materiality import load_bands
from flows.monthly.by_hand import effects, refuse_stopped, refuse_unknown_codes
from flows.monthly.candidate import content_of, make_candidate, record_for
from flows.monthly.completeness import completeness_changed
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
from warehouse.candidate import FILE_NAME, build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash
from warehouse.figures import benefit_figures, figures_shown, region_figures
from warehouse.opening import opened
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would stand afterwards: the hash of all it shows, and the figures of published months that it changes."""

    content_hash: str
    figures: list[dict[str, Any]]


def built(workplace: Workplace, periods: Sequence[str], policy: Policy = ANYTHING) -> Built:
    """What would be published of these periods and those that are. Makes the parts that are missing. Raises NothingToPlan."""
    refuse_unknown_codes(workplace.decisions.corrections)
    _make_parts(workplace, survey(workplace, periods).periods)
    seen, lines = survey(workplace, periods), None
    while lines is None:  # what contradicts each other is left out, and the rest is looked at again
        if not seen.extracts.standing:
            raise NothingToPlan(list(periods), workplace.settings.landing_url)
        refuse_stopped(effects(workplace, seen))
        lines = resolve_lines(workplace, seen.extracts)
        seen = survey(workplace, periods)
    return put_together(workplace, seen, offer(workplace, lines, policy))


def plan_of(workplace: Workplace, whole: Built, *, is_detailed: bool = False) -> tuple[PlanRecord, list[dict[str, Any]] | None]:
    """The plan to publish all of it; with `is_detailed`, figure_changes by segment, branch and regency, too.

    Its candidate was built and has passed the gate, or GateClosed is raised; it is not kept.
    """
    sealed = make_candidate(workplace, whole.content, whole.seen.inputs_id, "apply", is_plan=True)
    try:
        with opened(sealed.folder / FILE_NAME) as candidate:
            figures = _figures(workplace, whole, figures_shown(candidate))
            regions = _regions(workplace, figures_shown(candidate, is_regional=True)) if is_detailed else None
    finally:
        shutil.rmtree(sealed.folder)
    return _record(workplace, whole, Outcome(sealed.content_hash, figures), base_of(whole.seen.published), "plan"), regions


def unchecked_plan_of(workplace: Workplace, whole: Built) -> PlanRecord:
    """The same on the publication that stands now, without asking the gate: that is asked when the plan is applied."""
    with workplace.register() as register:
        base = base_of(next(reversed(register.publications()), None))
    return _record(workplace, whole, _outcome(workplace, whole), base, "run")


def put_together(workplace: Workplace, seen: Survey, offered: Offer) -> Built:
    """What a publication of this offer shows."""
    months = count_months(workplace, offered.lines)
    return Built(seen, offered, months, content_of(workplace, seen.extracts, offered, months))


def _make_parts(workplace: Workplace, periods: Sequence[str]) -> None:
    while missing := unmade(workplace, periods):
        with makers(workplace, missing) as at_work:
            for making in [at_work.make(extract) for extract in missing]:
                making.result()


def _record(workplace: Workplace, whole: Built, outcome: Outcome, base: Base, made_by: str) -> PlanRecord:
    seen = whole.seen
    changes = {
        "figures": outcome.figures,
        "new_months": sorted({*seen.usable_periods} - {*published_periods(seen.published)}),
    }
    made_from = ingredients(workplace, seen)
    return PlanRecord(
        plan_id=plan_id(seen.inputs_id, base, seen.periods, made_from, outcome.content_hash),
        made_at=workplace.opened_at.isoformat(timespec="seconds"),
        made_by=made_by,
        base_number=base.number,
        base_record_hash=base.record_hash,
        inputs_id=seen.inputs_id,
        periods=json.dumps(list(seen.periods)),
        ingredients=made_from,
        content_hash=outcome.content_hash,
        changes=json.dumps(changes, ensure_ascii=False),
    )


def _figures(workplace: Workplace, whole: Built, shown: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures of published months that differ from those of the file that stands. `shown`: as a candidate of it shows them."""
    file, before = workplace.home.current_file, whole.offered.before
    if not file.exists():
        return []
    completeness = completeness_changed(before.lines.months, whole.offered.lines.months) if before else {}
    old, changes = benefit_figures(file), whole.offered.changes
    return figure_changes(old, _of_months(shown, old), changes, load_bands(workplace.home.reference), by=CELL, completeness=completeness)


def _regions(workplace: Workplace, shown: pl.DataFrame) -> list[dict[str, Any]]:
    """The same by segment, branch and regency."""
    file = workplace.home.current_file
    if not file.exists():
        return []
    ours = _of_months(shown, benefit_figures(file))  # a month may have had no payment, and so no region
    return figure_changes(region_figures(file), ours, None, load_bands(workplace.home.reference), by=REGIONAL)


def _of_months(figures: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(pl.col("period").is_in(published["period"].unique().to_list()))


def _outcome(workplace: Workplace, whole: Built) -> Outcome:
    """What a publication of this would show, built to be thrown away."""
    folder = workplace.home.warehouse / "publications" / ".plan"
    before = workplace.home.current_file if standing(workplace.home.warehouse) else None
    current().step("counting what is held back")
    candidate = build(folder, whole.content, record_for(workplace, whole.seen.inputs_id, "apply"), before)
    try:
        return Outcome(content_hash(candidate.connection), _figures(workplace, whole, figures_shown(candidate.connection)))
    finally:
        candidate.discard()
