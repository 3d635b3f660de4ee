import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.parse.paying import D, paid, read
from transforms.decisions import Dialect
from transforms.parse import dates
from transforms.parse import forms as forms_module
from transforms.parse.forms import decide_forms, typed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-07-03", D(2022, 7, 3)),
        ("2022-07-03 00:00:00", D(2022, 7, 3)),
        ("2022-07-03T13:05:00", D(2022, 7, 3)),
        ("2022-07-03 00:00:00.000000", D(2022, 7, 3)),
        ("2022/07/03", D(2022, 7, 3)),
        ("44743", D(2022, 7, 1)),
        ("44743.75", D(2022, 7, 1)),
        ("22-SEP-2023", D(2023, 9, 22)),
        ("06-SEP-23", D(2023, 9, 6)),
        ("12 Agt 2022", D(2022, 8, 12)),
        ("12 Agustus 2022", D(2022, 8, 12)),
        ("1 Peb. 2022", D(2022, 2, 1)),
        ("5-Mei-2022", D(2022, 5, 5)),
        ("30 Nopember 2021", D(2021, 11, 30)),
        ("25/07/2022", D(2022, 7, 25)),
        ("25-07-2022", D(2022, 7, 25)),
        ("25.07.2022", D(2022, 7, 25)),
        ("25/7/2022 08:15", D(2022, 7, 25)),
        ("\u00a025/07/2022 ", D(2022, 7, 25)),
        ("29/02/2020", D(2020, 2, 29)),
        ("5/7/2022", D(2022, 7, 5)),
        ("2022-06-30T17:00:00Z", D(2022, 7, 1)),  # midnight in Jakarta
        ("2022-06-30T16:59:59.999Z", D(2022, 6, 30)),
        ("2022-12-31 17:00 UTC", D(2023, 1, 1)),
        ("2022-06-30 17:00:00+00:00", D(2022, 7, 1)),
        ("2022-06-30 17:00:00.000000 +0000", D(2022, 7, 1)),
        ("30/06/2022 23:59:59Z", D(2022, 7, 1)),
        ("2022-07-01T00:00:00Z", D(2022, 7, 1)),
        ("2022-07-01T00:00:00+07:00", D(2022, 7, 1)),  # the day of whoever wrote it
        ("2022-07-01 00:00:00 +0900", D(2022, 7, 1)),
        ("2022-06-30T23:30:00+08", D(2022, 6, 30)),
        ("05-07-00", D(2000, 7, 5)),  # a year, no offset
        ("20220712", D(2022, 7, 12)),
        ("20220712 08:15:00", D(2022, 7, 12)),
        ("12-Jul-22", D(2022, 7, 12)),
        ("12-JUL-22 10.15.30.000000 AM", D(2022, 7, 12)),
        ("12 Juli 2022 08.15", D(2022, 7, 12)),
        ("Selasa, 12 Juli 2022", D(2022, 7, 12)),
        ("SELASA 12 Juli 2022", D(2022, 7, 12)),
        ("Jum'at, 15-07-2022", D(2022, 7, 15)),
        ("Tue, 12 July 2022", D(2022, 7, 12)),
        ("1900-01-01", D(1900, 1, 1)),  # the first and the last day that can be meant
        ("2200-01-01", D(2200, 1, 1)),
        ("20000", D(1954, 10, 3)),  # and numbers of days
        ("80000", D(2119, 1, 11)),
    ],
)
def test_a_date_is_read_in_every_layout(text: str, day: dt.date) -> None:
    assert paid([text], dialect="dmy") == [day]


@pytest.mark.parametrize(
    "text",
    ["", None, "-", "31/02/2022", "29-FEB-2021", "32/13/2022", "25/07-2022", "12 Foo 2022", "12345", "99999", "12072022",
     "20221307", "Senin, 12 Juli 2022", "Blora, 12 Juli 2022", "Rabu", "12 Juli", "25/07-22", "31/02/22",
     "0022-07-03",     "25/07/9999", "2022-13-01", "kemarin", "25/07/2022x", "2022-07",
     "2022-06-30T24:00:00Z", "2022-06-30T17:60:00Z", "2022-06-30T17:00:00+15:00", "2022-06-30Z",
     "1899-12-31", "2200-01-02", "19999", "80001"],
)  # fmt: skip
def test_what_is_no_date_is_null(text: str) -> None:
    assert paid([text, "25/07/2022"]) == [None, D(2022, 7, 25)]


def test_layouts_may_mix_and_the_text_stays_beside() -> None:
    frame = read(["22-09-2022", "22-SEP-2022", "12 Agt 2022", "2022-09-01", "05/09/2022"], period=D(2022, 9, 1))
    assert frame["payment_date"].to_list() == [D(2022, 9, 22), D(2022, 9, 22), D(2022, 8, 12), D(2022, 9, 1), D(2022, 9, 5)]
    assert frame["payment_date_raw"].to_list()[2] == "12 Agt 2022"


def test_a_column_of_very_many_texts_is_read_line_by_line_to_the_same_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["13/07/2022 10:00", "12 Agt 2022", "44756", None, "x", "2022-06-30T17:00:00Z", "2022-06-30T17:00:00Z "]
    by_lexicon = paid(values)
    monkeypatch.setattr(dates, "KEPT_VALUES", 0)
    assert paid(values) == by_lexicon


def test_dates_too_far_apart_to_be_numbered_are_looked_up_to_the_same_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["13/07/2022 10:00", "12 Agt 2022", "13-07-2022", "44756", None, "x", "", "13/07/2022"]
    numbered = paid(values)
    assert numbered[:3] == [D(2022, 7, 13), D(2022, 8, 12), D(2022, 7, 13)]
    monkeypatch.setattr(dates, "KEPT_PLACES", 0)
    assert paid(values) == numbered


def test_a_text_that_looks_like_a_place_without_a_date_is_no_date() -> None:
    assert paid(["\0" + "1", "13/07/2022", "15/07/2022"]) == [None, D(2022, 7, 13), D(2022, 7, 15)]


def test_a_column_of_blanks_is_a_column_of_nulls() -> None:
    assert paid([None, "-"]) == [None, None]


MONTHS = ["", "Jan", "PEB", "maret", "apr", "Mei", "JUN", "Juli", "Agt", "September", "okt", "nop", "Des"]
DAYS = ["Senin", "SELASA", "rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]
LAYOUTS = {
    "slash": lambda day: f"{day:%d/%m/%Y}",
    "dash": lambda day: f"{day:%d-%m-%Y}",
    "dot": lambda day: f"{day:%d.%m.%Y}",
    "short": lambda day: f"{day.day}/{day.month}/{day.year}",
    "iso": lambda day: f"{day:%Y-%m-%d} 00:00:00",
    "serial": lambda day: str((day - D(1899, 12, 30)).days),
    "named": lambda day: f"{day.day} {MONTHS[day.month]} {day.year}",
    "joined": lambda day: f"{day:%Y%m%d}",
    "weekday": lambda day: f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month]} {day.year}",
    "oracle": lambda day: f"{day:%d}-{day:%b}-{day:%y}".upper(),
}


TRUE = {"iso", "serial"}  # beside texts of numbers they may look swapped by a spreadsheet (test_flipped.py)
NUMBERS = {"slash", "dash", "dot", "short"}


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([sorted(LAYOUTS.keys() - TRUE), sorted(LAYOUTS.keys() - NUMBERS)]).flatmap(
        lambda some: st.lists(st.tuples(st.dates(D(2001, 1, 1), D(2060, 1, 1)), st.sampled_from(some)), min_size=1, max_size=20)
    )
)
def test_a_date_written_in_any_layout_reads_back_for_a_whole_column(drawn: Any) -> None:
    values = [LAYOUTS[layout](day) for day, layout in drawn]
    assert paid(values, dialect="dmy", period=D(2060, 1, 1)) == [day for day, _ in drawn]


def test_times_in_utc_below_the_first_lines_are_the_agencys_days_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_module, "LOOKED_AT", 1)
    assert paid(["2022-07-03 00:00:00", "2022-06-30T17:00:00Z", "2022-06-30T16:00:00Z"]) == [D(2022, 7, 3), D(2022, 7, 1), D(2022, 6, 30)]


def test_two_columns_with_times_of_day_are_read_beside_each_other() -> None:
    midnight = ["2022-07-03 00:00:00", "2022-07-04 00:00:00"]
    frame = pl.LazyFrame({"payment_date": midnight, "contingency_date": midnight, "amount_paid_idr": ["1", "2"]})
    forms = decide_forms([frame], D(2022, 7, 1), Dialect(), file_name="a.xlsx")
    lines = typed(frame, forms).collect()
    assert lines["payment_date"].to_list() == lines["contingency_date"].to_list() == [D(2022, 7, 3), D(2022, 7, 4)]


def test_an_apostrophe_before_a_date_is_a_spreadsheets_mark_for_text_and_no_part_of_it() -> None:
    assert paid(["'01/07/2022", "'22/07/2022", "’2022-07-05", "'5 Juli 2022", "06/07/2022"]) == [
        D(2022, 7, day) for day in (1, 22, 5, 5, 6)
    ]


def test_an_apostrophe_before_a_date_is_dropped_where_a_column_has_too_many_texts_for_a_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "KEPT_VALUES", 0)
    assert paid(["'22/07/2022", "23/07/2022"]) == [D(2022, 7, 22), D(2022, 7, 23)]
