"""Rarer spellings of amounts: each read as the one thing that it can mean, in the form that its whole column proves."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.parse.paying import JULY
from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import Forms, decide_forms, typed
from transforms.parse.odd_amounts import is_odd


def decided(values: Any) -> tuple[pl.LazyFrame, Forms]:
    frame = pl.LazyFrame({"amount_paid_idr": pl.Series(values, dtype=pl.String)})
    return frame, decide_forms([frame], JULY, Dialect(), file_name="klaim.csv")


def sen(*values: str | None) -> list[int | None]:
    read = typed(*decided(values)).collect(engine="streaming")
    assert read["amount_paid_idr_raw"].to_list() == [*values], "the text stays as it was sent"
    return read["amount_paid_sen"].to_list()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1234567.0000", "500.0000", "0.0000", "-7.2500"], [123456700, 50000, 0, -725]),
        (["1234567,0000", "Rp 500,0000"], [123456700, 50000]),
        (["1,234,567.0000", "(500.000000)"], [123456700, -50000]),
        (["1234567.0000-", "5.0000 IDR"], [-123456700, 500]),
    ],
)
def test_decimals_of_four_places_and_more_are_decimals_where_all_beyond_the_sen_are_zeros(values: Any, expected: Any) -> None:
    assert sen(*values) == expected


@pytest.mark.parametrize("more", ["1234567.1234", "1.857.000,000", "12.3456", "1.234.0000"])
def test_parts_of_a_sen_and_three_places_are_not_read(more: str) -> None:
    assert sen("1.234.567,00", more)[1] is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1'234'567", "1'234", "500"], [123456700, 123400, 50000]),
        (["1’234’567", "Rp 1’234", "-1’234"], [123456700, 123400, -123400]),
        (["1'234'567.50", "1'234.5", "1,234"], [123456750, 123450, 123400]),
        (["1'234'567,50", "1.234"], [123456750, 123400]),
        (["1'234.50"], [123450]),
    ],
)
def test_apostrophes_part_groups_of_three_where_the_column_proves_it(values: Any, expected: Any) -> None:
    assert sen(*values) == expected


def test_one_apostrophe_alone_in_a_column_is_never_guessed() -> None:
    assert sen("1'234", "500") == [None, 50000]
    assert sen("1'234", "1.234.567,00") == [None, 123456700]


@pytest.mark.parametrize("malformed", ["1'23'456", "12'34", "1'2345", "0'123'456", "1'234'567'", "1'234.567,00", "1'234'567.000"])
def test_apostrophes_that_part_no_groups_of_three_are_not_read(malformed: str) -> None:
    assert sen("1'234'567", "7,50", malformed)[2] is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["'5508515", "'0"], [550851500, 0]),
        (["'1.234.567,00", "1.234", "'Rp 500"], [123456700, 123400, 50000]),
        (["`1234567.50", "’-7"], [123456750, -700]),
        (["'1'234'567"], [123456700]),
    ],
)
def test_an_apostrophe_before_an_amount_is_a_spreadsheets_mark_for_text(values: Any, expected: Any) -> None:
    assert sen(*values) == expected


def test_an_apostrophe_before_an_amount_decides_nothing() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sen("'1.234", "'5.000")
    assert refusal.value.evidence == {"forms found": "2 like 1.234, 2 in rarer spellings"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["5.000,00-", "1.234", "7,5 -"], [-500000, 123400, -750]),
        (["5,000.00-", "Rp 7.50-"], [-500000, -750]),
        (["\u22125.000,00", "\u20131.234", "Rp \u22127"], [-500000, -123400, -700]),
        (["5.000,00\u2212", "7,50\u2013"], [-500000, -750]),
        (["1.234.567,\u2013"], [123456700]),  # for ,-
    ],
)
def test_a_minus_behind_decimals_or_a_typesetters_one_is_a_minus(values: Any, expected: Any) -> None:
    assert sen(*values) == expected


@pytest.mark.parametrize("doubtful", ["5.000-", "5000-", "-5,00-", "(5,00-)", "+5,00-", "5-00", "2021\u20132022", "\u2013"])
def test_a_dash_that_may_be_a_careless_closing_or_a_second_sign_is_never_a_minus(doubtful: str) -> None:
    assert sen("1.234.567,00", doubtful)[1] is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["Rp1.234.567.-", "Rp500.-", "Rp 1.234.-"], [123456700, 50000, 123400]),
        (["1.234.--"], [123400]),
        (["1,234,567.-", "500.-"], [123456700, 50000]),
    ],
)
def test_a_point_and_dash_close_an_amount_as_a_comma_and_dash_do(values: Any, expected: Any) -> None:
    assert sen(*values) == expected


def test_number_cells_and_usual_spellings_beside_odd_ones_are_read_as_ever() -> None:
    assert sen("=1234567.25", "'1.234", "1.234.567,00", "nihil", None, "=1.234", "1 000") == [
        123456725, 123400, 123456700, 0, None, None, 100000,
    ]  # fmt: skip


def test_usual_spellings_are_not_looked_at_twice() -> None:
    usual = ["1234567", "1234567.50", "150.000", "1,200,000", "-5", "(5)", "1.234.567,-", "=1234.5", "nihil", "-", "–", "1 000", "500,00"]
    assert not pl.Series(usual).to_frame("text").select(is_odd(pl.col("text")).any()).item()
    assert not decided(["1234567.50", "7", "–"])[1].amount.has_odd


ODDLY = {
    "text mark": lambda rupiah, cents: f"'{rupiah}.{cents:02d}",
    "money": lambda rupiah, cents: f"{rupiah}.{cents:02d}00",
    "apostrophes": lambda rupiah, cents: f"{rupiah:,}.{cents:02d}".replace(",", "'"),
    "minus behind": lambda rupiah, cents: f"{rupiah:,}.{cents:02d}-",
    "typesetter's minus": lambda rupiah, cents: f"\u2212{rupiah:,}.{cents:02d}",
}


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(st.tuples(st.integers(1, 10**17 - 1), st.sampled_from(sorted(ODDLY))), min_size=1, max_size=12))
def test_any_amount_in_any_odd_spelling_reads_back_to_the_same_sen_whatever_stands_beside_it(drawn: list[tuple[int, str]]) -> None:
    values = [ODDLY[spelling](*divmod(value, 100)) for value, spelling in drawn]
    assert sen(*values, "1,234,567.00")[:-1] == [-value if "minus" in spelling else value for value, spelling in drawn]
