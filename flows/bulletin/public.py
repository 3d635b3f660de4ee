"""The public bulletin: what the public file shows, told apart from what it suppresses, holds back and has not been told."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.bulletin.absent import with_absent
from flows.bulletin.content import legend
from flows.bulletin.drawn import history_section
from flows.bulletin.elements import Announcement, Cell, Number, Page, Record, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, average_cell, cell, change_cell, name_of, of_month, ordered, year_before
from flows.bulletin.gaps import month_lacks, span_lacks
from flows.bulletin.public_changes import held_section, restated_section
from flows.bulletin.public_places import places_section
from flows.bulletin.public_year import year_section
from flows.bulletin.quality import senders_in, states_table
from flows.bulletin.speaker import Speaker
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures, State
from warehouse.bulletin_public import PublicChange, PublicFacts

PUBLIC = "public"
_HUNDRED = Decimal(100)


def public_page(facts: PublicFacts, since: int | None, changes: Sequence[PublicChange], wording: Wording) -> Page:
    """The page of one period; `changes` since the publication of the last public bulletin."""
    sections = [
        _month_section(facts, wording),
        year_section(facts, wording),
        history_section(facts, wording, "public_chart_note"),
        places_section(facts, wording),
        *_segments(facts, wording),
        restated_section(facts, since, changes, wording),
        held_section(facts, wording),
        *_maturity(facts, wording),
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
        facts=(
            (wording("publication"), wording.count(number)),
            (wording("published_at"), wording.moment(published_at)),
            *_settled(facts, wording),
        ),
        record=Record(f"{facts.period:%Y-%m}", wording.language, PUBLIC, number, published_at.isoformat(), since, title, place),
        tiles=(),
        announcement=Announcement(tuple(_announced(facts, wording))),
        sections=tuple(sections),
        legend=legend(wording, is_public=True),
        other_language="en" if wording.language == "id" else "id",
        number_locale=wording.number_locale(),
    )


def _state(facts: PublicFacts) -> State | None:
    """How settled the month is; None where the file does not tell: an earlier release wrote it."""
    return next((state for state in facts.settled if state.period == facts.period), None)


def _settled(facts: PublicFacts, wording: Wording) -> tuple[tuple[str, str], ...]:
    state = _state(facts)
    return ((wording("state"), wording(state.maturity)), (wording("senders"), senders_in(state, wording))) if state else ()


def _announced(facts: PublicFacts, wording: Wording) -> Iterator[str | Number]:
    """What of the month is shown and not nothing, type by type; then whose figures are not shown. No sum: it would tell of the others."""
    own, month = ordered(of_month(facts.months, facts.period)), wording.month(facts.period)
    speaker = Speaker(wording, cuts=False)
    items = [speaker.item(row) for row in own if row.claim_count and row.amount_paid_idr is not None]
    yield from speaker.listed("public_announce", items, month=month) if items else [wording("public_announce_none", month=month)]
    hidden = [name_of(row, wording) for row in own if row.mark == "suppressed"]
    if hidden:
        yield wording("public_announce_hidden", names=wording.listed(hidden))
    yield from _unfinished(facts, speaker)


def _unfinished(facts: PublicFacts, speaker: Speaker) -> Iterator[str | Number]:
    """That the month is not final yet, and which part of the senders its figures are of."""
    state, wording = _state(facts), speaker.wording
    if state is not None and state.maturity == "provisional":
        yield wording("public_announce_provisional", month=wording.month(facts.period))
    if state is not None and state.senders_expected is not None and state.senders_received != state.senders_expected:
        counts = {"received": speaker.senders(state.senders_received or 0), "expected": speaker.senders(state.senders_expected)}
        yield from speaker.several("public_announce_lacks", counts)


def _month_section(facts: PublicFacts, wording: Wording) -> Section:
    month = wording.month(facts.period)
    share = wording.percent(Decimal(str(facts.publication.dominance_share)) * _HUNDRED, 0)
    lead = wording("public_lead", threshold=facts.publication.disclosure_threshold, share=share)
    filled = with_absent(facts.months, facts.types, facts.states, {facts.period: [facts.period]})
    rows = [_month_row(row, wording) for row in ordered(filled)]
    note = " ".join((wording("public_month_note"), *month_lacks(facts.settled, facts.period, year_before(facts.period), wording)))
    headings = tuple(wording(key) for key in ("benefit_type", "claims", "amount", "average", "change_claims", "change_amount"))
    table = Table(wording("month_caption", month=month), headings, tuple(rows), frozenset(range(5)), note=note)
    return Section("month", wording("month_section", month=month), (lead,), tables=(table,))


def _month_row(row: Figures, wording: Wording) -> Row:
    figures = (cell(row, CLAIMS, wording), cell(row, AMOUNT, wording), average_cell(row, wording))
    return Row(name_of(row, wording), (*figures, change_cell(row, CLAIMS, wording), change_cell(row, AMOUNT, wording)), row.code or "")


def _segments(facts: PublicFacts, wording: Wording) -> list[Section]:
    if not facts.segments:
        return []
    year = str(facts.segments[0].period.year)
    rows = [
        Row(name_of(row, wording) or wording("no_segment"), (cell(row, CLAIMS, wording), cell(row, AMOUNT, wording)), row.code or "")
        for row in facts.segments
    ]
    headings = tuple(wording(key) for key in ("segment", "claims", "amount"))
    first = facts.segments[0].period
    note = span_lacks(facts.settled, first, first.replace(month=12), year, wording) if facts.settled else ""
    table = Table(wording("public_segments_caption", year=year), headings, tuple(rows), frozenset(range(2)), note=note)
    return [Section("segments", wording("public_segments_section", year=year), tables=(table,))]


def _maturity(facts: PublicFacts, wording: Wording) -> list[Section]:
    """Which of the last months are final, and how many of their senders are in; nothing where the file does not tell."""
    told = [state for state in facts.settled if state.period <= facts.period]
    table = states_table(told, wording)
    return [Section("maturity", wording("maturity_section"), (wording("public_maturity_lead"),), tables=(table,))] if told else []


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
