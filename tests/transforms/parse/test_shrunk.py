"""Amounts of which a spreadsheet made a thousandth, and small ones that are what was paid."""

import polars as pl
import pytest

from tests.transforms.parse.paying import JULY
from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import decide_forms, typed

POINTS = ["1.250.000", "2.750.000", "Rp 12.345.678"]


def in_sen(values: list[str], dialect: str | None = None) -> list[int | None]:
    frame = pl.LazyFrame({"payment_date": ["2022-07-13"] * len(values), "amount_paid_idr": values})
    forms = decide_forms([frame], JULY, Dialect(amount_form=dialect), file_name="klaim.xlsx")
    return typed(frame, forms).collect(engine="streaming")["amount_paid_sen"].to_list()


def test_number_cells_below_1000_beside_whole_amounts_in_groups_refuse_the_file_with_the_counts() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        in_sen([*POINTS, "=500", "=987.5", "=12.345", "=-750"], dialect="comma")
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence == {
        "number cells below 1000": "4",
        "of them not whole": "2",
        "other number cells": "0",
        "texts like 1.234.567": "3",
        "texts like 1.234": "0",
    }


@pytest.mark.parametrize(
    "values",
    [
        ["1,250,000", "=500", "=987.5"],  # a list with commas, opened with Indonesian settings
        [*POINTS, "=500"],
        [*POINTS, "=500", "=750", "=250", "=1500000"],  # one number cell was typed in later
        [*POINTS, "=500", "=750", "=250", "500.000"],  # one text was
        [*POINTS, "=500", "=750", "=2000000", "=3000000"],  # as many were
        [*POINTS, "=500", "500.000"],
        [*POINTS, "=500", "=750", "=987.5", "=100000", "=200000", "=300000", "=400000"],  # 987.500: no payment is broken but this one
        [*POINTS, "=987.5", "500.000", "750.000"],
        [*POINTS, "=500", "=0", "=0.0"],  # nothing is nothing in any form
    ],
)
def test_shrunk_amounts_are_seen_whatever_else_stands_among_them(values: list[str]) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        in_sen(values)
    assert refusal.value.place == "column amount_paid_idr"


@pytest.mark.parametrize(
    ("values", "sen"),
    [
        ([*POINTS, "=500000", "=1250000.5"], [50000000, 125000050]),
        ([*POINTS, "=1000", "=999", "=2000"], [100000, 99900, 200000]),  # most are as large as amounts are
        ([*POINTS, "=2000.25", "=3000000.5", "=999.75"], [200025, 300000050, 99975]),  # this sender pays sen
        ([*POINTS, "=0"], [0]),
        ([*POINTS, "500.000", "750.000", "=350"], [50000000, 75000000, 35000]),  # texts that it could have taken it has left
        (["1.250.000,00", "=350"], [35000]),  # no spreadsheet takes two marks for a number
        (["500", "=350"], [35000]),
    ],
)
def test_small_number_cells_are_read_where_nothing_looks_shrunk(values: list[str], sen: list[int]) -> None:
    assert in_sen(values)[-len(sen) :] == sen
