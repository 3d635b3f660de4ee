"""Whether day or month comes first: by values, sender, period and the other columns; else refused with the evidence."""

from typing import Any

import polars as pl
import pytest

from tests.transforms.parse.paying import JULY, D, paid, read
from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import decide_forms


def test_one_value_decides_the_order_for_the_whole_column() -> None:
    assert paid(["05/07/2022", "13/07/2022"]) == [D(2022, 7, 5), D(2022, 7, 13)]
    assert paid(["07/05/2022", "07/13/2022"]) == [D(2022, 7, 5), D(2022, 7, 13)]


def test_values_that_contradict_each_other_are_refused_with_the_counts_unless_the_sender_is_known() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(["13/07/2022", "14/07/2022", "07/15/2022"])
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence == {"forms found": "2 dates only as day/month, 1 dates only as month/day"}
    assert paid(["13/07/2022", "07/15/2022"], dialect="dmy") == [D(2022, 7, 13), None]


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["05/07/2022", "06/07/2022"], [D(2022, 7, 5), D(2022, 7, 6)]),  # both orders are past or present; only dmy is all July
        (["08/07/2022", "09/06/2022"], [D(2022, 7, 8), D(2022, 6, 9)]),  # 9 June came late; as mdy it would be in the future
        (["07/07/2022"], [D(2022, 7, 7)]),  # the same either way
        (
            ["01/07/2022", "02/07/2022", "03/07/2022", "07/06/2022"],  # three of July and one late: month first strews them over the year
            [D(2022, 7, 1), D(2022, 7, 2), D(2022, 7, 3), D(2022, 6, 7)],
        ),
        (["05/07/2022", "06/07/2022", "04/03/2022"], [D(2022, 7, 5), D(2022, 7, 6), D(2022, 3, 4)]),  # month first none is of July
        (["05/07/2022", "06/07/2022", "04/03/2022", "05/04/2022"], [D(2022, 7, 5), D(2022, 7, 6), D(2022, 3, 4), D(2022, 4, 5)]),
    ],
)
def test_the_extract_period_confirms_day_first_where_payment_dates_read_both_ways(values: Any, days: Any) -> None:
    assert paid(values) == days


@pytest.mark.parametrize("values", [["07/05/2022", "07/06/2022"], ["07/08/2022"], ["07/06/2022"]])
def test_the_extract_period_never_makes_payment_dates_month_first(values: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(values)
    assert refusal.value.code == "EX08"


@pytest.mark.parametrize(
    "values",
    [
        [*(f"07/{day:02}/2022" for day in range(1, 7)), "06/07/2022"],  # month first but for one line
        ["07/04/2022", "06/07/2022"],  # 7 April and 6 July, or 4 July and 7 June
        ["06/07/2022", "07/06/2022"],  # 6 July and 7 June, or the same
        ["05/07/2022", "03/02/2022", "04/02/2022"],  # day first most lines would be months late
        ["05/07/2022", "05/07/2022", "05/03/2022"],  # or May, in the folder of July: 5 July is a day of it by chance
        ["05/07/2022", "06/07/2022", "07/03/2022"],  # 7 March, or 3 July
        ["05/07/2022", "06/07/2022", "04/03/2022", "05/04/2022", "04/02/2022"],  # more than half would be months late
        ["08/07/2022", "01/08/2022"],  # one would still be to come
    ],
)
def test_the_period_decides_nothing_where_its_days_are_few_or_the_other_order_is_as_likely(values: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(values)
    assert refusal.value.evidence == {"forms found": f"{len(values)} dates either way"}
    assert paid(values, dialect="dmy")[0] == D(2022, int(values[0][3:5]), int(values[0][:2]))


def test_payment_dates_that_neither_values_nor_period_decide_are_refused_unless_the_sender_is_known() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(["05/04/2022", "04/05/2022"])
    assert refusal.value.place == "column payment_date"
    assert paid(["05/04/2022", "04/05/2022"], dialect="mdy") == [D(2022, 5, 4), D(2022, 4, 5)]


def test_a_column_that_does_not_decide_follows_the_other_date_columns_of_the_extract() -> None:
    frame = read(["13/07/2022"], contingency_date=["05/04/2022"])
    assert frame["contingency_date"].to_list() == [D(2022, 4, 5)]


def test_where_the_other_columns_disagree_nothing_is_borrowed() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(["13/07/2022"], submission_date=["07/13/2022"], contingency_date=["05/04/2022"])
    assert refusal.value.place == "column contingency_date"


def test_what_other_columns_say_is_not_borrowed_where_the_payment_dates_speak_against_it() -> None:
    month_first = [f"07/{day:02}/2022" for day in range(1, 7)]
    with pytest.raises(ExtractRefused) as refusal:
        read(month_first, contingency_date=["13/05/2022"] * 6)
    assert "others say day first, but its own days speak against it" in refusal.value.what
    found = read(month_first, contingency_date=["05/13/2022"] * 6)["payment_date"].to_list()
    assert found == [D(2022, 7, day) for day in range(1, 7)]


def test_event_dates_do_not_borrow_an_order_in_which_alone_they_are_still_to_come() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(["13/07/2022"] * 2, contingency_date=["05/10/2022", "06/09/2022"])
    assert refusal.value.place == "column contingency_date"
    assert read(["13/07/2022"] * 2, contingency_date=["05/10/2022", "10/05/2022"])["contingency_date"][0] == D(2022, 10, 5)


def test_a_days_name_decides_between_day_first_and_month_first() -> None:
    assert paid(["Selasa, 05/04/2022", "06/04/2022"], period=D(2022, 4, 1)) == [D(2022, 4, 5), D(2022, 4, 6)]
    with pytest.raises(ExtractRefused):
        paid(["05/04/2022", "06/04/2022"], period=D(2022, 9, 1))
    assert paid(["Selasa, 05/04/2022", "06/04/2022"], period=D(2022, 9, 1)) == [D(2022, 4, 5), D(2022, 4, 6)]


@pytest.mark.parametrize(
    ("texts", "others", "dialect", "told"),
    [
        (["05/07/2022", "06/07/2022"] * 4, {}, None, "dmy: 8 dates either way, decided by the period"),
        (["05/07/2022"], {}, "mdy", "mdy: 1 dates either way, decided by the dialect recorded for the sender"),
        (["05/04/2022"], {"contingency_date": ["13/03/2022"]}, None, "dmy: 1 dates either way, decided by the other date columns"),
        (["05/07/2022", "13/07/2022"], {}, None, "dmy: 1 dates only as day/month, 1 dates either way"),
        (["07/07/2022"], {}, None, "dmy: 1 dates beyond doubt"),
    ],
)
def test_the_evidence_says_who_decided_the_order_where_no_value_does(
    texts: list[str], others: dict[str, list[str]], dialect: str | None, told: str
) -> None:
    frame = pl.LazyFrame({"payment_date": texts, **others, "amount_paid_idr": ["1"] * len(texts)})
    forms = decide_forms([frame], D(2022, 9, 1) if others else JULY, Dialect(date_order=dialect), file_name="f")
    assert forms.evidence["payment_date"] == told
