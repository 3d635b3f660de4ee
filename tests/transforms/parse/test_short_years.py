"""Years of two digits, where the period leaves no doubt."""

from typing import Any

import pytest

from tests.transforms.parse.paying import D, paid, read
from transforms.errors import ExtractRefused


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["12/7/22", "5/7/22"], [D(2022, 7, 12), D(2022, 7, 5)]),
        (["12.07.22 08:15", "29-6-22"], [D(2022, 7, 12), D(2022, 6, 29)]),  # 29 June came late
        (["7/13/22", "7/5/22"], [D(2022, 7, 13), D(2022, 7, 5)]),  # month first by its values, and all in July
        (["Selasa, 12/7/22"], [D(2022, 7, 12)]),
    ],
)
def test_a_year_of_two_digits_is_read_where_the_period_leaves_no_doubt(values: Any, days: Any) -> None:
    assert paid(values) == days


@pytest.mark.parametrize(
    "values",
    [
        ["22/7/12", "22/7/5"],  # no date has a year of one digit; 22 July 2012, or the year first
        ["22/07/12", "22/07/05"],  # with the year first all lie in July
        ["12/5/21", "13/5/21"],  # neither way in July 2022
        ["12/7/22", "13/7/09", "14/7/08"],  # most of them years before the extract
        ["12/7/22", "13/7/62"],  # 1962? 2062?
    ],
)
def test_a_year_of_two_digits_that_the_period_leaves_in_doubt_refuses_the_file(values: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(values)
    assert refusal.value.code == "EX08"
    assert refusal.value.place == "column payment_date"


def test_a_sender_whose_order_is_known_may_write_years_of_two_digits() -> None:
    assert paid(["12/5/21", "5/6/21"], dialect="dmy") == [D(2021, 5, 12), D(2021, 6, 5)]


def test_event_dates_follow_payment_dates_in_where_the_year_stands_or_show_it_themselves() -> None:
    assert read(["12/7/22"], contingency_date=["10/6/21"])["contingency_date"].to_list() == [D(2021, 6, 10)]
    assert read(["2022-07-12"], contingency_date=["25/6/21"])["contingency_date"].to_list() == [D(2021, 6, 25)]
    for doubtful in ("13/6/10", "13/6/98"):
        with pytest.raises(ExtractRefused) as refusal:
            read(["2022-07-12"], contingency_date=[doubtful])
        assert refusal.value.evidence["years of two digits"] == "1"
