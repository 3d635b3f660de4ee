"""Lines as a sender writes them: text in its own spelling of amounts, dates and words."""

from functools import cache

import polars as pl

from flows.sample.desk import Desk
from flows.sample.dialects import Dialect
from flows.sample.spelling import amount_text, date_text
from flows.sample.tables import rows

DATES = {
    "contingency_date": "contingency",
    "submission_date": "submission",
    "determination_date": "determination",
    "payment_date": "paid",
}
WORDS = {
    "programme_code": "programme",
    "benefit_type_code": "benefit",
    "benefit_component_code": "component",
    "segment_code": "segment",
    "status": "status",
    "payment_type": "kind",
}
NOTES = ("", "transfer bank", "", "diambil ahli waris; lengkap", "", "–", "", "berkas susulan, lengkap", "", "")
BROKEN_NOTE, EVERY = "rekening lama\ndiganti", 211  # now and then a note has a line break
OLD_CARD = 8  # every eighth KPJ is of the old kind, with a letter


def cells(lines: pl.DataFrame, desk: Desk, done: int = 0) -> pl.DataFrame:
    """All the sender's columns as text, planted cells included; what is missing is an empty text. `done` lines of the file came before."""
    written = lines.with_columns(row_no=pl.int_range(done + 1, done + 1 + pl.len())).select(
        _cell(column, desk).alias(column) for column in desk.dialect.columns
    )
    written = written.fill_null("")
    return _with_planted(written, lines)


def _cell(column: str, desk: Desk) -> pl.Expr:
    if column in DATES:
        return date_text(DATES[column], "iso" if desk.dialect.is_typed else desk.dialect.text_date)
    if column in WORDS:
        return _word(column, desk.dialect)
    own = {
        "row_no": pl.col("row_no"),
        "claim_id": _number(desk, "", "cohort", "claim_no"),
        "payment_id": _number(desk, "B", "pay_cohort", "pay_no"),
        "original_payment_id": _number(desk, "B", "pay_cohort", "link_no"),
        "participant_nik": pl.col("nik"),
        "participant_kpj": _kpj(),
        "participant_name": _listed(_names(), "name"),
        "beneficiary_name": _listed(_names(), "payee"),
        "beneficiary_account": pl.col("account"),
        "employer_npp": _listed([row["npp"] for row in rows("employers")], "employer"),
        "employer_name": _listed([row["employer_name"] for row in rows("employers")], "employer"),
        "branch_code": pl.lit(desk.sender.branch_code),
        "regency_code": _regency(desk.dialect),
        "amount_paid_idr": amount_text(desk.dialect.text_amount),
        "note": _note(desk.dialect),
    }
    return own[column].cast(pl.String)


def _number(desk: Desk, letter: str, cohort: str, serial: str) -> pl.Expr:
    digits = pl.col(serial).cast(pl.String).str.zfill(7)
    return pl.format(f"{desk.sender.branch_code}{letter}-{{}}-{{}}", pl.col(cohort), digits)


def _kpj() -> pl.Expr:
    digits = pl.col("kpj").cast(pl.String)
    old = digits.str.slice(0, 2) + "J" + digits.str.slice(3)
    return pl.when(pl.col("kpj") % OLD_CARD == 0).then(old).otherwise(digits)


@cache
def _names() -> list[str]:
    table = rows("names")
    return [f"{first['given']} {last['family']}" for first in table for last in table]


def _listed(words: list[str], place: str) -> pl.Expr:
    return pl.lit(pl.Series([*words, ""])).gather(pl.when(pl.col(place) < 0).then(len(words)).otherwise(place).cast(pl.UInt32))


def _regency(dialect: Dialect) -> pl.Expr:
    code = pl.col("regency").cast(pl.String)
    return code.str.slice(0, 2) + "." + code.str.slice(2) if dialect.dotted else code


def _note(dialect: Dialect) -> pl.Expr:
    usual = pl.lit(pl.Series(NOTES)).gather((pl.col("kpj") % len(NOTES)).cast(pl.UInt32))
    return pl.when(pl.col("kpj") % EVERY == 0).then(pl.lit(BROKEN_NOTE)).otherwise(usual) if dialect.broken_notes else usual


def _word(column: str, dialect: Dialect) -> pl.Expr:
    code = pl.col(WORDS[column])
    if column == "programme_code" and not dialect.has("benefit_type_code"):
        code = pl.when(pl.col("benefit") == "BEASISWA").then(pl.lit("BEASISWA")).otherwise(code)
    long = {row["code"]: row["long"] for row in rows("words") if row["column"] == column} if dialect.long_words else {}
    return code.replace(long) if long else code


def _with_planted(written: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The planted cells (raw_<column>) put over the sound ones."""
    columns = [name for name in lines.columns if name.startswith("raw_") and name.removeprefix("raw_") in written.columns]
    for name in columns:
        places = lines[name].is_not_null().arg_true()
        if len(places):
            canonical = name.removeprefix("raw_")
            written = written.with_columns(written[canonical].scatter(places, lines[name].gather(places)))
    return written
