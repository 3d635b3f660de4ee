"""True dates whose day and month a spreadsheet swapped, and such as stand beside texts for another reason."""

import datetime as dt

import pytest

from tests.transforms.parse.paying import D, paid, read
from transforms.errors import ExtractRefused

TEXTS = [f"{day}/07/2022" for day in range(13, 21)]
MONTH_FIRST = [f"07/{day}/2022" for day in range(13, 21)]
OF_A_YEAR = [f"2022-{month:02}-07 00:00:00" for month in range(1, 13)]  # 1 to 12 July, swapped
OF_SIX_DAYS = OF_A_YEAR[:6]


def test_true_dates_that_a_spreadsheet_swapped_refuse_the_file_with_the_counts() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid([*OF_A_YEAR, *TEXTS])
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence == {
        "true dates": "12",
        "true dates after the 12th of a month": "0",
        "texts that are dates one way": "8",
        "texts that are dates either way": "0",
    }


@pytest.mark.parametrize(
    "values",
    [
        [*OF_SIX_DAYS, "2022-05-06 00:00:00", *TEXTS],  # with 5 June, paid late
        [*OF_SIX_DAYS, *MONTH_FIRST],  # a list with the month first, opened with Indonesian settings
        [*OF_SIX_DAYS, *TEXTS * 9],  # where texts are most, true dates months away are few
        [*OF_SIX_DAYS, "2022-05-09 00:00:00", *TEXTS * 9],  # the list had 5 September by mistake
        [*OF_SIX_DAYS, "2022-07-25 00:00:00", *TEXTS],  # one true date was typed in later
        [*OF_SIX_DAYS, "05/07/2022", *TEXTS],  # one text was
        [*(day.replace("2022-", "2021-") for day in OF_SIX_DAYS), *TEXTS],
        ["2022-03-07 00:00:00", *TEXTS],  # 3 July, or a late one of March: nothing tells
        ["2022-07-06 00:00:00", *TEXTS],  # 6 July, or a late one of June
        ["44627", "44658", *TEXTS],  # 7 March and 7 April as Excel's days
        ["2022-06-07 00:00:00", "2022-06-07 00:00:00", *TEXTS[:3]],  # usual either way: three texts beyond the 12th tell
    ],
)
@pytest.mark.parametrize("period", [D(2022, 7, 1), D(2022, 9, 1)])
def test_swapped_dates_are_seen_whatever_else_stands_among_them(values: list[str], period: dt.date) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(values, period=period)
    assert "swapped by a spreadsheet" in refusal.value.what


@pytest.mark.parametrize(
    "beside",
    [
        [*(f"{day:02}/07/2022" for day in range(1, 7)), *TEXTS],  # a second list, pasted below as text
        [*(f"{day:02}/07/2022" for day in range(1, 13)), *TEXTS],
        ["2022-07-20 00:00:00", "2022-07-21 00:00:00", *TEXTS],  # a quarter of the true dates were typed in later
        TEXTS[:1],
    ],
)
def test_days_that_are_usual_only_swapped_back_are_excused_by_nothing_that_stands_beside_them(beside: list[str]) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid([*OF_SIX_DAYS, *beside])
    assert "swapped by a spreadsheet" in refusal.value.what


def test_a_late_line_among_swapped_dates_excuses_none() -> None:
    with pytest.raises(ExtractRefused):  # 5 July, and 12 April: swapped back one is unusual, as they stand both
        paid(["2022-05-07 00:00:00", "2022-12-04 00:00:00", "09/07/2022", "10/07/2022", *TEXTS])


def test_event_dates_still_to_come_that_are_past_swapped_back_refuse_the_file() -> None:
    swapped = ["2022-09-05 00:00:00", "2022-10-05 00:00:00", "2022-03-05 00:00:00"]  # 9, 10 and 3 May
    with pytest.raises(ExtractRefused) as refusal:
        read(["13/07/2022"] * 4, contingency_date=[*swapped, "13/05/2022"])
    assert refusal.value.place == "column contingency_date"


def test_swapped_dates_are_seen_in_every_column_of_dates_and_no_dialect_excuses_them() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(["13/07/2022"] * 11, contingency_date=["2021-03-05", "2022-05-04", "2022-02-03", *TEXTS], dialect="dmy")
    assert refusal.value.place == "column contingency_date"


@pytest.mark.parametrize(
    "true",
    [
        [f"2022-07-{day:02} 00:00:00" for day in range(1, 13)],  # all of the period, and swapped back most would be of other months
        ["2022-06-07 00:00:00", "2022-07-08 00:00:00"],  # swapped back, one would still be to come
        ["2022-07-07 00:00:00", "2022-07-07 00:00:00"],  # the same either way
        ["2021-07-07 00:00:00"],
        ["2022-03-07 00:00:00", "2022-07-04 00:00:00", "2022-07-25 00:00:00"],  # days as they fall
        [*(f"2022-07-{day:02} 00:00:00" for day in (1, 2, 3, 4, 5, 6, 8, 9)), "2022-05-04 00:00:00"],  # and one paid late
        ["2022-07-05 00:00:00"] * 5,  # all on one day of the period; swapped back it is 7 May
        ["2022-07-05 00:00:00"],
    ],
)
def test_true_dates_beside_texts_are_read_where_nothing_looks_swapped(true: list[str]) -> None:
    assert paid([*true, *TEXTS]) == [D.fromisoformat(one[:10]) for one in true] + [D(2022, 7, day) for day in range(13, 21)]


@pytest.mark.parametrize("texts", [["20/06/2022"], ["20/06/2022", "21/06/2022"]])
@pytest.mark.parametrize(
    "true",
    [
        [f"2022-06-{day:02} 00:00:00" for day in range(1, 13)],
        [f"2021-{month:02}-05 00:00:00" for month in range(1, 11)],
    ],
)
def test_event_dates_are_not_thought_swapped_for_a_text_or_two(true: list[str], texts: list[str]) -> None:
    lines = len(true) + len(texts)
    found = read(["13/07/2022"] * lines, submission_date=[*true, *texts])["submission_date"].to_list()
    assert found == [*(D.fromisoformat(one[:10]) for one in true), *(D(2022, 6, int(one[:2])) for one in texts)]


def test_texts_that_the_spreadsheet_could_have_taken_show_that_it_took_none() -> None:
    true = ["2022-03-07 00:00:00", "2022-07-04 00:00:00"]
    assert paid([*true, *TEXTS, "05/07/2022", "06/07/2022"])[:2] == [D(2022, 3, 7), D(2022, 7, 4)]


def test_true_dates_alone_or_texts_that_prove_nothing_are_no_sign_of_swapped_dates() -> None:
    true = ["2022-05-07 00:00:00", "2022-06-07 00:00:00"]
    assert paid(true) == [D(2022, 5, 7), D(2022, 6, 7)]
    assert paid([*true, "05/07/2022"])[2] == D(2022, 7, 5)
    assert paid([*true, "13 Juli 2022"])[2] == D(2022, 7, 13)
