"""What a run may change of published figures without somebody's decision. Known from settings alone, before any engine is imported."""

from dataclasses import dataclass
from typing import Literal

from flows.monthly.identity import digest
from flows.settings import Settings

Restatement = Literal["late", "never", "any"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What may change a published month without a plan: nothing, late lines of a recent month, or anything; and up to what size."""

    restatement: Restatement = "late"
    months: int = 3  # how much older than the newest published month a month may be
    share: float | None = None  # of the amount published of a benefit type; None: any share
    limit_idr: int | None = None  # by which such an amount may change; None: by any

    @property
    def policy_id(self) -> str:
        """Names it: what one policy held back, another may let pass."""
        return digest("policy", self.restatement, str(self.months), str(self.share), str(self.limit_idr))


ANYTHING = Policy("any")


def policy_of(settings: Settings, *, restate: bool) -> Policy:
    """What the settings allow; with `restate`, for this once, anything."""
    if restate:
        return ANYTHING
    return Policy(settings.restatement, settings.restatement_months, settings.restatement_share, settings.restatement_limit_idr)
