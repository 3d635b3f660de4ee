"""What was restated since the last bulletin: claims with every contribution of its cause; participation without, since none is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.bulletin.announced_coverage import group_of, people, place_of
from flows.bulletin.elements import Cell, Place, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, name_of, sign
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts
from warehouse.explanation import Figure
from warehouse.figures import CoverageChange

MEASURES = {CLAIMS: "claims", AMOUNT: "amount"}
_PARTICIPATION = {"participant_count": "participants", "target_population": "target_population"}


@dataclass(frozen=True, slots=True)
class Restated:
    """The figures of each month that differ from what publication `since` showed. No `since`: there was no bulletin before.

    `coverage`: those of participation, of all places.
    """

    since: int | None
    months: Mapping[date, tuple[Figure, ...]]
    sentences: Mapping[str, Mapping[str, str]]  # by cause, by language
    coverage: tuple[CoverageChange, ...] = ()


def restated_section(facts: Facts, restated: Restated, wording: Wording) -> Section:
    """Figures of claims and rupiah that changed, then those of participants; oldest month first."""
    title = wording("restated_section")
    if restated.since is None:
        return Section("restated", title, (wording("restated_first"),))
    rows = tuple(row for month, figures in sorted(restated.months.items()) for row in _rows(facts, month, figures, restated, wording))
    coverage = [one for one in restated.coverage if facts.regency_code in (None, one.regency_code)]
    since, number = wording.count(restated.since), wording.count(facts.publication.number)
    if not rows and not coverage:
        return Section("restated", title, (wording("restated_none", since=since),))
    told = wording("restated_lead", since=since, number=number) if rows else wording("restated_claims_none", since=since)
    lead = (told, wording("restated_coverage_lead")) if coverage else (told,)
    tables = [_claims_table(rows, since, wording)] if rows else []
    tables += [_coverage_table(coverage, since, wording)] if coverage else []
    return Section("restated", title, lead, tables=tuple(tables))


def _claims_table(rows: tuple[Row, ...], since: str, wording: Wording) -> Table:
    headings = tuple(wording(key) for key in ("month", "benefit_type", "measure", "was", "is_now", "difference", "why"))
    return Table(wording("restated_caption", since=since), headings, rows, frozenset((2, 3, 4)))


def _coverage_table(changes: Sequence[CoverageChange], since: str, wording: Wording) -> Table:
    headings = tuple(wording(key) for key in ("month", "regency", "segment", "measure", "was", "is_now", "difference"))
    rows = tuple(_coverage_row(one, wording) for one in changes)
    return Table(wording("restated_coverage_caption", since=since), headings, rows, frozenset((3, 4, 5)))


def _coverage_row(one: CoverageChange, wording: Wording) -> Row:
    group = group_of(one, wording)
    cells = (
        Cell(one.regency_name or one.regency_code or wording("national"), is_number=False),
        Cell(one.segment_code or group, is_number=False),
        Cell(wording(_PARTICIPATION[one.measure]), is_number=False),
        people(one.old_value, wording),
        people(one.new_value, wording, place_of(one, one.measure)),
        _moved(one.old_value, one.new_value, wording),
    )
    return Row(wording.month(one.period), cells)


def _moved(old: int | None, new: int | None, wording: Wording) -> Cell:
    """What was not reported is no zero: from it there is no difference."""
    if old is None or new is None:
        return sign("incomparable")
    return Cell(wording.signed(Decimal(new - old)), new - old, direction="up" if new > old else "down")


def _rows(facts: Facts, month: date, figures: tuple[Figure, ...], restated: Restated, wording: Wording) -> Iterator[Row]:
    names = {row.code: name_of(row, wording) for row in facts.months}
    for one in figures:
        if one.measure in MEASURES and one.difference:
            cells = (
                Cell(names.get(one.benefit_type_code, one.benefit_type_code), is_number=False),
                Cell(wording(MEASURES[one.measure]), is_number=False),
                _value(one.old_value, wording),
                _value(one.new_value, wording, Place("mart.claims_monthly", _key(month, one), one.measure)),
                Cell(wording.signed(one.difference), one.difference, direction="up" if one.difference > 0 else "down"),
                Cell(_why(one, restated, wording), is_number=False),
            )
            yield Row(wording.month(month), cells)


def _key(month: date, one: Figure) -> tuple[tuple[str, str | None], ...]:
    return (("period", month.isoformat()), ("benefit_type_code", one.benefit_type_code))


def _value(value: Decimal | None, wording: Wording, place: Place | None = None) -> Cell:
    return sign("unknown") if value is None else Cell(wording.plain_rupiah(value), value, place)


def _why(one: Figure, restated: Restated, wording: Wording) -> str:
    by_cause: dict[str, Decimal] = {}
    for part in one.contributions:
        by_cause[part.cause] = by_cause.get(part.cause, Decimal(0)) + part.difference
    told = sorted(by_cause.items(), key=lambda item: (-abs(item[1]), item[0]))
    sentences = (restated.sentences.get(cause, {}).get(wording.language, cause) for cause, _ in told)
    differences = (wording.signed(difference) for _, difference in told)
    items = [wording("cause_item", sentence=sentence, difference=by) for sentence, by in zip(sentences, differences, strict=True)]
    return items[0].rpartition(" (")[0] if len(items) == 1 else "; ".join(items)
