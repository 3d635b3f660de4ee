"""Persons: numbers that are lost, cut, rounded, confused or all the same."""

import polars as pl

from tests.proof.score.scene import Defect, cells, lines

NIK = pl.col("nik").cast(pl.String)
ONE = 3316010101800001  # invented

PEOPLE = (
    Defect("P01", "one NIK in all lines", "the first cell is filled down", "counts_per_payment",
        lines(lambda s: s.lines.with_columns(nik=pl.lit(ONE)))),
    Defect("P02", "NIK malformed in 5 %", "letters for digits, O for 0", "NK01",
        lines(lambda s: s.lines.with_columns(raw_participant_nik=pl.when(s.some(0.05)).then(NIK.str.replace("3", "O"))))),
    Defect("P03", "NIK cut to 15 digits", "a column too narrow", "NK01", cells(participant_nik=NIK.str.slice(0, 15))),
    Defect("P04", "NIK rounded by a spreadsheet", "the sixteenth digit becomes 0", "code_share_jumped",
        lines(lambda s: s.lines.with_columns(nik=pl.col("nik") // 10 * 10))),
    Defect("P05", "card numbers as NIK", "two columns change places", "NK01", cells(participant_nik=pl.col("kpj").cast(pl.String))),
    Defect("P06", "one participant in all lines", "NIK and KPJ are filled down", "counts_per_payment",
        lines(lambda s: s.lines.with_columns(nik=pl.lit(ONE), kpj=pl.lit(10_000_000_001)))),
    Defect("P07", "NIK all blank", "withheld for privacy", "code_share_jumped",
        lines(lambda s: s.lines.with_columns(nik=pl.lit(None, dtype=pl.Int64)))),
    Defect("P08", "NIK as 3,31608E+15", "a spreadsheet shows large numbers so", "NK04", cells(participant_nik="3,31608E+15")),
)  # fmt: skip
