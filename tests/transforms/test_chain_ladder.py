"""The chain ladder against a published triangle, and against a slow one in plain Python."""

from datetime import date
from math import isclose, sqrt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.chain_ladder import development, factors, final_and_error

# Taylor and Ashe (1983), cumulative, as printed in Mack (1993), table 1.
TAYLOR_ASHE = """
357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463
352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085
290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315
310608 1418858 2195047 3757447 4029929 4381982 4588268
443160 1136350 2128333 2897821 3402672 3873311
396132 1333217 2180715 2985752 3691712
440832 1288463 2419861 3483130
359480 1421128 2864498
376686 1363294
344014
"""
RESERVES = [94634, 469511, 709638, 984889, 1419459, 2177641, 3920301, 4278972, 4625811]  # Mack 1993, of the second to the last row
ERRORS = [75535, 121699, 133549, 261406, 411010, 558317, 875328, 971258, 1363155]
TOTAL, TOTAL_ERROR = 18_680_856, 2_447_095
Triangle = list[list[float]]  # rows by payment month, each one cell shorter than the one before


def drawn(text: str) -> Triangle:
    return [[float(cell) for cell in line.split()] for line in text.strip().splitlines()]


def frame(triangle: Triangle) -> pl.DataFrame:
    cells = [("x", date(2000 + year, 1, 1), lag, value) for year, row in enumerate(triangle) for lag, value in enumerate(row)]
    schema = {"by": pl.String, "period": pl.Date, "lag_months": pl.Int64, "received": pl.Float64}
    return pl.DataFrame(cells, schema=schema, orient="row")


def latest(triangle: Triangle, minimum_months: int = 1) -> pl.DataFrame:
    """period, received, final, error, shared of each row, by the house's chain ladder."""
    growth = development(factors(frame(triangle), ["by"]), ["by"], len(triangle) - 1, minimum_months)
    final, error = final_and_error()
    newest = frame(triangle).sort("lag_months").group_by("period").last()
    return newest.join(growth, on=["by", "lag_months"]).sort("period").with_columns(final=final, error=error)


def test_taylor_and_ashes_reserves_and_standard_errors_are_those_mack_printed() -> None:
    rows = latest(drawn(TAYLOR_ASHE))
    finals, received, errors, shared = (rows[name].to_list() for name in ("final", "received", "error", "shared"))
    assert [round(final - now) for final, now in zip(finals, received, strict=True)] == [0, *RESERVES]
    assert [round(error) for error in errors] == [0, *ERRORS]
    assert round(sum(finals) - sum(received)) == TOTAL
    between = sum(2 * finals[i] * sum(finals[i + 1 :]) * shared[i] for i in range(len(finals)))  # months share their factors
    assert round(sqrt(sum(error**2 for error in errors) + between)) == TOTAL_ERROR


def by_hand(triangle: Triangle) -> list[tuple[float, float]]:
    """The oracle: final and standard error of each row, formula by formula; a pair counts where its earlier cell is positive."""
    last = len(triangle) - 1
    factor, sigma2, volume = [], [], []
    for lag in range(last):
        pairs = [(row[lag], row[lag + 1]) for row in triangle if len(row) > lag + 1 and row[lag] > 0]
        volume.append(sum(low for low, _ in pairs))
        factor.append(sum(high for _, high in pairs) / volume[lag])
        if len(pairs) > 1:
            sigma2.append(sum(low * (high / low - factor[lag]) ** 2 for low, high in pairs) / (len(pairs) - 1))
        else:
            one, two = sigma2[lag - 1], sigma2[lag - 2]
            sigma2.append(min(one**2 / two, one, two) if two > 0 else 0.0)
    told = []
    for row in triangle:
        grown, error2 = row[-1], 0.0
        steps = []
        for lag in range(len(row) - 1, last):
            steps.append((lag, grown))
            grown *= factor[lag]
        for lag, base in steps:
            error2 += grown**2 * sigma2[lag] / factor[lag] ** 2 * (1 / base + 1 / volume[lag])
        told.append((grown, sqrt(error2)))
    return told


@st.composite
def triangles(draw: st.DrawFn) -> Triangle:
    size = draw(st.integers(4, 7))
    rows = []
    for length in range(size, 0, -1):
        increments = [draw(st.integers(1, 1000)), *(draw(st.integers(0, 500)) for _ in range(length - 1))]
        rows.append([float(sum(increments[: lag + 1])) for lag in range(length)])
    return rows


@settings(max_examples=60, deadline=None)
@given(triangles())
def test_any_triangle_comes_to_what_plain_python_makes_of_it(triangle: Triangle) -> None:
    rows = latest(triangle)
    for row, (final, error) in zip(rows.iter_rows(named=True), by_hand(triangle), strict=True):
        assert isclose(row["final"], final, rel_tol=1e-9)
        assert isclose(row["error"], error, rel_tol=1e-6, abs_tol=1e-6 * final)


def test_a_factor_of_fewer_months_than_asked_gives_no_estimate_to_the_months_that_need_it() -> None:
    rows = latest(drawn(TAYLOR_ASHE), minimum_months=2)
    assert rows["final"].is_null().to_list() == [False] + [True] * 9  # the last factor rests on one month; all but the oldest need it


def told(text: str) -> dict[int, tuple[Any, ...]]:
    return {row[1]: row[2:] for row in factors(frame(drawn(text)), ["by"]).iter_rows()}


@pytest.mark.parametrize("nothing", ["0", "-5"])
def test_a_month_that_had_nothing_yet_tells_nothing_of_growth(nothing: str) -> None:
    assert told(f"10 20 20\n{nothing} 40\n10 10") == {0: (1.5, 5.0, 20.0, 2), 1: (1.0, None, 20.0, 1)}
