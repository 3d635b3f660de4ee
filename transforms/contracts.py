"""The kinds of extract there are. To add one: CONTRIBUTING.md, "Add a kind of extract"."""

import polars as pl

from transforms.columns import CLAIMS_COLUMNS
from transforms.contract import Contract, Judging
from transforms.judge.claims import judge_together
from transforms.judge.duplicates import nth_lines
from transforms.judge.rules import CLAIM_RULES
from transforms.judged import judged, regions_of_birth
from transforms.line import LINE
from transforms.participation import PARTICIPATION
from transforms.read.shapes import RawTable
from transforms.recognise import recognise


def _judge_claims(lines: pl.LazyFrame, by: Judging, table: RawTable, number: int) -> pl.LazyFrame:
    """Typed payment lines, recognised and judged."""
    present = table.frame.collect_schema().names()
    known = recognise(lines, by.vocabulary, period=by.period)
    return judged(known, by.vocabulary, present=present, pseudonym_key=by.pseudonym_key, table=number)


CLAIMS = Contract(
    columns=CLAIMS_COLUMNS,
    line=LINE,
    measure="amount_paid_sen",
    rules=CLAIM_RULES,
    judge=_judge_claims,
    is_numbered=pl.col("payment_id").is_not_null(),
    together=judge_together,
    nth_lines=nth_lines,
    accepted=lambda lines: lines,
    parts_of_totals=lambda _: [],
    regions_of_birth=regions_of_birth,
    is_corrected=True,
    is_of_sender=False,
)
BY_CODE = {one.code: one for one in (CLAIMS, PARTICIPATION)}

__all__ = ["BY_CODE", "CLAIMS", "PARTICIPATION"]
