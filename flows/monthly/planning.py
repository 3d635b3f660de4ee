"""`claims plan`: what would change if everything were published now. Builds and checks it, publishes nothing, and remembers it."""

import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from flows.errors import NothingToPlan
from flows.materiality import load_bands
from flows.monthly.basis import Lines
from flows.monthly.below import Figures, changed_below, detail, of_months
from flows.monthly.by_hand import effects, refuse_stopped, refuse_unknown_codes, stopped
from flows.monthly.candidate import content_of, make_candidate, record_for
from flows.monthly.figure_changes import figure_changes
from flows.monthly.gate import Gate, Passed, Steps
from flows.monthly.left_out import without
from flows.monthly.months import MonthsMade, count_months, resolve_lines
from flows.monthly.parts import unmade
from flows.monthly.plans import base_of, ingredients, plan_id
from flows.monthly.policy import ANYTHING
from flows.monthly.restated import Offer, completeness_since, offer
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.workers import make_all
from flows.monthly.workplace import Workplace
from flows.progress import current
from transforms.causes import CELL
from warehouse.candidate import build
from warehouse.figures import (
    Grain,
    benefit_figures,
    benefit_figures_told,
    figures_shown,
    months_left,
    programme_figures,
    region_figures_told,
)
from warehouse.on_disk import FILE_NAME
from warehouse.opening import opened
from warehouse.publish import standing
from warehouse.register.records import LeftOut, PlanRecord


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would stand afterwards: the hash of all it shows, and the figures of published months that it changes.

    `below`: how many below the benefit type, of cells whose own do not (flows.monthly.below).
    """

    content_hash: str
    figures: list[dict[str, Any]]
    below: list[dict[str, str | int]]


def looked(workplace: Workplace, periods: Sequence[str], out: Collection[str] | None = None) -> tuple[Survey, Lines]:
    """What lies there of these periods and those that are published, its lines resolved. Makes the parts that are missing.

    Raises NothingToPlan, and CorrectionStopped for a manual correction that does something else than it was made for: of a period outside
    `out`, those that are to be left out; where that is still to be found (None), only if nothing else would be left.
    """
    refuse_unknown_codes(workplace.decisions.corrections)
    wanted = survey(workplace, periods).periods
    while missing := unmade(workplace, wanted):
        make_all(workplace, missing)
    seen, lines = survey(workplace, periods), None
    while lines is None:  # what contradicts each other is left out, and the rest is looked at again
        if not seen.extracts.standing:
            raise NothingToPlan(list(periods), workplace.settings.landing_url)
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


def plan_of(
    workplace: Workplace, seen: Survey, found: Passed, *, is_detailed: bool = False
) -> tuple[PlanRecord, dict[Grain, list[dict[str, Any]]] | None]:
    """The plan to publish what passed the gate of all that was seen; with `is_detailed`, figure_changes below the benefit type by BELOW.

    The candidate is not kept.
    """
    whole = Built(found.seen, found.offered, found.months, found.left_out)
    try:
        with opened(found.sealed.folder / FILE_NAME) as candidate:
            shown = figures_shown(candidate)
    finally:
        shutil.rmtree(found.sealed.folder)
    finer = _finer(workplace, shown)
    made = _record(workplace, seen, whole, _outcome(workplace, whole, found.sealed.content_hash, shown, finer), "plan")
    return made, detail(workplace, whole.offered, *finer) if is_detailed else None


def unchecked_plan_of(workplace: Workplace, seen: Survey, whole: Built) -> PlanRecord:
    """The same on the publication that stands now, without asking the gate: that is asked when the plan is applied."""
    return _record(workplace, seen, whole, _would_be(workplace, seen, whole), "run")


def put_together(workplace: Workplace, seen: Survey, offered: Offer, left_out: tuple[LeftOut, ...] = ()) -> Built:
    """What a publication of this offer shows. `seen`: with the extracts that count in it."""
    return Built(seen, offered, count_months(workplace, offered.lines), left_out)


def _refuse_stopped(workplace: Workplace, seen: Survey, out: Collection[str] | None) -> None:
    found = effects(workplace, seen)
    periods = {period for period, _ in stopped(found)} - {*(out or ())}
    if periods and (out is not None or without(workplace, seen, periods) is None):
        refuse_stopped(effect for effect in found if effect.record.period in periods)


def _record(workplace: Workplace, seen: Survey, whole: Built, outcome: Outcome, made_by: str) -> PlanRecord:
    changes = {
        "figures": outcome.figures,
        "below": outcome.below,
        "new_months": sorted({*whole.seen.claim_periods} - {*published_periods(seen.published)} - _ever_shown(workplace)),
    }
    made_from, base = ingredients(workplace, seen, whole.left_out), base_of(seen.published)
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


def _ever_shown(workplace: Workplace) -> set[str]:
    """The payment months that left: what a publication shows of them is no first publication."""
    file = workplace.home.current_file
    return {f"{month:%Y-%m}" for month in months_left(file)} if file.exists() else set()


def _figures(workplace: Workplace, whole: Built, shown: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures of published months that differ from those of the file that stands. `shown`: as a candidate of it shows them."""
    file, before = workplace.home.current_file, whole.offered.before
    if not file.exists():
        return []
    completeness = completeness_since(workplace, before, whole.offered.lines) if before else {}
    old, changes = benefit_figures_told(file, whole.offered.lines.shown), whole.offered.changes
    ours = of_months(shown, old["period"].unique())
    return figure_changes(old, ours, changes, load_bands(workplace.home.reference), by=CELL, completeness=completeness)


def _finer(workplace: Workplace, shown: Figures) -> tuple[Figures, Figures]:
    """The figures of each of BELOW of the months that are published, as they stand and as a candidate shows them."""
    file = workplace.home.current_file
    if not file.exists():
        return ({name: figures.clear() for name, figures in shown.items()},) * 2
    months = shown["benefit"]["period"].unique().to_list()
    told = benefit_figures_told(file, months)["period"].unique()  # a month may have had no payment, and so no region
    stands = benefit_figures(file)["period"].unique()  # of components no month is kept that left
    old: Figures = {"region": region_figures_told(file, months), "programme": programme_figures(file)}
    return old, {"region": of_months(shown["region"], told), "programme": of_months(shown["programme"], stands)}


def _outcome(workplace: Workplace, whole: Built, content_hash: str, shown: Figures, finer: tuple[Figures, Figures]) -> Outcome:
    figures = _figures(workplace, whole, shown["benefit"])
    return Outcome(content_hash, figures, changed_below(*finer, {(row["period"], row["benefit_type_code"]) for row in figures}))


def _would_be(workplace: Workplace, seen: Survey, whole: Built) -> Outcome:
    """What a publication of this would show, built to be thrown away."""
    folder = workplace.home.warehouse / "publications" / ".plan"
    before = workplace.home.current_file if standing(workplace.home.warehouse) else None
    current().step("counting what is held back")
    content = content_of(workplace, whole.seen.extracts, whole.offered, whole.months)
    candidate = build(folder, content, record_for(workplace, seen.inputs_id, "apply"), before)
    try:
        shown = figures_shown(candidate.connection)
        return _outcome(workplace, whole, candidate.content_hash(), shown, _finer(workplace, shown))
    finally:
        candidate.discard()
