"""The bulletin of a file that holds everything: which sections it has, in which order."""

from dataclasses import dataclass

from flows.bulletin.announcement import announcement
from flows.bulletin.claims_tables import claims_sections, tiles
from flows.bulletin.coverage import coverage_section, coverage_tile
from flows.bulletin.drawn import history_section, places_section
from flows.bulletin.elements import SIGNS, Mark, Page, Record, Section
from flows.bulletin.figures import EVERYTHING, of_code
from flows.bulletin.printed import PrintedTotals
from flows.bulletin.quality import Meanings, maturity_section, quality_section
from flows.bulletin.restated import Restated, restated_section
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts

NATIONAL = "national"
_SIGNS: tuple[Mark, ...] = ("absent", "unknown", "nonexistent", "incomparable")
_PUBLIC_SIGNS: tuple[Mark, ...] = ("suppressed", "held")


@dataclass(frozen=True, slots=True)
class Announced:
    """What statements of this place and range printed: of what their totals are, and whether they cut coverage off."""

    totals: PrintedTotals
    cuts_coverage: bool


def page_of(facts: Facts, restated: Restated, meanings: Meanings, wording: Wording, announced: Announced) -> Page:
    """The page of one period, place and language."""
    place = facts.regency_name or facts.regency_code or wording("national")
    title, month = wording("title"), wording.month(facts.period)
    sections = [
        *claims_sections(facts, wording),
        history_section(facts, wording),
        places_section(facts, wording),
        coverage_section(facts, wording),
        restated_section(facts, restated, wording),
        quality_section(facts, meanings, wording),
        maturity_section(facts, wording),
        notes_section(wording),
    ]
    return Page(
        language=wording.language,
        title=title,
        place=place,
        period=facts.period,
        month=month,
        facts=_facts(facts, wording),
        record=_record(facts, restated, wording, place),
        tiles=(*tiles(facts, wording), *coverage_tile(facts, wording, is_cut=announced.cuts_coverage)),
        announcement=announcement(facts, wording, announced.totals, cuts_coverage=announced.cuts_coverage),
        sections=tuple(section for section in sections if section is not None),
        legend=legend(wording),
        other_language="en" if wording.language == "id" else "id",
        number_locale=wording.number_locale(),
    )


def notes_section(wording: Wording) -> Section:
    """How the figures are made."""
    return Section("notes", wording("notes_section"), items=wording.several("notes"))


def legend(wording: Wording, *, is_public: bool = False) -> tuple[tuple[str, str], ...]:
    """What each sign in a table means: nothing, not on record, not reported and not there yet are different things."""
    signs = [("0", wording("sign_zero")), *((SIGNS[mark], wording(f"sign_{mark}")) for mark in _SIGNS)]
    signs += [(SIGNS[mark], wording(f"sign_{mark}")) for mark in _PUBLIC_SIGNS if is_public]
    return (*signs, ("*", wording("sign_provisional")))


def _facts(facts: Facts, wording: Wording) -> tuple[tuple[str, str], ...]:
    whole = of_code(facts.month_totals, EVERYTHING, facts.period)
    state = whole.maturity if whole else next((one.maturity for one in facts.states if one.period == facts.period), "")
    return (
        (wording("publication"), wording.count(facts.publication.number)),
        (wording("published_at"), wording.moment(facts.publication.published_at)),
        (wording("state"), wording(state) if state else ""),
    )


def _record(facts: Facts, restated: Restated, wording: Wording, place: str) -> Record:
    return Record(
        period=f"{facts.period:%Y-%m}",
        language=wording.language,
        scope=facts.regency_code or NATIONAL,
        publication=facts.publication.number,
        published_at=facts.publication.published_at.isoformat(),
        since=restated.since,
        title=wording("title"),
        place=place,
    )
