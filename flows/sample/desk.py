"""A sender's desk in one month: everything a line needs to know of where and when it is written."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from flows.sample.dialects import Dialect
from flows.sample.tables import Ints, day, rows

STREAMS = ("lines", "faults", "carried", "standing", "refused", "files")


@dataclass(frozen=True, slots=True)
class Sender:
    """A branch office that delivers."""

    number: int
    code: str
    name: str
    branch_code: str
    branch_name: str
    regencies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """One sender, one period. Any desk can be worked at alone: its randomness comes from seed, period, sender and a stream."""

    sender: Sender
    dialect: Dialect
    period: date
    first: date  # of the plan: no line is paid before it
    seed: int
    batch: int = 0  # large extracts are made in batches

    def random(self, stream: str) -> np.random.Generator:
        """A generator of its own for each stream; what stands from month to month does not know the period."""
        when = 0 if stream == "standing" else self.cohort
        return np.random.default_rng([self.seed, when, self.sender.number, STREAMS.index(stream), self.batch])

    @property
    def cohort(self) -> int:
        """The period as in claim numbers: 2207."""
        return self.period.year % 100 * 100 + self.period.month

    @property
    def last_day(self) -> int:
        """The period's last day, in days since 1970."""
        return day(next_month(self.period)) - 1

    @property
    def working_days(self) -> Ints:
        """The days on which payments are made."""
        days = np.arange(day(self.period), self.last_day + 1)
        return days[(days + 3) % 7 < 5]  # 1970-01-01 was a Thursday  # noqa: PLR2004


def next_month(period: date) -> date:
    """The first day of the month after."""
    return (period + timedelta(days=31)).replace(day=1)


def previous_month(period: date) -> date:
    """The first day of the month before."""
    return (period - timedelta(days=1)).replace(day=1)


def sender(number: int) -> Sender:
    """Sender `number`, from 1; beyond the table offices are invented from the number."""
    known = {int(row["number"]): row for row in rows("senders")}
    row = known.get(number)
    if row is None:
        name = f"Kantor Sampel {number}"
        return Sender(number, f"kantor-{number:03}", name, f"K{number:02}", name, (3315 + number % 7, 3374))
    regencies = tuple(int(code) for code in row["regencies"].split())
    return Sender(number, row["sender_code"], row["sender_name"], row["branch_code"], row["branch_name"], regencies)
