"""What a run did, as it is shown to people, scripts and Prefect."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.arrivals.landing import Misplaced
from flows.monthly.waiting import Waiting
from warehouse.register.records import LeftOut

UNUSABLE_EXTRACT, GATE_CLOSED = 11, 12


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
    left_out: tuple[LeftOut, ...] = ()
    newly_left_out: tuple[str, ...] = ()  # of these the periods that were not, or for another reason, before this very run
    done: tuple[str, ...] = ()  # periods asked for whose extracts are not those of the publication before
    skipped: tuple[str, ...] = ()  # periods asked for in which nothing has changed
    figures_changed: int = 0  # published before, by benefit type: as a plan counts them
    below: tuple[dict[str, Any], ...] = ()  # how many below the benefit type, of cells whose own do not change
    public: str = ""  # what the public file shows, and what protection cost
    seconds: float = 0.0
    steps: dict[str, dict[str, float]] = field(default_factory=dict)  # wall and CPU seconds by step, in their order

    @property
    def exit_code(self) -> int:
        """0; 12 where a period did not pass the gate; 11 while an extract, of these periods or in the landing zone, is unusable.

        Asking again does not make it usable.
        """
        if self.left_out:
            return GATE_CLOSED
        return UNUSABLE_EXTRACT if self.refusals or self.misplaced else 0

    @property
    def headline(self) -> str:
        """What happened, in one sentence."""
        if self.number is None:
            return "nothing was published: there is nothing usable"
        left_out = f"; left out: {', '.join(one.period for one in self.left_out)}" if self.left_out else ""
        if not self.is_new and self.waits is not None:
            return f"nothing is published without somebody's decision: publication {self.number} stands"
        if not self.is_new:
            return f"nothing has changed: publication {self.number} stands{left_out}"
        months = self.periods[0] if len(self.periods) == 1 else f"{len(self.periods)} months, {self.periods[0]} to {self.periods[-1]}"
        return f"publication {self.number} stands: {months}{left_out}"

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        waits = self.waits.to_dict() if self.waits else None
        return asdict(self) | {"waits": waits, "headline": self.headline, "exit_code": self.exit_code}
