"""Another table's column is another column: what one proves the next may borrow, unless its own values speak against it."""

from typing import Any

import polars as pl
import pytest

from tests.transforms.parse.paying import D, sheets
from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import decide_forms, typed

PROVEN = [f"{day}/07/2022" for day in range(13, 21)]
MONTH_FIRST = [f"07/{day:02}/2022" for day in range(1, 7)]


def in_sen(*tables: list[str], dialect: str | None = None) -> list[int | None]:
    frames = [pl.LazyFrame({"payment_date": ["13/07/2022"] * len(own), "amount_paid_idr": own}) for own in tables]
    forms = decide_forms(frames, D(2022, 7, 1), Dialect(amount_form=dialect), file_name="klaim.xlsx")
    return [sen for frame in frames for sen in typed(frame, forms).collect(engine="streaming")["amount_paid_sen"]]


def test_forms_are_decided_for_all_tables_and_absent_columns_are_not_invented() -> None:
    tables = [
        pl.LazyFrame({"payment_date": [day], "amount_paid_idr": [amount]})
        for day, amount in [("05/04/2022", "1.234"), ("13/04/2022", "1.234.567")]
    ]
    forms = decide_forms(tables, D(2022, 4, 1), Dialect(), file_name="f")
    lines = pl.concat([typed(table, forms) for table in tables]).collect()
    assert lines["payment_date"].to_list() == [D(2022, 4, 5), D(2022, 4, 13)]
    assert lines["amount_paid_sen"].to_list() == [123400, 123456700]
    assert set(lines.columns) == {"payment_date", "payment_date_raw", "amount_paid_idr_raw", "amount_paid_sen"}
    assert forms.evidence["payment_date"] == "dmy: 1 dates only as day/month, 1 dates either way"


@pytest.mark.parametrize("small", [MONTH_FIRST, ["07/01/2022"], ["07/06/2022"] * 3, [*MONTH_FIRST, "06/07/2022"]])
def test_a_table_whose_dates_are_of_the_period_only_month_first_borrows_no_day_first(small: list[str]) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sheets(PROVEN, small)
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence == {"forms found": f"{len(small)} dates either way", "table": "2 of 2"}
    assert sheets(PROVEN, small, dialect="dmy")[len(PROVEN)] == D(2022, int(small[0][3:5]), 7)


@pytest.mark.parametrize(
    ("small", "first"),
    [
        (["05/07/2022", "06/07/2022"], D(2022, 7, 5)),
        (["05/04/2022", "06/03/2022"], D(2022, 4, 5)),  # late lines alone: neither order is likelier
        (["07/06/2022", "05/07/2022"], D(2022, 6, 7)),
        (["07/06/2022"], D(2022, 6, 7)),  # paid late, by a month: one or two lines are thin evidence for 6 July
        (["07/06/2022"] * 2, D(2022, 6, 7)),
    ],
)
def test_a_table_that_proves_nothing_borrows_the_order_of_the_others(small: list[str], first: Any) -> None:
    assert sheets(PROVEN, small)[len(PROVEN)] == first


@pytest.mark.parametrize("dialect", [None, "dmy"])
def test_tables_that_prove_two_orders_refuse_the_file_with_the_counts_of_each(dialect: str | None) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sheets(PROVEN, ["07/13/2022", "07/01/2022"], dialect=dialect)
    assert refusal.value.evidence == {
        "table 1": "dmy: 8 dates only as day/month",
        "table 2": "mdy: 1 dates only as month/day, 1 dates either way",
    }


def test_a_table_that_the_period_decides_otherwise_than_another_proves_refuses_the_file() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sheets(["07/13/2022"], ["05/07/2022", "04/07/2022"])
    assert refusal.value.evidence["table 2"] == "dmy: 2 dates either way"


def test_a_table_without_dates_follows_the_others() -> None:
    assert sheets(PROVEN, ["", "-"]) == [*(D(2022, 7, day) for day in range(13, 21)), None, None]


def test_swapped_dates_are_seen_in_the_one_table_that_has_them() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sheets([f"2022-07-{day} 00:00:00" for day in range(13, 29)], [*(f"2022-{month:02}-07 00:00:00" for month in range(1, 7)), *PROVEN])
    assert refusal.value.evidence["table"] == "2 of 2"


def test_groups_of_one_table_that_speak_against_the_mark_of_another_refuse_the_file_unless_the_sender_is_known() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        in_sen(["1,234,567.00"], ["1.234", "5.000"])
    assert refusal.value.evidence == {"forms found": "2 like 1.234"}
    with pytest.raises(ExtractRefused):
        in_sen(["1.234.567"], ["1,234"])
    assert in_sen(["1,234,567.00"], ["1.234", "5.000"], dialect="point") == [123456700, None, None]
    assert in_sen(["1,234,567.00"], ["1,234", "500"]) == [123456700, 123400, 50000]
