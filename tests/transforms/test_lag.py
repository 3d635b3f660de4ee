"""The lag of lines, and what is estimated from it: hand-drawn months, and a slow oracle."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from transforms.aggregate import by_benefit_month
from transforms.lag import COMPLETION, EstimateRules, by_lag, completion, estimate_rules
from transforms.vocabulary.errors import VocabularyRefused
from warehouse.content import FRAMES

QUICK = EstimateRules(final_lag_months=2, minimum_months=1, interval_probability=0.8)


def month(number: int) -> date:
    """The first day of the month so many months after January 2021."""
    return date(2021 + number // 12, number % 12 + 1, 1)


def lines(drawn: list[tuple[int, int, str, int]]) -> pl.LazyFrame:
    """Lines of (payment month, extract period, benefit type, sen)."""
    rows = [(month(paid), month(sent), benefit, sen, key, key) for key, (paid, sent, benefit, sen) in enumerate(drawn)]
    schema = {
        "payment_month": pl.Date,
        "extract_period": pl.Date,
        "benefit_type_code": pl.String,
        "amount_paid_sen": pl.Int64,
        "claim_key": pl.UInt64,
        "participant_key": pl.UInt64,
    }
    return pl.LazyFrame(rows, schema=schema, orient="row")


def test_a_line_counts_at_the_months_between_its_payment_and_the_extract_that_brought_it_also_over_new_year() -> None:
    counted = by_lag(lines([(11, 11, "JHT", 5), (11, 12, "JHT", 7), (11, 12, "JHT", -2), (11, 25, "JKM", 1), (12, 12, "JHT", 3)])).collect()
    assert counted.rows() == [
        (month(11), "JHT", 0, 1, 5),
        (month(11), "JHT", 1, 2, 5),
        (month(11), "JKM", 14, 1, 1),
        (month(12), "JHT", 0, 1, 3),
    ]
    assert dict(counted.schema) == FRAMES["lag_month"]


drawn_lines = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from(["JHT", "JKM"]), st.integers(-9, 99)).map(
        lambda line: (line[0], line[0] + line[1], line[2], line[3])
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(drawn_lines)
def test_the_lags_of_a_cell_add_up_to_its_figures(drawn: list[tuple[int, int, str, int]]) -> None:
    summed = by_lag(lines(drawn)).group_by("period", "benefit_type_code").agg(pl.col("payment_count", "amount_paid_sen").sum())
    whole = by_benefit_month(lines(drawn)).select("period", "benefit_type_code", "payment_count", "amount_paid_sen")
    assert_frame_equal(summed.collect(), whole.collect(), check_row_order=False)


def periods(received: str) -> pl.DataFrame:
    """Payment months from January 2021 on: + all senders in, - one missing, ? nobody knows, a blank is a month not published."""
    rows = [(month(place), None if told == "?" else 2, 2 if told == "+" else 1) for place, told in enumerate(received) if told != " "]
    schema = {"period": pl.Date, "senders_expected": pl.Int64, "senders_received": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def grown(rows: list[list[int]]) -> pl.DataFrame:
    """lag_month of JHT from increments by payment month and lag: so many lines of 100 sen."""
    cells = [(month(paid), "JHT", lag, lines, lines * 100) for paid, row in enumerate(rows) for lag, lines in enumerate(row) if lines]
    return pl.DataFrame(cells, schema=FRAMES["lag_month"], orient="row")


def payments(told: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return told.filter(pl.col("measure") == "payment_count").select("period", *columns).rows()


STEADY = [[80, 16, 4], [40, 8, 2], [80, 16, 4], [40, 8], [160]]


def test_months_that_always_grow_alike_are_estimated_without_any_doubt() -> None:
    told = completion(grown(STEADY), periods("+++++"), QUICK)
    assert dict(told.schema) == dict(COMPLETION) == FRAMES["completion"]
    seen = told.with_columns(pl.col("completion", "final", "final_low", "final_high", "error").round(9))
    assert payments(seen, "lag_months", "received", "completion", "final", "final_low", "final_high", "error", "state") == [
        (month(0), 4, 100.0, 1.0, 100.0, 100.0, 100.0, 0.0, "estimated"),
        (month(1), 3, 50.0, 1.0, 50.0, 50.0, 50.0, 0.0, "estimated"),
        (month(2), 2, 100.0, 1.0, 100.0, 100.0, 100.0, 0.0, "estimated"),
        (month(3), 1, 48.0, 0.96, 50.0, 50.0, 50.0, 0.0, "estimated"),
        (month(4), 0, 160.0, 0.8, 200.0, 200.0, 200.0, 0.0, "estimated"),
    ]
    money = told.filter(pl.col("measure") == "amount_paid_idr")["final"].to_list()
    assert money == pytest.approx([10_000, 5_000, 10_000, 5_000, 20_000])


def test_months_that_grow_unevenly_have_an_interval_about_their_figure_and_a_wider_one_the_less_is_in() -> None:
    uneven = [[80, 30, 4], [40, 2, 2], [80, 16, 9], [40, 8], [160]]
    told = completion(grown(uneven), periods("+++++"), QUICK).filter(measure="payment_count").sort("period")
    for row in told.tail(2).iter_rows(named=True):
        assert row["final_low"] < row["final"] < row["final_high"]
        assert row["completion_low"] < row["completion"] < row["completion_high"]
        assert row["completion"] == pytest.approx(row["received"] / row["final"])
    width = [(row["completion_high"] - row["completion_low"]) for row in told.tail(2).iter_rows(named=True)]
    assert width[0] < width[1]


@pytest.mark.parametrize(
    ("senders", "known"),
    [
        ("+++++", [4, 3, 2, 1, 0]),
        ("++++-", [3, 2, 1, 0, None]),  # the newest extracts are not all in: each month is judged one lag earlier
        ("+++?+", [2, 1, 0, None, 0]),
        ("++-++", [1, 0, None, 1, 0]),
        ("-----", [None] * 5),
    ],
)
def test_a_month_is_looked_at_up_to_the_extracts_that_are_all_in_without_a_gap(senders: str, known: list[int | None]) -> None:
    told = completion(grown([[9, 1, 1, 1, 1], [9, 1, 1, 1], [9, 1, 1], [9, 1], [9]]), periods(senders), QUICK)
    assert [lag for _, lag in payments(told, "lag_months")] == known


def test_a_month_that_was_never_published_ends_what_is_known_of_those_before_it() -> None:
    told = completion(grown([[9, 1], [9, 1], [], [9]]), periods("++ +"), QUICK)
    assert payments(told, "lag_months") == [(month(0), 1), (month(1), 0), (month(3), 0)]


def test_too_few_months_nothing_received_and_missing_senders_give_no_estimate_and_say_why() -> None:
    asked = EstimateRules(final_lag_months=2, minimum_months=2, interval_probability=0.8)
    told = completion(grown([[80, 16, 4], [40, 8], [], [7]]), periods("+++-"), asked)
    assert payments(told, "state", "months", "final", "completion", "error") == [
        (month(0), "estimated", None, 100.0, 1.0, 0.0),
        (month(1), "too few months", None, None, None, None),
        (month(2), "nothing received", None, None, None, None),
        (month(3), "senders missing", None, None, None, None),
    ]


def test_without_months_there_is_nothing() -> None:
    assert completion(grown([]), periods(""), QUICK).height == 0


def test_the_shipped_rules_are_read_and_those_of_a_site_that_mean_nothing_are_refused(tmp_path: Path) -> None:
    rules, table = estimate_rules(None)
    assert rules == EstimateRules(12, 6, 0.8)
    assert table.filter(pl.col("source").is_null()).is_empty()
    (tmp_path / "estimate_rules.csv").write_text("rule,value,sentence,source\nminimum_months,three,,drawn\n")
    with pytest.raises(VocabularyRefused):
        estimate_rules(tmp_path)
