"""What a run held back: it becomes a plan in the register, and what stands goes on standing where that was all there was."""

import shutil
from dataclasses import dataclass, replace

from flows.monthly.candidate import Sealed
from flows.monthly.intake import Intake
from flows.monthly.planning import put_together, unchecked_plan_of
from flows.monthly.plans import base_of, in_short, inputs_shown, keep
from flows.monthly.policy import ANYTHING, Policy
from flows.monthly.report import RunReport
from flows.monthly.restated import Offer, offer
from flows.monthly.standstill import unchanged
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.waiting import Waiting
from flows.monthly.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Left:
    """What a run looked at, what of it the policy let it publish, and the policy."""

    seen: Survey
    offered: Offer
    policy: Policy


def inputs_of(seen: Survey, offered: Offer) -> str:
    """The inputs of a publication of this offer. One that holds months back is not the same as one that shows them anew."""
    return inputs_shown(seen.inputs_id, [f"{month:%Y-%m}" for month in offered.held], base_of(seen.published))


def shows_what_stands(workplace: Workplace, sealed: Sealed) -> bool:
    """Whether the candidate shows exactly the figures that stand: all that would be new is held back."""
    with workplace.register() as register:
        published = next(reversed(register.publications()), None)
    return published is not None and published.content_hash == sealed.content_hash


def plan_held(workplace: Workplace, left: Left) -> Waiting | None:
    """Keep what was held back as a plan on the publication that stands now; None where nothing was."""
    if not left.offered.held:
        return None
    seen = survey(workplace, left.seen.periods)  # what stands may be what this very run published
    plan = unchecked_plan_of(workplace, put_together(workplace, seen, offer(workplace, left.offered.whole, ANYTHING)))
    keep(workplace, plan, left.policy)
    return replace(in_short(plan, published_periods(seen.published)), is_new=True)


def leave_as_it_stands(workplace: Workplace, sealed: Sealed, left: Left, intake: Intake) -> RunReport:
    """Throw the candidate away, keep the plan, and report what stands."""
    shutil.rmtree(sealed.folder)
    waits = plan_held(workplace, left)
    return replace(unchanged(workplace, left.seen, intake), waits=waits)
