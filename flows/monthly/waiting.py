"""A plan that waits, as reports tell it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from flows.wording import number_of

SHOWN_ID = 12
FEW = 4  # months, or cells, that are named one by one
FINER = {"region": "segment, branch and regency", "programme": "programme and component"}  # what is shown below the benefit type


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan that waits for somebody's decision, in short. `below`: as flows.monthly.below.changed_below tells it."""

    plan_id: str
    months: tuple[str, ...]
    figures: int  # by benefit type
    biggest: Mapping[str, Any] | None  # the figure of money that would change most
    seen_by: str = "claims plan"  # the command that shows exactly this
    is_new: bool = False  # left by this very run
    below: tuple[Mapping[str, Any], ...] = ()  # figures below the benefit type, of cells whose own do not change

    @property
    def command(self) -> str:
        """What publishes it."""
        return f"claims apply {self.plan_id[:SHOWN_ID]}"

    @property
    def sentence(self) -> str:
        """What waits, for a person."""
        told = f"plan {self.plan_id[:SHOWN_ID]} waits: {told_figures(self.figures, self.months, self.below)} would change"
        if self.biggest is not None:
            told += (
                f", most of all {self.biggest['benefit_type_code']} {self.biggest['period']} by Rp {_grouped(self.biggest['difference'])}"
            )
        return f"{told} (see it: {self.seen_by}; publish it: {self.command})"

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self) | {"command": self.command}


def told_figures(figures: int, months: Sequence[str], below: Sequence[Mapping[str, Any]]) -> str:
    """How many figures of which months: `3 published figures of 2022-07`, and what is said of those below the benefit type."""
    if not below:
        return f"{number_of(figures, 'published figure')} of {told_months(months)}"
    finer = sum(row["figures"] for row in below)
    which = f"below the benefit type ({'; '.join(_cells(below))})"
    if figures:
        return f"{number_of(figures, 'published figure')} by benefit type and {finer} {which} of {told_months(months)}"
    return f"{number_of(finer, 'published figure')} {which}, none by benefit type, of {told_months(months)}"


def told_months(months: Sequence[str]) -> str:
    """A few by name, more as their number and span."""
    return ", ".join(months) if len(months) <= FEW else f"{len(months)} months, {months[0]} to {months[-1]}"


def _cells(below: Iterable[Mapping[str, Any]]) -> list[str]:
    """`JHT 2022-07 by segment, branch and regency`; of many only by what."""
    rows = list(below)
    told = [f"{row['benefit_type_code']} {row['period']} by {FINER[row['by']]}" for row in rows]
    return told if len(told) <= FEW else list(dict.fromkeys(f"by {FINER[row['by']]}" for row in rows))


def _grouped(amount: str) -> str:
    """1234567.50 as 1.234.567,50."""
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))
