"""Publications rebuilt from the bytes in the vault and the register alone, and held against what is published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from flows.monthly.basis import Lines, shown_by
from flows.monthly.candidate import content_of
from flows.monthly.extracts import Extracts
from flows.monthly.ingredients import reads_alike
from flows.monthly.months import count_months
from flows.monthly.restated import Offer
from flows.monthly.shown import bases_behind, parts_behind
from flows.monthly.workplace import Workplace
from flows.progress import current
from flows.trace.cell import Cell
from flows.trace.errors import NotRecorded, OtherRelease, OtherSchema, PartOfOtherRelease
from flows.trace.published import Difference, Published, differences, published
from flows.trace.remade import PartCheck, Remade
from flows.trace.scratch import ScratchHome, scratch
from warehouse.record import PublicationRecord
from warehouse.register.records import Condition, PublicationRow
from warehouse.shown import Shown, shown_by_content

Held = TypeVar("Held")
KEPT = 4  # publications held in memory at a time: all cells of each


@dataclass(frozen=True, slots=True, eq=False)
class Rebuilt:
    """A publication as vault and register alone give it."""

    number: int
    lines: Lines
    shown: Shown
    parts: tuple[PartCheck, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was compared: values that are not those rebuilt, and parts that are not those recorded. `rows`: how many rows were compared."""

    rows: int
    differences: tuple[Difference, ...]
    parts: tuple[PartCheck, ...]

    @property
    def is_equal(self) -> bool:
        """Everything is as it is rebuilt."""
        return not self.differences and all(part.is_equal for part in self.parts)


@dataclass(slots=True)
class Verifier:
    """Rebuilds publications, every part and every month once; `apart` is the home's workplace with a scratch place for what is made."""

    home: Workplace
    apart: Workplace
    _remade: Remade = field(init=False)
    _rebuilt: dict[int, Rebuilt] = field(default_factory=dict)
    _published: dict[int, Published] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._remade = Remade(self.home, self.apart)

    def verify(self, cell: Cell, number: int) -> Verdict:
        """The rows of one cell, wherever they are published."""
        now, found = self.rebuilt(number), self.published(number).rows(cell)
        rebuilt = cell.of(now.shown.marts[cell.mart])
        odd = [one for source, rows in found.items() for one in differences(cell.mart, source, rows, rebuilt)]
        return Verdict(sum(rows.height for rows in found.values()), tuple(odd), now.parts)

    def verify_month(self, period: date, number: int) -> Verdict:
        """Every cell of every mart of one payment month, wherever it is published."""
        rows, odd, month = 0, list[Difference](), Cell(period)
        self.published(number).rows(month)  # refuses a month that it does not show
        for source, marts in self.published(number).sources.items():
            for mart, frame in marts.items():
                there = month.of(frame)
                rows += there.height
                odd += differences(mart, source, there, month.of(self.rebuilt(number).shown.marts[mart]))
        return Verdict(rows, tuple(odd), self.rebuilt(number).parts)

    def published(self, number: int) -> Published:
        """What publication `number` showed."""
        if number not in self._published:
            self._published = _newest(self._published)
            self._published[number] = published(self.home, number)
        return self._published[number]

    def rebuilt(self, number: int) -> Rebuilt:
        """Publication `number`, made anew. Raises OtherRelease, NotRecorded, VaultDamaged."""
        if number not in self._rebuilt:
            self._rebuilt = _newest(self._rebuilt)
            self._rebuilt[number] = self._rebuild(number)
        return self._rebuilt[number]

    def condition(self, number: int) -> Condition:
        """Under what it was made. Raises OtherRelease where that is not what runs here, NotRecorded where it is not known.

        Months held back are counted by what ran when they were made, so that has to be the same, too.
        """
        with self.home.register() as register:
            found = [register.condition(basis.conditions_id) for basis in bases_behind(register, number)]
        conditions = [condition for condition in found if condition is not None]
        if not conditions or len(conditions) < len(found):
            raise NotRecorded(number, "what it was counted from")
        for condition in conditions:
            if condition.fingerprint != self.home.fingerprint:
                raise OtherRelease(number, condition.release, condition.fingerprint, self.home.fingerprint)
        return conditions[0]

    def verify_publication(self, row: PublicationRow) -> str:
        """What keeps publication `row` from being what vault and register give; '' where its content hash is that of the register.

        Raises what `rebuilt` raises, and OtherSchema.
        """
        condition = self.condition(row.number)
        if condition.schema_id != self.home.schema_id:
            raise OtherSchema(row.number, condition.release)
        now = self.rebuilt(row.number)
        odd = [part for part in now.parts if not part.is_equal]
        if odd:
            return f"{len(odd)} of its {len(now.parts)} recorded parts are not what the vault gives"
        return "" if now.shown.content_hash == row.content_hash else f"its figures have content hash {now.shown.content_hash} when rebuilt"

    def _refuse_parts_of_others(self, number: int) -> None:
        """Raises OtherRelease for a part that something else made than what runs here. What was not recorded is not known to be such."""
        with self.home.register() as register:
            made_from = [(part, register.ingredients_of(part.part_id)) for part in parts_behind(register, number)]
            arrivals = {one.arrival_id: one for one in register.arrivals()}
        for part, found in made_from:
            if found is not None and not reads_alike(self.home, found):
                arrival = arrivals[part.arrival_id]
                raise PartOfOtherRelease(number, arrival.period, arrival.sender_code, arrival.file_name)

    def _rebuild(self, number: int) -> Rebuilt:
        settings = self.apart.settings.model_copy(update={"maturity_months": self.condition(number).maturity_months})
        workplace = replace(self.apart, settings=settings)
        self._refuse_parts_of_others(number)
        parts = self._remade.make(number)
        lines = shown_by(workplace, number)
        if lines is None:
            raise NotRecorded(number, "what it was counted from")
        current().step(f"rebuilding publication {number}")
        offered = Offer(lines, None, frozenset(), lines, None)
        content = content_of(workplace, Extracts((), (), (), ()), offered, count_months(workplace, lines))
        home = workplace.home
        if not isinstance(home, ScratchHome):
            raise TypeError(type(home).__name__)
        return Rebuilt(number, lines, shown_by_content(home.candidate, content, self._record(number)), tuple(parts))

    def _record(self, number: int) -> PublicationRecord:
        """No figure depends on it."""
        place = self.apart
        return PublicationRecord(number, "", "run", place.opened_at, place.fingerprint, place.key.key_id, None)


@contextmanager
def verifier(workplace: Workplace) -> Iterator[Verifier]:
    """A Verifier for the time of the block; what it makes is thrown away afterwards."""
    with scratch(workplace) as apart:
        yield Verifier(workplace, apart)


def _newest(kept: dict[int, Held]) -> dict[int, Held]:
    return dict(list(kept.items())[-(KEPT - 1) :])
