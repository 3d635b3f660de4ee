"""How long payments take to be reported: the lag triangle, and what immature months are likely to come to.

A lag is the extract period of the line that counts minus its payment month, in months: 0 = reported in the month's own extract. A line
that a later extract corrected counts at the later one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import NormalDist

import polars as pl

from transforms.chain_ladder import development, factors, final_and_error
from transforms.reference import load_table
from transforms.vocabulary.errors import VocabularyRefused

CELL = ["benefit_type_code", "measure"]
MEASURES = {"payment_count": "payment_count", "amount_paid_idr": "amount_paid_sen"}  # as the mart names them, and here
SHARES = {"completion": "final", "completion_low": "final_high", "completion_high": "final_low"}  # received / of what
COMPLETION = pl.Schema(
    {
        "period": pl.Date,
        "benefit_type_code": pl.String,
        "measure": pl.String,  # payment_count (lines), amount_paid_idr (here in sen)
        "lag_months": pl.Int64,  # up to which all expected senders are in
        "received": pl.Float64,  # by then
        "completion": pl.Float64,  # estimated share of the final figure
        "completion_low": pl.Float64,
        "completion_high": pl.Float64,
        "final": pl.Float64,  # estimated final figure
        "final_low": pl.Float64,
        "final_high": pl.Float64,
        "error": pl.Float64,  # standard error of `final`
        "months": pl.Int64,  # fewest payment months behind any factor used
        "state": pl.String,
    }
)


@dataclass(frozen=True, slots=True)
class EstimateRules:
    """When there is an estimate, and what its interval means (`tables/estimate_rules.csv`)."""

    final_lag_months: int
    minimum_months: int
    interval_probability: float


def estimate_rules(overlay: Path | None) -> tuple[EstimateRules, pl.DataFrame]:
    """The rules, and their table (rule, value, sentence, source). Raises VocabularyRefused."""
    table = load_table("estimate_rules", ["rule"], overlay)
    values = dict(table.select("rule", "value").iter_rows())
    try:
        rules = EstimateRules(int(values["final_lag_months"]), int(values["minimum_months"]), float(values["interval_probability"]))
    except (KeyError, TypeError, ValueError):
        rules = None
    if rules is None or rules.final_lag_months < 1 or rules.minimum_months < 1 or not 0 < rules.interval_probability < 1:
        fix = "write whole months, at least 1, and a probability between 0 and 1, as in the shipped table"
        raise VocabularyRefused("estimate_rules", "a value cannot be used", fix)
    return rules, table


def by_lag(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Effective lines (LINE, part_id, extract_period) counted by payment month, benefit type and lag_months (Int64)."""
    years = pl.col("extract_period").dt.year().cast(pl.Int64) - pl.col("payment_month").dt.year()
    months = pl.col("extract_period").dt.month().cast(pl.Int64) - pl.col("payment_month").dt.month()
    cell = ["period", "benefit_type_code", "lag_months"]
    dated = lines.with_columns(period=pl.col("payment_month"), lag_months=years * 12 + months)
    counted = dated.group_by(cell).agg(payment_count=pl.len().cast(pl.Int64), amount_paid_sen=pl.col("amount_paid_sen").sum())
    return counted.sort(cell)


def completion(by_lag: pl.DataFrame, periods: pl.DataFrame, rules: EstimateRules, held: Collection[date] = ()) -> pl.DataFrame:
    """COMPLETION of every payment month and benefit type that ever had lines. `periods`: period, senders_expected, senders_received.

    Only what all expected senders are in for is looked at: a payment month up to the last extract period that is complete without a
    gap since; of `held` months, whose late lines wait, nothing. state: estimated, held back, senders missing, nothing received, too few
    months.
    """
    new = _increments(by_lag)
    cells = new.select(CELL).unique()
    known = _known(periods).filter(~pl.col("period").is_in(list(held)))
    triangle = _triangle(new, known.join(cells, how="cross"))
    growth = development(factors(triangle, CELL), CELL, rules.final_lag_months, rules.minimum_months)
    newest = triangle.sort("lag_months").group_by("period", *CELL).last()
    everything = periods.select("period").join(cells, how="cross").join(newest, on=["period", *CELL], how="left")
    capped = everything.with_columns(at=pl.col("lag_months").clip(upper_bound=rules.final_lag_months))
    told = capped.join(growth, left_on=[*CELL, "at"], right_on=[*CELL, "lag_months"], how="left")
    return _estimated(told.with_columns(held=pl.col("period").is_in(list(held))), rules).select(COMPLETION.names()).sort("period", *CELL)


def _known(periods: pl.DataFrame) -> pl.DataFrame:
    """period, lag_months: the cells of the triangle up to which every expected sender's extracts are all in."""
    if periods.is_empty():
        return pl.DataFrame(schema={"period": pl.Date, "lag_months": pl.Int64})
    months = periods.select("period", complete=(pl.col("senders_expected") == pl.col("senders_received")).fill_null(value=False))
    span = months.select(pl.date_range(pl.col("period").min(), pl.col("period").max(), "1mo"))
    run = span.join(months, on="period", how="left", maintain_order="left").with_columns(pl.col("complete").fill_null(value=False))
    dated = run.with_row_index("place").with_columns(pl.col("place").cast(pl.Int64), run=(~pl.col("complete")).cum_sum())
    whole = dated.filter("complete").select("period", "place", "run")
    pairs = whole.join(whole.select("run", until="place"), on="run").filter(pl.col("until") >= pl.col("place"))
    return pairs.select("period", lag_months=pl.col("until") - pl.col("place")).sort("period", "lag_months")


def _increments(by_lag: pl.DataFrame) -> pl.DataFrame:
    """CELL, period, lag_months, value: both measures one below the other."""
    columns = [pl.col("period", "lag_months", "benefit_type_code")]
    return pl.concat(
        by_lag.select(*columns, measure=pl.lit(name), value=pl.col(column).cast(pl.Float64)) for name, column in MEASURES.items()
    )


def _triangle(new: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """CELL, period, lag_months, received: what has come so far in each of `cells`; nothing is zero."""
    filled = cells.join(new, on=[*CELL, "period", "lag_months"], how="left").with_columns(pl.col("value").fill_null(0.0))
    received = pl.col("value").cum_sum().over(*CELL, "period", order_by="lag_months")
    return filled.select(*CELL, "period", "lag_months", received=received)


def _estimated(told: pl.DataFrame, rules: EstimateRules) -> pl.DataFrame:
    """The interval is log-normal about the final figure, so that it can never hold a negative one."""
    state = (
        pl.when("held")
        .then(pl.lit("held back"))
        .when(pl.col("received").is_null())
        .then(pl.lit("senders missing"))
        .when(pl.col("received") <= 0)
        .then(pl.lit("nothing received"))
        .when(pl.col("growth").is_null())
        .then(pl.lit("too few months"))
        .otherwise(pl.lit("estimated"))
    )
    final, error = (pl.when(pl.col("state") == "estimated").then(value) for value in final_and_error())
    z = NormalDist().inv_cdf((1 + rules.interval_probability) / 2)
    spread = (1 + (pl.col("error") / pl.col("final")) ** 2).log().sqrt()
    middle = pl.col("final").log() - spread**2 / 2
    bounded = told.with_columns(state=state).with_columns(final=final, error=error)
    bounded = bounded.with_columns(final_low=(middle - z * spread).exp(), final_high=(middle + z * spread).exp())
    share = {name: pl.col("received") / pl.col(of) for name, of in SHARES.items()}
    return bounded.with_columns(**share, months=pl.when(pl.col("state") == "estimated").then("months"))
