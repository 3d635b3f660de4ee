"""A column that holds something else than its heading says refuses the extract; a few odd lines do not."""

from typing import Any

import polars as pl
import pytest

from transforms.errors import ExtractRefused
from transforms.judge.rules import CLAIM_RULES
from transforms.misread import Amounts, amounts_of, refuse_misread_amounts, refuse_misread_columns
from transforms.outcome import Tally


def tally(codes: dict[str, int]) -> Tally:
    return Tally({}, {}, 0, codes, {})


def code_of(work: Any) -> str:
    try:
        work()
    except ExtractRefused as refused:
        return refused.code
    return ""


def test_amounts_are_counted_without_those_of_nothing_and_without_their_sign() -> None:
    sen = [None, 0, 1_234, -56, 50_000, 99_999, 100_000, 100_000_000_000, -100_000_000_000, 99_999_999_999]
    drawn = pl.DataFrame({"amount_paid_sen": sen}, schema={"amount_paid_sen": pl.Int64}).lazy()
    assert amounts_of(drawn) == Amounts(lines=8, crumbs=3, vast=2)


@pytest.mark.parametrize(
    ("lines", "crumbs", "vast", "code"),
    [
        (10, 9, 0, ""),  # fewer than ten say nothing
        (10, 10, 0, "EX17"),
        (100, 90, 0, "EX17"),
        (100, 89, 0, ""),
        (20, 0, 10, "EX17"),
        (21, 0, 10, ""),
        (9, 0, 9, ""),
        (0, 0, 0, ""),
    ],
)
def test_amounts_of_another_unit_and_numbers_of_something_else_refuse_the_extract(lines: int, crumbs: int, vast: int, code: str) -> None:
    assert code_of(lambda: refuse_misread_amounts(Amounts(lines, crumbs, vast), "amount_paid_idr", "f")) == code


@pytest.mark.parametrize(
    ("broken", "lines", "code"),
    [
        ({"ST01": 10}, 40, "EX17"),
        ({"ST01": 10}, 41, ""),
        ({"ST01": 9}, 9, ""),
        ({"KP01": 36}, 40, "EX17"),
        ({"KP01": 35}, 40, ""),
        ({"NP01": 40}, 40, "EX17"),
        ({"NK03": 40, "SG03": 40}, 40, ""),  # a participant may be born anywhere
    ],
)
def test_a_column_is_misread_where_so_many_lines_break_its_rule_alike(broken: dict[str, int], lines: int, code: str) -> None:
    assert code_of(lambda: refuse_misread_columns(tally(broken), lines, CLAIM_RULES, "f")) == code


def test_the_refusal_names_the_column_the_counts_and_a_way_out() -> None:
    with pytest.raises(ExtractRefused, match="10 of 40 lines the status is an unknown word") as caught:
        refuse_misread_columns(tally({"ST01": 10}), 40, CLAIM_RULES, "f")
    assert (caught.value.place, caught.value.evidence) == ("column status", {"lines": "40", "ST01": "10"})
    assert "aliases.csv" in caught.value.fix
