"""Participants of a month, and how much of a population they are. Stocks: they are added up over places and segments, never over months."""

from pathlib import Path

import polars as pl

from transforms.reference import load_table
from transforms.target_rows import TABLE, TARGET_KEY, refuse_unusable_targets

STOCK = pl.Schema({"period": pl.Date, "regency_code": pl.String, "segment_code": pl.String, "participant_count": pl.Int64})
WORKERS = pl.Schema(
    {"period": pl.Date, "regency_code": pl.String, "worker_group_code": pl.String, "source_code": pl.String, "participant_count": pl.Int64}
)
# Grain: month x regency (null: all that ever reported) x segment (null: those of the target group) x target group.
COVERAGE = pl.Schema(
    {
        "period": pl.Date,
        "regency_code": pl.String,
        "segment_code": pl.String,
        "target_group": pl.String,
        "target_group_en": pl.String,
        "participant_count": pl.Int64,  # null: not reported
        "target_population": pl.Int64,  # null: none is known
        "coverage_hundredths": pl.Int64,  # of a hundredth of a percent, half up: 50868 is 5.0868 %
        "target_source": pl.String,
        "target_year": pl.Int64,
        "target_note": pl.String,
    }
)
TARGET = ("target_group", "target_group_en", "target_population", "target_source", "target_year", "target_note")
MILLION, HUNDREDTHS = 1_000_000, 100
FIGURES = ("period", "regency_code", "segment_code")


def stock(lines: pl.LazyFrame) -> pl.LazyFrame:
    """STOCK of effective lines (PARTICIPATION_LINE): those of all participants, over senders and branches."""
    whole = lines.filter(pl.col("worker_group_code").is_null()).with_columns(period=pl.col("payment_month"))
    return whole.group_by(FIGURES).agg(pl.col("participant_count").sum()).select(STOCK.names()).sort(FIGURES)


def workers(lines: pl.LazyFrame) -> pl.LazyFrame:
    """WORKERS of effective lines: the groups of vulnerable workers among the participants, by source."""
    cell = [name for name in WORKERS.names() if name != "participant_count"]
    groups = lines.filter(pl.col("worker_group_code").is_not_null()).with_columns(period=pl.col("payment_month"))
    return groups.group_by(cell).agg(pl.col("participant_count").sum()).select(WORKERS.names()).sort(cell)


def coverage(stocks: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """COVERAGE of every month from the first to the last of `stocks` (STOCK), by `targets` (as `target_populations` gives them).

    Whatever was ever reported has a row in each of these months, so that what was not reported in one (null) is told from none (0).
    What adds up several places or segments is null where one of them was not reported.
    """
    if not stocks.height:
        return COVERAGE.to_frame()
    places = stocks.select("regency_code", "segment_code").unique()
    months = stocks.select(pl.date_range(pl.col("period").min(), pl.col("period").max(), "1mo"))
    cells = months.join(places, how="cross").join(stocks, on=FIGURES, how="left")
    nation = cells.group_by("period", "segment_code").agg(_all_or_nothing()).with_columns(regency_code=pl.lit(None, dtype=pl.String))
    known = pl.concat([cells, nation.select(cells.columns)])
    rows = pl.concat([_by_segment(known, targets), _by_group(known, targets)], how="diagonal_relaxed")
    told = rows.with_columns(coverage_hundredths=_coverage()).select(COVERAGE.names())
    return told.match_to_schema(COVERAGE, integer_cast="upcast").sort(COVERAGE.names()[:4])


def target_populations(overlay: Path | None) -> pl.DataFrame:
    """The shipped target populations with the home's over them: TARGET columns, regency_code, segments (list), valid_from, valid_to.

    Raises VocabularyRefused for what cannot be read, and for two targets of one place and group in the same month.
    """
    refuse_unusable_targets(overlay)
    return load_table(TABLE, TARGET_KEY, overlay).select(
        "regency_code",
        "target_group",
        "target_group_en",
        segments=pl.col("segments").str.strip_chars().str.split(" "),
        target_population=pl.col("population").cast(pl.Int64, strict=False),
        target_year=pl.col("year").cast(pl.Int64, strict=False),
        valid_from=pl.col("valid_from").str.to_date("%Y-%m-%d", strict=False),
        valid_to=pl.col("valid_to").str.to_date("%Y-%m-%d", strict=False),
        target_source=pl.col("source"),
        target_note=pl.col("note"),
    )


def _by_segment(cells: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """A row for each segment, with the target that is of it alone, where there is one."""
    single = targets.filter(pl.col("segments").list.len() == 1).with_columns(segment_code=pl.col("segments").list.first())
    own = _valid(cells.join(single, on=["regency_code", "segment_code"], how="inner", nulls_equal=True))
    return cells.join(own.select(*FIGURES, *TARGET), on=FIGURES, how="left", nulls_equal=True)


def _by_group(cells: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """A row for each target of several segments, in the places that ever reported."""
    several = targets.filter(pl.col("segments").list.len() > 1)
    asked = _valid(cells.select("period", "regency_code").unique().join(several, on="regency_code", how="inner", nulls_equal=True))
    of_segments = asked.explode("segments").rename({"segments": "segment_code"}).join(cells, on=FIGURES, how="left", nulls_equal=True)
    return of_segments.group_by("period", "regency_code", *TARGET).agg(_all_or_nothing())


def _valid(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(
        pl.col("period") >= pl.col("valid_from").dt.month_start(), pl.col("valid_to").is_null() | (pl.col("period") <= pl.col("valid_to"))
    )


def _all_or_nothing() -> pl.Expr:
    count = pl.col("participant_count")
    return pl.when(count.is_not_null().all()).then(count.sum()).alias("participant_count")


def _coverage() -> pl.Expr:
    """Whole numbers throughout, so that a tie is rounded up."""
    target = pl.col("target_population")
    return (pl.col("participant_count") * (2 * MILLION) + target) // (2 * target)
