"""The cells of the public tables and what is true of each: counted anew from the effective lines, at the cell's own grain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

MONTH, QUARTER, YEAR, SEGMENT = (
    "claims_by_benefit_month",
    "claims_by_benefit_quarter_regency",
    "claims_by_benefit_year_regency",
    "claims_by_segment_year",
)
# A dimension that a table has not is ''; so is the regency or segment of lines that name none.
DIMENSIONS = {
    MONTH: ("1mo", ("benefit_type_code",)),
    QUARTER: ("1q", ("benefit_type_code", "regency_code")),
    YEAR: ("1y", ("benefit_type_code", "regency_code")),
    SEGMENT: ("1y", ("segment_code",)),
}
CODES = ("benefit_type_code", "regency_code", "segment_code")
CELL = ["table_name", "period", *CODES]
ATOM = ["period", *CODES, "claim_key", "participant_key"]
MEASURES = pl.Schema(
    {
        "claim_count": pl.Int64,  # distinct claims with a positive line
        "claims_touched": pl.Int64,  # distinct claims with any line
        "participant_count": pl.Int64,
        "amount_paid_sen": pl.Int64,
        "largest_share": pl.Float64,  # of one claim, of the sum of all claims' amounts without sign
    }
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published months of one calendar year, whether all their senders are in, and the codes that have cells."""

    year: int
    months: dict[date, bool]
    benefit_types: pl.DataFrame  # benefit_type_code, valid_from
    segments: Collection[str]

    def periods(self, table: str) -> dict[date, bool]:
        """The first days of a table's whole periods, and whether all senders of all their months are in. Others have no cells yet."""
        length = {MONTH: 1, QUARTER: 3}.get(table, 12)
        starts = [date(self.year, first, 1) for first in range(1, 13, length)]
        spans = {start: [date(self.year, start.month + n, 1) for n in range(length)] for start in starts}
        return {start: all(self.months[one] for one in span) for start, span in spans.items() if self.months.keys() >= set(span)}


def claims(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Effective lines as claims within a payment month, benefit type, regency and segment: what all public cells are counted from."""
    named = lines.select(
        pl.col("payment_month").alias("period"),
        *(pl.col(code).fill_null("") for code in CODES),
        "claim_key",
        "participant_key",
        "amount_paid_sen",
    )
    return named.group_by(ATOM).agg(pl.col("amount_paid_sen").sum(), is_paid=(pl.col("amount_paid_sen") > 0).any())


def measured(of_year: pl.LazyFrame, calendar: Calendar) -> pl.DataFrame:
    """CELL and MEASURES of every cell that has lines, in whole periods. `of_year`: the claims of the year's published months."""
    frames = [_measured(at_grain(of_year, table, calendar), table) for table in DIMENSIONS]
    return pl.concat(pl.collect_all(frames, engine="streaming")).sort(CELL)


def at_grain(of_year: pl.LazyFrame, table: str, calendar: Calendar) -> pl.LazyFrame:
    """The claims by the cells of one table, of its whole periods."""
    length, codes = DIMENSIONS[table]
    truncated = of_year.with_columns(
        pl.lit(table).alias("table_name"),
        pl.col("period").dt.truncate(length),
        *(pl.lit("").alias(code) for code in CODES if code not in codes),
    )
    return truncated.filter(pl.col("period").is_in(list(calendar.periods(table))))


def truth(found: pl.DataFrame, calendar: Calendar, regencies: Collection[str]) -> pl.DataFrame:
    """Every cell of the year: MEASURES (0 without lines), `has_lines`, and `is_reported`: it has lines, or all its senders are in.

    A benefit type has cells from the month it exists; `regencies` are those that have cells though no line of this year names them.
    """
    cells = pl.concat([_grid(calendar, {*regencies, *_regencies(found)}), found.select(CELL)]).unique().sort(CELL)
    whole = pl.DataFrame(
        [(table, start, complete) for table in DIMENSIONS for start, complete in calendar.periods(table).items()],
        schema={"table_name": pl.String, "period": pl.Date, "is_complete": pl.Boolean},
        orient="row",
    )
    joined = cells.join(found.with_columns(has_lines=pl.lit(True)), on=CELL, how="left").join(whole, on=["table_name", "period"])
    known = joined.with_columns(pl.col("has_lines").fill_null(False), pl.col(MEASURES.names()).fill_null(0))
    return known.with_columns(is_reported=pl.col("has_lines") | pl.col("is_complete")).drop("is_complete").sort(CELL)


def is_sensitive(threshold: int, dominance_share: float) -> pl.Expr:
    """A cell that may not be shown for its own sake: few claims or participants, or one claim above the share.

    Where no line names a participant there is nothing to count; a cell of reversals only has claims that are touched, and none paid.
    """
    few = (pl.col("claim_count") < threshold) | pl.col("participant_count").is_between(1, threshold - 1)
    return pl.col("has_lines") & (few | (pl.col("largest_share") > dominance_share))


def _measured(grained: pl.LazyFrame, table: str) -> pl.LazyFrame:
    """Grouped by what tells the table's cells apart alone; the other columns of CELL are the same for all of them."""
    cell = ["period", *DIMENSIONS[table][1]]
    by_claim = grained.group_by(*cell, "claim_key").agg(pl.col("amount_paid_sen").sum(), pl.col("is_paid").any())
    size = pl.col("amount_paid_sen").abs()
    sums = by_claim.group_by(cell).agg(
        claim_count=pl.col("is_paid").sum().cast(pl.Int64),
        claims_touched=pl.len().cast(pl.Int64),
        amount_paid_sen=pl.col("amount_paid_sen").sum(),
        largest_share=(size.max() / size.sum()).fill_nan(0.0),
    )
    named = grained.filter(pl.col("participant_key").is_not_null()).group_by(*cell, "participant_key").agg()
    people = named.group_by(cell).agg(participant_count=pl.len().cast(pl.Int64))
    counted = sums.join(people, on=cell, how="left").with_columns(pl.col("participant_count").fill_null(0))
    same = [pl.lit("").alias(code) for code in CODES if code not in cell]
    return counted.with_columns(*same, table_name=pl.lit(table)).select(*CELL, *MEASURES.names())


def _grid(calendar: Calendar, regencies: Collection[str]) -> pl.DataFrame:
    dates = pl.DataFrame(
        [(table, start, _ends(table, start)) for table in DIMENSIONS for start in calendar.periods(table)],
        schema={"table_name": pl.String, "period": pl.Date, "end": pl.Date},
        orient="row",
    )
    types = calendar.benefit_types.select("benefit_type_code", "valid_from")
    valid = dates.join(types, how="cross").filter(pl.col("valid_from") < pl.col("end"))
    places = pl.DataFrame({"regency_code": sorted(regencies)}, schema={"regency_code": pl.String})
    months = valid.filter(pl.col("table_name") == MONTH).with_columns(regency_code=pl.lit(""), segment_code=pl.lit(""))
    regional = valid.filter(pl.col("table_name").is_in([QUARTER, YEAR])).join(places, how="cross").with_columns(segment_code=pl.lit(""))
    segments = pl.DataFrame({"segment_code": sorted(calendar.segments)}, schema={"segment_code": pl.String})
    yearly = dates.filter(pl.col("table_name") == SEGMENT).join(segments, how="cross")
    by_segment = yearly.with_columns(benefit_type_code=pl.lit(""), regency_code=pl.lit(""))
    return pl.concat([frame.select(CELL) for frame in (months, regional, by_segment)])


def _ends(table: str, start: date) -> date:
    following = start.month + {MONTH: 1, QUARTER: 3}.get(table, 12)
    return date(start.year + (following - 1) // 12, (following - 1) % 12 + 1, 1)


def _regencies(found: pl.DataFrame) -> list[str]:
    return found.filter(pl.col("table_name").is_in([QUARTER, YEAR]))["regency_code"].unique().to_list()
