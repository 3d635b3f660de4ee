"""What makes a kind of extract a kind of its own: its columns, its lines, its rules, and how its lines are judged.

All else (doors, forms of numbers, control totals, quarantine, ledger, resolution across extracts) is the same for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.columns import Columns
from transforms.judge.rules import RuleTable
from transforms.read.shapes import RawTable
from transforms.vocabulary.shapes import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """What lines are judged by."""

    vocabulary: Vocabulary
    period: date
    pseudonym_key: bytes


# What judging leaves, whatever the contract: asked of it by control totals, outcome, ledger and findings. Other columns are its own.
JUDGED = pl.Schema(
    {
        "place": pl.UInt64,  # table, then source_row; ascending is file order
        "source_row": pl.UInt32,
        "line_key": pl.UInt64,  # null where the line does not say what it is about
        "content_key": pl.UInt64,
        "claim_id": pl.String,
        "payment_id": pl.String,
        "programme_code": pl.String,
        "benefit_type_code": pl.String,
        "payment_date": pl.Date,
        "payment_month": pl.Date,
        "amount_paid_sen": pl.Int64,  # the figure that totals are of, in hundredths: sen; of a count hundredths of one
        "pays": pl.Boolean,  # whether it counts at all
        "mask": pl.UInt64,  # bit i, rule i is broken
        "unreadable_date": pl.String,
        "set_by": pl.String,  # ids of the corrections by hand that changed it
        "waived_by": pl.String,  # ids of the approvals that are about it
        "waived": pl.UInt64,
        "released": pl.UInt64,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """One kind of extract.

    `line`: what is kept of an accepted line (with line_key, content_key, payment_month, warning_mask, sheet, source_row), `measure` the
    column of it that is added up. `judge`: typed lines of a table (with its number) become JUDGED and what `line` needs, each by itself,
    nothing personal left. `together`: VERDICT of what only all lines can tell, given the verdicts on lines of one key. `accepted`: from
    judged lines to the columns of `line`. `is_of_sender`: a key means the same only among the extracts of one sender.
    """

    columns: Columns
    line: pl.Schema
    measure: str
    rules: RuleTable
    judge: Callable[[pl.LazyFrame, Judging, RawTable, int], pl.LazyFrame]
    is_numbered: pl.Expr  # the lines whose key is to be their own; of others the n-th of a key is a line of its own
    together: Callable[[pl.LazyFrame, pl.DataFrame, Vocabulary], pl.DataFrame]
    nth_lines: Callable[[pl.LazyFrame], pl.DataFrame]
    accepted: Callable[[pl.LazyFrame], pl.LazyFrame]
    parts_of_totals: Callable[[pl.LazyFrame], list[pl.LazyFrame]]  # selections of lines that a sender's total may be of instead of all
    regions_of_birth: Callable[[pl.LazyFrame], list[str]]
    is_corrected: bool  # whether corrections by hand are about its lines
    is_of_sender: bool

    @property
    def code(self) -> str:
        """Its name: claims, participation."""
        return self.columns.contract
