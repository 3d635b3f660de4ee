"""The announcement's sentence on coverage: participants of a target population, rounded or cut off as a statement printed it."""

from decimal import ROUND_DOWN, Decimal

from flows.bulletin.elements import Cell, Mark, Number, Place
from flows.bulletin.figures import sign
from flows.bulletin.speaker import Part, Parts, Speaker
from flows.bulletin.wording import Wording, half_up
from warehouse.bulletin import COVERAGE, Coverage, Facts
from warehouse.figures import CoverageChange

_COVERAGE_DIGITS, _COVERAGE_EXACT = 2, 6
_HUNDRED = Decimal(100)


def announced_coverage(facts: Facts, speaker: Speaker) -> Parts:
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
        "participants": _whole(participants, wording("basis_participants"), place_of(row, "participant_count"), wording),
        "target": _whole(target, wording("basis_target", source=source or "–"), place_of(row, "target_population"), wording),
    }


def _percent(percent: Decimal, wording: Wording, *, is_cut: bool) -> Number:
    basis = wording("basis_percent_cut" if is_cut else "basis_percent_round")
    written = wording.percent(percent, _COVERAGE_DIGITS, is_cut=is_cut)
    return Number(written, coverage_told(percent, is_cut=is_cut), wording.percent(percent, _COVERAGE_EXACT), basis)


def _whose(row: Coverage, wording: Wording) -> str:
    group = group_of(row, wording)
    return wording("group_in", group=group, place=row.regency_name or row.regency_code) if row.regency_code else group


def group_of(row: Coverage | CoverageChange, wording: Wording) -> str:
    """Who is meant, in the page's language where it is known in it."""
    return wording.named(row.target_group, row.target_group_en, None)


def place_of(row: Coverage | CoverageChange, measure: str) -> Place:
    """Where the mart shows it now."""
    group = row.target_group_now if isinstance(row, CoverageChange) else row.target_group
    key = (("period", row.period.isoformat()), ("regency_code", row.regency_code), ("segment_code", row.segment_code))
    return Place(f"mart.{COVERAGE}", (*key, ("target_group", group)), measure)


def people(count: int | None, wording: Wording, place: Place | None = None, *, none: Mark = "unknown") -> Cell:
    """How many participants, or whom a place is to cover; the sign of `none` where that is not known."""
    return sign(none) if count is None else Cell(wording.count(count), count, place)


def coverage_told(percent: Decimal, *, is_cut: bool) -> Decimal:
    """Coverage as it is told: two decimals, cut off or rounded half up."""
    step = Decimal(1).scaleb(-_COVERAGE_DIGITS)
    return percent.quantize(step, ROUND_DOWN) if is_cut else half_up(percent, step)


def _whole(count: int, basis: str, place: Place, wording: Wording) -> Number:
    return Number(wording.count(count), count, wording.count(count), basis, place)
