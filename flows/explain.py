"""Why the figures of a payment month changed between two publications, cause by cause, and file by file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from flows.errors import ClaimsError, UsageRefused
from warehouse.explanation import (
    Contribution,
    Figure,
    History,
    RegionFigure,
    Senders,
    explain,
    history,
    regions_changed,
    senders,
    sentences,
)

MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_idr")
MONEY = "amount_paid_idr"
Number = int | Decimal
SHOWN_SHA = 8  # characters, as many as tell files apart in a table
File = tuple[str, str, str]  # sender, name, sha256


class CausesNotRecorded(ClaimsError):
    """The standing file was made by a release that kept no causes."""

    exit_code = 13

    def __init__(self, file: Path) -> None:
        super().__init__("this publication was made before causes were recorded", str(file), "publish with this release: claims run")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The figures of a month as two publications showed them (0: before any), and what each cause is called."""

    period: date
    first: int
    last: int
    figures: tuple[Figure, ...]
    sentences: dict[str, str]
    senders: tuple[Senders | None, Senders | None]  # as the first and the last showed the month; None: it did not
    regions: tuple[RegionFigure, ...] = ()  # that changed, of benefit types whose own figures did not

    @property
    def benefit_types(self) -> list[str]:
        """The benefit types of the month, those that changed most first."""
        changed = {one.benefit_type_code: abs(one.difference) for one in self.figures if one.measure == MONEY}
        return sorted(changed, key=lambda code: (-changed[code], code))

    @property
    def changed(self) -> list[str]:
        """The benefit types whose figures changed by an amount or a count."""
        return [code for code in self.benefit_types if any(one.contributions or one.difference for one in self.of(code).values())]

    @property
    def no_longer_known(self) -> list[str]:
        """Those whose figures were 0, and of which nothing is known, or shown, any more."""
        return [code for code in self._between_nothing_and_unknown if self.of(code)[MONEY].new_value is None]

    @property
    def known_to_be_none(self) -> list[str]:
        """Those of which nothing was known, and that are known to have had no payments."""
        return [code for code in self._between_nothing_and_unknown if self.of(code)[MONEY].old_value is None]

    @property
    def _between_nothing_and_unknown(self) -> list[str]:
        """In a month that was shown before: its first figures are no change."""
        figures = {code: self.of(code)[MONEY] for code in sorted({*self.benefit_types} - {*self.changed}) if self.senders[0]}
        return [code for code, one in figures.items() if (one.old_value is None) != (one.new_value is None)]

    @property
    def changed_below(self) -> list[str]:
        """The benefit types of which only figures by region changed."""
        return sorted({one.benefit_type_code for one in self.regions})

    def of(self, benefit_type: str) -> dict[str, Figure]:
        """The figures of a benefit type, by measure."""
        return {one.measure: one for one in self.figures if one.benefit_type_code == benefit_type}


def explain_month(file: Path, period: date, benefit_type: str | None, first: int | None, last: int | None) -> Explanation:
    """From publication `first` to `last`; by default from the one before `last`, and to the one that stands. Raises UsageRefused."""
    known = history(file)
    if not known.has_causes:
        raise CausesNotRecorded(file)
    to = max(known.publications) if last is None else _known(last, known, "--to")
    since = (known.publications[to] or 0) if first is None else _known(first, known, "--from") if first else 0
    if since >= to:
        raise UsageRefused(f"publication {since} does not come before {to}", "--from, --to", "give the earlier publication with --from")
    if period not in known.periods:
        raise _no_such_month(period, known)
    figures = explain(file, period, since, to, benefit_type)
    if not figures:
        raise UsageRefused(f"{benefit_type} has no figure in {period:%Y-%m}", "--benefit-type", "see meta.benefit_type for the codes")
    told = Explanation(period, since, to, figures, sentences(file), senders(file, period, since, to))
    unchanged = sorted({*told.benefit_types} - {*told.changed}) if None not in told.senders else []
    return replace(told, regions=regions_changed(file, period, since, to, unchanged)) if unchanged else told


def by_cause(parts: Sequence[Contribution]) -> dict[str, tuple[Contribution, ...]]:
    """The contributions by cause, the biggest cause first; within a cause the biggest file."""
    causes = {part.cause: tuple(one for one in parts if one.cause == part.cause) for part in parts}
    return dict(sorted(causes.items(), key=lambda item: -abs(total(item[1]))))


def told_apart(files: Iterable[File]) -> Mapping[File, str]:
    """What each file is called in a table: by its name, and where others have the same name, by its content, too."""
    own = {*files}
    names = [name for _, name, _ in own]
    return {file: f"{file[1]} ({file[2][:SHOWN_SHA]})" if names.count(file[1]) > 1 and file[2] else file[1] for file in own}


def total(parts: Sequence[Contribution]) -> Decimal:
    """What they add up to."""
    return sum((part.difference for part in parts), Decimal(0))


def in_unit(measure: str, value: Decimal | None) -> Number | None:
    """Counts as whole numbers, rupiah with two decimals."""
    return value if value is None or measure == MONEY else int(value)


def _known(number: int, known: History, option: str) -> int:
    if number in known.publications:
        return number
    numbers = f"{min(known.publications)} to {max(known.publications)}"
    raise UsageRefused(f"there is no publication {number}", option, f"there are publications {numbers}; see `claims publish`")


def _no_such_month(period: date, known: History) -> UsageRefused:
    months = f"{known.periods[0]:%Y-%m} to {known.periods[-1]:%Y-%m}"
    return UsageRefused(f"{period:%Y-%m} has never been published", "PERIOD", f"published months lie within {months}; see `claims status`")
