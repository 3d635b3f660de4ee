"""A paragraph in the manner of a press announcement. Every number in it carries its basis, its exact value and where that stands."""

from datetime import date
from decimal import Decimal

from flows.bulletin.announced_coverage import announced_coverage
from flows.bulletin.elements import Announcement, Place
from flows.bulletin.figures import EVERYTHING, WITHOUT_EDUCATION, of_code, of_month, ordered, place_of, year_before
from flows.bulletin.gaps import Gaps, year_gaps
from flows.bulletin.printed import PrintedTotals
from flows.bulletin.speaker import Part, Parts, Speaker, filled
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts, Figures, State


def announcement(facts: Facts, wording: Wording, printed: PrintedTotals, *, cuts_coverage: bool = False) -> Announcement | None:
    """The paragraph for the year so far; None where the totals of the year are not known. `printed`: the totals of statements of it."""
    whole = of_code(facts.year_totals, EVERYTHING, facts.period)
    if whole is None or whole.claim_count is None or whole.amount_paid_idr is None:
        return None
    speaker = Speaker(wording, cuts_coverage)
    parts = [
        *_totals(facts, whole, speaker),
        *_mixture(facts, printed, speaker),
        *_lacks(facts, whole, speaker),
        *_split(facts, speaker),
        *_month(facts, speaker),
        *_change(facts, whole, speaker),
        *announced_coverage(facts, speaker),
    ]
    return Announcement(tuple(parts))


def _span(last: date, wording: Wording) -> str:
    return wording.span(last.replace(month=1), last)


def _totals(facts: Facts, whole: Figures, speaker: Speaker) -> Parts:
    """Each amount with the count of the same benefit types: nobody divides what does not belong together."""
    place = facts.regency_name or facts.regency_code
    slots: dict[str, Part] = {"span": _span(facts.period, speaker.wording), "place": place or ""}
    yield from speaker.several("announce_place" if place else "announce_country", slots)
    without = of_code(facts.year_totals, WITHOUT_EDUCATION, facts.period)
    alike = without is None or (without.claim_count, without.amount_paid_idr) == (whole.claim_count, whole.amount_paid_idr)
    if without is None or alike or without.claim_count is None or without.amount_paid_idr is None:
        yield from speaker.several("announce_total", _pair(whole, "all", speaker))
    else:
        yield from speaker.several("announce_with", _pair(whole, "all", speaker))
        yield from speaker.several("announce_without", _pair(without, "without", speaker))


def _pair(row: Figures, of: str, speaker: Speaker) -> dict[str, Part]:
    return {"claims": speaker.claims(row, f"basis_claims_{of}"), "amount": speaker.amount(row, f"basis_amount_{of}")}


def _mixture(facts: Facts, printed: PrintedTotals, speaker: Speaker) -> Parts:
    """The totals as a statement of this place and range printed them, where its count and its amount are not of the same types."""
    claims, amount = (of_code(facts.year_totals, code, facts.period) for code in (printed.claims, printed.amount))
    if claims is None or amount is None or claims is amount:
        return
    of = {EVERYTHING: "all", WITHOUT_EDUCATION: "without"}
    basis_claims, basis_amount = of[printed.claims or ""], of[printed.amount or ""]
    slots: dict[str, Part] = {
        "claims": speaker.claims(claims, f"basis_claims_{basis_claims}"),
        "amount": speaker.amount(amount, f"basis_amount_{basis_amount}"),
        "types_claims": speaker.wording(f"types_{basis_claims}"),
        "types_amount": speaker.wording(f"types_{basis_amount}"),
    }
    yield from speaker.several("announce_mixture", slots)


def _split(facts: Facts, speaker: Speaker) -> Parts:
    """Benefit types with payments; of one that has none nothing is said here, the table tells 0 from not reported."""
    told = [row for row in ordered(of_month(facts.years, facts.period)) if row.claim_count and row.amount_paid_idr is not None]
    if told:
        yield from speaker.listed("announce_split", [speaker.item(row) for row in told])


def _month(facts: Facts, speaker: Speaker) -> Parts:
    row = of_code(facts.month_totals, EVERYTHING, facts.period)
    if facts.period.month > 1 and row is not None and row.claim_count is not None and row.amount_paid_idr is not None:
        slots: dict[str, Part] = {
            "month": speaker.wording.month(facts.period),
            "claims": speaker.claims(row, "basis_claims_all"),
            "amount": speaker.amount(row, "basis_amount_all"),
        }
        yield from speaker.several("announce_month", slots)


def _change(facts: Facts, whole: Figures, speaker: Speaker) -> Parts:
    """On the year before, where the warehouse holds the two against each other; else why it does not."""
    last_year = year_before(facts.period)
    span = _span(last_year, speaker.wording)
    claims, amount = whole.claim_change_percent, whole.amount_change_percent
    if claims is None or amount is None:
        yield from _not_compared(facts, last_year, span, speaker)
        return
    place = place_of(whole, "amount_change_year_percent")
    moved: dict[str, list[Part]] = {"span": [span], "claims": _moved(claims, speaker), "amount": _moved(amount, speaker, place)}
    yield from filled("announce_change", moved, speaker)


def _not_compared(facts: Facts, last_year: date, span: str, speaker: Speaker) -> Parts:
    """Why there is no comparison: months or senders that lack, then or now, or nothing on record then."""
    gaps, before = year_gaps(facts.states, last_year), of_code(facts.year_totals, EVERYTHING, last_year)
    if not gaps.published:
        yield speaker.wording("announce_no_change", span=span)
    elif not gaps.is_none:
        yield from filled("announce_incomparable_gap", {"span": [span], "gap": _gap(gaps, before, speaker)}, speaker)
    else:
        now = year_gaps(facts.states, facts.period)
        yield speaker.wording("announce_nothing_before" if now.is_none else "announce_incomparable", span=span)


def _lacks(facts: Facts, whole: Figures, speaker: Speaker) -> Parts:
    """Which months and senders the range lacks."""
    gaps = year_gaps(facts.states, facts.period)
    if not gaps.is_none:
        yield from filled("announce_gap", {"gap": _gap(gaps, whole, speaker)}, speaker)


def _gap(gaps: Gaps, row: Figures | None, speaker: Speaker) -> list[Part]:
    told = row is not None and row.months_included == gaps.published
    published = speaker.months(gaps.published, place_of(row, "months_included") if row is not None and told else None)
    parts = list(speaker.several("gap_published", {"published": published, "asked": speaker.months(gaps.asked)}))
    if gaps.missing:
        names = ", ".join(speaker.wording.month_name(month) for month in gaps.missing)
        parts += ["; ", speaker.wording("gap_missing", months=names)]
    for n, state in enumerate(gaps.late):
        parts += [", " if n else "; ", *_late(state, speaker)]
    return parts


def _late(state: State, speaker: Speaker) -> Parts:
    month = speaker.wording.month_name(state.period)
    if state.senders_expected is None:
        yield speaker.wording("gap_senders_unknown", month=month)
        return
    received, expected = speaker.senders(state.senders_received or 0), speaker.senders(state.senders_expected)
    yield from speaker.several("gap_senders", {"month": month, "received": received, "expected": expected})


def _moved(percent: Decimal, speaker: Speaker, place: Place | None = None) -> list[Part]:
    way = {"up": "rose", "down": "fell", "": "same"}[speaker.wording.way(percent)]
    return list(speaker.several(way, {"percent": speaker.changed(percent, place)}))
