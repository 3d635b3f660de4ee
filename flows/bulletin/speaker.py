"""How a bulletin speaks: figures as numbers within sentences, each with its basis, its exact value and where that stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.bulletin.elements import Number, Place
from flows.bulletin.figures import AMOUNT, CLAIMS, name_of, place_of
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures

Part = str | Number
Parts = Iterator[Part]
_LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tells figures as numbers with their basis, in one language. `cuts`: a statement of this place and range cut coverage off."""

    wording: Wording
    cuts: bool

    def claims(self, row: Figures, basis: str) -> Number:
        """Distinct claims."""
        count = row.claim_count or 0
        return Number(self.wording.count(count), count, self.wording.count(count), self.wording(basis), place_of(row, CLAIMS))

    def amount(self, row: Figures, basis: str) -> Number:
        """Rupiah in few digits."""
        amount = row.amount_paid_idr or Decimal(0)
        short = self.wording.short_rupiah(amount)
        told = self.wording(basis, step=self.wording.step(short.step))
        return Number(short.text, amount, self.wording.rupiah(amount), told, place_of(row, AMOUNT))

    def changed(self, percent: Decimal, place: Place | None = None) -> str | Number:
        """Per cent of a change."""
        written = self.wording.percent(abs(percent))
        return Number(written, percent, self.wording.signed_percent(percent), self.wording("basis_change"), place)

    def months(self, count: int, place: Place | None = None) -> Number:
        """Months of a span, or those published of it."""
        written = self.wording.count(count)
        return Number(written, count, written, self.wording("basis_months"), place)

    def senders(self, count: int) -> Number:
        """Senders of a month."""
        written = self.wording.count(count)
        return Number(written, count, written, self.wording("basis_senders"))

    def item(self, row: Figures) -> list[Part]:
        """A benefit type with its claims and rupiah."""
        name = _with_code(name_of(row, self.wording), row.code or "")
        claims, amount = self.claims(row, "basis_claims_type"), self.amount(row, "basis_amount_type")
        return list(self.several("announce_item", {"name": name, "claims": claims, "amount": amount}))

    def listed(self, key: str, items: Sequence[Sequence[Part]], **slots: str) -> Parts:
        """A text of the catalogue with a list in its slot `items`."""
        before, after = self.wording(key, items="\0", **slots).split("\0")
        yield before
        yield from _joined(items, self.wording)
        yield after

    def several(self, key: str, values: Mapping[str, str | Number]) -> Parts:
        """A text of the catalogue with numbers in its slots."""
        yield from self.wording.parts(key, values)


def _with_code(name: str, code: str) -> str:
    """`Jaminan Hari Tua (JHT)`; a code that is a word of its own, like BEASISWA, would say it twice."""
    return f"{name} ({code})" if code and len(code) <= _LONGEST_ACRONYM else name


def _joined(items: Sequence[Sequence[Part]], wording: Wording) -> Parts:
    """The items as a list of the language: Babel is given marks, each of which then gives way to its item."""
    marks = [f"\1{n}\1" for n in range(len(items))]
    for piece in wording.listed(marks).split("\1"):
        yield from items[int(piece)] if piece.isdecimal() else [piece] if piece else []


def filled(key: str, slots: Mapping[str, list[Part]], speaker: Speaker) -> Parts:
    """A text of the catalogue with pieces in its slots."""
    for part in speaker.wording.parts(key, slots):
        yield from [part] if isinstance(part, str) else part
