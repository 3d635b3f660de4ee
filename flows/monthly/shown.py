"""What publications show: each its own figures, those of another after a rollback, and, of held months, those of one before."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flows.periods import first_day
from warehouse.register.records import PublicationBasis, StandingPart
from warehouse.register.store import Register


@dataclass(frozen=True, slots=True)
class CountedMonths:
    """The months (2022-07) of a publication that were last counted for the publication `number`, and what that was counted from."""

    number: int
    months: frozenset[str]
    parts: tuple[StandingPart, ...]


def bases_behind(register: Register, number: int) -> Iterator[PublicationBasis]:
    """What publication `number` was counted from, and, while it shows months held back, what those before it were: the newest first."""
    basis = register.basis_shown(number)
    while basis is not None:
        yield basis
        is_whole = not any(month.is_held for month in basis.months)
        basis = None if is_whole else register.basis_shown(basis.publication - 1)


def parts_behind(register: Register, number: int) -> list[StandingPart]:
    """The extracts that publication `number` counts: those that stood at it, and at those before whose months it goes on showing."""
    found: dict[str, StandingPart] = {}
    for basis in bases_behind(register, number):
        found |= {part.part_id: part for part in basis.parts if part.part_id not in found}
    return list(found.values())


def months_by_origin(register: Register, number: int) -> list[CountedMonths]:
    """The months that publication `number` shows, by the publication that last counted them, the newest first.

    A month that no recorded publication counted is in none of them.
    """
    found: list[CountedMonths] = []
    sought: set[str] | None = None
    for basis in bases_behind(register, number):
        own = frozenset(month.period for month in basis.months if not month.is_held and (sought is None or month.period in sought))
        sought = {month.period for month in basis.months} - own if sought is None else sought - own
        if own:
            found.append(CountedMonths(basis.publication, own, basis.parts))
        if not sought:
            break
    return found


def shown_before(register: Register, number: int, contract: str) -> dict[str, frozenset[date]]:
    """By part of a contract that stood at publications up to `number`, and no more, the payment months of its lines that they showed.

    What a rollback took back was not shown: whoever rejected it has decided about it.
    """
    ended = register.parts_ended()
    if not ended:
        return {}
    made, counting = register.parts(), _counting(register, number)
    found: dict[str, frozenset[date]] = {}
    for part_id, first, last in ended:
        if made[part_id].contract == contract:
            paid = json.loads(made[part_id].ledger)["payment_months"]
            own = {first_day(month) for month in paid if _within(counting.get(month, []), first, last)}
            found[part_id] = found.get(part_id, frozenset()) | own
    return {part_id: months for part_id, months in found.items() if months}


def _counting(register: Register, number: int) -> Mapping[str, list[int]]:
    """By month, the publications up to `number` that counted it anew and were not taken back, in order."""
    rows = register.months_counted()
    stood = _not_taken_back({publication: shows for publication, shows, _ in rows}, number)
    found: dict[str, list[int]] = {}
    for publication, _, period in rows:
        if publication in stood and period is not None:
            found.setdefault(period, []).append(publication)
    return found


def _within(numbers: list[int], first: int, last: int) -> bool:
    return bisect_left(numbers, first) < bisect_right(numbers, last)


def _not_taken_back(shows: Mapping[int, int], number: int) -> set[int]:
    """The publications up to `number`, without those that a rollback went back behind."""
    found: set[int] = set()
    while number > 0:
        found |= {number, shows.get(number, number)}
        number = shows.get(number, number) - 1
    return found
