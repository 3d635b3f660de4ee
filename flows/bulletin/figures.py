"""Figures as cells: the number in the page's language beside the exact value and its place, or the sign of why there is none."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from flows.bulletin.absent import ABSENT, NONEXISTENT
from flows.bulletin.elements import SIGNS, Cell, Mark, Place
from flows.bulletin.wording import Wording
from warehouse.bulletin import Figures

SERIES = Path(__file__).parent / "series.csv"
EVERYTHING, WITHOUT_EDUCATION = "ALL", "WITHOUT_EDUCATION"
AMOUNT, CLAIMS, PAYMENTS, PARTICIPANTS = "amount_paid_idr", "claim_count", "payment_count", "participant_count"
_HUNDRED = Decimal(100)
_WHY: dict[str, Mark] = {"suppressed": "suppressed", "not_reported": "unknown", NONEXISTENT: "nonexistent", ABSENT: "absent"}


def ordered(rows: Iterable[Figures]) -> list[Figures]:
    """In the order in which announcements name benefit types; those they do not know come last."""
    return sorted(rows, key=lambda row: (_places().get(row.code or "", len(_places()) + 1), row.code or ""))


def series_of(codes: Iterable[str]) -> dict[str, int]:
    """The place of each benefit type among the colours: for ever the same; one that is not listed comes after."""
    unlisted = sorted(set(codes) - _places().keys())
    return _places() | {code: len(_places()) + n for n, code in enumerate(unlisted, start=1)}


@cache
def _places() -> dict[str, int]:
    with SERIES.open(encoding="utf-8", newline="") as lines:
        return {row["benefit_type_code"]: int(row["place"]) for row in csv.DictReader(lines)}


def of_month(rows: Iterable[Figures], month: date) -> list[Figures]:
    """The rows of one month."""
    return [row for row in rows if row.period == month]


def of_code(rows: Iterable[Figures], code: str | None, month: date) -> Figures | None:
    """The row of one benefit type, total or regency in one month."""
    return next((row for row in rows if row.code == code and row.period == month), None)


def year_before(month: date) -> date:
    """The same month of the year before."""
    return month.replace(year=month.year - 1)


def name_of(row: Figures, wording: Wording) -> str:
    """Its name in the page's language, else in the other, else its code."""
    return wording.named(row.name_id, row.name_en, row.code)


def value_of(row: Figures | None, measure: str) -> Decimal | int | None:
    """The exact value of one measure."""
    value: Decimal | int | None = None if row is None else getattr(row, measure)
    return value


def mark_of(row: Figures) -> Mark:
    """Why it has no figure: where nobody knows who should have reported, nothing is on record; else it is not reported."""
    return _WHY.get(row.mark) or ("absent" if row.senders_expected is None else "unknown")


def place_of(row: Figures, measure: str) -> Place:
    """Where it stands."""
    return Place(row.relation, row.key, measure)


def sign(mark: Mark) -> Cell:
    """A cell that holds no number, and says why."""
    return Cell(SIGNS[mark], mark=mark)


def cell(row: Figures, measure: str, wording: Wording) -> Cell:
    """A count or rupiah, else the sign of why there is none."""
    value, place = value_of(row, measure), place_of(row, measure) if row.relation else None
    if value is None:
        return Cell(SIGNS[mark_of(row)], mark=mark_of(row), place=place)
    text = wording.plain_rupiah(value) if isinstance(value, Decimal) else wording.count(value)
    is_provisional = row.maturity == "provisional"
    if row.mark == "held":
        return Cell(f"{text} {SIGNS['held']}", value, place, mark="held", is_provisional=is_provisional)
    return Cell(text, value, place, is_provisional=is_provisional)


def change_cell(row: Figures, measure: str, wording: Wording) -> Cell:
    """Per cent by which it changed on the year before, as the warehouse holds it; it holds none where the two cannot be compared."""
    if row.mark == NONEXISTENT:
        return sign(mark_of(row))
    percent = row.amount_change_percent if measure == AMOUNT else row.claim_change_percent
    return sign("incomparable") if percent is None else Cell(wording.signed_percent(percent), percent, direction=wording.way(percent))


def share_cell(part: Figures, whole: Figures | None, wording: Wording) -> Cell:
    """Its part of the whole's rupiah; of what is not there its sign."""
    mine, all_of_it = value_of(part, AMOUNT), value_of(whole, AMOUNT)
    if mine is None:
        return sign(mark_of(part))
    if not all_of_it:
        return sign("incomparable")
    percent = Decimal(mine) * _HUNDRED / Decimal(all_of_it)
    return Cell(wording.percent(percent), percent)


def average_cell(row: Figures, wording: Wording) -> Cell:
    """Rupiah per claim; nothing of no claims, and of what is not there its sign."""
    average = row.average_per_claim_idr
    if average is None:
        return sign(mark_of(row) if row.amount_paid_idr is None else "incomparable")
    return Cell(wording.plain_rupiah(average), average)
