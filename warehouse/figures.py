"""Named reads of a published file, for the command line and the reconciliation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb
import polars as pl

from warehouse.content_hash import has_coverage, has_table
from warehouse.errors import WarehouseUnreadable
from warehouse.opening import opened, reading
from warehouse.statements import run

Grain = Literal["benefit", "region", "programme"]  # what the marts of a payment month are by
GRAINS: tuple[Grain, ...] = get_args(Grain)


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """What the publication in a file says of itself, and the payment months it shows."""

    number: int
    kind: str
    inputs_id: str
    content_hash: str
    record_hash: str
    fingerprint: str
    key_id: str
    periods: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """A figure of the coverage as two publications showed it; None: not reported, or not shown. `measure`: a column of the mart."""

    period: date
    regency_code: str | None
    regency_name: str | None
    segment_code: str | None
    target_group: str | None
    target_group_en: str | None
    measure: str
    old_value: int | None
    new_value: int | None
    target_group_now: str | None  # of the row that shows the new value


def benefit_by_month(file: Path, first: date | None = None, last: date | None = None) -> pl.DataFrame:
    """claims_by_benefit_month from `first` to `last`, both included; None = open. Amounts are Decimal rupiah."""
    return _read(file, "reads/benefit_by_month", first_period=first, last_period=last)


def year_to_date(file: Path, period: date, regency_code: str | None = None) -> pl.DataFrame:
    """Running totals of the year up to `period` by benefit type: of the country, or of one regency (`33.16`)."""
    return _read(file, "reads/year_to_date", period=period, regency_code=regency_code)


def benefit_figures(file: Path) -> pl.DataFrame:
    """claims_by_benefit_month, its amount in sen: the columns that a candidate counts."""
    return _in_sen(_read(file, "reads/benefit_figures"))


def benefit_figures_told(file: Path, months: Collection[date]) -> pl.DataFrame:
    """benefit_figures, and those of `months` that the file shows no more, as they were last shown."""
    return _told(file, "benefit", months)


def region_figures_told(file: Path, months: Collection[date]) -> pl.DataFrame:
    """The same of region_figures."""
    return _told(file, "region", months)


def months_left(file: Path) -> dict[date, int]:
    """The payment months that the file shows no more, and the publication that last showed each."""
    with opened(file) as connection, reading(file):
        return dict(run(connection, "reads/months_left").fetchall())


def month_states(file: Path) -> pl.DataFrame:
    """period, senders_expected, senders_received, maturity of every payment month shown."""
    return _read(file, "reads/month_states")


def region_figures(file: Path) -> pl.DataFrame:
    """The same of claims_by_benefit_month_region."""
    return _in_sen(_read(file, "reads/region_figures"))


def programme_figures(file: Path) -> pl.DataFrame:
    """The same of claims_by_programme_month."""
    return _in_sen(_read(file, "reads/programme_figures"))


def figures_shown(connection: duckdb.DuckDBPyConnection) -> dict[Grain, pl.DataFrame]:
    """The same of a candidate that is open, by grain."""
    return {name: _in_sen(run(connection, f"reads/{name}_figures").pl()) for name in GRAINS}


def figure_sources(file: Path) -> dict[date, str | None]:
    """By payment month shown the id of what its figures were counted from; None where the file does not say."""
    with opened(file) as connection, reading(file):
        months = [period for (period,) in run(connection, "reads/published_periods").fetchall()]
        known = has_table(connection, "meta", "figure_source")
        sources = dict(run(connection, "reads/figure_sources").fetchall()) if known else {}
    return {month: sources.get(month) for month in months}


def revised_figures(file: Path, number: int) -> pl.DataFrame:
    """period, benefit_type_code, figures: how many figures of each cell publication `number` showed otherwise than the one before."""
    return _read(file, "reads/revised_figures", number=number)


def coverage(file: Path, period: date, regency_code: str | None = None) -> pl.DataFrame:
    """coverage_by_region_month of one month and place (None: all regencies); no rows in a file from before there was any."""
    with opened(file) as connection, reading(file):
        if not has_coverage(connection):
            return pl.DataFrame(schema={"target_group": pl.String})
        return run(connection, "reads/coverage", period=period, regency_code=regency_code).pl()


def coverage_changed(file: Path) -> pl.DataFrame:
    """period, figures: the months of which the publication before this file's showed another coverage."""
    return _read(file, "reads/coverage_changed")


def coverage_restated(file: Path, since: int) -> tuple[CoverageChange, ...]:
    """What publication `since` showed otherwise, in months that it showed; why is not recorded. Nothing of a file without its vintages."""
    with opened(file) as connection, reading(file):
        if not has_table(connection, "mart", "coverage_by_region_month_vintages"):
            return ()
        return tuple(CoverageChange(*row) for row in run(connection, "reads/coverage_restated", since=since).fetchall())


def publications(file: Path) -> pl.DataFrame:
    """meta.publication: every publication up to this file's own, oldest first."""
    return _read(file, "reads/publications")


def published_parts(file: Path) -> frozenset[str]:
    """The ids of the parts that the publication in this file was made from."""
    return frozenset(_read(file, "reads/published_parts")["part_id"])


def standing_record(file: Path) -> StandingRecord:
    """The record of the publication this file is. Its periods: the payment months shown, and those of which participants are."""
    with opened(file) as connection, reading(file):
        row = run(connection, "reads/standing_record").fetchone()
        names = ("reads/published_periods", *(["reads/reported_periods"] if has_coverage(connection) else []))
        periods = tuple(sorted({period for name in names for (period,) in run(connection, name).fetchall()}))
    if row is None:
        raise WarehouseUnreadable(file, "it holds no record of a publication")
    number, kind, inputs_id, content_hash, record_hash, fingerprint, key_id = row
    return StandingRecord(number, kind, inputs_id, content_hash, record_hash, fingerprint, key_id, periods)


def _told(file: Path, grain: str, months: Collection[date]) -> pl.DataFrame:
    left = {month: number for month, number in months_left(file).items() if month in months}
    frames = [_read(file, f"reads/{grain}_figures")]
    frames += [_read(file, f"reads/{grain}_figures_then", period=month, publication=number) for month, number in sorted(left.items())]
    return _in_sen(pl.concat(frames))


def _in_sen(figures: pl.DataFrame) -> pl.DataFrame:
    amount = (pl.col("amount_paid_idr").cast(pl.Decimal(38, 2)) * 100).cast(pl.Int64).alias("amount_paid_sen")
    return figures.with_columns(amount).drop("amount_paid_idr")


def _read(file: Path, name: str, **parameters: object) -> pl.DataFrame:
    with opened(file) as connection, reading(file):
        return run(connection, name, **parameters).pl()
