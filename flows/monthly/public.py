"""The public file of a publication: what is true of its cells, what was shown of them before, and what may be shown now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from flows.monthly.basis import Lines, shown_by
from flows.monthly.candidate import Sealed
from flows.monthly.identity import digest
from flows.monthly.months import keep_frames, lines_id
from flows.monthly.parts import vocabulary_of
from flows.monthly.workplace import Workplace
from flows.progress import current
from transforms.disclosure.cells import QUARTER, Calendar, claims, measured, truth
from transforms.disclosure.changes import TOUCHED, touched
from transforms.disclosure.marks import FIGURES, HELD, NOT_REPORTED, SHOWN, SUPPRESSED, Rules, changed, marked
from transforms.disclosure.vintages import VINTAGE, continued, last_shown
from transforms.effective import effective_lines
from warehouse.public_file import PublicContent, public_before, public_vintages, write_public
from warehouse.publish import standing

MARKS = (SHOWN, SUPPRESSED, HELD, NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What the public file shows and what protection cost. Money is for the agency's eyes: a sum of suppressed cells tells of them.

    `exposed`: suppressed cells that an attacker could bound though everything about them that is not public yet was hidden.
    """

    cells: dict[str, int]  # by mark
    money_shown_sen: int  # of the years that were counted anew, over all tables
    money_hidden_sen: int  # of suppressed cells, the same
    exposed: int

    @property
    def sentence(self) -> str:
        """One line for people."""
        whole = self.money_shown_sen + self.money_hidden_sen
        marks = ", ".join(f"{self.cells.get(mark, 0)} {mark.replace('_', ' ')}" for mark in MARKS)
        told = f"public file: {marks}"
        if whole > 0:
            told += f"; {100 * self.money_hidden_sen / whole:.1f} % of the money of the years counted anew is suppressed"
        return f"{told}; {self.exposed} cells could not be protected further" if self.exposed else told


@dataclass(frozen=True, slots=True)
class _Year:
    figures: pl.DataFrame
    shown_sen: int = 0
    hidden_sen: int = 0
    exposed: int = 0


def make_public(workplace: Workplace, sealed: Sealed) -> PublicReport:
    """Write claims_public.duckdb beside the sealed candidate. What the candidate counts is read from the register (its basis).

    Where that was never recorded (a rollback to a publication of an early release) the public file goes on showing what it showed.
    """
    before = standing(workplace.home.warehouse)
    current().step(f"protecting the public file of publication {sealed.number}")
    file = public_before(workplace.home.warehouse, before) if before else None
    vintages = public_vintages(file) if file else pl.DataFrame(schema=VINTAGE)
    years = _years(workplace, sealed.number, before if file else None, vintages)
    figures = pl.concat([pl.DataFrame(schema=FIGURES), *(year.figures.select(FIGURES.names()).cast(FIGURES) for year in years)])
    _write(workplace, sealed, continued(vintages, figures, sealed.number))
    return _report(figures, years)


def _years(workplace: Workplace, number: int, before: int | None, vintages: pl.DataFrame) -> list[_Year]:
    lines = shown_by(workplace, number)
    if lines is None:
        return [_Year(vintages.filter(pl.col("publication_to").is_null()))]
    known, last = (shown_by(workplace, before) if before else None), last_shown(vintages)
    return [_year(workplace, number, (lines, known), vintages, last, year) for year in sorted({month.year for month in lines.shown})]


def _year(
    workplace: Workplace, number: int, lines: tuple[Lines, Lines | None], vintages: pl.DataFrame, last: pl.DataFrame, year: int
) -> _Year:
    """One year anew; the figures that stand where its lines are those of the publication before."""
    now, before = lines
    own = pl.col("period").dt.year() == year
    stands = vintages.filter(own, pl.col("publication_to").is_null())
    if stands.height and before and _year_id(workplace, before, year) == _year_id(workplace, now, year):
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
    return _Year(found.figures, shown, int(hidden["amount_paid_sen"].sum()), found.exposed.height)


def _touched(workplace: Workplace, now: Lines, calendar: Calendar, cells: pl.DataFrame) -> pl.DataFrame:
    """Counted against the lines of the publication that each cell shows. Where those are not known no change is counted: it is held."""
    found = [pl.DataFrame(schema=TOUCHED)]
    for (basis,), own in cells.group_by("shown_since_publication", maintain_order=True):
        before = shown_by(workplace, int(str(basis)))
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


def _write(workplace: Workplace, sealed: Sealed, vintages: pl.DataFrame) -> None:
    vocabulary = vocabulary_of(workplace.home.reference, workplace.fingerprint)
    write_public(
        sealed.folder,
        PublicContent(
            vintages=vintages,
            benefit_types=vocabulary.benefit_types.with_columns(name_id="benefit_type_name", name_en="benefit_type_name_en"),
            regions=vocabulary.regions.filter(pl.col("valid_to").is_null()),
            segments=vocabulary.segments.filter(pl.col("valid_to").is_null()),
            publication=sealed.number,
            published_at=workplace.opened_at,
            disclosure_threshold=workplace.settings.disclosure_threshold,
            dominance_share=workplace.settings.disclosure_dominance_share,
        ),
    )


def _report(figures: pl.DataFrame, years: list[_Year]) -> PublicReport:
    marks = dict(figures.group_by("mark").len().iter_rows())
    return PublicReport(
        marks, sum(year.shown_sen for year in years), sum(year.hidden_sen for year in years), sum(year.exposed for year in years)
    )
