"""ID: which claim and which payment a line is about."""

import polars as pl

from transforms.destroyed import is_destroyed
from transforms.judge.rule import Rule, blank

PERSONAL = ("nik", "kpj", "participant_name", "beneficiary_name", "beneficiary_account")


def is_personal(column: str) -> pl.Expr:
    """The column holds the person's own number or name."""
    return pl.any_horizontal((pl.col(column) == pl.col(own)).fill_null(False) for own in PERSONAL)


def is_words(column: str) -> pl.Expr:
    """The number is words: no digit and a space inside (`REKAP JHT`), or a bare count with a word (`8 klaim`). `K 12` is a number."""
    return pl.col(column).str.contains(r"^[^0-9]*[^0-9\s]\s+[^0-9\s][^0-9]*$|^[0-9][0-9.,]*\s+\p{L}{4,}\.?$")


IDENTITY = (
    Rule(
        "ID01", "error", "claim_id", blank("claim_id"),
        "the claim number is blank",
        "nomor klaim kosong",
        "extract contract: claim_id is required",
    ),
    Rule(
        "ID02", "error", "payment_id", None,
        "the same claim and payment number stands in this extract again with different content; all of these lines are set aside",
        "nomor klaim dan nomor pembayaran yang sama muncul lagi dalam berkas ini dengan isi berbeda; semua baris itu disisihkan",
        "extract contract: line key",
    ),
    Rule(
        "ID03", "error", "claim_id", is_personal("claim_id") | is_personal("payment_id"),
        "the claim or payment number is the person's own NIK, KPJ, name or account number",
        "nomor klaim atau nomor pembayaran sama dengan NIK, KPJ, nama, atau nomor rekening orangnya sendiri",
        "UU 27/2022 (personal data): identifiers may not leave the extract",
    ),
    Rule(
        "ID04", "warning", "payment_id", None,
        "the same line, word for word, stands earlier in this extract; it is counted once",
        "baris yang sama persis sudah ada sebelumnya dalam berkas ini; hanya dihitung sekali",
        "extract contract: line key",
    ),
)  # fmt: skip

# Later ones stand at the end of the rule table: a rule's place is its bit.
IDENTITY_IN_WORDS = (
    Rule(
        "ID05", "error", "claim_id", is_words("claim_id"),
        "the claim number is words (a recap, a sum so far, a count of claims): probably no payment but a line of a summary",
        "nomor klaim berupa kata-kata (rekap, jumlah s.d. bulan lalu, jumlah klaim): kemungkinan baris ringkasan, bukan pembayaran",
        "extract contract: claim_id is a number; domain.md §4 total rows between the lines",
    ),
)  # fmt: skip

IDENTITY_DESTROYED = (
    Rule(
        "ID06", "error", "claim_id", is_destroyed("claim_id"),
        "the claim number was destroyed by a spreadsheet (shown as 2,20701E+11, or a number of more than 15 digits): claims become one",
        "nomor klaim rusak oleh aplikasi lembar kerja (tampil 2,20701E+11, atau angka lebih dari 15 digit): beberapa klaim menjadi satu",
        "spreadsheets keep fifteen digits and show long numbers in scientific notation",
    ),
    Rule(
        "ID07", "error", "payment_id", is_destroyed("payment_id"),
        "the payment number was destroyed by a spreadsheet (shown as 2,20701E+11, or a number of more than 15 digits)",
        "nomor pembayaran rusak oleh aplikasi lembar kerja (tampil 2,20701E+11, atau angka lebih dari 15 digit)",
        "spreadsheets keep fifteen digits and show long numbers in scientific notation",
    ),
)  # fmt: skip
