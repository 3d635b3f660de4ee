"""Figures of effective lines, at their own grain."""

from collections.abc import Callable, Iterable
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.drawing import table
from transforms.aggregate import (
    MEASURES,
    by_benefit_month,
    by_month,
    by_programme_month,
    by_region_month,
    net_by_benefit_month,
    year_to_date,
)
from transforms.line import LINE

MONTHS = [date(2022, month, 1) for month in (1, 2, 3)]


def lines(drawing: str) -> pl.LazyFrame:
    return table(drawing, dict(LINE)).lazy()


def test_claims_with_a_positive_line_payments_and_people_are_counted_apart() -> None:
    drawn = lines("""
        payment_month | benefit_type_code | claim_key | participant_key | amount_paid_sen
        2022-07-01    | JHT               | 1         | 1               | 100
        2022-07-01    | JHT               | 1         | 1               | 50
        2022-07-01    | JHT               | 2         | 1               | -30
        2022-07-01    | JHT               | 3         |                 | 10
        2022-08-01    | JHT               | 1         | 1               | 5
    """)
    found = by_benefit_month(drawn).collect()
    assert found.schema == {"period": pl.Date, "benefit_type_code": pl.String} | dict.fromkeys(MEASURES, pl.Int64)
    assert found.rows() == [(date(2022, 7, 1), "JHT", 2, 4, 1, 130), (date(2022, 8, 1), "JHT", 1, 1, 1, 5)]


def test_a_cell_with_reversals_only_has_no_claim() -> None:
    drawn = lines("payment_month | benefit_type_code | claim_key | participant_key | amount_paid_sen\n2022-07-01 | JHT | 1 | | -5")
    assert by_benefit_month(drawn).collect().rows() == [(date(2022, 7, 1), "JHT", 0, 1, 0, -5)]


def test_a_claim_that_was_paid_nothing_is_no_claim() -> None:
    drawn = lines("payment_month | benefit_type_code | claim_key | participant_key | amount_paid_sen\n2022-01-01 | JHT | 1 | 1 | 0")
    january = date(2022, 1, 1)
    assert by_benefit_month(drawn).collect().rows() == [(january, "JHT", 0, 1, 1, 0)]
    assert year_to_date(drawn, [january]).collect().rows() == [
        (january, "national", "JHT", None, 0, 1, 1, 0),
        (january, "regency", "JHT", None, 0, 1, 1, 0),
    ]


def test_in_the_final_view_a_claim_counts_where_its_lines_together_are_positive() -> None:
    drawn = lines("""
        payment_month | benefit_type_code | claim_key | participant_key | amount_paid_sen
        2022-01-01    | JHT               | 1         | 1               | 7
        2022-01-01    | JHT               | 1         | 1               | -7
        2022-01-01    | JHT               | 2         | 2               | 7
        2022-01-01    | JHT               | 2         | 2               | -6
    """)
    assert net_by_benefit_month(drawn).collect().rows() == [(date(2022, 1, 1), "JHT", 1, 4, 2, 1)]


def test_null_is_a_cell_of_its_own() -> None:
    drawn = lines("""
        payment_month | programme_code | benefit_type_code | benefit_component_code | claim_key | participant_key | amount_paid_sen
        2022-07-01    |                | BEASISWA          |                        | 1         | 1               | 1
        2022-07-01    | JKM            | BEASISWA          | BEASISWA_SMA           | 2         | 1               | 2
    """)
    found = by_programme_month(drawn).collect()
    assert set(found.rows()) == {
        (date(2022, 7, 1), None, "BEASISWA", None, 1, 1, 1, 1),
        (date(2022, 7, 1), "JKM", "BEASISWA", "BEASISWA_SMA", 1, 1, 1, 2),
    }


def test_a_person_paid_in_two_regencies_is_one_person_nationally_and_one_in_each() -> None:
    drawn = lines("""
        payment_month | benefit_type_code | regency_code | claim_key | participant_key | amount_paid_sen
        2022-01-01    | JHT               | 33.16        | 1         | 1               | 1
        2022-02-01    | JHT               | 33.19        | 2         | 1               | 2
        2022-03-01    | JHT               |              | 1         | 1               | 4
    """)
    regions = by_region_month(drawn).collect()
    assert regions.select("regency_code", "participant_count").rows() == [("33.16", 1), ("33.19", 1), (None, 1)]
    running = year_to_date(drawn, MONTHS).collect()
    national = running.filter(scope="national").select("period", "claim_count", "payment_count", "participant_count", "amount_paid_sen")
    assert national.rows() == [(MONTHS[0], 1, 1, 1, 1), (MONTHS[1], 2, 2, 1, 3), (MONTHS[2], 2, 3, 1, 7)]
    march = running.filter(scope="regency", period=MONTHS[2]).select("regency_code", "amount_paid_sen")
    assert set(march.rows()) == {("33.16", 1), ("33.19", 2), (None, 4)}


Row = dict[str, object]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "payment_month": st.sampled_from(MONTHS),
            "benefit_type_code": st.sampled_from(["JHT", "JKM"]),
            "regency_code": st.sampled_from(["33.16", "33.19", None]),
            "claim_key": st.integers(1, 4),
            "participant_key": st.one_of(st.none(), st.integers(1, 3)),
            "amount_paid_sen": st.integers(-3, 9),
        }
    ),
    max_size=12,
)


MORE = {
    "programme_code": st.sampled_from(["JKM", "JKK", None]),
    "benefit_component_code": st.sampled_from(["A", "B", None]),
    "branch_code": st.sampled_from(["K01", "K02", None]),
    "segment_code": st.sampled_from(["PU", None]),
}


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, more=st.lists(st.fixed_dictionaries(MORE), min_size=12, max_size=12))
def test_frames_of_a_month_made_at_once_are_those_made_one_by_one(rows: list[Row], more: list[Row]) -> None:
    drawn = pl.DataFrame([row | beside for row, beside in zip(rows, more, strict=False)], schema_overrides=LINE)
    frame = pl.concat([pl.DataFrame(schema=LINE), drawn], how="diagonal").lazy()
    one_by_one = {"benefit_month": by_benefit_month, "programme_month": by_programme_month, "region_month": by_region_month}
    for name, found in by_month(frame).items():
        assert_frame_equal(found.collect(), one_by_one[name](frame).collect())


def measured(rows: Iterable[Row]) -> tuple[int, int, int, int]:
    kept = list(rows)
    claims = {row["claim_key"] for row in kept if row["amount_paid_sen"] > 0}  # type: ignore[operator]
    people = {row["participant_key"] for row in kept} - {None}
    return len(claims), len(kept), len(people), sum(row["amount_paid_sen"] for row in kept)  # type: ignore[misc]


def cells(rows: list[Row], cell: Callable[[Row], tuple[object, ...]]) -> dict[tuple[object, ...], tuple[int, int, int, int]]:
    return {key: measured(row for row in rows if cell(row) == key) for key in {cell(row) for row in rows}}


def keyed(frame: pl.DataFrame, width: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    return {row[:width]: row[width:] for row in frame.rows()}


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_figures_are_those_of_plain_python(rows: list[Row]) -> None:
    drawn = pl.DataFrame(rows, schema_overrides=LINE) if rows else pl.DataFrame(schema=LINE)
    frame = pl.concat([pl.DataFrame(schema=LINE), drawn], how="diagonal").lazy()
    assert keyed(by_benefit_month(frame).collect(), 2) == cells(rows, lambda row: (row["payment_month"], row["benefit_type_code"]))
    expected = {
        (month, scope, kind, regency): measured(chosen)
        for month in MONTHS
        for scope, kind, regency in {("national", row["benefit_type_code"], None) for row in rows}
        | {("regency", row["benefit_type_code"], row["regency_code"]) for row in rows}
        if (
            chosen := [
                row
                for row in rows
                if row["payment_month"] <= month
                and row["benefit_type_code"] == kind
                and (scope == "national" or row["regency_code"] == regency)  # type: ignore[operator]
            ]
        )
    }
    assert keyed(year_to_date(frame, MONTHS).collect(), 4) == expected
