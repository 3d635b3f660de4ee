"""The year so far in the public bulletin: rupiah alone, which add up over months; claims do not."""

from datetime import date
from decimal import Decimal

from flows.bulletin.absent import NONEXISTENT, with_absent
from flows.bulletin.elements import SIGNS, Cell, Row, Section, Table
from flows.bulletin.figures import mark_of, name_of, of_month, ordered, sign, year_before
from flows.bulletin.gaps import year_gaps, year_lacks
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures
from warehouse.bulletin_public import PublicFacts

_HUNDRED = Decimal(100)


def year_section(facts: PublicFacts, wording: Wording) -> Section:
    """January to the month, and the same of the year before."""
    span, before = wording.span(facts.period.replace(month=1), facts.period), year_before(facts.period)
    filled = {upto: _filled(facts, upto) for upto in (facts.period, before)}
    rows = [_row(facts, row, filled, wording) for row in ordered(of_month(filled[facts.period], facts.period))]
    headings = tuple(wording(key) for key in ("benefit_type", "amount", "year_before_amount", "change_year"))
    lacks = year_lacks(facts.settled, facts.period, before, wording) if facts.settled else []
    note = " ".join((wording("public_year_note"), *lacks))
    table = Table(wording("public_year_caption", span=span), headings, tuple(rows), frozenset(range(3)), note=note)
    return Section("year", wording("year_section", span=span), tables=(table,))


def _filled(facts: PublicFacts, upto: date) -> list[Figures]:
    """January to this month; a month that is not in the file has rows that say why."""
    months = [upto.replace(month=month) for month in range(1, upto.month + 1)]
    return with_absent(facts.months, facts.types, facts.states, {month: [month] for month in months})


def _row(facts: PublicFacts, row: Figures, filled: dict[date, list[Figures]], wording: Wording) -> Row:
    now, before = (_summed(facts, [one for one in rows if one.code == row.code], upto, wording) for upto, rows in filled.items())
    return Row(name_of(row, wording), (now, before, _change(facts, now, before, wording)), row.code or "")


def _change(facts: PublicFacts, now: Cell, before: Cell, wording: Wording) -> Cell:
    """Only between spans of which every month and sender is in."""
    is_whole = all(year_gaps(facts.states, upto).is_none for upto in (facts.period, year_before(facts.period)))
    if not (is_whole and isinstance(now.value, Decimal) and isinstance(before.value, Decimal) and before.value):
        return sign("incomparable")
    percent = (now.value - before.value) * _HUNDRED / abs(before.value)
    return Cell(wording.signed_percent(percent), percent, direction=wording.way(percent))


def _summed(facts: PublicFacts, rows: list[Figures], upto: date, wording: Wording) -> Cell:
    """The sum where every month since the type exists is shown; else the sign of what is missing, a month not reported first."""
    existing = [row for row in rows if row.mark != NONEXISTENT]
    hidden = [mark_of(row) for row in existing if row.amount_paid_idr is None]
    if "unknown" in hidden or year_gaps(facts.states, upto).missing:
        return sign("unknown" if existing or not rows else "nonexistent")
    if hidden or not existing:
        return sign(hidden[0] if hidden else "nonexistent" if rows else "absent")
    total = sum((row.amount_paid_idr for row in existing if row.amount_paid_idr is not None), Decimal(0))
    is_provisional, is_held = (any(row.maturity == "provisional" for row in existing), any(row.mark == "held" for row in existing))
    written = wording.plain_rupiah(total)
    if is_held:
        return Cell(f"{written} {SIGNS['held']}", total, mark="held", is_provisional=is_provisional)
    return Cell(written, total, is_provisional=is_provisional)
