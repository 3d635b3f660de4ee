"""Figures over longer spans and coarser places than a month's cell, and over all benefit types: every key counted anew, once per cell.

A key's months are kept as bits of one number: one grouping over the lines says in which months each key of a cell was, and every quarter,
year so far or window of twelve months is then a question to those few numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.aggregate import MEASURES
from transforms.reference import load_table
from transforms.vocabulary.shapes import Vocabulary

CELL = ("span", "period", "breakdown", "place_code", "benefit_type_code", "total_code")
TARGET = CELL[2:]
KEYS = {"claim_key": "claim_count", "participant_key": "participant_count"}
PLACES: Mapping[str, str | None] = {"nation": None, "regency": "regency_code", "branch": "branch_code", "segment": "segment_code"}
MONTH, QUARTER, YEAR, YEAR_TO_DATE, ROLLING = "month", "quarter", "year", "year_to_date", "rolling_12_months"
# Shown by other frames already: (span, breakdown) of which only the totals are counted here.
TYPES_ELSEWHERE = ((MONTH, "nation"), (YEAR_TO_DATE, "nation"), (YEAR_TO_DATE, "regency"))
WINDOW = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A range of payment months (first days) that is shown as `period`, and by which places."""

    name: str
    period: date
    months: frozenset[date]
    breakdowns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A named total over benefit types, and those it leaves out."""

    code: str
    without: tuple[str, ...]


def totals() -> tuple[tuple[Total, ...], pl.DataFrame]:
    """The named totals (`tables/totals.csv`), and their codes and names."""
    table = load_table("totals", ["total_code", "without_benefit_type_code"], None)
    without = table.group_by("total_code", maintain_order=True).agg(pl.col("without_benefit_type_code").drop_nulls())
    names = table.select("total_code", "total_name", "total_name_en").unique(maintain_order=True)
    return tuple(Total(code, tuple(codes)) for code, codes in without.iter_rows()), names


def codes(vocabulary: Vocabulary) -> pl.DataFrame:
    """kind, code, name_id, name_en, valid_from of every programme, segment, branch (its newest row) and named total."""
    named = [
        ("programme", vocabulary.programmes),
        ("segment", vocabulary.segments),
        ("branch", vocabulary.branches),
        ("total", totals()[1]),
    ]
    return pl.concat([_named(kind, table) for kind, table in named])


def month_spans(month: date) -> list[Span]:
    """One payment month."""
    return [Span(MONTH, month, frozenset([month]), tuple(PLACES))]


def year_spans(months: Sequence[date]) -> list[Span]:
    """Quarters, the year, and the year up to each of its months; `months` are the published ones of one calendar year."""
    quarters = {month.replace(month=(month.month - 1) // 3 * 3 + 1) for month in months}
    found = [Span(QUARTER, first, _between(months, first, _later(first, 2)), ("nation", "regency")) for first in sorted(quarters)]
    first = months[0].replace(month=1)
    so_far = [Span(YEAR_TO_DATE, last, _between(months, first, last), ("nation", "regency")) for last in months]
    return [*found, *so_far, Span(YEAR, first, frozenset(months), ("regency", "segment"))]


def rolling_spans(months: Sequence[date], year: int) -> list[Span]:
    """The twelve months up to each published month of `year`; a month that is not published is in no window."""
    ends = [month for month in months if month.year == year]
    return [Span(ROLLING, end, _between(months, _later(end, 1 - WINDOW), end), ("nation",)) for end in ends]


def rolled_up(lines: pl.LazyFrame, spans: Sequence[Span], totals: Sequence[Total]) -> pl.DataFrame:
    """The four measures (Int64) of every span, place and benefit type, and of every total; only cells that have lines.

    `lines`: the effective lines of the spans' months. Grain: CELL. breakdown 'nation' has no place; elsewhere a missing place_code is the
    lines that name none. Exactly one of benefit_type_code and total_code is set.

    The lines are read once and held as five numbers each: left lazy, every count would read them again (measured: 20 times slower).
    """
    months = sorted(frozenset[date]().union(*(span.months for span in spans)))
    bits = {month: 1 << place for place, month in enumerate(months)}
    breakdowns = [name for name in PLACES if any(name in span.breakdowns for span in spans)]
    columns = ["benefit_type_code", *(place for name in breakdowns if (place := PLACES[name]))]
    origins = lines.select(columns).unique().sort(columns).with_row_index("origin").collect(engine="streaming").lazy()
    mask = pl.col("payment_month").replace_strict(bits, default=0, return_dtype=pl.UInt32)
    marked = lines.join(origins, on=columns, how="left", nulls_equal=True).select("origin", *KEYS, "amount_paid_sen", mask=mask)
    held = marked.collect(engine="streaming").lazy()
    shown = pl.concat([_targets(origins, name, one) for name in breakdowns for one in (None, *totals)])
    cells = shown.select(TARGET).unique().with_row_index("cell").collect().lazy()
    targets = shown.join(cells, on=TARGET, nulls_equal=True).select("origin", "cell").collect().lazy()
    weights = pl.concat([_sums(held, targets), *(_counts(held, targets, key) for key in KEYS)])
    return _asked(weights, cells, _windows(spans, bits)).collect(engine="streaming")


def _asked(weights: pl.LazyFrame, cells: pl.LazyFrame, windows: pl.LazyFrame) -> pl.LazyFrame:
    """What each cell has in each of its windows: numbers are joined, codes only to the result."""
    asked = cells.join(windows.with_row_index("window"), on="breakdown").filter(~_is_elsewhere())
    found = weights.join(asked.select("cell", "window", "months"), on="cell").filter(pl.col("mask") & pl.col("months") != 0)
    summed = found.group_by("cell", "window").agg(pl.col(MEASURES).sum())
    return summed.join(asked, on=["cell", "window"]).select(*CELL, *MEASURES).sort(CELL)


def _targets(origins: pl.LazyFrame, breakdown: str, total: Total | None) -> pl.LazyFrame:
    """Where the lines of each origin are shown: in the cell of their benefit type, or in that of a total, by this kind of place."""
    place, none = PLACES[breakdown], pl.lit(None, dtype=pl.String)
    counted = origins if total is None else origins.filter(~pl.col("benefit_type_code").is_in(total.without))
    return counted.select(
        "origin",
        breakdown=pl.lit(breakdown),
        place_code=none if place is None else pl.col(place),
        benefit_type_code=pl.col("benefit_type_code") if total is None else none,
        total_code=none if total is None else pl.lit(total.code),
    )


def _sums(marked: pl.LazyFrame, targets: pl.LazyFrame) -> pl.LazyFrame:
    """Lines and money of each cell, by the month (mask) they are paid in."""
    summed = marked.group_by("origin", "mask").agg(payment_count=pl.len().cast(pl.Int64), amount_paid_sen=pl.col("amount_paid_sen").sum())
    return _weighed(summed.join(targets, on="origin"))


def _counts(marked: pl.LazyFrame, targets: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """Keys of each cell, by the months (mask) they are in. Nearly every key has one origin: it is counted with others like it.

    Only what has several is looked at cell by cell, so that no place and no total costs another grouping of all lines.
    """
    counting = pl.col("amount_paid_sen") > 0 if key == "claim_key" else pl.col(key).is_not_null()
    own = marked.filter(counting)
    origin = pl.col("origin")
    keys = own.group_by(key).agg(pl.col("mask").bitwise_or(), origin=origin.min(), last=origin.max()).collect(engine="streaming").lazy()
    single = keys.filter(origin == pl.col("last")).group_by("origin", "mask").agg(_count(key)).join(targets, on="origin")
    several = own.join(keys.filter(origin != pl.col("last")).select(key), on=key, how="semi")
    apart = several.group_by("origin", key).agg(pl.col("mask").bitwise_or()).join(targets, on="origin")
    together = apart.group_by("cell", key).agg(pl.col("mask").bitwise_or()).group_by("cell", "mask").agg(_count(key))
    return pl.concat([_weighed(single), _weighed(together)])


def _count(key: str) -> pl.Expr:
    return pl.len().cast(pl.Int64).alias(KEYS[key])


def _weighed(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Summed by cell and months; measures that are not counted here are 0."""
    there = frame.collect_schema().names()
    measures = [pl.col(name).sum() if name in there else pl.lit(0, dtype=pl.Int64).alias(name) for name in MEASURES]
    return frame.group_by("cell", "mask").agg(measures).select("cell", "mask", *MEASURES)


def _is_elsewhere() -> pl.Expr:
    shown = [(pl.col("span") == span) & (pl.col("breakdown") == breakdown) for span, breakdown in TYPES_ELSEWHERE]
    return pl.any_horizontal(shown) & pl.col("total_code").is_null()


def _named(kind: str, table: pl.DataFrame) -> pl.DataFrame:
    columns = table.columns
    text, day = pl.lit(None, dtype=pl.String), pl.lit(None, dtype=pl.Date)
    valid_from = pl.col("valid_from") if "valid_from" in columns else day
    name_en = pl.col(f"{kind}_name_en") if f"{kind}_name_en" in columns else text
    whole = table.select(kind=pl.lit(kind), code=f"{kind}_code", name_id=f"{kind}_name", name_en=name_en, valid_from=valid_from)
    return whole.sort("code", "valid_from", nulls_last=False).unique("code", keep="last", maintain_order=True)


def _windows(spans: Sequence[Span], bits: Mapping[date, int]) -> pl.LazyFrame:
    rows = [(name, span.name, span.period, sum(bits[month] for month in span.months)) for span in spans for name in span.breakdowns]
    schema = {"breakdown": pl.String, "span": pl.String, "period": pl.Date, "months": pl.UInt32}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def _between(months: Sequence[date], first: date, last: date) -> frozenset[date]:
    return frozenset(month for month in months if first <= month <= last)


def _later(month: date, months: int) -> date:
    years, place = divmod(month.month - 1 + months, 12)
    return date(month.year + years, place + 1, 1)
