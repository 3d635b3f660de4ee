from datetime import date

import polars as pl
import pytest

from flows.sample.spelling import amount_text, date_text


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("rupiah", ["Rp 0,05", "Rp 999,00", "Rp 1.000,00", "Rp -12.345.678,90", "Rp 1.073.675.797,00"]),
        ("english", ["0.05", "999.00", "1,000.00", "-12,345,678.90", "1,073,675,797.00"]),
    ],
)
def test_amounts_are_grouped_by_three_from_the_right(form: str, written: list[str]) -> None:
    sen = pl.DataFrame({"sen": [5, 99_900, 100_000, -1_234_567_890, 107_367_579_700]})
    assert sen.select(amount_text(form)).to_series().to_list() == written


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("slash", "09/08/2022"),
        ("dash", "09-08-2022"),
        ("iso", "2022-08-09"),
        ("oracle", "09-AUG-2022"),
        ("indonesian", "9 Agt 2022"),
    ],
)
def test_a_date_is_written_in_every_form(form: str, written: str) -> None:
    days = pl.DataFrame({"paid": [date(2022, 8, 9), None]})
    assert days.select(date_text("paid", form)).to_series().to_list() == [written, None]
