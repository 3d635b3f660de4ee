"""The reasons for which a run ends without publishing, told before any engine is imported where that can be known."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from flows.errors import InputsHeld, NoExtracts
from flows.monthly.by_hand import effects, refuse_stopped, stopped, told
from flows.monthly.intake import Intake, classified, taken_now
from flows.monthly.left_out import gate_id, is_decided, left_out_by, without
from flows.monthly.passed_over import came_again, gaps_in
from flows.monthly.plans import waits_under
from flows.monthly.policy import policy_of
from flows.monthly.report import RunReport
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from warehouse.register.records import LeftOut


def standstill(
    workplace: Workplace,
    seen: Survey,
    requested: Sequence[str],
    intake: Intake | None = None,
    *,
    restate: bool = False,
    all_or_nothing: bool = False,
) -> RunReport | None:
    """The report of a run that has nothing to publish, or nothing that the policy lets it; None when there is something.

    Raises CorrectionStopped where a manual correction does something else than it was made for, InputsHeld after a rollback of these
    very inputs, NoExtracts when nobody delivered anything for the requested periods and nothing else differs from what is published.
    """
    waits = None if restate else waits_under(workplace, seen, policy_of(workplace.settings, restate=False))
    left_out = left_out_by(workplace, seen) if seen.is_published or waits else ()
    if any(one.gate_id != gate_id() for one in left_out):
        waits = None  # the gate is another: what did not pass is asked again
    by_hand = list(effects(workplace, seen))
    stopped_in = {period for period, _ in stopped(by_hand)} - {one.period for one in left_out}
    if all_or_nothing or _cannot_leave_out(workplace, seen, stopped_in):
        refuse_stopped(by_hand)
    if seen.held is not None and not seen.is_published:
        raise InputsHeld(seen.held)
    if seen.extracts.standing and not is_decided(workplace, seen) and waits is None:
        return None
    if requested and not set(requested) & ({*seen.usable_periods} | {refused.refusal.period for refused in seen.extracts.refused}):
        told_of = came_again(workplace)
        raise NoExtracts(list(requested), workplace.settings.landing_url, is_first=seen.published is None, passed_over=told_of)
    out = {one.period for one in left_out}
    skipped = tuple(period for period in requested if period in seen.claim_periods and period not in out)
    return replace(unchanged(workplace, seen, intake, left_out), waits=waits, skipped=skipped)


def _cannot_leave_out(workplace: Workplace, seen: Survey, periods: Collection[str]) -> bool:
    """Whether nothing would be left to publish without these periods."""
    return bool(periods) and (seen.is_published or without(workplace, seen, periods) is None)


def unchanged(workplace: Workplace, seen: Survey, intake: Intake | None = None, left_out: Sequence[LeftOut] = ()) -> RunReport:
    """The report of a run that leaves what stands."""
    return RunReport(
        number=seen.published.number if seen.published else None,
        is_new=False,
        periods=seen.claim_periods,
        warehouse=workplace.home.current_file,
        content_hash=seen.published.content_hash if seen.published else "",
        refusals=tuple(refused.refusal for refused in seen.extracts.refused),
        arrivals_taken=intake.taken if intake else 0,
        arrivals=classified(taken_now(workplace)) if intake else {},
        misplaced=intake.misplaced if intake else seen.misplaced,
        unsettled=seen.unsettled,
        warnings=(
            *gaps_in(workplace, seen, left_out),
            *came_again(workplace),
            *told(effects(workplace, seen), {one.period for one in left_out}),
        ),
        left_out=tuple(left_out),
    )
