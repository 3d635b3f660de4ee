import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse import dates
from transforms.parse import forms as forms_module
from transforms.parse.forms import decide_forms, typed

JULY = dt.date(2022, 7, 1)
D = dt.date


def read(values: Any, *, period: dt.date = JULY, dialect: str | None = None, **others: Any) -> pl.DataFrame:
    columns = {"payment_date": values, **others}
    frame = pl.LazyFrame(
        {name: pl.Series(column, dtype=pl.String) for name, column in columns.items()} | {"amount_paid_idr": ["1"] * len(values)}
    )
    forms = decide_forms([frame], period, Dialect(date_order=dialect), file_name="klaim.csv")
    return typed(frame, forms).collect(engine="streaming")


def paid(values: Any, **said: Any) -> list[dt.date | None]:
    return read(values, **said)["payment_date"].to_list()


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
    ],
)
def test_the_extract_period_confirms_day_first_where_payment_dates_read_both_ways(values: Any, days: Any) -> None:
    assert paid(values) == days


@pytest.mark.parametrize("values", [["07/05/2022", "07/06/2022"], ["07/08/2022"], ["07/06/2022"]])
def test_the_extract_period_never_makes_payment_dates_month_first(values: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid(values)
    assert refusal.value.code == "EX08"


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


def test_forms_are_decided_over_all_sheets_and_absent_columns_are_not_invented() -> None:
    sheets = [
        pl.LazyFrame({"payment_date": [day], "amount_paid_idr": [amount]})
        for day, amount in [("05/04/2022", "1.234"), ("13/04/2022", "1.234.567")]
    ]
    forms = decide_forms(sheets, D(2022, 4, 1), Dialect(), file_name="f")
    lines = pl.concat([typed(sheet, forms) for sheet in sheets]).collect()
    assert lines["payment_date"].to_list() == [D(2022, 4, 5), D(2022, 4, 13)]
    assert lines["amount_paid_sen"].to_list() == [123400, 123456700]
    assert set(lines.columns) == {"payment_date", "payment_date_raw", "amount_paid_idr_raw", "amount_paid_sen"}
    assert forms.evidence["payment_date"] == "dmy: 1 dates only as day/month, 1 dates either way"


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


TEXTS = [f"{day}/07/2022" for day in range(13, 21)]


def test_true_dates_that_a_spreadsheet_swapped_refuse_the_file_with_the_counts() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        paid([*(f"2022-{day:02}-07 00:00:00" for day in range(1, 13)), *TEXTS])
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence == {"true dates on day 7": "12", "months they are in": "12", "texts only as day/month": "8"}


@pytest.mark.parametrize(
    "true",
    [
        [f"2022-07-{day:02} 00:00:00" for day in range(1, 13)],  # within the period
        ["2022-07-07 00:00:00", "2022-07-07 00:00:00"],
        ["2022-06-07 00:00:00", "2022-07-08 00:00:00"],  # a late one, and another day
        ["2021-07-07 00:00:00"],
    ],
)
def test_true_dates_beside_texts_are_read_where_nothing_looks_swapped(true: list[str]) -> None:
    assert paid([*true, *TEXTS]) == [D.fromisoformat(one[:10]) for one in true] + [D(2022, 7, day) for day in range(13, 21)]


def test_true_dates_alone_or_texts_that_prove_nothing_are_no_sign_of_swapped_dates() -> None:
    true = ["2022-05-07 00:00:00", "2022-06-07 00:00:00"]
    assert paid(true) == [D(2022, 5, 7), D(2022, 6, 7)]
    assert paid([*true, "05/07/2022"])[2] == D(2022, 7, 5)


def test_a_column_of_very_many_texts_is_read_line_by_line_to_the_same_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["13/07/2022 10:00", "12 Agt 2022", "44743", None, "x"]
    by_lexicon = paid(values)
    monkeypatch.setattr(dates, "KEPT_VALUES", 0)
    assert paid(values) == by_lexicon


def test_dates_too_far_apart_to_be_numbered_are_looked_up_to_the_same_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["13/07/2022 10:00", "12 Agt 2022", "13-07-2022", "44743", None, "x", "", "13/07/2022"]
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


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.dates(D(2001, 1, 1), D(2060, 1, 1)), st.sampled_from(sorted(LAYOUTS))), min_size=1, max_size=20))
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
