"""A publication of the size a country makes: years x 514 regencies x benefit types x segments, made in seconds without any line.

Counts are drawn and added up, which real ones must never be: the sizes and shapes are right, the figures are not.
"""

from datetime import date

import numpy as np
import polars as pl

from tests.warehouse.drawn_content import content
from warehouse.content import FRAMES, CandidateContent

REGENCIES = 514
TYPES = ("JHT", "JKM", "JKK", "JP", "JKP", "BEASISWA")
SEGMENTS = ("PU", "BPU", "JAKON", "PMI")
TOTALS = {"ALL": TYPES, "WITHOUT_EDUCATION": TYPES[:-1]}
MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_sen")
PLACES = {"nation": None, "regency": "regency_code", "branch": "branch_code", "segment": "segment_code"}
NOTHING = {"final_month": "period", "lag_month": "period", "completion": "period"}


def months_of(years: int) -> list[date]:
    """So many years of months, the last one December 2024."""
    return [date(year, month, 1) for year in range(2025 - years, 2025) for month in range(1, 13)]


def many_years(years: int = 10, seed: int = 7) -> CandidateContent:
    """Every regency, benefit type and segment in every month, with everything that is counted from them."""
    months = months_of(years)
    cells = _cells(months, np.random.default_rng(seed))
    return content(
        region_month=cells.select(list(FRAMES["region_month"])),
        benefit_month=_summed(cells, ["period", "benefit_type_code"]),
        programme_month=_summed(cells, ["period", "benefit_type_code"]).with_columns(programme_code=None, benefit_component_code=None),
        year_to_date=_so_far(cells),
        rollup=_rolled_up(cells, months),
        periods=pl.DataFrame({"period": months, "senders_expected": 300, "senders_received": 300}),
        benefit_types=pl.DataFrame(
            {"benefit_type_code": TYPES, "name_id": TYPES, "name_en": TYPES, "valid_from": [date(2010, 1, 1)] * len(TYPES)}
        ),
        regions=_regions(),
        codes=_codes(),
        **NOTHING,
    )


def _cells(months: list[date], random: np.random.Generator) -> pl.DataFrame:
    """A row per month, type, segment and regency; each regency has a branch."""
    grid = pl.DataFrame({"period": months}).join(pl.DataFrame({"benefit_type_code": TYPES}), how="cross")
    grid = grid.join(pl.DataFrame({"segment_code": SEGMENTS}), how="cross").join(_regions().select("regency_code"), how="cross")
    claims = pl.Series("claim_count", random.poisson(6, grid.height) + 1)
    amounts = pl.Series("amount_paid_sen", random.integers(10_000_000, 5_000_000_000, grid.height))
    measured = grid.with_columns(claims, amounts, branch_code="B" + pl.col("regency_code").str.slice(0, 2))
    return measured.with_columns(payment_count=pl.col("claim_count") + 2, participant_count=pl.col("claim_count"))


def _regions() -> pl.DataFrame:
    numbers = [(11 + number // 15, 1 + number % 15) for number in range(REGENCIES)]
    codes = [f"{province}.{regency:02}" for province, regency in numbers]
    return pl.DataFrame(
        {
            "regency_code": codes,
            "regency_name": [f"Kabupaten {code}" for code in codes],
            "province_code": [code[:2] for code in codes],
            "province_name": [f"Provinsi {code[:2]}" for code in codes],
        }
    )


def _codes() -> pl.DataFrame:
    branches = [f"B{code}" for code in _regions()["province_code"].unique().sort()]
    named = [*(("segment", one) for one in SEGMENTS), *(("branch", one) for one in branches), *(("total", one) for one in TOTALS)]
    return pl.DataFrame(
        {"kind": [kind for kind, _ in named], "code": [code for _, code in named]},
    ).with_columns(name_id=pl.col("code"), name_en=pl.col("code"), valid_from=pl.lit(None, dtype=pl.Date))


def _summed(cells: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return cells.group_by(keys).agg(pl.col(MEASURES).sum()).sort(keys)


def _so_far(cells: pl.DataFrame) -> pl.DataFrame:
    keys = ["benefit_type_code", "regency_code"]
    by_regency = _cumulative(_summed(cells, ["period", *keys]), keys).with_columns(scope=pl.lit("regency"))
    nation = _cumulative(_summed(cells, ["period", *keys[:1]]), keys[:1]).with_columns(
        scope=pl.lit("national"), regency_code=pl.lit(None, dtype=pl.String)
    )
    return pl.concat([by_regency, nation.select(by_regency.columns)])


def _cumulative(monthly: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return monthly.sort("period").with_columns(pl.col(MEASURES).cum_sum().over(pl.col("period").dt.year(), *keys))


def _rolled_up(cells: pl.DataFrame, months: list[date]) -> pl.DataFrame:
    """As transforms.rollup does: by span and place the types that no other frame shows, and the totals everywhere."""
    quarter, year = pl.col("period").dt.truncate("1q"), pl.col("period").dt.truncate("1y")
    spans = [
        ("month", pl.col("period"), tuple(PLACES)),
        ("quarter", quarter, ("nation", "regency")),
        ("year", year, ("regency", "segment")),
    ]
    found = [_span(cells.with_columns(period=first), span, place) for span, first, places in spans for place in places]
    for place in ("nation", "regency"):
        monthly = _span(cells, "year_to_date", place, with_types=False)
        found.append(_cumulative(monthly, ["place_code", "total_code"]))
    found += [
        _span(
            cells.filter(pl.col("period").is_in(months[max(0, last - 11) : last + 1])).with_columns(period=months[last]),
            "rolling_12_months",
        )
        for last in range(len(months))
    ]
    return pl.concat(found).select(list(FRAMES["rollup"]))


def _span(cells: pl.DataFrame, span: str, breakdown: str = "nation", *, with_types: bool = True) -> pl.DataFrame:
    column = PLACES[breakdown]
    placed = cells.with_columns(place_code=pl.col(column) if column else pl.lit(None, dtype=pl.String))
    nothing = pl.lit(None, dtype=pl.String)
    parts = [
        _summed(placed.filter(pl.col("benefit_type_code").is_in(types)), ["period", "place_code"]).with_columns(
            benefit_type_code=nothing, total_code=pl.lit(code)
        )
        for code, types in TOTALS.items()
    ]
    if with_types and (span, breakdown) != ("month", "nation"):
        parts.append(_summed(placed, ["period", "place_code", "benefit_type_code"]).with_columns(total_code=nothing))
    together = pl.concat([part.select("period", "place_code", "benefit_type_code", "total_code", *MEASURES) for part in parts])
    return together.with_columns(span=pl.lit(span), breakdown=pl.lit(breakdown))
