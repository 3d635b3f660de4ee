"""What a public page says of earlier ones: figures it showed otherwise, and figures that it goes on showing though more is known."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.bulletin.elements import SIGNS, Cell, Mark, Place, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, cell, name_of, sign
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures
from warehouse.bulletin_public import PublicChange, PublicFacts

_MARKS: dict[str, Mark] = {"suppressed": "suppressed", "not_reported": "unknown"}
_LONG = 24  # rows


def restated_section(facts: PublicFacts, since: int | None, changes: Sequence[PublicChange], wording: Wording) -> Section:
    """The figures that publication `since` showed otherwise."""
    title = wording("restated_section")
    if since is None:
        return Section("restated", title, (wording("restated_first"),))
    told = wording.count(since)
    if not changes:
        return Section("restated", title, (wording("restated_none", since=told),))
    names = {row.code: name_of(row, wording) for row in facts.months}
    rows = tuple(row for one in changes for row in _change_rows(one, names.get(one.benefit_type_code, one.benefit_type_code), wording))
    headings = tuple(wording(key) for key in ("month", "benefit_type", "measure", "was", "is_now"))
    table = Table(wording("restated_caption", since=told), headings, rows, frozenset((2, 3)))
    return Section("restated", title, (wording("public_restated_lead", since=told),), tables=(table,))


def _change_rows(one: PublicChange, name: str, wording: Wording) -> Iterator[Row]:
    key = (("period", one.period.isoformat()), ("benefit_type_code", one.benefit_type_code))
    place = "mart.claims_by_benefit_month"
    measures = ((CLAIMS, "claims", one.claims_before, one.claim_count), (AMOUNT, "amount", one.amount_before, one.amount_paid_idr))
    for measure, title, before, now in measures:
        cells = (_told(before, one.mark_before, wording), _told(now, one.mark, wording, Place(place, key, measure)))
        yield Row(wording.month(one.period), (Cell(name, is_number=False), Cell(wording(title), is_number=False), *cells))


def _told(value: Decimal | int | None, mark: str, wording: Wording, place: Place | None = None) -> Cell:
    if value is None:
        return sign(_MARKS.get(mark, "unknown"))
    written = wording.plain_rupiah(value) if isinstance(value, Decimal) else wording.count(value)
    return Cell(f"{written} {SIGNS['held']}" if mark == "held" else written, value, place, mark="held" if mark == "held" else "")


def held_section(facts: PublicFacts, wording: Wording) -> Section:
    """The figures that are held: nothing that was told of them has changed, so they are not restated."""
    title, threshold = wording("held_section"), facts.publication.disclosure_threshold
    if not facts.held:
        return Section("held", title, (wording("held_none"),))
    rows = tuple(_held_row(row, number, wording) for row, number in facts.held)
    headings = tuple(wording(key) for key in ("month", "benefit_type", "claims", "amount", "held_since"))
    table = Table(wording("held_caption"), headings, rows, frozenset((1, 2, 3)), is_folded=len(rows) > _LONG)
    return Section("held", title, (wording("held_lead", threshold=threshold, sign=SIGNS["held"]),), tables=(table,))


def _held_row(row: Figures, number: int, wording: Wording) -> Row:
    figures = (cell(row, CLAIMS, wording), cell(row, AMOUNT, wording))
    return Row(wording.month(row.period), (Cell(name_of(row, wording), is_number=False), *figures, Cell(wording.count(number), number)))
