"""Effective lines become figures. Distinct claims and participants are counted at the grain they are shown at, never added up."""

from collections.abc import Collection
from datetime import date

import polars as pl

MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_sen")


def by_benefit_month(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Grain: payment month and benefit type."""
    return _measured(lines, ["benefit_type_code"])


def net_by_benefit_month(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Grain as by_benefit_month, but a claim counts where all its lines of the cell together are positive."""
    cell = ["period", "benefit_type_code"]
    dated = lines.with_columns(period=pl.col("payment_month"))
    net = dated.group_by(*cell, "claim_key").agg(pl.col("amount_paid_sen").sum())
    claims = net.filter(pl.col("amount_paid_sen") > 0).group_by(cell).agg(claim_count=pl.len().cast(pl.Int64))
    return _with_counts(dated, claims, cell)


def by_programme_month(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Grain: payment month, programme, benefit type and component; programme and component may be NULL."""
    return _measured(lines, ["programme_code", "benefit_type_code", "benefit_component_code"])


def by_region_month(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Grain: payment month, benefit type, segment, branch and regency; the last three may be NULL."""
    return _measured(lines, ["benefit_type_code", "segment_code", "branch_code", "regency_code"])


def year_to_date(lines: pl.LazyFrame, months: Collection[date]) -> pl.LazyFrame:
    """Running figures of one calendar year for each of `months`: of all lines paid by then. `lines` are those of that one year.

    Grain: period, scope, benefit type, regency. scope 'national' has regency_code NULL for all regencies together; in scope 'regency' NULL
    is the lines that name none. A claim or participant counts from the first month it appears in, so each is looked at once.
    """
    national = _running(lines, ["benefit_type_code"], months).with_columns(
        regency_code=pl.lit(None, dtype=pl.String), scope=pl.lit("national")
    )
    regency = _running(lines, ["benefit_type_code", "regency_code"], months).with_columns(scope=pl.lit("regency"))
    columns = ["period", "scope", "benefit_type_code", "regency_code", *MEASURES]
    return pl.concat([national.select(columns), regency.select(columns)]).sort(columns[:4])


def _measured(lines: pl.LazyFrame, cell: list[str]) -> pl.LazyFrame:
    """The four measures (Int64) of each cell and payment month (`period`), sorted."""
    cell = ["period", *cell]
    dated = lines.with_columns(period=pl.col("payment_month"))
    return _with_counts(dated, _distinct(dated.filter(pl.col("amount_paid_sen") > 0), cell, "claim_key", "claim_count"), cell)


def _with_counts(dated: pl.LazyFrame, claims: pl.LazyFrame, cell: list[str]) -> pl.LazyFrame:
    """The four measures of each cell, sorted, with this count of claims."""
    sums = dated.group_by(cell).agg(
        payment_count=pl.len().cast(pl.Int64),
        amount_paid_sen=pl.col("amount_paid_sen").sum(),
    )
    people = _distinct(dated.filter(pl.col("participant_key").is_not_null()), cell, "participant_key", "participant_count")
    return _joined(sums, claims, people, cell).sort(cell)


def _distinct(lines: pl.LazyFrame, cell: list[str], key: str, name: str) -> pl.LazyFrame:
    """How many different keys each cell has. Grouping twice streams; `n_unique` holds every cell's set at once."""
    return lines.group_by(*cell, key).agg().group_by(cell).agg(pl.len().cast(pl.Int64).alias(name))


def _running(lines: pl.LazyFrame, cell: list[str], months: Collection[date]) -> pl.LazyFrame:
    """The four measures of each cell by the end of each month: what is new in a month, added up over the months before."""
    sums = lines.group_by(*cell, period="payment_month").agg(
        payment_count=pl.len().cast(pl.Int64),
        amount_paid_sen=pl.col("amount_paid_sen").sum(),
    )
    claims = _first_seen(lines.filter(pl.col("amount_paid_sen") > 0), cell, "claim_key", "claim_count")
    people = _first_seen(lines.filter(pl.col("participant_key").is_not_null()), cell, "participant_key", "participant_count")
    new = _joined(sums, claims, people, [*cell, "period"])
    shown = pl.LazyFrame({"shown": sorted(months)}, schema={"shown": pl.Date})
    until = new.join_where(shown, pl.col("period") <= pl.col("shown"))
    return until.group_by(*cell, "shown").agg(pl.col(MEASURES).sum()).rename({"shown": "period"})


def _first_seen(lines: pl.LazyFrame, cell: list[str], key: str, name: str) -> pl.LazyFrame:
    """How many different keys each cell has in the month they are first seen in."""
    first = lines.group_by(*cell, key).agg(period=pl.col("payment_month").min())
    return first.group_by(*cell, "period").agg(pl.len().cast(pl.Int64).alias(name))


def _joined(sums: pl.LazyFrame, claims: pl.LazyFrame, people: pl.LazyFrame, cell: list[str]) -> pl.LazyFrame:
    """Every cell that has lines, with counts of 0 where it has no such key; NULL in a cell is a value like any other."""
    both = sums.join(claims, on=cell, how="left", nulls_equal=True).join(people, on=cell, how="left", nulls_equal=True)
    return both.with_columns(pl.col("claim_count", "participant_count").fill_null(0)).select(*cell, *MEASURES)
