"""A paragraph in the manner of a press announcement. Every number in it carries its basis, its exact value and where that stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from flows.bulletin.elements import Announcement, Number, Place
from flows.bulletin.figures import (
    AMOUNT,
    CLAIMS,
    EVERYTHING,
    WITHOUT_EDUCATION,
    name_of,
    of_code,
    of_month,
    ordered,
    place_of,
    year_before,
)
from flows.bulletin.gaps import Gaps, year_gaps
from flows.bulletin.printed import PrintedTotals
from flows.bulletin.wording import Wording, half_up
from warehouse.bulletin import COVERAGE, Coverage, Facts, Figures, State

Part = str | Number
Parts = Iterator[Part]
_COVERAGE_DIGITS, _COVERAGE_EXACT = 2, 6
_LONGEST_ACRONYM = 4
_HUNDRED = Decimal(100)


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
        *_coverage(facts, speaker),
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
    yield from _filled("announce_change", moved, speaker)


def _not_compared(facts: Facts, last_year: date, span: str, speaker: Speaker) -> Parts:
    """Why there is no comparison: months or senders that lack, then or now, or nothing on record then."""
    gaps, before = year_gaps(facts.states, last_year), of_code(facts.year_totals, EVERYTHING, last_year)
    if not gaps.published:
        yield speaker.wording("announce_no_change", span=span)
    elif not gaps.is_none:
        yield from _filled("announce_incomparable_gap", {"span": [span], "gap": _gap(gaps, before, speaker)}, speaker)
    else:
        now = year_gaps(facts.states, facts.period)
        yield speaker.wording("announce_nothing_before" if now.is_none else "announce_incomparable", span=span)


def _lacks(facts: Facts, whole: Figures, speaker: Speaker) -> Parts:
    """Which months and senders the range lacks."""
    gaps = year_gaps(facts.states, facts.period)
    if not gaps.is_none:
        yield from _filled("announce_gap", {"gap": _gap(gaps, whole, speaker)}, speaker)


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


def _filled(key: str, slots: Mapping[str, list[Part]], speaker: Speaker) -> Parts:
    """A text of the catalogue with pieces in its slots."""
    for part in speaker.wording.parts(key, slots):
        yield from [part] if isinstance(part, str) else part


def _moved(percent: Decimal, speaker: Speaker, place: Place | None = None) -> list[str | Number]:
    way = {"up": "rose", "down": "fell", "": "same"}[speaker.wording.way(percent)]
    return list(speaker.several(way, {"percent": speaker.changed(percent, place)}))


def _coverage(facts: Facts, speaker: Speaker) -> Parts:
    """Of the place itself; the parts of it are in the table."""
    for row in own_coverage(facts):
        if row.participant_count is not None and row.target_population:
            yield from _covered(row, row.participant_count, row.target_population, speaker)


def own_coverage(facts: Facts) -> list[Coverage]:
    """The coverage of the bulletin's place; of the country also that of the one place with a known target, where there is only one."""
    known = [row for row in facts.announced if row.segment_code is None and row.participant_count is not None and row.target_population]
    own = [row for row in known if row.regency_code == facts.regency_code]
    return own or (known if facts.regency_code is None and len({row.regency_code for row in known}) == 1 else [])


def _covered(row: Coverage, participants: int, target: int, speaker: Speaker) -> Parts:
    wording = speaker.wording
    percent = Decimal(participants) * _HUNDRED / Decimal(target)
    told = {is_cut: _percent(percent, wording, is_cut=is_cut) for is_cut in (True, False)}
    yield from speaker.several("announce_coverage", _who_of_whom(row, participants, target, wording) | {"percent": told[speaker.cuts]})
    if told[True].text != told[False].text:
        yield from speaker.several("coverage_cut" if speaker.cuts else "coverage_rounded", {"percent": told[not speaker.cuts]})
    yield "."


def _who_of_whom(row: Coverage, participants: int, target: int, wording: Wording) -> dict[str, Part]:
    source = ", ".join(str(one) for one in (row.target_source, row.target_year) if one)
    return {
        "group": _whose(row, wording),
        "month": wording.month(row.period),
        "participants": _whole(participants, wording("basis_participants"), _place(row, "participant_count"), wording),
        "target": _whole(target, wording("basis_target", source=source or "–"), _place(row, "target_population"), wording),
    }


def _percent(percent: Decimal, wording: Wording, *, is_cut: bool) -> Number:
    basis = wording("basis_percent_cut" if is_cut else "basis_percent_round")
    written = wording.percent(percent, _COVERAGE_DIGITS, is_cut=is_cut)
    return Number(written, coverage_told(percent, is_cut=is_cut), wording.percent(percent, _COVERAGE_EXACT), basis)


def _whose(row: Coverage, wording: Wording) -> str:
    group = group_of(row, wording)
    return wording("group_in", group=group, place=row.regency_name or row.regency_code) if row.regency_code else group


def group_of(row: Coverage, wording: Wording) -> str:
    """Who is meant, in the page's language where it is known in it."""
    names = (row.target_group, row.target_group_en) if wording.language == "id" else (row.target_group_en, row.target_group)
    return next((name for name in names if name), "")


def coverage_told(percent: Decimal, *, is_cut: bool) -> Decimal:
    """Coverage as it is told: two decimals, cut off or rounded half up."""
    step = Decimal(1).scaleb(-_COVERAGE_DIGITS)
    return percent.quantize(step, ROUND_DOWN) if is_cut else half_up(percent, step)


def _whole(count: int, basis: str, place: Place, wording: Wording) -> Number:
    return Number(wording.count(count), count, wording.count(count), basis, place)


def _place(row: Coverage, measure: str) -> Place:
    key = (
        ("period", row.period.isoformat()),
        ("regency_code", row.regency_code),
        ("segment_code", row.segment_code),
        ("target_group", row.target_group),
    )
    return Place(f"mart.{COVERAGE}", key, measure)
