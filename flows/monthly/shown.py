"""What publications show: each its own figures, those of another after a rollback, and, of held months, those of one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.register.records import PublicationBasis, StandingPart
from warehouse.register.store import Register


@dataclass(frozen=True, slots=True)
class Counted:
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


def months_by_origin(register: Register, number: int) -> list[Counted]:
    """The months that publication `number` shows, by the publication that last counted them, the newest first.

    A month that no recorded publication counted is in none of them.
    """
    found: list[Counted] = []
    sought: set[str] | None = None
    for basis in bases_behind(register, number):
        own = frozenset(month.period for month in basis.months if not month.is_held and (sought is None or month.period in sought))
        sought = {month.period for month in basis.months} - own if sought is None else sought - own
        if own:
            found.append(Counted(basis.publication, own, basis.parts))
        if not sought:
            break
    return found
