"""Sets of numbers without a gap, and their sums: what the digits of a printed figure leave open."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between `low` and `high`; each end belongs to it or not."""

    low: Decimal
    high: Decimal
    has_low: bool = True
    has_high: bool = True

    def contains(self, number: Decimal) -> bool:
        """Whether the number lies within."""
        above = number >= self.low if self.has_low else number > self.low
        below = number <= self.high if self.has_high else number < self.high
        return above and below

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return _reaches(self, other) and _reaches(other, self)

    def whole(self) -> "Interval":
        """The whole numbers within, for things that are counted."""
        low = self.low.to_integral_value(ROUND_CEILING)
        high = self.high.to_integral_value(ROUND_FLOOR)
        low += _ONE if low == self.low and not self.has_low else 0
        high -= _ONE if high == self.high and not self.has_high else 0
        return Interval(low, high)

    def to_dict(self) -> dict[str, str | bool]:
        """For JSON; the ends are text, so that no digit is lost."""
        return {"low": f"{self.low:f}", "high": f"{self.high:f}", "low_included": self.has_low, "high_included": self.has_high}


def total(intervals: Iterable[Interval]) -> Interval:
    """All sums of one number from each; an end is reached only if every one reaches its own."""
    low, high, has_low, has_high = Decimal(0), Decimal(0), True, True
    for one in intervals:
        low, high = low + one.low, high + one.high
        has_low, has_high = has_low and one.has_low, has_high and one.has_high
    return Interval(low, high, has_low, has_high)


def _reaches(one: Interval, other: Interval) -> bool:
    touching = one.high == other.low and one.has_high and other.has_low
    return one.high > other.low or touching
