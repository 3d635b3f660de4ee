"""The gate, period by period: one that does not pass is left out, and the others are published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from expectations.check import GateClosed
from flows.monthly.basis import Lines
from flows.monthly.by_hand import Reasons, effects, stopped_periods
from flows.monthly.candidate import Sealed, content_of
from flows.monthly.extracts import Extracts
from flows.monthly.left_out import left_out_by, told, without
from flows.monthly.months import MonthsMade
from flows.monthly.plans import base_of, inputs_shown
from flows.monthly.policy import Policy
from flows.monthly.restated import Offer
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from flows.progress import current
from warehouse.content import CandidateContent
from warehouse.record import Kind
from warehouse.register.records import LeftOut


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run from lines to a sealed candidate, as the flow has them (Prefect's tasks), or as they are.

    `tell`: that a period is left out.
    """

    resolve: Callable[[Workplace, Extracts], Lines | None]
    weigh: Callable[[Workplace, Lines, Policy], Offer]
    count: Callable[[Workplace, Lines], MonthsMade]
    build: Callable[[Workplace, CandidateContent, str, Kind], Sealed]
    tell: Callable[[LeftOut], object]


@dataclass(frozen=True, slots=True)
class Passed:
    """What passed the gate, sealed. `seen`: with the extracts that count in it; `left_out`: the periods that are not among them."""

    seen: Survey
    offered: Offer
    months: MonthsMade
    sealed: Sealed
    left_out: tuple[LeftOut, ...]


class StillLeftOut(Exception):
    """Asked again, since the gate is another, what the publication that stands leaves out does not pass either."""

    def __init__(self, left_out: tuple[LeftOut, ...]) -> None:
        super().__init__([one.period for one in left_out])
        self.left_out = left_out


@dataclass(frozen=True, slots=True)
class Gate:
    """How candidates are built here, and whether one period that fails holds back the others."""

    workplace: Workplace
    steps: Steps
    policy: Policy
    kind: Kind
    all_or_nothing: bool = False

    def passed(self, seen: Survey, lines: Lines, planned: Sequence[LeftOut] | None = None) -> Passed:
        """The candidate of what was seen, without the periods that do not pass. Its lines are resolved already.

        `planned`: exactly these are left out, and whatever else does not pass closes the gate.

        Raises GateClosed where what is wrong cannot be pinned to periods, or leaving them out does not cure it, or leaves nothing new:
        where exactly this is published already, that is StillLeftOut.
        The candidate bears the id of everything seen: a run that finds the same again need not build it again to say the same.
        """
        is_fixed = self.all_or_nothing or planned is not None
        reasons = _as_planned(planned or ()) if is_fixed else stopped_periods(effects(self.workplace, seen))
        kept, remaining = self._without(seen, lines, reasons, is_planned=planned is not None) or (seen, lines)
        while True:
            try:
                offered, months, sealed = self._built(kept, remaining)
            except GateClosed as closed:
                more = {} if is_fixed else _reasons(closed)
                if not more or more.keys() & reasons.keys():
                    raise
                reasons |= more
                found = self._without(seen, lines, reasons)
                if found is None and seen.is_published:
                    out = {one.period for one in left_out_by(self.workplace, seen)}
                    raise StillLeftOut(told({period: why for period, why in reasons.items() if period in out})) from closed
                if found is None:
                    raise
                kept, remaining = found
            else:
                left = told(reasons)
                for one in left:
                    current().tell(f"left out {one.period}: {one.what}")
                    self.steps.tell(one)
                return Passed(kept, offered, months, sealed, left)

    def _without(self, seen: Survey, lines: Lines, reasons: Reasons, *, is_planned: bool = False) -> tuple[Survey, Lines] | None:
        if not reasons:
            return seen, lines
        kept = without(self.workplace, seen, reasons, is_planned=is_planned)
        remaining = self.steps.resolve(self.workplace, kept.extracts) if kept else None
        return (kept, remaining) if kept and remaining else None

    def _built(self, seen: Survey, lines: Lines) -> tuple[Offer, MonthsMade, Sealed]:
        offered = self.steps.weigh(self.workplace, lines, self.policy)
        months = self.steps.count(self.workplace, offered.lines)
        content = content_of(self.workplace, seen.extracts, offered, months)
        return offered, months, self.steps.build(self.workplace, content, inputs_of(seen, offered), self.kind)


def inputs_of(seen: Survey, offered: Offer) -> str:
    """The inputs of a publication of this offer. One that holds months back is not the same as one that shows them anew."""
    return inputs_shown(seen.inputs_id, [f"{month:%Y-%m}" for month in offered.held], base_of(seen.published))


def _as_planned(left_out: Sequence[LeftOut]) -> Reasons:
    return {one.period: [(one.what, one.place, one.fix)] for one in left_out}


def _reasons(closed: GateClosed) -> Reasons:
    reasons: Reasons = {}
    for period, finding in closed.by_period:
        one = GateClosed([finding])
        reasons.setdefault(period, []).append((one.sentence, one.where, one.fix))
    return reasons
