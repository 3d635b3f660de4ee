"""What a bulletin tells of the data behind its figures: what was delivered, what warned, how much is thought to be in."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Received:
    """What one sender delivered of one kind for the month, and where its rows went."""

    sender_code: str
    contract: str  # claims, participation
    extracts: int
    refused: int
    rows_read: int
    accepted: int
    not_a_payment: int
    quarantined: int
    duplicate: int
    furniture: int
    amount_quarantined_idr: Decimal


@dataclass(frozen=True, slots=True)
class Completion:
    """How much of a month's money is thought to be in (1 = all), with bounds; or why nothing is estimated."""

    benefit_type_code: str
    share: float | None
    low: float | None
    high: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A check that warned before this publication."""

    suite: str
    expectation: str
    column: str | None
    observed: str | None
    notes: str | None
