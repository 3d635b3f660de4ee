"""The chain ladder: how what has been received by now is likely to grow, with its standard error (Mack 1993).

T. Mack, Distribution-free calculation of the standard error of chain ladder reserve estimates, ASTIN Bulletin 23 (1993), 213-225.
Age-to-age factors are volume-weighted; no tail is added. A triangle may have holes: a pair of neighbouring cells counts where both are
there and the earlier is positive.
"""

import polars as pl

FACTORS = pl.Schema(
    {
        "lag_months": pl.Int64,  # from this lag to the next
        "factor": pl.Float64,
        "variance": pl.Float64,  # sigma squared; null where too few months tell
        "volume": pl.Float64,  # sum of what the factor was measured on
        "months": pl.Int64,  # payment months that show both ends
    }
)


def factors(triangle: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """FACTORS for each `by`. `triangle`: by, period, lag_months, received (cumulative, Float64); one row per cell that is there.

    With one month alone the variance is Mack's extrapolation from the two before it, null where there are none.
    """
    ends = triangle.select(*by, "period", pl.col("lag_months") - 1, grown="received")
    steps = triangle.join(ends, on=[*by, "period", "lag_months"]).filter(pl.col("received") > 0)
    told = steps.with_columns(factor=(pl.col("grown").sum() / pl.col("received").sum()).over(*by, "lag_months"))
    residual = (pl.col("grown") - pl.col("factor") * pl.col("received")) ** 2 / pl.col("received")
    measured = told.group_by(*by, "lag_months").agg(
        pl.col("factor").first(),
        volume=pl.col("received").sum(),
        months=pl.len().cast(pl.Int64),
        variance=pl.when(pl.len() > 1).then(residual.sum() / (pl.len() - 1)),
    )
    one, two = (pl.col("variance").shift(back).over(by, order_by="lag_months") for back in (1, 2))
    extrapolated = pl.when(two > 0).then(pl.min_horizontal(one**2 / two, one, two)).otherwise(pl.lit(0.0))
    variance = pl.when(pl.col("months") > 1).then("variance").when(one.is_not_null() & two.is_not_null()).then(extrapolated)
    return measured.with_columns(variance=variance).select(*by, *FACTORS.names()).sort(*by, "lag_months")


def development(found: pl.DataFrame, by: list[str], final_lag: int, minimum_months: int) -> pl.DataFrame:
    """What is still to come from each lag 0 to `final_lag` on, for each `by` of FACTORS.

    by, lag_months, growth (final / received), own (multiplies the final figure) and shared (its square) in the squared standard error,
    months (the fewest of any factor used). Null, but for months, where a factor on the way is missing, not positive, of fewer than
    `minimum_months` or without a variance.
    """
    lags = pl.DataFrame({"lag_months": range(final_lag)}, schema={"lag_months": pl.Int64})
    every = found.select(by).unique().join(lags, how="cross").join(found, on=[*by, "lag_months"], how="left")
    fit = ((pl.col("months") >= minimum_months) & (pl.col("factor") > 0) & pl.col("variance").is_not_null()).fill_null(value=False)
    steps = every.with_columns(fit=fit, months=pl.col("months").fill_null(0)).sort(*by, "lag_months", descending=True)
    relative = pl.col("variance") / pl.col("factor") ** 2
    grown = steps.with_columns(
        fit=pl.col("fit").cum_min().over(by),
        months=pl.col("months").cum_min().over(by),
        growth=pl.col("factor").cum_prod().over(by),
    ).with_columns(
        own=(relative * pl.col("growth")).cum_sum().over(by),
        shared=(relative / pl.col("volume")).cum_sum().over(by),
    )
    told = grown.select(*by, "lag_months", *(pl.when("fit").then(name).alias(name) for name in ("growth", "own", "shared")), "months")
    done = (
        every.select(by)
        .unique()
        .with_columns(
            lag_months=pl.lit(final_lag, pl.Int64), growth=pl.lit(1.0), own=pl.lit(0.0), shared=pl.lit(0.0), months=pl.lit(None, pl.Int64)
        )
    )
    return pl.concat([told, done]).sort(*by, "lag_months")


def final_and_error() -> tuple[pl.Expr, pl.Expr]:
    """The final figure and its standard error, of rows that have `received` and the columns of `development`."""
    final = pl.col("received") * pl.col("growth")
    return final, (final * pl.col("own") + final**2 * pl.col("shared")).sqrt()
