"""Amounts fixed by law (`tables/statutory_amounts.csv`), as expressions over a line."""

from collections.abc import Callable
from typing import Any

import polars as pl

from transforms.judge.rule import is_original, is_type, within
from transforms.vocabulary.shapes import Vocabulary

amount_paid = pl.col("amount_paid_sen")
component = pl.col("benefit_component_code")

Row = dict[str, Any]


def rows_of(vocabulary: Vocabulary, rule: str) -> list[Row]:
    """The table's rows for one rule, those that name a component first."""
    rows = vocabulary.statutory_amounts.filter(pl.col("rule_code") == rule)
    return rows.sort("benefit_component_code", "valid_from", nulls_last=True).to_dicts()


def is_judged_by_law(vocabulary: Vocabulary) -> pl.Expr:
    """An original line of a segment whose amounts are known. PMI's are not (Permenaker 4/2023), so PMI is passed over."""
    passed_over = vocabulary.segments.filter(~pl.col("amounts_known"))["segment_code"].to_list()
    return is_original() & ~pl.col("segment_code").is_in(passed_over).fill_null(False)


def amount_of(vocabulary: Vocabulary, rule: str) -> pl.Expr:
    """The amount (sen) that the law gives for a line under `rule`; null where it gives none. Dearer than `any_amount`."""
    rows = rows_of(vocabulary, rule)
    return pl.coalesce(pl.when(_covers(row, rows)).then(pl.lit(row["amount_sen"])) for row in rows)


def any_amount(vocabulary: Vocabulary, rule: str, holds: Callable[[int], pl.Expr]) -> pl.Expr:
    """`holds` of the amount (sen) that the law gives for the line under `rule`; false where it gives none."""
    rows = rows_of(vocabulary, rule)
    return pl.any_horizontal((_covers(row, rows) & holds(row["amount_sen"])).fill_null(False) for row in rows)


def is_multiple(vocabulary: Vocabulary, rule: str, *, at_most: int | None = None) -> pl.Expr:
    """The amount is 1 to `max_count` (or `at_most`) times an amount of `rule`: of the line's component, or of any where it names none."""
    rows = rows_of(vocabulary, rule)
    covered = [
        (_covers(row, [], or_unnamed=True) & _times(row["amount_sen"], at_most or row["max_count"])).fill_null(False) for row in rows
    ]
    return pl.any_horizontal(covered)


def _times(unit: int, at_most: int) -> pl.Expr:
    return (amount_paid % unit == 0) & amount_paid.is_between(unit, unit * at_most)


def _covers(row: Row, rows: list[Row], *, or_unnamed: bool = False) -> pl.Expr:
    """The row is about the line: its type, date and component; a row without component is about those that `rows` do not name."""
    conditions = [is_type(row["benefit_type_code"])]
    if row["dated_by"] is not None:
        conditions.append(within(row["dated_by"], row["valid_from"], row["valid_to"]))
    if row["benefit_component_code"] is not None:
        named = component == row["benefit_component_code"]
        conditions.append(named | component.is_null() if or_unnamed else named)
    elif others := _named_at_the_same_time(row, rows):
        conditions.append(~component.is_in(others) | component.is_null())
    return pl.all_horizontal(conditions)


def _named_at_the_same_time(row: Row, rows: list[Row]) -> list[str]:
    same_time = [other for other in rows if (other["valid_from"], other["valid_to"]) == (row["valid_from"], row["valid_to"])]
    return [other["benefit_component_code"] for other in same_time if other["benefit_component_code"] is not None]
