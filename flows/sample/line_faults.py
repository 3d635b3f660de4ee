"""Faults of one line: its numbers, codes, dates, amounts, identities."""

from datetime import date

import polars as pl

from flows.sample.desk import Desk
from flows.sample.doubles import twins, wage_earners
from flows.sample.lump import pension_lumps
from flows.sample.plants import CSV, Plant, cell, error, put, type_of_change, warning
from flows.sample.tables import SEN

NIK = pl.col("nik").cast(pl.String)
BEFORE_ALL = date(2014, 3, 3)  # the programmes began on 1 July 2015
MALFORMED = {"rupiah": "Rp 1.857.000,000", "english": "1,857,000.000", "plain": "1.5E+06"}  # a branch release of 2020 printed 1.857.000,000
NOT_A_DAY = {
    "slash": "31/02/{}",
    "dash": "31-02-{}",
    "iso": "{}-02-31",
    "oracle": "31-FEB-{}",
    "indonesian": "31 Feb {}",
}
TYPES = ("payment_type",)


def _no_such_day(desk: Desk) -> dict[str, pl.Expr]:
    text = NOT_A_DAY[desk.dialect.text_date].format(desk.period.year)
    return {"paid": pl.lit(None, dtype=pl.Date), "raw_payment_date": pl.lit(text)}


def _after_the_period(desk: Desk) -> dict[str, pl.Expr]:
    return {"paid": pl.lit(desk.last_day + 1, dtype=pl.Int32).cast(pl.Date) + pl.duration(days=pl.col("claim_no") % 20)}


def _malformed(desk: Desk) -> dict[str, pl.Expr]:
    return {"sen": pl.lit(None, dtype=pl.Int64), "raw_amount_paid_idr": pl.lit(MALFORMED[desk.dialect.text_amount])}


def unreadable(column: str, canonical: str, text: str) -> type_of_change:
    """The value gone and `text` in its place."""
    return lambda _: {column: pl.lit(None), f"raw_{canonical}": pl.lit(text)}


NO_CODES = {"benefit_type_code": "", "benefit_component_code": ""}
LONG_AGO = {name: pl.lit(BEFORE_ALL) for name in ("contingency", "submission", "determination", "paid")}
IMPOSSIBLE_BIRTH = NIK.str.slice(0, 6) + pl.lit("35") + NIK.str.slice(8)

ERRORS: tuple[Plant, ...] = (
    error("claim_id_blank", "ID01", wage_earners, cell(claim_id="")),
    error("same_key_other_amount", "ID02", twins, put(sen=pl.col("sen") + pl.col("slot") * 125_000 * SEN), width=2, needs=("payment_id",)),
    error("claim_id_is_nik", "ID03", wage_earners, put(raw_claim_id=NIK)),
    error("payment_id_is_nik", "ID03", wage_earners, put(raw_payment_id=NIK), needs=("payment_id",)),
    error("programme_unknown", "PR01", wage_earners, cell(programme_code="ASKES", **NO_CODES), needs=("programme_code",)),
    error("programme_blank", "PR01", wage_earners, cell(programme_code="", **NO_CODES)),
    error(
        "benefit_type_unknown",
        "PR02",
        wage_earners,
        cell(benefit_type_code="TUNJANGAN HARI RAYA", benefit_component_code=""),
        needs=("benefit_type_code",),
    ),
    error(
        "benefit_type_of_other_programme",
        "PR03",
        wage_earners,
        cell(programme_code="JP", benefit_component_code=""),
        needs=("programme_code", "benefit_type_code"),
    ),
    error("component_unknown", "PR04", wage_earners, cell(benefit_component_code="MANFAAT_LAIN")),
    error("component_of_other_type", "PR04", wage_earners, cell(benefit_component_code="JP_CACAT_SEKALIGUS")),
    error("segment_unknown", "SG01", wage_earners, cell(segment_code="PNS")),
    error("pension_of_self_employed", "SG02", pension_lumps, put(segment=pl.lit("BPU"))),
    error("old_age_of_construction", "SG02", wage_earners, put(segment=pl.lit("JAKON"))),
    error("payment_date_blank", "DT01", wage_earners, unreadable("paid", "payment_date", "")),
    error("payment_date_words", "DT01", wage_earners, unreadable("paid", "payment_date", "menyusul")),
    error("payment_date_no_such_day", "DT01", wage_earners, _no_such_day, formats=CSV),
    error("payment_after_period", "DT02", wage_earners, _after_the_period),
    error("payment_before_programmes", "DT03", wage_earners, put(**LONG_AGO)),
    error("event_date_unreadable", "DT04", wage_earners, unreadable("contingency", "contingency_date", "tidak diketahui")),
    error("submission_date_unreadable", "DT04", wage_earners, unreadable("submission", "submission_date", "lihat berkas")),
    error("determined_after_payment", "DT05", wage_earners, put(determination=pl.col("paid") + pl.duration(days=3))),
    error("submitted_before_event", "DT05", wage_earners, put(contingency=pl.col("submission") + pl.duration(days=9))),
    error("amount_blank", "AM01", wage_earners, unreadable("sen", "amount_paid_idr", "")),
    error("amount_words", "AM01", wage_earners, unreadable("sen", "amount_paid_idr", "sesuai SK")),
    error("amount_malformed", "AM01", wage_earners, _malformed, formats=CSV),
    error("original_negative", "AM02", wage_earners, put(sen=-pl.col("sen"))),
    error("original_zero", "AM02", wage_earners, put(sen=pl.lit(0, dtype=pl.Int64))),
    error("original_nihil", "AM02", wage_earners, put(sen=pl.lit(0, dtype=pl.Int64), raw_amount_paid_idr=pl.lit("nihil")), formats=CSV),
    error("reversal_positive", "AM02", wage_earners, put(kind=pl.lit("RETUR"), link_no=pl.col("pay_no") + 1), needs=TYPES),
    error("payment_type_unknown", "PT01", wage_earners, cell(payment_type="CICILAN"), needs=TYPES),
    error("status_blank", "ST02", wage_earners, cell(status=""), needs=("status",)),
    error("nik_too_short", "NK01", wage_earners, put(raw_participant_nik=NIK.str.slice(0, 15))),
    error("nik_no_such_birth", "NK01", wage_earners, put(raw_participant_nik=IMPOSSIBLE_BIRTH)),
    error("nik_scientific", "NK04", wage_earners, cell(participant_nik="3,31608E+15")),
    error("nik_numeric_cell", "NK04", wage_earners, cell(participant_nik="=number"), formats=("xlsx",)),
    error("regency_unknown", "RG01", wage_earners, cell(regency_code="99.99")),
    error("nik_and_segment", "NK01 SG01", wage_earners, put(raw_participant_nik=IMPOSSIBLE_BIRTH, raw_segment_code=pl.lit("PNS"))),
)

STRANGE_NIK = pl.col("nik") % 10**14 + 99 * 10**14  # no province has the number 99

WARNINGS: tuple[Plant, ...] = (
    warning("segment_blank", "SG03", wage_earners, cell(segment_code=""), keeps_totals=True),
    warning("kpj_too_short", "KP01", wage_earners, put(raw_participant_kpj=pl.col("kpj").cast(pl.String).str.slice(1)), keeps_totals=True),
    warning("npp_too_short", "NP01", wage_earners, cell(employer_npp="1507095"), keeps_totals=True),
    warning("nik_blank", "NK02", wage_earners, put(nik=pl.lit(None, dtype=pl.Int64)), keeps_totals=True),
    warning("nik_of_no_region", "NK03", wage_earners, put(nik=STRANGE_NIK), keeps_totals=True),
    warning("regency_blank", "RG02", wage_earners, cell(regency_code="")),  # its line leaves the regency's total
    warning("branch_unknown", "BR01", wage_earners, cell(branch_code="Z99"), keeps_totals=True),
    warning("status_unknown", "ST01", wage_earners, cell(status="PENDING"), needs=("status",), is_counted=False),
    warning(
        "reversal_unlinked",
        "PT02",
        wage_earners,
        put(kind=pl.lit("RETUR"), sen=-pl.col("sen")),
        needs=TYPES,
    ),
)

REPEATS: tuple[Plant, ...] = (
    Plant("exact_repeat", ("ID04",), "duplicate", twins, put(is_sound=pl.col("slot") == 0), width=2, needs=("payment_id",)),
)
