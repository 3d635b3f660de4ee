"""What was restated since the last bulletin, and why: every contribution of its cause, summing to the difference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.bulletin.elements import Cell, Place, Row, Section, Table
from flows.bulletin.figures import AMOUNT, CLAIMS, name_of, sign
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts
from warehouse.explanation import Figure

MEASURES = {CLAIMS: "claims", AMOUNT: "amount"}


@dataclass(frozen=True, slots=True)
class Restated:
    """The figures of each month that differ from what publication `since` showed. No `since`: there was no bulletin before."""

    since: int | None
    months: Mapping[date, tuple[Figure, ...]]
    sentences: Mapping[str, Mapping[str, str]]  # by cause, by language


def restated_section(facts: Facts, restated: Restated, wording: Wording) -> Section:
    """Figures of claims and rupiah that changed, oldest month first."""
    title = wording("restated_section")
    if restated.since is None:
        return Section("restated", title, (wording("restated_first"),))
    rows = tuple(row for month, figures in sorted(restated.months.items()) for row in _rows(facts, month, figures, restated, wording))
    since = wording.count(restated.since)
    if not rows:
        return Section("restated", title, (wording("restated_none", since=since),))
    lead = wording("restated_lead", since=since, number=wording.count(facts.publication.number))
    headings = tuple(wording(key) for key in ("month", "benefit_type", "measure", "was", "is_now", "difference", "why"))
    return Section(
        "restated", title, (lead,), tables=(Table(wording("restated_caption", since=since), headings, rows, frozenset((2, 3, 4))),)
    )


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
