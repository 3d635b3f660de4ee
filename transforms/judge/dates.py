"""DT: the dates of a line, by themselves and in their order."""

from itertools import combinations

import polars as pl

from transforms.columns import EVENT_DATES
from transforms.judge.rule import Rule, blank, is_type, unknown
from transforms.vocabulary.shapes import Vocabulary

LIFECYCLE = (*EVENT_DATES, "payment_date")


def _before_the_system(vocabulary: Vocabulary) -> pl.Expr:
    return pl.col("payment_date") < vocabulary.programmes["valid_from"].min()


def _outside_the_claim_window(vocabulary: Vocabulary) -> pl.Expr:
    windows = vocabulary.benefit_types.drop_nulls("claim_window_years")
    years = windows.select("benefit_type_code", "claim_window_years").iter_rows()
    return pl.any_horizontal(pl.lit(False), *(_older_than(kind, number) for kind, number in years))


def _older_than(benefit_type: str, years: int) -> pl.Expr:
    event = pl.when(is_type(benefit_type)).then("contingency_date")
    return event.dt.offset_by(f"{years}y") < pl.col("payment_date")


def _event_needed(vocabulary: Vocabulary) -> pl.Expr:
    needing = vocabulary.benefit_types.filter("needs_contingency_date")["benefit_type_code"]
    return is_type(*needing) & blank("contingency_date_raw")


_OUT_OF_ORDER = pl.any_horizontal((pl.col(earlier) > pl.col(later)).fill_null(False) for earlier, later in combinations(LIFECYCLE, 2))

DATES = (
    Rule(
        "DT01", "error", "payment_date", blank("payment_date"),
        "the payment date is blank or cannot be read",
        "tanggal bayar kosong atau tidak terbaca",
        "extract contract: payment_date is required",
    ),
    Rule(
        "DT02", "error", "payment_date", pl.col("payment_date") > pl.col("extract_last_day"),
        "the payment date lies after the last day of the extract's period",
        "tanggal bayar setelah hari terakhir periode berkas",
        "extract contract: a month's extract holds what was paid by its end",
    ),
    Rule(
        "DT03", "error", "payment_date", _before_the_system,
        "the payment date lies before the programmes began (1 July 2015)",
        "tanggal bayar sebelum program berjalan (1 Juli 2015)",
        "PP 44/2015; PP 45/2015; PP 46/2015; tables/programmes.csv",
    ),
    Rule(
        "DT04", "error", "contingency_date", pl.any_horizontal(unknown(column) for column in EVENT_DATES),
        "a date of event, submission or determination cannot be read",
        "tanggal kejadian, pengajuan, atau penetapan tidak terbaca",
        "extract contract",
    ),
    Rule(
        "DT05", "error", "payment_date", _OUT_OF_ORDER,
        "the dates are out of order: event, submission, determination, payment",
        "urutan tanggal salah: kejadian, pengajuan, penetapan, pembayaran",
        "the claim's lifecycle",
    ),
    Rule(
        "DT06", "warning", "contingency_date", _outside_the_claim_window,
        "the accident lies more than five years before the payment",
        "kecelakaan terjadi lebih dari lima tahun sebelum pembayaran",
        "PP 82/2019: claim window of JKK; tables/benefit_types.csv",
    ),
    Rule(
        "DT07", "warning", "contingency_date", _event_needed,
        "the date of the event is missing, so rules that depend on it could not be judged",
        "tanggal kejadian kosong sehingga aturan yang bergantung padanya tidak dapat diperiksa",
        "PP 82/2019: amounts follow the date of the event; tables/benefit_types.csv",
    ),
)  # fmt: skip
