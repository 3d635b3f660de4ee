"""What a run did, as it is shown to people, scripts and Prefect."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.arrivals.landing import Misplaced
from flows.monthly.waiting import Waiting

UNUSABLE_EXTRACT = 11


@dataclass(frozen=True, slots=True)
class Refusal:
    """An extract that could not be used, and why. Holds patterns, never values."""

    period: str
    sender_code: str
    code: str
    what: str
    where: str
    fix: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """The result of a run. `number` is the publication that stands afterwards; None when there is none."""

    number: int | None
    is_new: bool
    periods: tuple[str, ...]
    warehouse: Path
    content_hash: str = ""
    arrivals_taken: int = 0
    arrivals: dict[str, int] = field(default_factory=dict)  # of these, by classification
    parts_made: int = 0
    refusals: tuple[Refusal, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()
    unsettled: int = 0
    ledger: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    checks_passed: int = 0
    waits: Waiting | None = None  # a plan to change published figures, which the policy leaves to somebody's decision

    @property
    def exit_code(self) -> int:
        """0, or 11 while an extract of these periods (or of the landing zone) is unusable: asking again does not make it usable."""
        return UNUSABLE_EXTRACT if self.refusals or self.misplaced else 0

    @property
    def headline(self) -> str:
        """What happened, in one sentence."""
        if self.number is None:
            return "nothing was published: there is nothing usable"
        if not self.is_new and self.waits is not None:
            return f"nothing is published without somebody's decision: publication {self.number} stands"
        if not self.is_new:
            return f"nothing has changed: publication {self.number} stands"
        months = self.periods[0] if len(self.periods) == 1 else f"{len(self.periods)} months, {self.periods[0]} to {self.periods[-1]}"
        return f"publication {self.number} stands: {months}"

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        waits = self.waits.to_dict() if self.waits else None
        return asdict(self) | {"waits": waits, "headline": self.headline, "exit_code": self.exit_code}
