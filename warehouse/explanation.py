"""Why published figures changed, read from the standing file alone: it holds every value ever shown, and the cause of each change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from warehouse.errors import WarehouseUnreadable
from warehouse.opening import opened, reading
from warehouse.statements import run


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one file did to a figure, for one cause (unit of the measure). No file: the month's first figures, or not recorded."""

    cause: str
    sender_code: str | None
    file_name: str | None
    sha256: str | None
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a benefit type as two publications showed it, and what lies between: the contributions sum to the difference."""

    benefit_type_code: str
    measure: str
    old_value: Decimal | None
    new_value: Decimal | None
    contributions: tuple[Contribution, ...]

    @property
    def difference(self) -> Decimal:
        """New less old; NULL counts as 0."""
        return _difference(self.old_value, self.new_value)


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """A measure of a benefit type in a segment, branch and regency as two publications showed it; None: no such cell. Why is not kept."""

    benefit_type_code: str
    segment_code: str | None
    branch_code: str | None
    regency_code: str | None
    measure: str
    old_value: Decimal | None
    new_value: Decimal | None

    @property
    def difference(self) -> Decimal:
        """New less old; NULL counts as 0."""
        return _difference(self.old_value, self.new_value)


@dataclass(frozen=True, slots=True)
class Senders:
    """How many of a month's senders were in, of how many expected (None: not known), as a publication showed it."""

    received: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class History:
    """What a file knows: its publications with the one before each, oldest first, and the months that any of them showed."""

    publications: Mapping[int, int | None]
    periods: tuple[date, ...]
    has_causes: bool  # False in a file of a release that did not record them


def history(file: Path) -> History:
    """Which publications and months can be asked about."""
    with opened(file) as connection, reading(file):
        numbers = dict(run(connection, "reads/numbers").fetchall())
        periods = tuple(period for (period,) in run(connection, "reads/periods_ever").fetchall())
        has_causes = bool(run(connection, "reads/has_causes").fetchall())
    return History(numbers, periods, has_causes)


def sentences(file: Path) -> dict[str, str]:
    """By cause, in the order in which they are listed, what it means."""
    with opened(file) as connection, reading(file):
        return {cause: sentence for cause, _, sentence, _ in run(connection, "reads/causes").fetchall()}


def explain(file: Path, period: date, first: int, last: int, benefit_type: str | None = None) -> tuple[Figure, ...]:
    """Every figure of a payment month from publication `first` (0: before any) to `last`. Raises WarehouseUnreadable if it does not sum."""
    asked = {"period": period, "first": first, "last": last, "benefit_type": benefit_type}
    with opened(file) as connection, reading(file):
        figures = run(connection, "reads/explain_figures", **asked).fetchall()
        causes = run(connection, "reads/explain_causes", **asked).fetchall()
    told: dict[tuple[str, str], list[Contribution]] = {}
    for benefit, measure, *contribution in causes:
        told.setdefault((benefit, measure), []).append(Contribution(*contribution))
    explained = tuple(Figure(benefit, measure, old, new, tuple(told.get((benefit, measure), ()))) for benefit, measure, old, new in figures)
    _refuse_residue(file, explained)
    return explained


def regions_changed(file: Path, period: date, first: int, last: int, benefit_types: Sequence[str]) -> tuple[RegionFigure, ...]:
    """The figures by region of these benefit types that publications `first` and `last` showed otherwise, in the order of their cells."""
    asked = {"period": period, "first": first, "last": last, "benefit_types": list(benefit_types)}
    with opened(file) as connection, reading(file):
        is_kept = run(connection, "seal/has_table", schema="mart", table="claims_by_benefit_month_region_vintages").fetchone()
        if is_kept != (True,):  # a file from before they were kept
            return ()
        return tuple(RegionFigure(*row) for row in run(connection, "reads/explain_regions", **asked).fetchall())


def senders(file: Path, period: date, first: int, last: int) -> tuple[Senders | None, Senders | None]:
    """Those of a payment month as publications `first` and `last` showed it; None for one that did not."""
    with opened(file) as connection, reading(file):
        row = run(connection, "reads/senders_shown", period=period, first=first, last=last).fetchone() or (None,) * 4
    then, now = (None if received is None else Senders(received, expected) for received, expected in (row[:2], row[2:]))
    return then, now


def _refuse_residue(file: Path, figures: tuple[Figure, ...]) -> None:
    """It summed when it was published: where it does not, the file was changed since."""
    for one in figures:
        if sum((part.difference for part in one.contributions), Decimal(0)) != one.difference:
            raise WarehouseUnreadable(file, f"the causes of {one.measure} of {one.benefit_type_code} do not sum to its change")


def _difference(old: Decimal | None, new: Decimal | None) -> Decimal:
    return (new or Decimal(0)) - (old or Decimal(0))
