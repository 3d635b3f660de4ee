"""The tables of claims by benefit type: the month, and the year so far, each beside the year before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from flows.bulletin.absent import with_absent
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
from flows.bulletin.gaps import Gaps, gap_text, month_gaps, month_lacks, year_gaps, year_lacks
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts, Figures

_HEADINGS = ("claims", "payments", "participants", "amount", "share", "average", "change_claims", "change_amount")


def claims_sections(facts: Facts, wording: Wording) -> list[Section]:
    """The month and the year to date."""
    january = facts.period.replace(month=1)
    month, span = wording.month(facts.period), wording.span(january, facts.period)
    of_year = [january.replace(month=number) for number in range(1, facts.period.month + 1)]
    own_months = with_absent(facts.months, facts.types, facts.states, {facts.period: [facts.period]})
    own_years = with_absent(facts.years, facts.types, facts.states, {facts.period: of_year})
    months = _table(facts, wording, own_months, facts.month_totals, wording("month_caption", month=month))
    years = _table(facts, wording, own_years, facts.year_totals, wording("year_caption", span=span))
    before = year_before(facts.period)
    month_note = " ".join((wording("total_note"), *month_lacks(facts.states, facts.period, before, wording)))
    year_note = " ".join(year_lacks(facts.states, facts.period, before, wording))
    return [
        _section("month", wording("month_section", month=month), replace(months, note=month_note), wording),
        _section("year", wording("year_section", span=span), replace(years, note=year_note), wording),
    ]


def _section(name: str, title: str, table: Table, wording: Wording) -> Section:
    return Section(name, title, tables=(table,)) if table.rows else Section(name, title, (wording("no_rows"),))


def _table(facts: Facts, wording: Wording, rows: Sequence[Figures], totals: Sequence[Figures], caption: str) -> Table:
    own_totals = ordered(of_month(totals, facts.period))
    whole = of_code(own_totals, EVERYTHING, facts.period)
    lines = [_row(row, whole, wording) for row in ordered(of_month(rows, facts.period))]
    lines += [_row(row, whole, wording, is_total=True) for row in own_totals]
    headings = (wording("benefit_type"), *(wording(key) for key in _HEADINGS))
    return Table(caption, headings, tuple(lines), frozenset(range(len(_HEADINGS))))


def _row(row: Figures, whole: Figures | None, wording: Wording, *, is_total: bool = False) -> Row:
    cells = (
        *(cell(row, measure, wording) for measure in (CLAIMS, PAYMENTS, PARTICIPANTS, AMOUNT)),
        share_cell(row, whole, wording),
        average_cell(row, wording),
        change_cell(row, CLAIMS, wording),
        change_cell(row, AMOUNT, wording),
    )
    return Row(name_of(row, wording), cells, "" if is_total else row.code or "", is_total)


def tiles(facts: Facts, wording: Wording) -> list[Tile]:
    """The figures at a glance: money and claims of the month and of the year so far."""
    january, last_year = facts.period.replace(month=1), year_before(facts.period)
    month, span = wording.month(facts.period), wording.span(january, facts.period)
    then, span_then = wording.month(last_year), wording.span(january.replace(year=last_year.year), last_year)
    months = (month_gaps(facts.states, facts.period), month_gaps(facts.states, last_year))
    years = (year_gaps(facts.states, facts.period), year_gaps(facts.states, last_year))
    return [
        *_pair(
            of_code(facts.month_totals, EVERYTHING, facts.period),
            facts.month_totals,
            _Named("tile_month", {"month": month}, then),
            months,
            wording,
        ),
        *_pair(
            of_code(facts.year_totals, EVERYTHING, facts.period),
            facts.year_totals,
            _Named("tile_year", {"span": span}, span_then),
            years,
            wording,
        ),
    ]


class _Named(NamedTuple):
    """A tile's key in the catalogue, what fills it, and what it is held against."""

    key: str
    slots: dict[str, str]
    then: str


def _pair(now: Figures | None, totals: Sequence[Figures], named: _Named, gaps: tuple[Gaps, Gaps], wording: Wording) -> list[Tile]:
    key, slots, then = named
    if now is None:
        return []
    own = tuple(filter(None, [gap_text(gaps[0], wording)]))
    people = value_of(now, PARTICIPANTS)
    lines = (wording("tile_participants", count=int(people)),) if people is not None else ()
    against = {measure: _against(now, gaps[1], measure, then, wording) for measure in (AMOUNT, CLAIMS)}
    return [
        Tile(wording(f"{key}_amount", **slots), short(now, wording), (*own, *_without(totals, now, wording)), against[AMOUNT]),
        Tile(wording(f"{key}_claims", **slots), cell(now, CLAIMS, wording), (*own, *lines), against[CLAIMS]),
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


def _against(now: Figures, before: Gaps, measure: str, then: str, wording: Wording) -> Cell:
    told = change_cell(now, measure, wording)
    if told.mark and not before.published:
        return Cell(wording("no_year_before"), mark="incomparable")
    if told.mark:
        lacks = gap_text(before, wording)
        return Cell(wording("cannot_compare", span=f"{then} ({lacks})" if lacks else then), mark="incomparable")
    return Cell(wording("against_year", change=told.text, month=then), told.value, direction=told.direction)
