from datetime import date
from pathlib import Path

import polars as pl
import pytest

from transforms.vocabulary.errors import VocabularyRefused
from transforms.vocabulary.load import load
from transforms.vocabulary.words import meant_code, plain_code


def overlay(folder: Path, name: str, text: str) -> Path:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def meanings(texts: list[str | None], column: str, home: Path | None = None) -> list[str | None]:
    words = load(home).words[column]
    text = pl.col("text")
    codes = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(pl.coalesce(plain_code(text, words), meant_code(text, words)))
    return codes.to_series().to_list()


def test_the_shipped_tables_load_and_their_validity_is_typed() -> None:
    jkp = load(None).benefit_types.filter(benefit_type_code="JKP").row(0, named=True)
    assert jkp["valid_from"] == date(2022, 2, 1)


def test_money_in_the_tables_is_sen() -> None:
    totals = load(None).statutory_amounts.filter(rule_code="JKM1")["amount_sen"]
    assert totals.to_list() == [2_400_000_000, 4_200_000_000]


def test_every_row_of_the_shipped_tables_names_its_source() -> None:
    known = load(None)
    for table in (known.programmes, known.benefit_types, known.statutory_amounts, known.segments, known.regions, known.benefit_components):
        assert table["source"].null_count() == 0


def test_words_are_understood_without_case_spacing_and_punctuation() -> None:
    said = ["JHT", "jht", " Jaminan  Hari-Tua ", "J.H.T.", "JPN", "XYZ", None, "-"]
    assert meanings(said, "programme_code") == ["JHT", "JHT", "JHT", "JHT", "JP", None, None, None]


def test_a_regency_is_understood_with_and_without_dot() -> None:
    assert meanings(["33.16", "3316", "33.2", "99.99"], "regency_code") == ["33.16", "33.16", None, None]


def test_the_words_of_status_and_payment_type_that_pay() -> None:
    assert meanings(["Lunas", "PAID", "TERBAYAR", "ditolak"], "status") == ["DIBAYAR", "DIBAYAR", "DIBAYAR", "DITOLAK"]
    assert meanings(["ASLI", "Pengganti", "RETUR", "koreksi"], "payment_type") == ["original", "reissue", "reversal", "correction"]


def test_an_alias_of_the_home_is_understood(tmp_path: Path) -> None:
    home = overlay(tmp_path, "aliases", "column,raw,code,source\nprogramme_code,HARI TUA SAJA,JHT,branch K01\n")
    assert meanings(["hari tua saja", "JAMINAN PENSIUN"], "programme_code", home) == ["JHT", "JP"]


def test_a_column_without_any_words_means_nothing() -> None:
    assert meanings(["K01"], "branch_code") == [None]


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("aliases", "column,raw,code,source\nprogramme_code,X,NONE,s\n", "has no code NONE"),
        ("aliases", "column,raw,code,source\ncolour,X,JHT,s\n", "not a coded column"),
        ("aliases", "column,raw,code,source\nprogramme_code,jht,JP,s\n", "means two codes"),
        ("branches", "branch_code,branch_name,valid_from,valid_to,source\nK01,Kudus,yesterday,,s\n", "valid_from cannot be read"),
        ("segment_programmes", "segment_code,programme_code,valid_from,valid_to,source\nPU,XX,,,s\n", "names XX"),
        ("colours", "a\n1\n", "no such table"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused_by_name(tmp_path: Path, table: str, text: str, what: str) -> None:
    with pytest.raises(VocabularyRefused, match=what) as refused:
        load(overlay(tmp_path, table, text))
    assert table in refused.value.where
    assert refused.value.fix
