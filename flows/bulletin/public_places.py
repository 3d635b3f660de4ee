"""Regencies in the public bulletin: the newest whole quarter, a column per benefit type, and the money that is shown, ranked."""

from decimal import Decimal

from flows.bulletin.absent import with_absent
from flows.bulletin.charts import Bar, Words, ranked
from flows.bulletin.drawn import RANKED_PLACES, unit_of
from flows.bulletin.elements import Chart, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, cell, name_of, ordered, sign
from flows.bulletin.gaps import span_lacks
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures
from warehouse.bulletin_public import PublicFacts

Place = tuple[str | None, str]  # code, name
_MONTHS = 3


def places_section(facts: PublicFacts, wording: Wording) -> Section:
    """Counts and rupiah by regency and benefit type; nothing is added up over types but the money that is shown."""
    title = wording("places_section")
    if not facts.quarter:
        return Section("places", title, (wording("public_no_quarter"),))
    first = facts.quarter[0][2].period
    months = [first.replace(month=first.month + n) for n in range(_MONTHS)]
    quarter = wording.span(first, months[-1])
    told: dict[Place, list[Figures]] = {}
    for code, name, row in facts.quarter:
        told.setdefault((code, name or code or wording("no_regency")), []).append(row)
    by_place = {place: with_absent(rows, facts.types, facts.states, {first: months}) for place, rows in told.items()}
    claims = _table(by_place, CLAIMS, wording("public_claims_caption", quarter=quarter), wording)
    amounts = _table(by_place, AMOUNT, wording("public_amount_caption", quarter=quarter), wording)
    charts = _chart(by_place, quarter, wording)
    lacks = span_lacks(facts.settled, first, months[-1], quarter, wording) if facts.settled else ""
    note = " ".join(filter(None, (wording("public_places_note") if charts else "", lacks)))
    return Section("places", title, charts=charts, tables=(claims, amounts), note=note)


def _table(by_place: dict[Place, list[Figures]], measure: str, caption: str, wording: Wording) -> Table:
    types = {row.code: name_of(row, wording) for row in ordered(row for rows in by_place.values() for row in rows)}
    lines = []
    for (code, name), rows in by_place.items():
        own = {row.code: row for row in rows}
        lines.append(Row(name, tuple(cell(own[one], measure, wording) if one in own else sign("absent") for one in types), code or ""))
    headings = (wording("regency"), *types.values())
    return Table(caption, headings, tuple(lines), frozenset(range(len(types))), is_folded=len(lines) > RANKED_PLACES or measure == AMOUNT)


def _chart(by_place: dict[Place, list[Figures]], quarter: str, wording: Wording) -> tuple[Chart, ...]:
    sums = {name: sum((row.amount_paid_idr or Decimal(0) for row in rows), Decimal(0)) for (_, name), rows in by_place.items()}
    highest = sorted(((name, amount) for name, amount in sums.items() if amount > 0), key=lambda one: (-one[1], one[0]))[:RANKED_PLACES]
    if not highest:
        return ()
    scale, word = wording.unit(highest[0][1])
    bars = [_bar(name, amount, scale, wording) for name, amount in highest]
    words = Words(wording("regency"), "", wording("amount"), "", "")
    alt_text = wording("places_alt", name=bars[0].place, amount=bars[0].told, count=len(bars))
    title = wording("public_places_title", quarter=quarter, unit=unit_of(word, wording))
    return (Chart("places", title, alt_text, ranked(bars, words, alt_text=alt_text)),)


def _bar(name: str, amount: Decimal, scale: Decimal, wording: Wording) -> Bar:
    return Bar(name, "", float(amount / scale), wording.short_rupiah(amount).text, "", "", is_provisional=False)
