"""Drawn extracts, judged: what stands in for reading and parsing in the tests of the rules."""

from datetime import date
from functools import cache

import polars as pl

from tests.drawing import table
from transforms.columns import CLAIMS_COLUMNS, DATES
from transforms.judge.claims import judge_together
from transforms.judge.duplicates import nth_lines, same_lines
from transforms.judge.rules import CLAIM_RULES, CODES
from transforms.judged import judged
from transforms.outcome import decided
from transforms.recognise import recognise
from transforms.vocabulary.load import load
from transforms.vocabulary.shapes import Vocabulary

JULY = date(2022, 7, 1)
KEY = bytes(range(32))
DRAWN = dict.fromkeys((*CLAIMS_COLUMNS.texts, *DATES, "amount_paid_idr"), pl.String)
# What a sound line says where the drawing is silent.
SOUND = {
    "claim_id": pl.format("K{}", "source_row"),
    "programme_code": pl.lit("JHT"),
    "payment_date": pl.lit("2022-07-15"),
    "amount_paid_idr": pl.lit("1000000"),
}


@cache
def vocabulary() -> Vocabulary:
    return load(None)


def typed_lines(drawing: str) -> pl.LazyFrame:
    """The drawn extract as `transforms.parse` hands it on: ISO dates, plain rupiah. Columns of SOUND that are not drawn are sound."""
    header = [cell.strip() for cell in drawing.strip().splitlines()[0].split("|")]
    drawn = table(drawing, DRAWN).select(header).with_row_index("source_row", offset=2).cast({"source_row": pl.UInt32})
    sound = [expression.alias(name) for name, expression in SOUND.items() if name not in header]
    return typed_texts(drawn.with_columns(sound))


def typed_texts(texts: pl.DataFrame) -> pl.LazyFrame:
    """Text columns as `typed` leaves them."""
    dates = [name for name in DATES if name in texts.columns]
    readable = pl.when(pl.col("amount_paid_idr").str.contains(r"^-?[0-9]+(\.[0-9]{2})?$")).then("amount_paid_idr")
    sen = readable.cast(pl.Decimal(20, 2)) * 100
    raw = texts.rename({name: f"{name}_raw" for name in (*dates, "amount_paid_idr")})
    parsed = texts.select(*(pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in dates), amount_paid_sen=sen.cast(pl.Int64))
    return pl.concat([raw, parsed], how="horizontal").lazy()


def judge(*tables: pl.LazyFrame, period: date = JULY, known: Vocabulary | None = None) -> pl.LazyFrame:
    """Decided lines of these tables, in one extract."""
    words = known or vocabulary()
    frames = []
    for number, typed in enumerate(tables):
        present = [name.removesuffix("_raw") for name in typed.collect_schema().names()]
        lines = recognise(typed, words, period=period)
        frames.append(judged(lines, words, present=present, pseudonym_key=KEY, table=number))
    lines = pl.concat(frames).collect().lazy()
    same = same_lines(lines, CLAIM_RULES)
    return decided(lines, pl.concat([same, judge_together(lines, same, words)]), nth_lines(lines))


def codes(lines: pl.LazyFrame) -> list[str]:
    """The codes that each line breaks, in file order, as one text per line."""
    masks = lines.collect()["mask"]
    return [" ".join(code for place, code in enumerate(CODES) if mask >> place & 1) for mask in masks]


def outcomes(lines: pl.LazyFrame) -> list[str]:
    return lines.collect()["outcome"].to_list()


def broken(drawing: str, **options: object) -> list[str]:
    """The codes that each drawn line breaks."""
    return codes(judge(typed_lines(drawing), **options))  # type: ignore[arg-type]
