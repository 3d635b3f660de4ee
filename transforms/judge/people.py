"""KP, NP, NK, RG, BR: who was insured, by whom, and where."""

import polars as pl

from transforms.judge.rule import Rule, blank, there, unknown, unsaid
from transforms.vocabulary.shapes import Vocabulary


def _born_nowhere(vocabulary: Vocabulary) -> pl.Expr:
    codes = vocabulary.regions["regency_code"].str.replace(".", "", literal=True).unique().sort()
    is_whole = pl.col("nik_is_valid") & ~pl.col("nik_is_destroyed")
    return is_whole & ~pl.col("nik").str.slice(0, 4).is_in(codes.implode())


def _unknown_branch(vocabulary: Vocabulary) -> pl.Expr:
    return there("branch_code_raw") & blank("branch_named") if vocabulary.branches.height else pl.lit(False)


PEOPLE = (
    Rule(
        "KP01", "warning", "participant_kpj", ~pl.col("kpj").str.contains(r"^[0-9A-Z]{11}$"),
        "the KPJ is not eleven digits or capitals",
        "KPJ bukan sebelas angka atau huruf kapital",
        "KPJ cards carry eleven characters (weakly sourced, hence a warning)",
        misread_from=0.9,
    ),
    Rule(
        "NP01", "warning", "employer_npp", ~pl.col("employer_npp").str.contains(r"^[0-9A-Z]{8}$"),
        "the NPP is not eight digits or capitals",
        "NPP bukan delapan angka atau huruf kapital",
        "membership certificates show eight characters",
        misread_from=0.9,
    ),
    Rule(
        "NK01", "error", "participant_nik", there("nik") & ~pl.col("nik_is_destroyed") & ~pl.col("nik_is_valid"),
        "the NIK is not sixteen digits with a birth date that exists",
        "NIK bukan enam belas angka dengan tanggal lahir yang ada",
        "structure of the NIK: region, birth date (day + 40 for women), serial",
    ),
    Rule(
        "NK02", "warning", "participant_nik", blank("participant_nik"),
        "the NIK is blank",
        "NIK kosong",
        "extract contract",
        only_with_column=True,
    ),
    Rule(
        "NK03", "warning", "participant_nik", _born_nowhere,
        "the NIK begins with the code of no known regency",
        "NIK diawali kode kabupaten/kota yang tidak dikenal",
        "structure of the NIK; tables/regions.csv",
    ),
    Rule(
        "NK04", "error", "participant_nik", pl.col("nik_is_destroyed"),
        "the NIK was destroyed by a spreadsheet (a number loses its sixteenth digit)",
        "NIK rusak oleh aplikasi lembar kerja (angka kehilangan digit keenam belas)",
        "spreadsheets keep fifteen digits",
    ),
    Rule(
        "NK05", "warning", "participant_nik", None,
        "more of this extract's NIK end in 0 than chance allows: a spreadsheet has probably destroyed the last digit, and the "
        "participants are counted by what is left of it",
        "NIK berkas ini terlalu banyak yang berakhiran 0: digit terakhir mungkin rusak oleh aplikasi lembar kerja, dan peserta dihitung "
        "menurut sisa NIK itu",
        "spreadsheets keep fifteen digits",
    ),
    Rule(
        "RG01", "error", "regency_code", unknown("regency_code"),
        "the regency code is unknown",
        "kode kabupaten/kota tidak dikenal",
        "Kepmendagri 300.2.2-2138/2025; tables/regions.csv",
    ),
    Rule(
        "RG02", "warning", "regency_code", unsaid("regency_code", "regency_code_raw"),
        "the regency code is blank",
        "kode kabupaten/kota kosong",
        "extract contract",
        only_with_column=True,
    ),
    Rule(
        "BR01", "warning", "branch_code", _unknown_branch,
        "the branch is not in the table of branches",
        "kode kantor tidak ada dalam tabel kantor",
        "reference/branches.csv of the home",
    ),
)  # fmt: skip

# Later ones stand at the end of the rule table: a rule's place is its bit.
PEOPLE_DESTROYED = (
    Rule(
        "KP02", "warning", "participant_kpj", pl.col("kpj_is_destroyed"),
        "the KPJ was destroyed by a spreadsheet (shown as 1,20701E+10): without a NIK the participant is not counted",
        "KPJ rusak oleh aplikasi lembar kerja (tampil 1,20701E+10): tanpa NIK, peserta tidak dihitung",
        "spreadsheets show long numbers in scientific notation; design.md 4.6: NIK, else KPJ, else not counted",
    ),
)  # fmt: skip
