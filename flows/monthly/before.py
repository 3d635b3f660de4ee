"""What was published last: the publication that stands, and of months that it shows no more, the one that last showed them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from flows.errors import ClaimsError
from flows.monthly.basis import Lines, shown_by
from flows.monthly.changes_since import Shown
from flows.monthly.put_back import in_place
from flows.monthly.shown import months_by_origin
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from warehouse.figures import months_left
from warehouse.register.records import ShownMonth
from warehouse.register.store import Register


class BasisUnknown(ClaimsError):
    """What a publication was counted from was never recorded, or is lost: nobody can say what would change, and why."""

    exit_code = 13

    def __init__(self, number: int) -> None:
        super().__init__(
            f"what would change of publication {number} cannot be weighed: a release made it that did not record its lines, "
            "or they are gone from clean/ and another release made them",
            "register/register.sqlite, clean/",
            "publish once without asking what changes: the same command with --restate; from then on every change is told",
        )


@dataclass(frozen=True, slots=True)
class LeftMonths:
    """Payment months that a publication shows no more, as the last one that did showed them.

    `is_rejected`: a rollback took them away.
    """

    number: int
    months: frozenset[date]
    lines: Lines
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Before:
    """A publication: what it counted, and since when each of its months shows what it shows.

    `left`: months that it shows no more, as far as they were asked for; `shown` tells of them, too.
    """

    number: int
    lines: Lines
    shown: tuple[Shown, ...]
    left: tuple[LeftMonths, ...] = ()

    @property
    def months(self) -> list[date]:
        """The payment months it shows, and those that left."""
        return sorted({*self.lines.shown, *self.months_left})

    @property
    def months_left(self) -> frozenset[date]:
        """The payment months that it shows no more."""
        return frozenset[date]().union(*(one.months for one in self.left))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The publications behind its figures, and behind those of the months that left."""
        return (self.number, *(one.number for one in self.left))

    @property
    def months_told(self) -> list[ShownMonth]:
        """All these months as they were shown."""
        return [*self.lines.months, *(month for one in self.left for month in one.lines.months if first_day(month.period) in one.months)]

    def asked_of(self, months: Collection[date]) -> "Before":
        """The same, of the months that left only those of `months`."""
        left = tuple(replace(one, months=one.months.intersection(months)) for one in self.left)
        kept = {*self.lines.shown}.union(*(one.months for one in left))
        shown = (replace(one, months=one.months & kept) for one in self.shown)
        return replace(self, left=tuple(one for one in left if one.months), shown=tuple(one for one in shown if one.months))

    @property
    def part_ids(self) -> list[str]:
        """The parts of claims behind them."""
        return [part.part_id for lines in (self.lines, *(one.lines for one in self.left)) for part in lines.basis.parts]


def publication(workplace: Workplace, number: int) -> Before | None:
    """Publication `number`; None where the register does not say what it was counted from, or its parts are gone for good.

    Parts that are gone are made anew from the vault, where this release makes them as they were.
    """
    if not in_place(workplace, number):
        return None
    with workplace.register() as register:
        shown = _shown(register, number)
    lines = shown_by(workplace, number)
    return None if lines is None else Before(number, lines, shown)


def publication_before(workplace: Workplace, months: Collection[date]) -> Before | None:
    """The publication that stands, with those of `months` that it shows no more; None before the first.

    Raises BasisUnknown.
    """
    with workplace.register() as register:
        stands = register.last_publication()
    return None if stands is None else with_left(workplace, _known(workplace, stands.number), months)


def with_left(workplace: Workplace, before: Before, months: Collection[date]) -> Before:
    """`before`, and those of `months` that it does not show and some publication up to the one that stands did. Raises BasisUnknown."""
    asked = {*months} - {*before.lines.shown}
    last = {month: number for month, number in months_left(workplace.home.current_file).items() if month in asked} if asked else {}
    for number in sorted({*last.values()}):
        before = _with(workplace, before, number, frozenset(month for month in last if last[month] == number))
    return before


def _with(workplace: Workplace, before: Before, number: int, months: frozenset[date]) -> Before:
    one = _known(workplace, number)
    with workplace.register() as register:
        is_rejected = any(row.number == number + 1 and row.kind == "rollback" for row in register.publications())
    own = [replace(shown, months=shown.months & months) for shown in one.shown]
    shown = sorted((*before.shown, *(shown for shown in own if shown.months)), key=lambda one: one.published_at)
    return replace(before, shown=tuple(shown), left=(*before.left, LeftMonths(number, months, one.lines, is_rejected)))


def _known(workplace: Workplace, number: int) -> Before:
    found = publication(workplace, number)
    if found is None:
        raise BasisUnknown(number)
    return found


def _shown(register: Register, number: int) -> tuple[Shown, ...]:
    """Which months date from which publication, the oldest first. A held month dates from where it was last counted anew."""
    published_at = {row.number: row.published_at for row in register.publications()}
    return tuple(
        Shown(frozenset(map(first_day, one.months)), published_at[one.number], frozenset(part.part_id for part in one.parts))
        for one in reversed(months_by_origin(register, number))
    )
