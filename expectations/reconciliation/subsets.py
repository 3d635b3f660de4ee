"""Which of the components a printed total can be the sum of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from expectations.reconciliation.interval import Interval, total
from expectations.reconciliation.printed import Printed

_NUMBERS = ("none", "the only one", "both", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PAIR = 2

ROUNDING, TRUNCATION = "rounding", "truncation"


@dataclass(frozen=True, slots=True)
class Subset:
    """Some of the components, together making a printed total. `exact` is their sum where it was made from the warehouse's figures."""

    codes: tuple[str, ...]
    left_out: tuple[str, ...]
    method: str
    exact: Decimal | None

    @property
    def name(self) -> str:
        """By what is left out: 'all five', 'all but BEASISWA'."""
        return f"all but {_listed(self.left_out)}" if self.left_out else everything(len(self.codes))

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        exact = None if self.exact is None else f"{self.exact:f}"
        return {"name": self.name, "codes": list(self.codes), "left_out": list(self.left_out), "method": self.method, "exact": exact}


def everything(count: int) -> str:
    """'all five'."""
    return _NUMBERS[count] if count <= _PAIR else f"all {_NUMBERS[count]}"


def making_by_figures(printed: Printed, codes: Sequence[str], exact: Mapping[str, Decimal]) -> tuple[Subset, ...]:
    """Every subset whose exact figures sum into the printed total, by rounding or else by truncation; largest subsets first.

    A subset with a component that has no figure is not judged.
    """
    found = []
    for chosen in _subsets(codes):
        if all(code in exact for code in chosen):
            amount = sum((exact[code] for code in chosen), Decimal(0))
            if method := how(printed, amount):
                found.append(Subset(chosen, _rest(codes, chosen), method, amount))
    return tuple(found)


def making_by_digits(printed: Printed, components: Mapping[str, Printed]) -> tuple[Subset, ...]:
    """Every subset whose printed digits leave room for the printed total, all rounded; only if there is none, all truncated.

    The two are not mixed: with both allowed everywhere the intervals would be twice as wide and say little.
    """
    rounded = _with_room(printed.by_rounding, {code: one.by_rounding for code, one in components.items()}, ROUNDING)
    if rounded:
        return rounded
    return _with_room(printed.by_truncation, {code: one.by_truncation for code, one in components.items()}, TRUNCATION)


def how(printed: Printed, exact: Decimal) -> str | None:
    """'rounding' or 'truncation', whichever makes what is printed from the exact figure; rounding where both do."""
    if printed.by_rounding.contains(exact):
        return ROUNDING
    return TRUNCATION if printed.by_truncation.contains(exact) else None


def _with_room(target: Interval, components: Mapping[str, Interval], method: str) -> tuple[Subset, ...]:
    codes = tuple(components)
    fitting = (chosen for chosen in _subsets(codes) if total(components[code] for code in chosen).meets(target))
    return tuple(Subset(chosen, _rest(codes, chosen), method, None) for chosen in fitting)


def _subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(codes), 0, -1):
        yield from combinations(codes, size)


def _rest(codes: Sequence[str], chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in chosen)


def _listed(codes: tuple[str, ...]) -> str:
    *most, last = codes
    return f"{', '.join(most)} and {last}" if most else last
