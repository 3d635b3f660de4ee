"""What a run held back: it becomes a plan in the register, and what stands goes on standing where that was all there was."""

import shutil
from dataclasses import dataclass, replace

from flows.monthly.candidate import Sealed
from flows.monthly.intake import Intake
from flows.monthly.planning import put_together, unchecked_plan_of
from flows.monthly.plans import in_short, keep
from flows.monthly.policy import ANYTHING, Policy
from flows.monthly.report import RunReport
from flows.monthly.restated import Offer, offer
from flows.monthly.standstill import unchanged
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.waiting import Waiting
from flows.monthly.workplace import Workplace
from warehouse.register.records import LeftOut


@dataclass(frozen=True, slots=True)
class Decided:
    """What passed the gate of what a run looked at, what of it the policy let it publish, the policy, and what did not pass."""

    seen: Survey
    offered: Offer
    policy: Policy
    left_out: tuple[LeftOut, ...] = ()


def shows_what_stands(workplace: Workplace, sealed: Sealed) -> bool:
    """Whether the candidate shows exactly the figures that stand: all that would be new is held back."""
    with workplace.register() as register:
        published = register.last_publication()
    return published is not None and published.content_hash == sealed.content_hash


def plan_held(workplace: Workplace, decided: Decided) -> Waiting | None:
    """Keep what was held back as a plan on the publication that stands now; None where nothing was."""
    if not decided.offered.held:
        return None
    seen = survey(workplace, decided.seen.periods)  # what stands may be what this very run published
    counted = replace(seen, extracts=decided.seen.extracts)
    whole = put_together(workplace, counted, offer(workplace, decided.offered.whole, ANYTHING), decided.left_out)
    plan = unchecked_plan_of(workplace, seen, whole)
    keep(workplace, plan, decided.policy)
    return replace(in_short(plan, published_periods(seen.published)), is_new=True)


def leave_as_it_stands(workplace: Workplace, sealed: Sealed, decided: Decided, intake: Intake) -> RunReport:
    """Throw the candidate away, keep the plan, and report what stands."""
    shutil.rmtree(sealed.folder)
    waits = plan_held(workplace, decided)
    return replace(unchanged(workplace, decided.seen, intake, decided.left_out), waits=waits)
