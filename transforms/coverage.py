"""Participants of a month, and how much of a population they are. Stocks: they are added up over places and segments, never over months."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from transforms.reference import load_table
from transforms.target_rows import TABLE, TARGET_KEY, refuse_unusable_targets

# Grain: month x place x segment x sender, so that one office's count is not taken for the whole of a place where several count.
STOCK = pl.Schema(
    {
        "period": pl.Date,
        "regency_code": pl.String,
        "segment_code": pl.String,
        "sender_code": pl.String,
        "participant_count": pl.Int64,
    }
)
# Grain: month x place x group x source x sender.
WORKERS = pl.Schema(
    {
        "period": pl.Date,
        "regency_code": pl.String,
        "worker_group_code": pl.String,
        "source_code": pl.String,
        "sender_code": pl.String,
        "participant_count": pl.Int64,
    }
)
# Grain: a month, and a sender of whom an extract is expected for it.
EXPECTED = pl.Schema({"period": pl.Date, "sender_code": pl.String})
# Grain: month x regency (null: all that have begun to report) x segment (null: those of the target group) x target group.
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
GROUPS = ("period", "regency_code", "worker_group_code", "source_code")


def stock(lines: pl.LazyFrame) -> pl.LazyFrame:
    """STOCK of effective lines (PARTICIPATION_LINE): those of all participants, over branches."""
    return _counted(lines.filter(pl.col("worker_group_code").is_null()), STOCK)


def workers(lines: pl.LazyFrame) -> pl.LazyFrame:
    """WORKERS of effective lines: the groups of vulnerable workers among the participants, by source."""
    return _counted(lines.filter(pl.col("worker_group_code").is_not_null()), WORKERS)


def expected_extracts(counted: pl.DataFrame, named: Mapping[date, Collection[str]]) -> pl.DataFrame:
    """EXPECTED of every sender of `counted` (sender_code), by whom the table of senders names in each month (first day).

    A sender that it names in none of them is not known to it, and expected in all.
    """
    known = {sender for senders in named.values() for sender in senders}
    senders = counted["sender_code"].unique().to_list()
    rows = [(month, sender) for month, here in named.items() for sender in senders if sender in here or sender not in known]
    return pl.DataFrame(rows, schema=EXPECTED, orient="row").sort(EXPECTED.names())


def workers_by_place(groups: pl.DataFrame, expected: pl.DataFrame) -> pl.DataFrame:
    """The groups of `groups` (WORKERS) by month, place and source, added up over senders; null where one of them is missing."""
    return _of_all_senders(groups, expected, GROUPS).sort(GROUPS)


def coverage(stocks: pl.DataFrame, targets: pl.DataFrame, expected: pl.DataFrame) -> pl.DataFrame:
    """COVERAGE of every month from the first to the last of `stocks` (STOCK), by `targets` (as `target_populations` gives them).

    A place has a row for each segment that it ever reported, in each month from its first report on, so that what was not reported (null)
    is told from none (0): where nobody reported it, or where a sender that counted it before and is expected (EXPECTED) is missing. What
    adds up several places or segments is null where one of them is. All places of a month are those that have begun to report by then.
    """
    if not stocks.height:
        return COVERAGE.to_frame()
    cells = _months_of_places(stocks).join(_of_all_senders(stocks, expected, FIGURES), on=FIGURES, how="left")
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


def _counted(lines: pl.LazyFrame, schema: pl.Schema) -> pl.LazyFrame:
    cell = [name for name in schema.names() if name != "participant_count"]
    summed = lines.with_columns(period=pl.col("payment_month")).group_by(cell).agg(pl.col("participant_count").sum())
    return summed.select(schema.names()).sort(cell)


def _of_all_senders(counted: pl.DataFrame, expected: pl.DataFrame, cell: Sequence[str]) -> pl.DataFrame:
    """Counts by `cell` (its month first) over senders; null where one that counted it in an earlier month is expected and did not."""
    own = [*cell[1:], "sender_code"]
    begun = counted.group_by(own).agg(begun=pl.col("period").min())
    asked = begun.join(expected, on="sender_code").filter(pl.col("period") > pl.col("begun"))
    missing = asked.join(counted, on=["period", *own], how="anti", nulls_equal=True).select(cell).unique()
    sums = counted.group_by(cell).agg(pl.col("participant_count").sum()).join(missing, on=cell, how="anti", nulls_equal=True)
    return pl.concat([sums, missing.with_columns(participant_count=pl.lit(None, dtype=pl.Int64))])


def _months_of_places(stocks: pl.DataFrame) -> pl.DataFrame:
    """FIGURES: each segment that a place ever reported, in each month from the place's first report to the last month of all."""
    begun = stocks.group_by("regency_code").agg(begun=pl.col("period").min())
    months = begun.select("regency_code", period=pl.date_ranges("begun", pl.lit(stocks["period"].max()), "1mo")).explode("period")
    return months.join(stocks.select("regency_code", "segment_code").unique(), on="regency_code").select(FIGURES)


def _by_segment(cells: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """A row for each segment, with the target that is of it alone, where there is one."""
    single = targets.filter(pl.col("segments").list.len() == 1).with_columns(segment_code=pl.col("segments").list.first())
    own = _valid(cells.join(single, on=["regency_code", "segment_code"], how="inner", nulls_equal=True))
    return cells.join(own.select(*FIGURES, *TARGET), on=FIGURES, how="left", nulls_equal=True)


def _by_group(cells: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """A row for each target of several segments, in the places that have begun to report."""
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
