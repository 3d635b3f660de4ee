"""The public file of a publication: what is true of its cells, what was shown of them before, and what may be shown now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import polars as pl

from flows.monthly.basis import Lines, shown_by
from flows.monthly.candidate import Sealed
from flows.monthly.identity import digest
from flows.monthly.months import keep_frames, lines_id
from flows.monthly.parts import vocabulary_of
from flows.monthly.put_back import in_place
from flows.monthly.workplace import Workplace
from flows.progress import current
from transforms.disclosure.cells import QUARTER, Calendar, claims, measured, truth
from transforms.disclosure.changes import TOUCHED, touched
from transforms.disclosure.marks import FIGURES, HELD, NOT_REPORTED, SHOWN, SUPPRESSED, Rules, changed, marked
from transforms.disclosure.vintages import VINTAGE, continued, last_shown
from transforms.effective import effective_lines
from warehouse.figures import month_states
from warehouse.on_disk import FILE_NAME
from warehouse.public_file import PublicContent, protected_by, public_before, public_vintages, write_public
from warehouse.publish import standing

MARKS = (SHOWN, SUPPRESSED, HELD, NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What the public file shows and what protection cost. Money is for the agency's eyes: a sum of suppressed cells tells of them.

    `exposed`: suppressed cells that an attacker could bound though everything about them that is not public yet was hidden.
    """

    cells: dict[str, int]  # by mark
    money_shown_sen: int  # of the years that were protected anew, over all tables
    money_hidden_sen: int  # of suppressed cells, the same
    exposed: int  # the same
    anew: tuple[int, ...] = ()  # the years that were protected anew; the others show what they showed

    @property
    def sentence(self) -> str:
        """One line for people."""
        marks = ", ".join(f"{self.cells.get(mark, 0)} {mark.replace('_', ' ')}" for mark in MARKS)
        if not self.anew:
            return f"public file: {marks}; no year was protected anew"
        told = [f"of {', '.join(map(str, self.anew))}, protected anew"]
        whole = self.money_shown_sen + self.money_hidden_sen
        if whole > 0:
            told.append(f"{100 * self.money_hidden_sen / whole:.1f} % of the money is suppressed")
        told.append(f"{self.exposed} cells could not be protected further" if self.exposed else "every suppressed cell is safe")
        return f"public file: {marks}; {': '.join((told[0], ', '.join(told[1:])))}"


@dataclass(frozen=True, slots=True)
class _Year:
    figures: pl.DataFrame
    shown_sen: int = 0
    hidden_sen: int = 0
    exposed: int = 0
    anew: int | None = None  # which year, where it was protected anew


@dataclass(frozen=True, slots=True)
class _Before:
    """The publication before: the lines behind its public file, where they are known, what that file showed, and what protected it."""

    lines: Lines | None
    vintages: pl.DataFrame
    protected_by: str | None


def make_public(workplace: Workplace, sealed: Sealed) -> PublicReport:
    """Write claims_public.duckdb beside the sealed candidate. What the candidate counts is read from the register (its basis).

    Where that was never recorded (a rollback to a publication of an early release), or is lost for good, the public file goes on showing
    what it showed.
    """
    before = standing(workplace.home.warehouse)
    current().step(f"protecting the public file of publication {sealed.number}")
    file = public_before(workplace.home.warehouse, before) if before else None
    vintages = public_vintages(file) if file else pl.DataFrame(schema=VINTAGE)
    lines = _known(workplace, sealed.number)
    known = _Before(_known(workplace, before) if before and file else None, vintages, protected_by(file) if file else None)
    years = _years(workplace, sealed.number, lines, known)
    figures = pl.concat([pl.DataFrame(schema=FIGURES), *(year.figures.select(FIGURES.names()).cast(FIGURES) for year in years)])
    _write(workplace, sealed, continued(vintages, figures, sealed.number), _protected_by(workplace) if lines else known.protected_by)
    return _report(figures, years)


def _known(workplace: Workplace, number: int) -> Lines | None:
    """What publication `number` counted, its lost parts put back; None where that was not recorded, or parts are gone for good."""
    return shown_by(workplace, number) if in_place(workplace, number) else None


def _protected_by(workplace: Workplace) -> str:
    """Names all that decides what is told of the same lines: the rules, the code and tables, and the solver, which HiGHS comes with."""
    rules = (str(workplace.settings.disclosure_threshold), str(workplace.settings.disclosure_dominance_share))
    return digest("protected", *rules, workplace.fingerprint, version("scipy"))


def _years(workplace: Workplace, number: int, lines: Lines | None, before: _Before) -> list[_Year]:
    if lines is None:
        return [_Year(before.vintages.filter(pl.col("publication_to").is_null()))]
    last = last_shown(before.vintages)
    return [_year(workplace, number, lines, before, last, year) for year in sorted({month.year for month in lines.shown})]


def _year(workplace: Workplace, number: int, now: Lines, before: _Before, last: pl.DataFrame, year: int) -> _Year:
    """One year anew; the figures that stand where its lines, and all that protects them, are those of the publication before."""
    own = pl.col("period").dt.year() == year
    stands = before.vintages.filter(own, pl.col("publication_to").is_null())
    if stands.height and _is_as_before(workplace, now, before, year):
        return _Year(stands)
    calendar, prior = _calendar(workplace, now, year), last.filter(own)
    of_year = _claims_of(workplace, now, calendar.months)
    true = truth(measured(of_year, calendar), calendar, prior.filter(pl.col("table_name") == QUARTER)["regency_code"].unique().to_list())
    rules = Rules(workplace.settings.disclosure_threshold, workplace.settings.disclosure_dominance_share)
    changes = _touched(workplace, now, calendar, changed(true, prior, rules))
    found = marked(true, prior, changes, calendar, rules, number)
    suppressed = found.figures.filter(pl.col("mark") == SUPPRESSED)
    hidden = true.join(suppressed, on=["table_name", "period", "benefit_type_code", "regency_code", "segment_code"], how="semi")
    shown = int(found.figures["amount_paid_sen"].sum() or 0)
    return _Year(found.figures, shown, int(hidden["amount_paid_sen"].sum()), found.exposed.height, year)


def _touched(workplace: Workplace, now: Lines, calendar: Calendar, cells: pl.DataFrame) -> pl.DataFrame:
    """Counted against the lines of the publication that each cell shows. Where those are not known no change is counted: it is held."""
    found = [pl.DataFrame(schema=TOUCHED)]
    for (basis,), own in cells.group_by("shown_since_publication", maintain_order=True):
        before = _known(workplace, int(str(basis)))
        if before is not None:
            months = {month for month in calendar.months if _is_other(workplace, before, now, month)}
            then, today = _claims_of(workplace, before, months), _claims_of(workplace, now, months)
            found.append(touched(then, today, calendar, own).select(TOUCHED.names()))
    return pl.concat(found)


def _is_other(workplace: Workplace, before: Lines, now: Lines, month: date) -> bool:
    return month not in before.shown or lines_id(workplace, before, month) != lines_id(workplace, now, month)


def _claims_of(workplace: Workplace, lines: Lines, months: Collection[date]) -> pl.LazyFrame:
    files = [_claims_of_month(workplace, lines, month) for month in lines.shown if month in months]
    return pl.concat([pl.LazyFrame(schema=_CLAIMS), *(pl.scan_parquet(file) for file in files)])


_CLAIMS = {
    "period": pl.Date,
    "benefit_type_code": pl.String,
    "regency_code": pl.String,
    "segment_code": pl.String,
    "claim_key": pl.UInt64,
    "participant_key": pl.UInt64,
    "amount_paid_sen": pl.Int64,
    "is_paid": pl.Boolean,
}


def _claims_of_month(workplace: Workplace, lines: Lines, month: date) -> Path:
    folder = workplace.home.months / digest("claims", lines_id(workplace, lines, month))
    if not folder.exists():
        frame = effective_lines(lines.parts_of(month), lines.basis.resolution, [month])
        keep_frames(folder, {"claims": claims(frame)})
    return folder / "claims.parquet"


def _is_as_before(workplace: Workplace, now: Lines, before: _Before, year: int) -> bool:
    if before.lines is None or before.protected_by != _protected_by(workplace):
        return False
    return _year_id(workplace, before.lines, year) == _year_id(workplace, now, year)


def _year_id(workplace: Workplace, lines: Lines, year: int) -> str:
    months = [month for month in lines.months if month.period.startswith(f"{year:04d}-")]
    senders = [f"{month.period} {month.senders_expected} {month.senders_received}" for month in months]
    return digest(*senders, *(lines_id(workplace, lines, month) for month in lines.shown if month.year == year))


def _calendar(workplace: Workplace, lines: Lines, year: int) -> Calendar:
    vocabulary = vocabulary_of(workplace.home.reference, workplace.fingerprint)
    months = {
        date.fromisoformat(f"{month.period}-01"): bool(month.senders_expected) and {*month.senders_expected} <= {*month.senders_received}
        for month in lines.months
        if month.period.startswith(f"{year:04d}-")
    }
    types = vocabulary.benefit_types.select("benefit_type_code", "valid_from")
    return Calendar(year, months, types, sorted(vocabulary.segments["segment_code"].unique().to_list()))


def _write(workplace: Workplace, sealed: Sealed, vintages: pl.DataFrame, protected: str | None) -> None:
    vocabulary = vocabulary_of(workplace.home.reference, workplace.fingerprint)
    write_public(
        sealed.folder,
        PublicContent(
            vintages=vintages,
            benefit_types=vocabulary.benefit_types.with_columns(name_id="benefit_type_name", name_en="benefit_type_name_en"),
            regions=vocabulary.regions.filter(pl.col("valid_to").is_null()),
            segments=vocabulary.segments.filter(pl.col("valid_to").is_null()),
            months=month_states(sealed.folder / FILE_NAME),
            publication=sealed.number,
            published_at=workplace.opened_at,
            disclosure_threshold=workplace.settings.disclosure_threshold,
            dominance_share=workplace.settings.disclosure_dominance_share,
            protected_by=protected,
        ),
    )


def _report(figures: pl.DataFrame, years: list[_Year]) -> PublicReport:
    marks = dict(figures.group_by("mark").len().iter_rows())
    return PublicReport(
        marks,
        sum(year.shown_sen for year in years),
        sum(year.hidden_sen for year in years),
        sum(year.exposed for year in years),
        tuple(year.anew for year in years if year.anew is not None),
    )
