"""PC: how many are insured, where, in which segment, and of which group of vulnerable workers."""

import polars as pl

from transforms.judge.rule import Rule, blank, there, unknown, unsaid


def _no_code(column: str) -> pl.Expr:
    return unknown(column) | unsaid(column, f"{column}_raw")


SEN = 100  # figures are kept in hundredths

PARTICIPATION = (
    Rule(
        "PC01", "error", "regency_code", _no_code("regency_code"),
        "the regency code is unknown or blank",
        "kode kabupaten/kota tidak dikenal atau kosong",
        "Kepmendagri 300.2.2-2138/2025; tables/regions.csv",
    ),
    Rule(
        "PC02", "error", "segment_code", _no_code("segment_code"),
        "the segment is unknown or blank",
        "segmen kepesertaan tidak dikenal atau kosong",
        "Perpres 109/2013; tables/segments.csv",
    ),
    Rule(
        "PC03", "error", "participant_count", blank("amount_paid_sen"),
        "the number of participants is blank or cannot be read",
        "jumlah peserta kosong atau tidak dapat dibaca",
        "extract contract of participation: nihil is a stated zero, a blank is not",
    ),
    Rule(
        "PC04", "error", "participant_count", (pl.col("amount_paid_sen") < 0) | (pl.col("amount_paid_sen") % SEN != 0),
        "the number of participants is negative or not a whole number",
        "jumlah peserta negatif atau bukan bilangan bulat",
        "people are counted whole",
    ),
    Rule(
        "PC05", "error", "stock_month", there("stock_month") & ~pl.col("is_month_of_extract"),
        "the month is not the one the extract was delivered for, or cannot be read",
        "bulan bukan bulan berkas ini atau tidak dapat dibaca",
        "extract contract of participation: landing/<period>/ and the column agree",
    ),
    Rule(
        "PC06", "error", "participant_count", None,
        "the same regency, segment and group is given twice with different numbers",
        "kabupaten/kota, segmen dan kelompok yang sama tercantum dua kali dengan jumlah berbeda",
        "extract contract of participation: one line per key",
    ),
    Rule(
        "PC07", "warning", "participant_count", None,
        "the line repeats another one of this extract; it is counted once",
        "baris mengulang baris lain dalam berkas ini; hanya dihitung sekali",
        "extract contract of participation: one line per key",
    ),
    Rule(
        "PC08", "error", "worker_group_code", unknown("worker_group_code"),
        "the group of workers is unknown",
        "kelompok pekerja tidak dikenal",
        "tables/worker_groups.csv",
    ),
    Rule(
        "PC09", "error", "source_code", unknown("source_code"),
        "the source of the registration is unknown",
        "sumber pendaftaran tidak dikenal",
        "tables/registration_sources.csv; a free text could name a person and is not shown",
    ),
    Rule(
        "PC10", "warning", "source_code", there("worker_group_code") & blank("source_code") & blank("source_code_raw"),
        "a group of workers is counted without saying by which source",
        "kelompok pekerja dihitung tanpa sumber pendaftaran",
        "extract contract of participation",
    ),
)  # fmt: skip
