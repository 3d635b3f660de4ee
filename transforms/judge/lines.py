"""The rules that a line alone can break, as one 64-bit mask."""

from collections.abc import Collection
from functools import lru_cache

import polars as pl

from transforms.judge.rule import Rule, unsaid, within
from transforms.judge.rules import BIT, CLAIM_RULES, CODES, RULE_TABLES, RuleTable, mask_of
from transforms.vocabulary.shapes import Vocabulary


def line_mask(vocabulary: Vocabulary, present: Collection[str]) -> pl.Expr:
    """UInt64, bit i: RULES[i] is broken. `present`: the columns that the extract has.

    A line that is not a payment is judged no further than its status; one whose status is blank is judged in full.
    """
    is_judged = pl.col("pays") | _status_is_blank(present)
    # one number to mask with, not the sum twice in a when: the streaming engine would work it out twice
    looked_at = pl.when(is_judged).then(pl.lit(mask_of(*CODES), dtype=pl.UInt64)).otherwise(bit("ST01"))
    return broken_rules(CLAIM_RULES, vocabulary, present) & looked_at


def broken_rules(table: RuleTable, vocabulary: Vocabulary, present: Collection[str]) -> pl.Expr:
    """UInt64, bit i: rule i of the table is broken by the line alone."""
    judged = _by_line(vocabulary)
    return pl.sum_horizontal(judged[rule.code].cast(pl.UInt64) * bit(rule.code) for rule in table.rules if _applies(rule, present))


def bit(code: str) -> pl.Expr:
    """The code's bit as a literal."""
    return pl.lit(BIT[code], dtype=pl.UInt64)


def has(*codes: str) -> pl.Expr:
    """The line's mask holds one of these codes."""
    return (pl.col("mask") & pl.lit(mask_of(*codes), dtype=pl.UInt64)) != 0


@lru_cache(maxsize=4)
def _by_line(vocabulary: Vocabulary) -> dict[str, pl.Expr]:
    """The expression of every rule that a line alone can break; made once, since most are made from tables."""
    return {rule.code: breaks(rule, vocabulary) for table in RULE_TABLES for rule in table.rules if rule.breaks is not None}


def breaks(rule: Rule, vocabulary: Vocabulary) -> pl.Expr:
    """True where the line breaks the rule and the rule is in force; never null."""
    if rule.breaks is None:
        return pl.lit(False)
    broken = rule.breaks if isinstance(rule.breaks, pl.Expr) else rule.breaks(vocabulary)
    return (broken & within(rule.dated_by, rule.valid_from, rule.valid_to)).fill_null(False)


def _applies(rule: Rule, present: Collection[str]) -> bool:
    return rule.breaks is not None and (rule.column in present or not rule.only_with_column)


def _status_is_blank(present: Collection[str]) -> pl.Expr:
    return unsaid("status", "status_raw") if "status" in present else pl.lit(False)
