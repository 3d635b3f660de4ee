"""A column that holds something else than its heading says: what no line can tell, since each might be so, and nearly all are."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from transforms.columns import CODED_COLUMNS
from transforms.errors import ExtractRefused
from transforms.judge.rule import Rule
from transforms.judge.rules import RuleTable
from transforms.outcome import Tally

FEWEST = 10  # lines; fewer may be so by chance
THOUSAND, BILLION = 100_000, 100_000_000_000  # in sen
CRUMBS, VAST = 0.9, 0.5  # shares of the amounts that are not 0
AS_HEADING = "look whether the heading stands over the right column; a column of no use can be ignored by name (claims mapping)"
AS_WORD = "correct the column, or say what its words mean in reference/aliases.csv, and read it again"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many amounts there are but for 0; those below a thousand rupiah that are not whole; those of a billion rupiah and more."""

    lines: int
    crumbs: int
    vast: int


def amounts_of(judged: pl.LazyFrame) -> Amounts:
    """Of all lines, the quarantined ones included."""
    sen = pl.col("amount_paid_sen").abs()
    counts = {"lines": (sen > 0).sum(), "crumbs": ((sen < THOUSAND) & (sen % 100 != 0)).sum(), "vast": (sen >= BILLION).sum()}
    return Amounts(**judged.select(**counts).collect(engine="streaming").row(0, named=True))


def refuse_misread_amounts(amounts: Amounts, column: str, file_name: str) -> None:
    """EX17: the amounts are in another unit (`12,34` of millions), or numbers of something else (an account, a KPJ).

    No benefit is paid in fractions of a thousand rupiah, and one of a billion is a rare one.
    """
    if max(amounts.crumbs, amounts.vast) < FEWEST:
        return
    evidence = {"amounts": str(amounts.lines)}
    if amounts.crumbs >= CRUMBS * amounts.lines:
        what = f"{amounts.crumbs} of {amounts.lines} amounts are below a thousand rupiah and not whole: they are probably in another unit"
        raise _misread(file_name, what, "send the amounts in whole rupiah", column, evidence | {"not whole": str(amounts.crumbs)})
    if amounts.vast >= VAST * amounts.lines:
        what = f"{amounts.vast} of {amounts.lines} amounts are a billion rupiah and more: they are probably numbers of something else"
        raise _misread(file_name, what, AS_HEADING, column, evidence | {"a billion and more": str(amounts.vast)})


def refuse_misread_columns(tally: Tally, lines: int, rules: RuleTable, file_name: str) -> None:
    """EX17: so many lines break a rule about a column that it is the column that is wrong (`Rule.misread_from`)."""
    for rule in rules.rules:
        broken = tally.codes.get(rule.code, 0)
        if rule.misread_from is not None and broken >= max(FEWEST, rule.misread_from * lines):
            raise _misread(file_name, _all_alike(rule, broken, lines), _fix(rule), rule.column, _counted(rule.code, broken, lines))


def _all_alike(rule: Rule, broken: int, lines: int) -> str:
    return f"in {broken} of {lines} lines {rule.sentence_en} ({rule.code}): the column is probably none of what its heading says"


def _fix(rule: Rule) -> str:
    return AS_WORD if rule.column in CODED_COLUMNS else AS_HEADING


def _counted(code: str, broken: int, lines: int) -> Mapping[str, str]:
    return {"lines": str(lines), code: str(broken)}


def _misread(file_name: str, what: str, fix: str, column: str, evidence: Mapping[str, str]) -> ExtractRefused:
    return ExtractRefused("EX17", file_name, what, fix, dict(evidence), f"column {column}")
