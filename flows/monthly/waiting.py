"""A plan that waits, as reports tell it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

SHOWN_ID = 12
FEW = 4  # months that are named one by one


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan that waits for somebody's decision, in short."""

    plan_id: str
    months: tuple[str, ...]
    figures: int
    biggest: Mapping[str, Any] | None  # the figure of money that would change most
    seen_by: str = "claims plan"  # the command that shows exactly this
    is_new: bool = False  # left by this very run

    @property
    def command(self) -> str:
        """What publishes it."""
        return f"claims apply {self.plan_id[:SHOWN_ID]}"

    @property
    def sentence(self) -> str:
        """What waits, for a person."""
        months = ", ".join(self.months) if len(self.months) <= FEW else f"{len(self.months)} months, {self.months[0]} to {self.months[-1]}"
        told = f"plan {self.plan_id[:SHOWN_ID]} waits: {counted(self.figures, 'published figure')} of {months} would change"
        if self.biggest is not None:
            told += (
                f", most of all {self.biggest['benefit_type_code']} {self.biggest['period']} by Rp {_grouped(self.biggest['difference'])}"
            )
        return f"{told} (see it: {self.seen_by}; publish it: {self.command})"

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self) | {"command": self.command}


def counted(number: int, what: str) -> str:
    """`1 month`, `2 months`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _grouped(amount: str) -> str:
    """1234567.50 as 1.234.567,50."""
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))
