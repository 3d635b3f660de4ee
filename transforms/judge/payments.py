"""AM, PT, ST: the amount, what kind of payment it is, and whether it was paid."""

import polars as pl

from transforms.judge.rule import Rule, blank, there, unknown, unsaid
from transforms.vocabulary.shapes import Vocabulary

_AMOUNT = pl.col("amount_paid_sen")
_WRONG_SIGN = {"positive": _AMOUNT <= 0, "negative": _AMOUNT >= 0, "nonzero": _AMOUNT == 0}


def _sign(vocabulary: Vocabulary) -> pl.Expr:
    signs = vocabulary.payment_types.select("payment_type", "sign").iter_rows()
    return pl.any_horizontal((pl.col("payment_type") == kind) & _WRONG_SIGN[sign] for kind, sign in signs)


def _unlinked(vocabulary: Vocabulary) -> pl.Expr:
    linked = vocabulary.payment_types.filter("needs_link")["payment_type"].to_list()
    return pl.col("payment_type").is_in(linked) & blank("original_payment_id")


PAYMENTS = (
    Rule(
        "AM01", "error", "amount_paid_idr", blank("amount_paid_sen"),
        "the amount is blank or cannot be read",
        "nominal kosong atau tidak terbaca",
        "extract contract: amount_paid_idr is required",
    ),
    Rule(
        "AM02", "error", "amount_paid_idr", _sign,
        "the amount's sign does not fit: payments and reissues are above zero, reversals below, corrections not zero",
        "tanda nominal tidak sesuai: pembayaran dan penggantian di atas nol, retur di bawah nol, koreksi tidak nol",
        "extract contract; tables/payment_types.csv",
    ),
    Rule(
        "PT01", "error", "payment_type", there("payment_type_raw") & blank("payment_type_named"),
        "the payment type is unknown",
        "jenis pembayaran tidak dikenal",
        "tables/payment_types.csv",
    ),
    Rule(
        "PT02", "warning", "original_payment_id", _unlinked,
        "a reversal or correction does not say which payment it belongs to",
        "retur atau koreksi tidak menyebut pembayaran asalnya",
        "extract contract; tables/payment_types.csv",
    ),
    Rule(
        "ST01", "warning", "status", unknown("status"),
        "the status is an unknown word; the line is not counted as a payment",
        "status tidak dikenal; baris tidak dihitung sebagai pembayaran",
        "tables/statuses.csv",
        misread_from=0.25,
    ),
    Rule(
        "ST02", "error", "status", unsaid("status", "status_raw"),
        "the status is blank, so it cannot be said whether this was paid",
        "status kosong sehingga tidak dapat dipastikan sudah dibayar",
        "extract contract",
        only_with_column=True,
    ),
)  # fmt: skip
