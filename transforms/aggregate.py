"""Effective lines become figures. Distinct claims and participants are counted at the grain they are shown at, never added up."""

from collections.abc import Collection
from datetime import date

import polars as pl

MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_sen")
KEYS = {"claim_key": "claim_count", "participant_key": "participant_count"}
# Each frame of a payment month, and what its cells are; programme, component, branch, regency and segment may be NULL.
CELLS = {
    "benefit_month": ("benefit_type_code",),
    "programme_month": ("programme_code", "benefit_type_code", "benefit_component_code"),
    "region_month": ("benefit_type_code", "segment_code", "branch_code", "regency_code"),
}


def by_month(lines: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """The frames of CELLS, each as `by_..._month` makes it, from one look at the lines.

    Lines are grouped by numbers: `origin` is what a line says of all the cells together. Nearly every key has one origin and is counted
    with others like it; only what has several is counted cell by cell. (Measured: grouping by a number and a key is a third of the work of
    grouping by texts and a key.)
    """
    codes = ["period", *dict.fromkeys(code for cell in CELLS.values() for code in cell)]
    dated = lines.select(*codes[1:], *KEYS, "amount_paid_sen", period="payment_month")
    origins = dated.select(codes).unique().collect(engine="streaming").sort(codes).with_row_index("origin").lazy()
    numbered = dated.join(origins, on=codes, how="left", nulls_equal=True)
    held = numbered.select("origin", *KEYS, "amount_paid_sen").collect(engine="streaming").lazy()
    sums = _sums(held, ["origin"]).collect(engine="streaming").lazy()
    counted = {key: _by_origin(held, key) for key in KEYS}
    return {name: _of_cells(origins.select("origin", "period", *cell), sums, counted) for name, cell in CELLS.items()}


def _by_origin(held: pl.LazyFrame, key: str) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """How many keys have one origin only, by that; and the origins of every key that has several."""
    counting = held.filter(_counts(key)).select("origin", key)
    origin = pl.col("origin")
    keys = counting.group_by(key).agg(origin=origin.min(), last=origin.max()).collect(engine="streaming").lazy()
    single = keys.filter(origin == pl.col("last")).group_by("origin").agg(pl.len().cast(pl.Int64).alias(KEYS[key]))
    several = counting.join(keys.filter(origin != pl.col("last")).select(key), on=key, how="semi").unique()
    return single.collect(engine="streaming").lazy(), several.collect(engine="streaming").lazy()


def _of_cells(origins: pl.LazyFrame, sums: pl.LazyFrame, counted: dict[str, tuple[pl.LazyFrame, pl.LazyFrame]]) -> pl.LazyFrame:
    """The four measures of each cell: `origins` says which origin is in which."""
    cell = origins.collect_schema().names()[1:]
    claims, people = (_keys_of_cells(origins, cell, key, *counted[key]) for key in KEYS)
    summed = sums.join(origins, on="origin").group_by(cell).agg(pl.col("payment_count", "amount_paid_sen").sum())
    return _joined(summed, claims, people, cell).sort(cell)


def _keys_of_cells(origins: pl.LazyFrame, cell: list[str], key: str, single: pl.LazyFrame, several: pl.LazyFrame) -> pl.LazyFrame:
    """How many different keys each cell has."""
    name = KEYS[key]
    apart = several.join(origins, on="origin").group_by(*cell, key).agg().group_by(cell).agg(pl.len().cast(pl.Int64).alias(name))
    return pl.concat([single.join(origins, on="origin").select(*cell, name), apart]).group_by(cell).agg(pl.col(name).sum())


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
    return _with_counts(dated, _distinct(dated.filter(_counts("claim_key")), cell, "claim_key", "claim_count"), cell)


def _with_counts(dated: pl.LazyFrame, claims: pl.LazyFrame, cell: list[str]) -> pl.LazyFrame:
    """The four measures of each cell, sorted, with this count of claims."""
    people = _distinct(dated.filter(_counts("participant_key")), cell, "participant_key", "participant_count")
    return _joined(_sums(dated, cell), claims, people, cell).sort(cell)


def _counts(key: str) -> pl.Expr:
    """Which lines a key counts in: a claim where something is paid, a participant where one is named."""
    return pl.col("amount_paid_sen") > 0 if key == "claim_key" else pl.col(key).is_not_null()


def _sums(lines: pl.LazyFrame, cell: list[str]) -> pl.LazyFrame:
    return lines.group_by(cell).agg(payment_count=pl.len().cast(pl.Int64), amount_paid_sen=pl.col("amount_paid_sen").sum())


def _distinct(lines: pl.LazyFrame, cell: list[str], key: str, name: str) -> pl.LazyFrame:
    """How many different keys each cell has. Grouping twice streams; `n_unique` holds every cell's set at once."""
    return lines.group_by(*cell, key).agg().group_by(cell).agg(pl.len().cast(pl.Int64).alias(name))


def _running(lines: pl.LazyFrame, cell: list[str], months: Collection[date]) -> pl.LazyFrame:
    """The four measures of each cell by the end of each month: what is new in a month, added up over the months before."""
    sums = _sums(lines.with_columns(period="payment_month"), [*cell, "period"])
    claims = _first_seen(lines.filter(_counts("claim_key")), cell, "claim_key", "claim_count")
    people = _first_seen(lines.filter(_counts("participant_key")), cell, "participant_key", "participant_count")
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
