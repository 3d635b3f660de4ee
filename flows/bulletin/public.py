"""The public bulletin: what the public file shows, told apart from what it suppresses, holds back and has not been told."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from flows.bulletin.content import legend
from flows.bulletin.drawn import history_section
from flows.bulletin.elements import SIGNS, Announcement, Cell, Mark, Number, Page, Place, Record, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, average_cell, cell, change_cell, name_of, of_month, ordered, sign, year_before
from flows.bulletin.public_places import places_section
from flows.bulletin.speaker import Speaker
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures
from warehouse.bulletin_public import PublicChange, PublicFacts

PUBLIC = "public"
_HUNDRED = Decimal(100)
_MARKS: dict[str, Mark] = {"suppressed": "suppressed", "not_reported": "unknown"}


def public_page(facts: PublicFacts, since: int | None, changes: Sequence[PublicChange], wording: Wording) -> Page:
    """The page of one period; `changes` since the publication of the last public bulletin."""
    sections = [
        _month_section(facts, wording),
        _year_section(facts, wording),
        history_section(facts, wording, "public_chart_note"),
        places_section(facts, wording),
        *_segments(facts, wording),
        _restated(facts, since, changes, wording),
        _protection(facts, wording),
        Section("notes", wording("notes_section"), items=wording.several("public_notes")),
    ]
    number, published_at = facts.publication.number, facts.publication.published_at
    title, place = wording("public_title"), wording("national")
    return Page(
        language=wording.language,
        title=title,
        place=place,
        period=facts.period,
        month=wording.month(facts.period),
        facts=((wording("publication"), wording.count(number)), (wording("published_at"), wording.moment(published_at))),
        record=Record(f"{facts.period:%Y-%m}", wording.language, PUBLIC, number, published_at.isoformat(), since, title, place),
        tiles=(),
        announcement=Announcement(tuple(_announced(facts, wording))),
        sections=tuple(sections),
        legend=legend(wording, is_public=True),
        other_language="en" if wording.language == "id" else "id",
        number_locale=wording.number_locale(),
    )


def _announced(facts: PublicFacts, wording: Wording) -> Iterator[str | Number]:
    """What of the month is shown and not nothing, type by type; then whose figures are not shown. No sum: it would tell of the others."""
    own, month = ordered(of_month(facts.months, facts.period)), wording.month(facts.period)
    speaker = Speaker(wording, cuts=False)
    items = [speaker.item(row) for row in own if row.claim_count and row.amount_paid_idr is not None]
    yield from speaker.listed("public_announce", items, month=month) if items else [wording("public_announce_none", month=month)]
    hidden = [name_of(row, wording) for row in own if row.mark == "suppressed"]
    if hidden:
        yield wording("public_announce_hidden", names=wording.listed(hidden))


def _month_section(facts: PublicFacts, wording: Wording) -> Section:
    month = wording.month(facts.period)
    share = wording.percent(Decimal(str(facts.publication.dominance_share)) * _HUNDRED, 0)
    lead = wording("public_lead", threshold=facts.publication.disclosure_threshold, share=share)
    rows = [_month_row(row, wording) for row in ordered(of_month(facts.months, facts.period))]
    headings = tuple(wording(key) for key in ("benefit_type", "claims", "amount", "average", "change_claims", "change_amount"))
    table = Table(wording("month_caption", month=month), headings, tuple(rows), frozenset(range(5)), note=wording("public_month_note"))
    return Section("month", wording("month_section", month=month), (lead,), tables=(table,))


def _month_row(row: Figures, wording: Wording) -> Row:
    cells = (
        cell(row, CLAIMS, wording),
        cell(row, AMOUNT, wording),
        average_cell(row, wording)
        if row.mark == "shown"
        else cell(row, AMOUNT, wording)
        if row.amount_paid_idr is None
        else sign("incomparable"),
        change_cell(row, CLAIMS, wording),
        change_cell(row, AMOUNT, wording),
    )
    return Row(name_of(row, wording), cells, row.code or "")


def _year_section(facts: PublicFacts, wording: Wording) -> Section:
    """Rupiah alone: they add up over months, claims do not."""
    span = wording.span(facts.period.replace(month=1), facts.period)
    rows = [_year_row(facts, row, wording) for row in ordered(of_month(facts.months, facts.period))]
    headings = tuple(wording(key) for key in ("benefit_type", "amount", "year_before_amount", "change_year"))
    caption, note = wording("public_year_caption", span=span), wording("public_year_note")
    table = Table(caption, headings, tuple(rows), frozenset(range(3)), note=note)
    return Section("year", wording("year_section", span=span), tables=(table,))


def _year_row(facts: PublicFacts, row: Figures, wording: Wording) -> Row:
    now, before = (_summed(facts, row.code, upto, wording) for upto in (facts.period, year_before(facts.period)))
    change = sign("incomparable")
    if isinstance(now.value, Decimal) and isinstance(before.value, Decimal) and before.value:
        percent = (now.value - before.value) * _HUNDRED / abs(before.value)
        change = Cell(wording.signed_percent(percent), percent, direction=wording.way(percent))
    return Row(name_of(row, wording), (now, before, change), row.code or "")


def _summed(facts: PublicFacts, code: str | None, upto: date, wording: Wording) -> Cell:
    """January to this month, where every month since the type exists is shown; else the sign of what is missing."""
    rows = [row for row in facts.months if row.code == code and upto.replace(month=1) <= row.period <= upto]
    months = {row.period for row in facts.months if upto.replace(month=1) <= row.period <= upto}
    if len(months) < upto.month:
        return sign("unknown")
    hidden = [_MARKS.get(row.mark, "unknown") for row in rows if row.amount_paid_idr is None]
    if hidden or not rows:
        return sign(hidden[0] if hidden else "absent")
    total = sum((row.amount_paid_idr for row in rows if row.amount_paid_idr is not None), Decimal(0))
    is_held = any(row.mark == "held" for row in rows)
    written = wording.plain_rupiah(total)
    return Cell(f"{written} {SIGNS['held']}" if is_held else written, total, mark="held" if is_held else "")


def _segments(facts: PublicFacts, wording: Wording) -> list[Section]:
    if not facts.segments:
        return []
    year = str(facts.segments[0].period.year)
    rows = [
        Row(name_of(row, wording) or wording("no_segment"), (cell(row, CLAIMS, wording), cell(row, AMOUNT, wording)), row.code or "")
        for row in facts.segments
    ]
    headings = tuple(wording(key) for key in ("segment", "claims", "amount"))
    table = Table(wording("public_segments_caption", year=year), headings, tuple(rows), frozenset(range(2)))
    return [Section("segments", wording("public_segments_section", year=year), tables=(table,))]


def _restated(facts: PublicFacts, since: int | None, changes: Sequence[PublicChange], wording: Wording) -> Section:
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


def _protection(facts: PublicFacts, wording: Wording) -> Section:
    rows = tuple(
        Row(
            one.table_name,
            (
                Cell(wording(f"mark_{one.mark}"), is_number=False),
                Cell(wording.count(one.cell_count), one.cell_count),
                Cell(wording.percent(one.cell_share_percent), one.cell_share_percent),
            ),
        )
        for one in facts.suppression
    )
    headings = tuple(wording(key) for key in ("table", "mark", "cells", "cell_share"))
    return Section(
        "protection", wording("protection_section"), tables=(Table(wording("protection_caption"), headings, rows, frozenset((1, 2))),)
    )
