"""Which figures become which chart, and the same figures as a table beside it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from flows.bulletin.absent import with_absent
from flows.bulletin.charts import Bar, Words, ranked, single, stacked
from flows.bulletin.elements import SIGNS, Cell, Chart, Row, Section, Table
from flows.bulletin.figures import (
    AMOUNT,
    CLAIMS,
    EVERYTHING,
    cell,
    name_of,
    of_code,
    of_month,
    ordered,
    series_of,
    sign,
    value_of,
)
from flows.bulletin.gaps import gap_text, year_gaps
from flows.bulletin.wording import Wording
from flows.periods import months_between
from warehouse.bulletin import BenefitType, Facts, Figures, State

RANKED_PLACES = 15
_ALL = BenefitType(EVERYTHING, None, None, date.min)


class Months(Protocol):
    """What a history is drawn from: months by benefit type, their totals where there are any, and which months are published."""

    @property
    def period(self) -> date: ...  # noqa: D102
    @property
    def first(self) -> date: ...  # noqa: D102 - fields of the facts
    @property
    def types(self) -> tuple[BenefitType, ...]: ...  # noqa: D102
    @property
    def months(self) -> tuple[Figures, ...]: ...  # noqa: D102
    @property
    def month_totals(self) -> tuple[Figures, ...]: ...  # noqa: D102
    @property
    def states(self) -> tuple[State, ...]: ...  # noqa: D102


def history_section(facts: Months, wording: Wording, note: str = "chart_note") -> Section:
    """The months up to the bulletin's by benefit type: money stacked, and the claims of each on its own scale."""
    published = sorted(state.period for state in facts.states if facts.first <= state.period <= facts.period)
    if not any(row.period in published for row in facts.months):
        return Section("history", wording("history_section", count=0), paragraphs=(wording("no_rows"),))
    months = [date.fromisoformat(f"{month}-01") for month in months_between(f"{published[0]:%Y-%m}", f"{facts.period:%Y-%m}")]
    rows = with_absent(facts.months, facts.types, facts.states, {month: [month] for month in months})
    charts = (_history(facts, rows, months, wording), *_multiples(rows, months, wording))
    signs = {mark: SIGNS[mark] for mark in ("unknown", "suppressed", "nonexistent")}
    return Section("history", wording("history_section", count=len(months)), charts=charts, note=wording(note, **signs))


def _history(facts: Months, rows: Sequence[Figures], months: Sequence[date], wording: Wording) -> Chart:
    sums = {month: _sum(of_month(rows, month)) for month in months}
    scale, word = wording.unit(max(sums.values()))
    bars = _bars(rows, AMOUNT, wording, scale)
    told = [month for month in months if any(row.amount_paid_idr is not None for row in of_month(rows, month))] or months
    high, low = max(told, key=lambda month: sums[month]), min(told, key=lambda month: sums[month])
    alt_text = wording(
        "history_alt",
        first=wording.month(months[0]), last=wording.month(months[-1]),
        high=wording.short_rupiah(sums[high]).text, high_month=wording.month(high),
        low=wording.short_rupiah(sums[low]).text, low_month=wording.month(low),
    )  # fmt: skip
    spec = stacked(bars, _words(wording, "amount", "claims"), alt_text=alt_text)
    return Chart(
        "history", wording("history_title", unit=unit_of(word, wording)), alt_text, spec, _by_month(facts, rows, months, AMOUNT, wording)
    )


def _multiples(rows: Sequence[Figures], months: Sequence[date], wording: Wording) -> list[Chart]:
    """A panel for each benefit type that ever had claims, be it that they are not shown."""
    codes = list(dict.fromkeys(row.code or "" for row in ordered(rows)))
    own = ([row for row in rows if row.code == code] for code in codes)
    return [_multiple(some, months, wording) for some in own if any(row.claim_count or row.mark == "suppressed" for row in some)]


def _multiple(rows: Sequence[Figures], months: Sequence[date], wording: Wording) -> Chart:
    known = [row for row in rows if row.claim_count is not None]
    high = max(known, key=lambda row: row.claim_count or 0, default=None)
    name = name_of(rows[0], wording)
    alt_text = wording(
        "multiple_alt",
        name=name, first=wording.month(months[0]), last=wording.month(months[-1]),
        high=wording.count(high.claim_count or 0) if high else SIGNS["unknown"],
        high_month=wording.month(high.period if high else months[-1]),
    )  # fmt: skip
    bars = _bars(rows, CLAIMS, wording, Decimal(1))
    spec = single(bars, _words(wording, "claims", "amount"), alt_text=alt_text)
    return Chart(f"claims-{(rows[0].code or '').lower()}", name, alt_text, spec, is_small=True)


def _bars(rows: Sequence[Figures], measure: str, wording: Wording, scale: Decimal) -> list[Bar]:
    """A bar per month and benefit type; where there is no figure, none, and the sign of why."""
    places = series_of(row.code or "" for row in rows)
    in_time = sorted(ordered(rows), key=lambda row: row.period)
    return [_bar(row, measure, scale, places[row.code or ""], wording) for row in in_time]


def _bar(row: Figures, measure: str, scale: Decimal, place: int, wording: Wording) -> Bar:
    value = value_of(row, measure)
    told = {AMOUNT: _amount_told(row, wording), CLAIMS: cell(row, CLAIMS, wording).text}
    other = CLAIMS if measure == AMOUNT else AMOUNT
    is_provisional = row.maturity == "provisional"
    return Bar(
        place=wording.short_month(row.period),
        series=name_of(row, wording),
        height=None if value is None else float(Decimal(value) / scale),
        told=told[measure],
        also=told[other],
        state=wording(row.maturity) if row.maturity in ("provisional", "final") else "",
        is_provisional=is_provisional,
        colour=place,
        sign="" if value is not None else cell(row, measure, wording).text,
    )


def _amount_told(row: Figures, wording: Wording) -> str:
    return cell(row, AMOUNT, wording).text if row.amount_paid_idr is None else wording.short_rupiah(row.amount_paid_idr).text


def _words(wording: Wording, height: str, also: str) -> Words:
    return Words(wording("month"), wording("benefit_type"), wording(height), wording(also), wording("state"))


def unit_of(word: str, wording: Wording) -> str:
    """The unit of an axis in words: `miliar rupiah`."""
    return wording("in_unit", unit=word) if word else wording("rupiah_unit")


def _sum(rows: Sequence[Figures]) -> Decimal:
    return sum((row.amount_paid_idr or Decimal(0) for row in rows), Decimal(0))


def _by_month(facts: Months, rows: Sequence[Figures], months: Sequence[date], measure: str, wording: Wording) -> Table:
    """A row per month, also of those that are not published, a column per benefit type, the total of all at the end."""
    codes = list(dict.fromkeys(row.code or "" for row in ordered(rows)))
    names = {row.code or "": name_of(row, wording) for row in rows}
    lines = [Row(wording.month(month), tuple(_month_cells(facts, rows, codes, month, measure, wording))) for month in reversed(months)]
    headings = (wording("month"), *(names[code] for code in codes), *([wording("total")] if facts.month_totals else []))
    return Table(wording("history_table"), headings, tuple(lines), frozenset(range(len(codes) + 1)), is_folded=True)


def _month_cells(facts: Months, rows: Sequence[Figures], codes: Sequence[str], month: date, measure: str, wording: Wording) -> list[Cell]:
    own = {row.code: row for row in of_month(rows, month)}
    whole = of_code(with_absent(facts.month_totals, [_ALL], facts.states, {month: [month]}), EVERYTHING, month)
    shown = [own.get(code) for code in codes] + ([whole] if facts.month_totals else [])
    return [sign("absent") if row is None else cell(row, measure, wording) for row in shown]


def places_section(facts: Facts, wording: Wording) -> Section | None:
    """Regencies ranked by the year so far; None in the bulletin of one of them."""
    if not facts.regencies:
        return None
    span = wording.span(facts.period.replace(month=1), facts.period)
    known = [row for row in facts.regencies if row.amount_paid_idr is not None][:RANKED_PLACES]
    table = _places_table(facts, wording, span)
    more = wording("places_more", shown=len(known), count=len(facts.regencies))
    gap = gap_text(year_gaps(facts.states, facts.period), wording)
    lacks = wording("gap_of", span=span, gap=gap) if gap else ""
    charts = (_places_chart(known, span, wording),) if known else ()
    return Section(
        "places",
        wording("places_section"),
        charts=charts,
        tables=(table,),
        note=" ".join(filter(None, (lacks, more if len(known) < len(facts.regencies) else ""))),
    )


def _places_chart(known: Sequence[Figures], span: str, wording: Wording) -> Chart:
    scale, word = wording.unit(max(abs(row.amount_paid_idr or Decimal(0)) for row in known))
    words = Words(wording("regency"), "", wording("amount"), wording("claims"), "")
    bars = [
        Bar(place_name(row, wording), "", float((row.amount_paid_idr or Decimal(0)) / scale), _amount_told(row, wording),
            cell(row, CLAIMS, wording).text, "", is_provisional=False)
        for row in known
    ]  # fmt: skip
    alt_text = wording("places_alt", name=bars[0].place, amount=bars[0].told, count=len(bars))
    return Chart(
        "places", wording("places_title", span=span, unit=unit_of(word, wording)), alt_text, ranked(bars, words, alt_text=alt_text)
    )


def place_name(row: Figures, wording: Wording) -> str:
    """The regency's name; lines without one are named so."""
    code = dict(row.key).get("regency_code")
    return row.name_id or code or wording("no_regency")


def _places_table(facts: Facts, wording: Wording, span: str) -> Table:
    rows = [
        Row(place_name(row, wording), tuple(cell(row, one, wording) for one in (CLAIMS, "payment_count", "participant_count", AMOUNT)),
            dict(row.key).get("regency_code") or "")
        for row in facts.regencies
    ]  # fmt: skip
    headings = ("regency", "claims", "payments", "participants", "amount")
    caption = wording("places_caption", span=span)
    is_long = len(rows) > RANKED_PLACES
    return Table(caption, tuple(wording(key) for key in headings), tuple(rows), frozenset(range(4)), is_folded=is_long)
