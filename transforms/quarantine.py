"""Findings: which line broke which rule, as the quarantine keeps them, and what each code means."""

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from transforms.judge.lines import has
from transforms.judge.rule import Rule
from transforms.judge.rules import RULES
from transforms.judged import SHAPED
from transforms.line import EVENT_DATES, FINDING
from transforms.outcome import sheet_of
from transforms.pseudonym import shown_number
from transforms.reference import load_table


def findings(lines: pl.LazyFrame, codes: Collection[str], sheets: Sequence[str | None]) -> pl.LazyFrame:
    """FINDING rows of decided lines, for the codes that occur in them; by code, then in file order."""
    found = [_findings_of(rule, lines, sheets) for rule in RULES if rule.code in codes]
    return pl.concat([FINDING.to_frame().lazy(), *found])


def _findings_of(rule: Rule, lines: pl.LazyFrame, sheets: Sequence[str | None]) -> pl.LazyFrame:
    is_set_aside = pl.col("outcome").is_in(["quarantined", "duplicate"])
    column, pattern = _cell(rule)
    return (
        lines.filter(has(rule.code))
        .select(
            "source_row",
            sheet=sheet_of(sheets),
            code=pl.lit(rule.code),
            severity=pl.lit(rule.severity),
            outcome=pl.when(is_set_aside).then("outcome").otherwise(pl.lit("warned")),
            column=column,
            pattern=pattern,
            claim_id=shown_number(pl.col("claim_id")),
            payment_id=shown_number(pl.col("payment_id")),
            payment_month="payment_month",
            amount_paid_sen="amount_paid_sen",
        )
        .select(FINDING.names())
    )


def _cell(rule: Rule) -> tuple[pl.Expr, pl.Expr]:
    """The column a finding points at, and the shape of its text; DT04 points at the date that cannot be read."""
    if rule.code == "DT04":
        first = pl.col("unreadable_date")
        return first, pl.coalesce(pl.when(first == column).then(f"{column}_shape") for column in EVENT_DATES)
    is_shaped = rule.breaks is not None and rule.column in SHAPED
    return pl.lit(rule.column), pl.col(f"{rule.column}_shape") if is_shaped else pl.lit(None, dtype=pl.String)


def read_findings(paths: Sequence[Path]) -> pl.LazyFrame:
    """FINDING rows of several extracts; none for no paths."""
    return pl.scan_parquet(list(paths), schema=FINDING) if paths else FINDING.to_frame().lazy()


def rule_sentences() -> pl.DataFrame:
    """Every code there is: code, severity, column, sentence_en, sentence_id, source; of lines, publications, whole extracts."""
    columns = ["code", "severity", "column", "sentence_en", "sentence_id", "source"]
    rules = pl.DataFrame([[getattr(rule, column) for column in columns] for rule in RULES], schema=columns, orient="row")
    return pl.concat([rules, load_table("other_codes", ["code"], None).select(columns)])
