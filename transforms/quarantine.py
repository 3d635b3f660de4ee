"""Findings: which line broke which rule, as the quarantine keeps them, and what each code means."""

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from transforms.columns import EVENT_DATES
from transforms.judge.lines import has
from transforms.judge.rule import Rule
from transforms.judge.rules import RULE_TABLES
from transforms.line import FINDING
from transforms.outcome import BY_HAND, sheet_of
from transforms.pseudonym import shown_number
from transforms.reference import load_table

EVERY_RULE = tuple(rule for table in RULE_TABLES for rule in table.rules)


def findings(lines: pl.LazyFrame, codes: Collection[str], sheets: Sequence[str | None], *, is_money: bool = True) -> pl.LazyFrame:
    """FINDING rows of decided lines, for the codes that occur in them; in file order. One pass: a branch per rule held them all at once."""
    rules = [rule for rule in EVERY_RULE if rule.code in codes]
    hands = [code for code in BY_HAND if code in codes]
    if not rules and not hands:
        return FINDING.to_frame().lazy()
    rows = [*((rule.code, rule.severity, rule.column) for rule in rules), *((code, "warning", None) for code in hands)]
    told = pl.DataFrame(rows, schema=dict.fromkeys(("code", "severity", "looks_at"), pl.String), orient="row").with_row_index("nth").lazy()
    is_set_aside = pl.col("outcome").is_in(["quarantined", "duplicate"])
    return (
        _by_code(lines, rules, hands)
        .join(told, on="nth", how="left", maintain_order="left")
        .select(
            "source_row",
            "line_key",
            sheet=sheet_of(sheets),
            code="code",
            severity="severity",
            outcome=pl.when(is_set_aside).then("outcome").otherwise(pl.lit("warned")),
            column=pl.when(pl.col("code") == "DT04").then("unreadable_date").otherwise("looks_at"),
            pattern=_pattern(rules),
            claim_id=shown_number(pl.col("claim_id")),
            payment_id=shown_number(pl.col("payment_id")),
            payment_month="payment_month",
            amount_paid_sen=pl.col("amount_paid_sen") if is_money else pl.lit(None, dtype=pl.Int64),
        )
        .select(FINDING.names())
    )


def _by_code(lines: pl.LazyFrame, rules: Sequence[Rule], hands: Sequence[str]) -> pl.LazyFrame:
    """The lines that break anything or were touched by hand, once for each code, which is the `nth`."""
    found = [*(has(rule.code) for rule in rules), *(BY_HAND[code] for code in hands)]
    is_told = pl.any_horizontal(has(*(rule.code for rule in rules)), *(BY_HAND[code] for code in hands))
    broken = pl.concat_list(pl.when(is_found).then(pl.lit(nth, dtype=pl.UInt32)) for nth, is_found in enumerate(found)).list.drop_nulls()
    return lines.filter(is_told).with_columns(nth=broken).explode("nth")


def _pattern(rules: Sequence[Rule]) -> pl.Expr:
    """The shape of the text that the code is about; DT04 is about the event date that cannot be read."""
    dates = EVENT_DATES if any(rule.code == "DT04" for rule in rules) else ()
    unreadable = pl.coalesce(pl.lit(None), *(pl.when(pl.col("unreadable_date") == column).then(f"{column}_shape") for column in dates))
    shaped = [pl.when(pl.col("code") == rule.code).then(f"{rule.column}_shape") for rule in rules if _is_shaped(rule)]
    hands = [pl.when(pl.col("code") == code).then(by) for code, by in (("MC01", "set_by"), ("MC02", "waived_by"))]
    return pl.coalesce(pl.when(pl.col("code") == "DT04").then(unreadable), *shaped, *hands, pl.lit(None, dtype=pl.String))


def _is_shaped(rule: Rule) -> bool:
    return rule.code != "DT04" and rule.breaks is not None


def read_findings(paths: Sequence[Path]) -> pl.LazyFrame:
    """FINDING rows of several extracts; none for no paths."""
    return pl.scan_parquet(list(paths), schema=FINDING) if paths else FINDING.to_frame().lazy()


def rule_sentences() -> pl.DataFrame:
    """Every code there is: code, severity, column, sentence_en, sentence_id, source; of lines, publications, whole extracts."""
    columns = ["code", "severity", "column", "sentence_en", "sentence_id", "source"]
    rules = pl.DataFrame([[getattr(rule, column) for column in columns] for rule in EVERY_RULE], schema=columns, orient="row")
    return pl.concat([rules, load_table("other_codes", ["code"], None).select(columns)])
