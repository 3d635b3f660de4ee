"""The tables of claims by benefit type: the month, and the year so far, each beside the year before."""

from collections.abc import Sequence
from dataclasses import replace

from flows.bulletin.elements import Cell, Row, Section, Table, Tile
from flows.bulletin.figures import (
    AMOUNT,
    CLAIMS,
    EVERYTHING,
    PARTICIPANTS,
    PAYMENTS,
    WITHOUT_EDUCATION,
    average_cell,
    cell,
    change_cell,
    name_of,
    of_code,
    of_month,
    ordered,
    share_cell,
    value_of,
    year_before,
)
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts, Figures

_HEADINGS = ("claims", "payments", "participants", "amount", "share", "average", "change_claims", "change_amount")


def claims_sections(facts: Facts, wording: Wording) -> list[Section]:
    """The month and the year to date."""
    january = facts.period.replace(month=1)
    month, span = wording.month(facts.period), wording.span(january, facts.period)
    months = _table(facts, wording, facts.months, facts.month_totals, wording("month_caption", month=month))
    years = _table(facts, wording, facts.years, facts.year_totals, wording("year_caption", span=span))
    return [
        _section("month", wording("month_section", month=month), replace(months, note=wording("total_note")), wording),
        _section("year", wording("year_section", span=span), years, wording),
    ]


def _section(name: str, title: str, table: Table, wording: Wording) -> Section:
    return Section(name, title, tables=(table,)) if table.rows else Section(name, title, (wording("no_rows"),))


def _table(facts: Facts, wording: Wording, rows: Sequence[Figures], totals: Sequence[Figures], caption: str) -> Table:
    before, totals_before = (of_month(some, year_before(facts.period)) for some in (rows, totals))
    own_totals = ordered(of_month(totals, facts.period))
    whole = of_code(own_totals, EVERYTHING, facts.period)
    lines = [_row(row, _same(row, before), whole, wording) for row in ordered(of_month(rows, facts.period))]
    lines += [_row(row, _same(row, totals_before), whole, wording, is_total=True) for row in own_totals]
    headings = (wording("benefit_type"), *(wording(key) for key in _HEADINGS))
    return Table(caption, headings, tuple(lines), frozenset(range(len(_HEADINGS))))


def _same(row: Figures, rows: Sequence[Figures]) -> Figures | None:
    return next((one for one in rows if one.code == row.code), None)


def _row(row: Figures, before: Figures | None, whole: Figures | None, wording: Wording, *, is_total: bool = False) -> Row:
    cells = (
        *(cell(row, measure, wording) for measure in (CLAIMS, PAYMENTS, PARTICIPANTS, AMOUNT)),
        share_cell(row, whole, wording),
        average_cell(row, wording),
        change_cell(row, before, CLAIMS, wording),
        change_cell(row, before, AMOUNT, wording),
    )
    return Row(name_of(row, wording), cells, "" if is_total else row.code or "", is_total)


def tiles(facts: Facts, wording: Wording) -> list[Tile]:
    """The figures at a glance: money and claims of the month and of the year so far."""
    january, last_year = facts.period.replace(month=1), year_before(facts.period)
    month, span = wording.month(facts.period), wording.span(january, facts.period)
    then, span_then = wording.month(last_year), wording.span(january.replace(year=last_year.year), last_year)
    return [
        *_pair(facts, facts.month_totals, ("tile_month", {"month": month}, then), wording),
        *_pair(facts, facts.year_totals, ("tile_year", {"span": span}, span_then), wording),
    ]


def _pair(facts: Facts, totals: Sequence[Figures], named: tuple[str, dict[str, str], str], wording: Wording) -> list[Tile]:
    key, slots, then = named
    now, before = (of_code(totals, EVERYTHING, month) for month in (facts.period, year_before(facts.period)))
    if now is None:
        return []
    people = value_of(now, PARTICIPANTS)
    lines = (wording("tile_participants", count=wording.count(int(people))),) if people is not None else ()
    against = {measure: _against(now, before, measure, then, wording) for measure in (AMOUNT, CLAIMS)}
    return [
        Tile(wording(f"{key}_amount", **slots), short(now, wording), _without(totals, now, wording), against[AMOUNT]),
        Tile(wording(f"{key}_claims", **slots), cell(now, CLAIMS, wording), lines, against[CLAIMS]),
    ]


def short(row: Figures, wording: Wording) -> Cell:
    """Its rupiah as announcements print them."""
    exact = cell(row, AMOUNT, wording)
    if not isinstance(exact.value, int | type(None)):
        return Cell(wording.short_rupiah(exact.value).text, exact.value, exact.place, is_provisional=exact.is_provisional)
    return exact


def _without(totals: Sequence[Figures], now: Figures, wording: Wording) -> tuple[str, ...]:
    without = of_code(totals, WITHOUT_EDUCATION, now.period)
    if without is None or without.amount_paid_idr in (None, now.amount_paid_idr):
        return ()
    return (wording("tile_without", amount=short(without, wording).text),)


def _against(now: Figures, before: Figures | None, measure: str, then: str, wording: Wording) -> Cell:
    told = change_cell(now, before, measure, wording)
    if told.mark:
        return Cell(wording("no_year_before"), mark="incomparable")
    return Cell(wording("against_year", change=told.text, month=then), told.value, direction=told.direction)
