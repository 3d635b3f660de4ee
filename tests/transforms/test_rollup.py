"""Quarters, years so far, windows of twelve months, places and totals: every key counted anew, against plain Python."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.rollup import CELL, Span, Total, month_spans, rolled_up, rolling_spans, totals, year_spans
from transforms.rollup import codes as codes_of
from transforms.vocabulary.load import load
from warehouse.content import FRAMES

TOTALS = (Total("ALL", ()), Total("WITHOUT_EDUCATION", ("BEASISWA",)))
SCHEMA = {
    "payment_month": pl.Date,
    "benefit_type_code": pl.String,
    "regency_code": pl.String,
    "branch_code": pl.String,
    "segment_code": pl.String,
    "claim_key": pl.UInt64,
    "participant_key": pl.UInt64,
    "amount_paid_sen": pl.Int64,
}
MONTHS = [date(2021, month, 1) for month in (2, 3, 7, 11, 12)] + [date(2022, month, 1) for month in (1, 2, 3, 4, 12)]
PLACE = {"nation": None, "regency": "regency_code", "branch": "branch_code", "segment": "segment_code"}
Line = dict[str, Any]

LINE = st.fixed_dictionaries(
    {
        "payment_month": st.sampled_from(MONTHS),
        "benefit_type_code": st.sampled_from(["JHT", "JKM", "BEASISWA"]),
        "regency_code": st.sampled_from(["33.16", "33.17", None]),
        "branch_code": st.sampled_from(["K01", None]),
        "segment_code": st.sampled_from(["PU", "BPU", None]),
        "claim_key": st.integers(1, 5),
        "participant_key": st.none() | st.integers(1, 5),
        "amount_paid_sen": st.sampled_from([100, 250, -100]),
    }
)


def in_plain_python(lines: Sequence[Line], spans: Sequence[Span]) -> list[tuple[Any, ...]]:
    """The same figures the slow way: every cell looks through all lines."""
    return sorted((row for span in spans for name in span.breakdowns for row in _cells(lines, span, name)), key=str)


def _cells(lines: Sequence[Line], span: Span, breakdown: str) -> Iterator[tuple[Any, ...]]:
    inside = [line for line in lines if line["payment_month"] in span.months]
    place = PLACE[breakdown]
    for code in {line[place] if place else None for line in inside}:
        here = [line for line in inside if not place or line[place] == code]
        shows_types = (span.name, breakdown) not in {("month", "nation"), ("year_to_date", "nation"), ("year_to_date", "regency")}
        kinds = [(one, None, lambda line, one=one: line["benefit_type_code"] == one) for one in ("JHT", "JKM", "BEASISWA") if shows_types]
        kinds += [(None, one.code, lambda line, one=one: line["benefit_type_code"] not in one.without) for one in TOTALS]
        for benefit_type, total, belongs in kinds:
            own = [line for line in here if belongs(line)]
            if own:
                yield (span.name, span.period, breakdown, code, benefit_type, total, *_measures(own))


def _measures(lines: Sequence[Line]) -> tuple[int, int, int, int]:
    claims = {line["claim_key"] for line in lines if line["amount_paid_sen"] > 0}
    people = {line["participant_key"] for line in lines} - {None}
    return len(claims), len(lines), len(people), sum(line["amount_paid_sen"] for line in lines)


def counted(lines: Sequence[Line], spans: Sequence[Span]) -> pl.DataFrame:
    months = frozenset[date]().union(*(span.months for span in spans))
    effective = pl.LazyFrame(lines, schema=SCHEMA).filter(pl.col("payment_month").is_in(list(months)))
    return rolled_up(effective, spans, TOTALS)


ASKED = {
    "month": lambda: month_spans(date(2022, 3, 1)),
    "year": lambda: year_spans([month for month in MONTHS if month.year == 2022]),
    "windows": lambda: rolling_spans(MONTHS, 2022),
}


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINE, max_size=40))
def test_every_figure_is_what_looking_through_all_lines_gives(asked: str, lines: list[Line]) -> None:
    spans = ASKED[asked]()
    assert sorted(counted(lines, spans).rows(), key=str) == in_plain_python(lines, spans)


def test_the_columns_and_types_are_those_that_are_published() -> None:
    assert dict(counted([], month_spans(date(2022, 3, 1))).schema) == FRAMES["rollup"]
    assert list(FRAMES["rollup"])[: len(CELL)] == list(CELL)


def line(month: date, claim: int, benefit_type: str = "JHT", amount: int = 100, participant: int | None = 1) -> Line:
    return {
        "payment_month": month,
        "benefit_type_code": benefit_type,
        "regency_code": "33.16",
        "branch_code": "K01",
        "segment_code": "PU",
        "claim_key": claim,
        "participant_key": participant,
        "amount_paid_sen": amount,
    }


def figure(found: pl.DataFrame, span: str, period: date, total: str = "ALL", measure: str = "claim_count") -> int:
    cell = found.filter(span=span, period=period, breakdown="nation", total_code=total)
    return int(cell[measure].item())


def test_a_death_grant_with_a_scholarship_is_one_claim_of_all_benefit_types() -> None:
    month = date(2022, 3, 1)
    found = counted([line(month, 1, "JKM"), line(month, 1, "BEASISWA"), line(month, 2, "BEASISWA")], month_spans(month))
    assert figure(found, "month", month) == 2
    assert figure(found, "month", month, "WITHOUT_EDUCATION") == 1
    assert figure(found, "month", month, "WITHOUT_EDUCATION", "payment_count") == 1


def test_a_claim_paid_every_month_counts_once_in_each_window_and_no_more_twelve_months_later() -> None:
    lines = [line(date(2021, 2, 1), 1), line(date(2021, 12, 1), 1), line(date(2021, 2, 1), 2), line(date(2022, 2, 1), 3)]
    found = counted(lines, rolling_spans(MONTHS, 2022))
    claims = {month: figure(found, "rolling_12_months", month) for month in MONTHS if month.year == 2022}
    assert list(claims.values()) == [2, 2, 2, 2, 1]  # to January: claims 1 and 2; to February: 1 and 3; to December: 3


def test_a_window_takes_the_twelve_calendar_months_however_few_of_them_are_published() -> None:
    (window,) = rolling_spans([date(2021, 1, 1), date(2021, 2, 1), date(2022, 1, 1)], 2022)
    assert window.months == {date(2021, 2, 1), date(2022, 1, 1)}


def test_the_named_totals_are_all_benefit_types_and_those_without_education_grants() -> None:
    assert totals()[0] == TOTALS
    assert totals()[1]["total_name_en"].to_list() == ["All benefit types", "Without education grants"]


def test_programmes_segments_branches_and_totals_have_one_row_each_with_names_in_both_languages() -> None:
    codes = codes_of(load(None))
    assert dict(codes.schema) == FRAMES["codes"]
    assert not codes.select("kind", "code").is_duplicated().any()
    assert set(codes["kind"]) == {"programme", "segment", "total"}  # the release ships no branch
    assert codes.filter(pl.col("name_en").is_null() | pl.col("name_id").is_null()).is_empty()
