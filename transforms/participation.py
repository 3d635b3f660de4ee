"""The contract of participation extracts: how many are insured at the end of a month, by place and segment.

A line without a group of workers is of all participants; one with a group is "of which", and by which source they were registered.
"""

import polars as pl

from transforms.columns import PARTICIPATION_COLUMNS
from transforms.contract import JUDGED, Contract, Judging
from transforms.judge.duplicates import VERDICT
from transforms.judge.lines import broken_rules, has
from transforms.judge.rules import PARTICIPATION_RULES
from transforms.judged import UNTOUCHED
from transforms.keys import place_of, stable_key
from transforms.parse.blank import blank_to_null
from transforms.parse.months import is_month
from transforms.parse.period import last_day
from transforms.pseudonym import shape_where
from transforms.read.shapes import RawTable
from transforms.recognise import BRANCH_CODE, with_codes
from transforms.vocabulary.shapes import Vocabulary

# Grain: one accepted line of one extract: participants of a month, place and segment, or of a group of workers among them.
PARTICIPATION_LINE = pl.Schema(
    {
        "line_key": pl.UInt64,  # month, place, segment, branch, group, source; it means the same among the extracts of one sender
        "content_key": pl.UInt64,
        "regency_code": pl.String,  # dotted, 33.16
        "segment_code": pl.String,
        "branch_code": pl.String,
        "worker_group_code": pl.String,  # null: all participants
        "source_code": pl.String,
        "payment_month": pl.Date,  # first day of the month whose end the count is of; named as in LINE, by which lines are shown
        "participant_count": pl.Int64,
        "warning_mask": pl.UInt64,  # bit i: PARTICIPATION_RULES.rules[i] broken, warnings only
        "sheet": pl.String,  # masked
        "source_row": pl.UInt32,
    }
)
KEY = ("payment_month", "regency_code", "segment_code", "branch_code", "worker_group_code", "source_code")
CODED = {
    "regency_code": "regency_code",
    "segment_code": "segment_code",
    "worker_group_code": "worker_group_code",
    "source_code": "source_code",
}
UNNAMED = ("PC01", "PC02", "PC05", "PC08", "PC09")  # one of these broken, nobody knows what the line is about
SHAPED = ("regency_code", "segment_code", "stock_month", "worker_group_code", "source_code", "participant_count")
HUNDREDTHS = 100


def _judge(typed: pl.LazyFrame, by: Judging, table: RawTable, number: int) -> pl.LazyFrame:
    """JUDGED, the codes, and shapes of offending texts."""
    del table
    present = set(typed.collect_schema().names())
    absent = [pl.lit(None, dtype=pl.String).alias(column) for column in PARTICIPATION_COLUMNS.texts if column not in present]
    known = (
        typed.with_columns(absent)
        .with_columns(blank_to_null("branch_code"), blank_to_null("stock_month"))
        .pipe(with_codes, CODED, by.vocabulary.words)
        .with_columns(_branch(), is_month_of_extract=is_month("stock_month", by.period))
        .with_columns(mask=broken_rules(PARTICIPATION_RULES, by.vocabulary, PARTICIPATION_COLUMNS.texts))
        .with_columns(*(_shape(column) for column in SHAPED))
        .with_columns(pl.col(column).cast(pl.String) for column in CODED)
    )
    return (
        known.with_columns(**UNTOUCHED, **_nothing_of_claims())
        .with_columns(payment_month=pl.lit(by.period), payment_date=pl.lit(last_day(by.period)), pays=pl.lit(True), place=place_of(number))
        .with_columns(line_key=pl.when(~has(*UNNAMED)).then(stable_key(KEY)))
        .with_columns(content_key=stable_key(("line_key", "amount_paid_sen")))
        .select(*JUDGED.names(), *(f"{column}_shape" for column in SHAPED), *(column for column in KEY if column not in JUDGED))
    )


def _nothing_of_claims() -> dict[str, pl.Expr]:
    texts = ("claim_id", "payment_id", "programme_code", "benefit_type_code", "unreadable_date")
    return {column: pl.lit(None, dtype=pl.String) for column in texts}


def _branch() -> pl.Expr:
    text = pl.col("branch_code").str.to_uppercase()
    is_code = text.str.contains(BRANCH_CODE)
    return pl.when(is_code).then(text).otherwise(shape_where(~is_code, text)).alias("branch_code")


def _shape(column: str) -> pl.Expr:
    """The shape of the text where the line breaks a rule about it."""
    codes = [rule.code for rule in PARTICIPATION_RULES.rules if rule.column == column and rule.breaks is not None]
    text = column if column == "stock_month" else f"{column}_raw"
    return shape_where(has(*codes), pl.col(text)).alias(f"{column}_shape")


def _accepted(lines: pl.LazyFrame) -> pl.LazyFrame:
    return lines.with_columns(participant_count=pl.col("amount_paid_sen") // HUNDREDTHS)


def _without_groups(lines: pl.LazyFrame) -> list[pl.LazyFrame]:
    """A sender's total may leave out the lines that are "of which"."""
    return [lines.filter(pl.col("worker_group_code").is_null())]


def _nothing_together(lines: pl.LazyFrame, same: pl.DataFrame, vocabulary: Vocabulary) -> pl.DataFrame:
    del lines, same, vocabulary
    return VERDICT.to_frame()


PARTICIPATION = Contract(
    columns=PARTICIPATION_COLUMNS,
    line=PARTICIPATION_LINE,
    measure="participant_count",
    rules=PARTICIPATION_RULES,
    judge=_judge,
    is_numbered=pl.lit(True),
    together=_nothing_together,
    nth_lines=lambda _: pl.DataFrame(schema={"place": pl.UInt64, "line_key": pl.UInt64}),
    accepted=_accepted,
    parts_of_totals=_without_groups,
    regions_of_birth=lambda _: [],
    is_corrected=False,
    is_of_sender=True,
)
