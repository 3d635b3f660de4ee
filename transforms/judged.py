"""The judged line: everything known of a line, and nothing personal. It lies as a scratch Parquet between the passes over an extract."""

from collections.abc import Collection

import polars as pl

from transforms.columns import CODED, DATES, EVENT_DATES
from transforms.judge.identity import is_personal
from transforms.judge.lines import has, line_mask
from transforms.judge.rules import RULES, mask_of
from transforms.keys import content_key, line_key, place_of, stable_key
from transforms.line import LINE
from transforms.nik import DIGITS
from transforms.pseudonym import keyed, participant_key, shape_where
from transforms.vocabulary.shapes import Vocabulary

CODES_KEPT = ("programme_code", "benefit_type_code", "benefit_component_code", "segment_code", "regency_code")
LINK = "original_payment_id"
# Columns whose text is kept as a shape where a rule about them is broken.
SHAPED = tuple(dict.fromkeys((*(rule.column for rule in RULES if rule.breaks is not None), *EVENT_DATES)))

KEPT = [column for column in LINE if column not in ("warning_mask", "sheet")]
MORE = [
    "place",  # UInt64: table, then source_row; ascending is file order
    "mask",  # UInt64: bit i, RULES[i] is broken
    "pays",
    "kpj_key",  # of JKM lines only: the membership that a death grant is paid for
    "has_nik",
    "nik_ends_in_0",
    "nik_region",  # UInt16: the region of birth that a whole NIK begins with, four digits
    "unreadable_date",  # the first event date that cannot be read
    "set_by",  # ids of the corrections by hand that changed it
    "waived_by",  # ids of the approvals that are about it
    "waived",  # UInt64: the bits that are waived on it, where it can be counted at all
    "released",  # UInt64: those of them that it breaks; they are not in `mask`
]
COUNTABLE = ("line_key", "payment_date", "amount_paid_sen", "benefit_type_code", "payment_type")  # a line without one is in no figure
UNTOUCHED = {
    "set_by": pl.lit(None, pl.String),
    "waived_by": pl.lit(None, pl.String),
    "waived": pl.lit(0, pl.UInt64),
    "released": pl.lit(0, pl.UInt64),
}
NO_NUMBER = ("ID03", "ID05", "ID06")  # a person's own number or name, words, which may be a name, or what many claims have become
NO_PAYMENT = ("ID03", "ID07")
NOT_THE_PERSON = ("NK01", "NK04")  # with one of these approved, the NIK still names nobody
TEXT_OF = {column: f"{column}_raw" for column in (*CODED, *DATES, "amount_paid_idr")}


def judged(lines: pl.LazyFrame, vocabulary: Vocabulary, *, present: Collection[str], pseudonym_key: bytes, table: int) -> pl.LazyFrame:
    """Recognised lines with the mask of what each breaks by itself, keys, and shapes of offending texts; personal columns are gone."""
    is_by_hand = "waived" in lines.collect_schema()  # see `transforms.corrections`
    masked = lines.with_columns(mask=line_mask(vocabulary, present))
    named = (
        (masked.with_columns(nik=_nik()) if is_by_hand else masked)
        .with_columns(pl.col(CODES_KEPT).cast(pl.String))
        .with_columns(_shapes(), **_people(pseudonym_key), unreadable_date=_unreadable_date())
        .with_columns(is_named=pl.col("claim_id").is_not_null() & ~has(*NO_NUMBER, *NO_PAYMENT))
        .with_columns(_shown("claim_id", has(*NO_NUMBER)), _shown("payment_id", has(*NO_PAYMENT)), _shown(LINK, is_personal(LINK)))
        .with_columns(line_key=line_key(), claim_key=stable_key(["claim_id"]))
    )
    return (
        (_released(named) if is_by_hand else named.with_columns(**UNTOUCHED))
        .with_columns(content_key=content_key(), payment_month=pl.col("payment_date").dt.month_start(), place=place_of(table))
        .select(*KEPT, *MORE, *(f"{column}_shape" for column in SHAPED))
    )


def regions_of_birth(lines: pl.LazyFrame) -> list[str]:
    """The distinct regions that the NIK of judged lines begin with."""
    found = lines.select("nik_region").unique().collect(engine="streaming").to_series().drop_nulls()
    return [f"{region:04}" for region in found]


def is_countable() -> pl.Expr:
    """Everything is there that a payment line is counted by."""
    return pl.all_horizontal(pl.col(column).is_not_null() for column in COUNTABLE)


def _released(lines: pl.LazyFrame) -> pl.LazyFrame:
    """With the waived bits taken out of the mask of lines that can be counted."""
    return (
        lines.with_columns(waived=pl.when(is_countable()).then("waived").otherwise(pl.lit(0, dtype=pl.UInt64)))
        .with_columns(released=pl.col("mask") & pl.col("waived"))
        .with_columns(mask=pl.col("mask") - pl.col("released"))
    )


def _nik() -> pl.Expr:
    """A NIK that is not one does not name the participant of an approved line: then the KPJ does, or nobody."""
    is_let_pass = (pl.col("waived") & pl.lit(mask_of(*NOT_THE_PERSON), dtype=pl.UInt64) & pl.col("mask")) != 0
    return pl.when(~is_let_pass).then("nik")


def _shapes() -> list[pl.Expr]:
    """Per column the shape of its text, where the line breaks a rule about it; null elsewhere, which makes it cheap."""
    return [_shape_of(column).alias(f"{column}_shape") for column in SHAPED]


def _shape_of(column: str) -> pl.Expr:
    codes = [rule.code for rule in RULES if rule.column == column and rule.breaks is not None]
    if column in EVENT_DATES:
        codes.append("DT04")
    return shape_where(has(*codes), pl.col(TEXT_OF.get(column, column)))


def _shown(column: str, is_hidden: pl.Expr) -> pl.Expr:
    return pl.when(is_hidden).then(shape_where(is_hidden, pl.col(column))).otherwise(column).alias(column)


def _people(key: bytes) -> dict[str, pl.Expr]:
    nik = pl.col("nik")
    is_whole = (nik.str.len_bytes() == DIGITS) & ~pl.col("nik_is_destroyed")
    return {
        "participant_key": participant_key(key),
        "kpj_key": keyed(pl.when(pl.col("benefit_type_code") == "JKM").then("kpj"), key),
        "has_nik": is_whole.fill_null(False),
        "nik_region": pl.when(pl.col("nik_is_valid") & ~pl.col("nik_is_destroyed")).then(nik.str.slice(0, 4)).cast(pl.UInt16),
        "nik_ends_in_0": (is_whole & nik.str.ends_with("0")).fill_null(False),
    }


def _unreadable_date() -> pl.Expr:
    unread = (pl.when(pl.col(column).is_null() & pl.col(f"{column}_raw").is_not_null()).then(pl.lit(column)) for column in EVENT_DATES)
    return pl.coalesce(unread)
