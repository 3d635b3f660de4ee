"""Sums and names of lines that do not count."""

from datetime import date

import polars as pl

from tests.drawing import table
from transforms.effective import DISPLACED
from transforms.totals import displaced_digest, displaced_totals, lines_and_sen, rows_digest

DRAWN = """
    part_id | line_key | reason     | payment_month | amount_paid_sen
    a       | 1        | duplicate  | 2022-07-01    | 100
    a       | 2        | duplicate  | 2022-08-01    | 20
    b       | 3        | superseded | 2022-08-01    | 3
"""


def drawn(text: str = DRAWN) -> pl.DataFrame:
    return table(text, dict(DISPLACED))


def test_lines_and_their_sen_are_summed_by_reason() -> None:
    assert lines_and_sen(drawn().lazy()) == (3, 123)
    assert displaced_totals(drawn(), "duplicate") == (2, 120)
    assert displaced_totals(drawn(), "superseded") == (1, 3)


def test_a_months_digest_names_its_lines_and_no_other_months() -> None:
    july, august = date(2022, 7, 1), date(2022, 8, 1)
    changed = drawn(DRAWN.replace("| 2  ", "| 9  "))
    assert displaced_digest(changed, july) == displaced_digest(drawn(), july) == rows_digest(drawn().head(1))
    assert displaced_digest(changed, august) != displaced_digest(drawn(), august)


def test_a_digest_does_not_depend_on_the_order_of_lines_and_tells_parts_apart() -> None:
    assert rows_digest(drawn().reverse()) == rows_digest(drawn())
    assert rows_digest(drawn(DRAWN.replace("b  ", "c  "))) != rows_digest(drawn())
