"""Whole extracts, from the bytes to part, findings and ledger."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.transforms.one_extract import HEADER, NAME, NIK, SOUND, clean, found, lines_of, with_total
from transforms.decisions import Decisions, Dialect
from transforms.errors import ExtractRefused
from transforms.line import FINDING, LINE
from transforms.quarantine import read_findings, rule_sentences
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load


def test_every_row_goes_somewhere_and_the_ledger_says_where(tmp_path: Path) -> None:
    ledger = clean(
        tmp_path,
        SOUND,
        SOUND,
        SOUND.replace("P1", "P2").replace("DIBAYAR", "DITOLAK"),
        SOUND.replace("P1", "P3").replace("1.250.000,00", "seratus"),
        SOUND.replace("P1", "P4").replace("15/07", "15/06"),
    )
    assert (ledger.rows_read, ledger.furniture, ledger.lines) == (6, 1, 5)
    assert (ledger.accepted, ledger.duplicate, ledger.not_a_payment, ledger.quarantined) == (2, 1, 1, 1)
    assert (ledger.amount_read_sen, ledger.amount_accepted_sen, ledger.amount_unreadable_rows) == (500_000_000, 250_000_000, 1)
    assert ledger.codes == {"ID04": 1, "AM01": 1}
    assert ledger.payment_months == {"2022-06": 1, "2022-07": 1}


def test_the_part_has_the_shape_of_the_contract_in_file_order(tmp_path: Path) -> None:
    clean(tmp_path, SOUND.replace("P1", "P2"), SOUND, SOUND.replace("P1", "P0"))
    part = lines_of(tmp_path)
    assert part.schema == LINE
    assert part["payment_id"].to_list() == ["P2", "P1", "P0"]
    assert part["source_row"].to_list() == [2, 3, 4]
    assert part["amount_paid_sen"].to_list() == [125_000_000] * 3
    assert part["payment_month"].unique().to_list() == [date(2022, 7, 1)]


def test_findings_have_the_shape_of_the_contract_and_point_at_a_cell(tmp_path: Path) -> None:
    clean(tmp_path, SOUND, SOUND.replace("P1", "P2").replace("1.250.000,00", "Rp seratus"), SOUND.replace("P1", "P3").replace(NIK, ""))
    assert pl.read_parquet(tmp_path / "findings.parquet").schema == FINDING
    assert found(tmp_path) == [
        (3, "AM01", "error", "quarantined", "amount_paid_idr", "AA AAAAAAA"),
        (4, "NK02", "warning", "warned", "participant_nik", None),
    ]


def test_an_unreadable_event_date_is_pointed_at_where_it_stands(tmp_path: Path) -> None:
    header = "KODE KLAIM;PROGRAM;TGL KEJADIAN;TGL PENGAJUAN;TGL BAYAR;NOMINAL"
    clean(tmp_path, "K1;JHT;;13 Juni;15/07/2022;5", "K2;JHT;01/06/2022;13/06/2022;15/07/2022;5", header=header)
    assert found(tmp_path) == [(2, "DT04", "error", "quarantined", "submission_date", "99 AAAA")]


def test_an_extract_without_findings_leaves_an_empty_table_of_them(tmp_path: Path) -> None:
    clean(tmp_path, SOUND)
    assert found(tmp_path) == []
    assert read_findings([]).collect().schema == FINDING


def test_no_personal_value_is_left_anywhere_but_in_the_extract(tmp_path: Path) -> None:
    swapped = f"{NIK};P7;JHT;{NIK};{NAME};15/07/2022;1.250.000,00;DIBAYAR"
    named = f"{NAME};{NAME};JHT;{NIK};{NAME};15/07/2022;1.250.000,00;DIBAYAR"
    ledger = clean(tmp_path, SOUND, swapped, named, SOUND.replace("P1", "P8").replace("DIBAYAR", NAME))
    left = str(lines_of(tmp_path).to_dicts()) + str(pl.read_parquet(tmp_path / "findings.parquet").to_dicts()) + ledger.to_json()
    assert NIK not in left
    assert NAME not in left
    assert not list((tmp_path / "workspace").iterdir())


def test_lines_of_several_sheets_keep_theirs(tmp_path: Path) -> None:
    book = tmp_path / "book"
    with xlsxwriter.Workbook(str(book)) as workbook:
        for sheet in ("JULI A", "JULI B"):
            page = workbook.add_worksheet(sheet)
            page.write_row(0, 0, ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "TGL BAYAR", "NOMINAL"])
            page.write_row(1, 0, ["K1", sheet, "JHT", "15/07/2022", 1250000])
            page.write_row(2, 0, ["K1", "P1", "JHT", "15/07/2022", 1250000])
    ledger = clean(tmp_path, extract=ExtractFile(book, "juli.xlsx", "xlsx"))
    assert (ledger.accepted, ledger.duplicate, ledger.amount_read_sen) == (3, 1, 500_000_000)
    assert lines_of(tmp_path).select("sheet", "source_row").rows() == [("JULI A", 2), ("JULI A", 3), ("JULI B", 2)]
    assert pl.read_parquet(tmp_path / "findings.parquet").select("sheet", "source_row", "code").rows() == [("JULI B", 3, "ID04")]


def test_the_same_extract_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        clean(folder, SOUND, SOUND.replace("P1", ""), SOUND.replace("P1", ""))
    assert lines_of(one).equals(lines_of(two))


def test_an_extract_of_rejected_claims_only_is_accounted_for(tmp_path: Path) -> None:
    ledger = clean(tmp_path, SOUND.replace("DIBAYAR", "DITOLAK"))
    assert (ledger.accepted, ledger.not_a_payment) == (0, 1)
    assert lines_of(tmp_path).schema == LINE


def refused(folder: Path, *lines: str, code: str, **options: object) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *lines, **options)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert not (folder / "lines.parquet").exists()
    return refusal.value


def test_a_total_row_must_be_the_sum_of_all_lines_quarantined_ones_included(tmp_path: Path) -> None:
    faulty = SOUND.replace("P1", "P2").replace("15/07/2022", "??")
    unreadable = SOUND.replace("P1", "P3").replace("1.250.000,00", "x")
    assert clean(tmp_path, SOUND, faulty, unreadable, with_total("2.500.000,00")).furniture == 2


def test_a_total_row_that_differs_refuses_the_extract_and_both_figures_are_named(tmp_path: Path) -> None:
    refusal = refused(tmp_path, SOUND, with_total("1.250.000,01"), code="EX06")
    assert "1,250,000.01" in refusal.what
    assert "1,250,000.00" in refusal.what
    assert "row 3" in refusal.where


def test_subtotals_and_the_grand_total_may_follow_each_other(tmp_path: Path) -> None:
    second = SOUND.replace("P1", "P2")
    rows = [
        SOUND,
        with_total("1.250.000,00").replace("JUMLAH", "SUB TOTAL"),
        second,
        with_total("1.250.000,00").replace("JUMLAH", "SUB TOTAL"),
    ]
    assert clean(tmp_path, *rows, with_total("2.500.000,00")).accepted == 2


def test_a_total_that_cannot_be_read_is_not_compared_but_said(tmp_path: Path) -> None:
    ledger = clean(tmp_path, SOUND, with_total("dua juta"))
    assert ledger.evidence["total in row 3"] == "not readable, not compared"


def test_an_extract_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    refusal = refused(
        tmp_path,
        SOUND,
        SOUND.replace("P1", "P2"),
        SOUND.replace("P1", "P3").replace("15/07", "15/06"),
        code="EX10",
        period=date(2022, 6, 1),
    )
    assert "2 of 3 payment dates" in refusal.what


def test_too_many_lines_set_aside_refuse_the_extract_and_the_codes_are_named(tmp_path: Path) -> None:
    faulty = SOUND.replace("P1", "P2").replace("JHT", "XYZ")
    refusal = refused(tmp_path, SOUND, faulty, code="EX09", limit=0.25)
    assert "1 of 2 lines" in refusal.what
    assert "PR01 (1)" in refusal.what


def test_a_refusal_for_too_many_lines_says_what_the_unreadable_texts_look_like(tmp_path: Path) -> None:
    lines = [
        SOUND.replace("P1", f"P{n}").replace("1.250.000,00", amount) for n, amount in enumerate(("1.25x,00", "7.25y,00", "sesuai SK"), 1)
    ]
    refusal = refused(tmp_path, *lines, code="EX09", limit=0.25)
    assert refusal.what.endswith("most often AM01 (3); AM01 most often about texts like 9.99A,99")


def test_a_refusal_for_too_many_lines_names_no_shape_of_blank_texts(tmp_path: Path) -> None:
    refusal = refused(tmp_path, SOUND.replace("1.250.000,00", ""), code="EX09", limit=0.25)
    assert refusal.what.endswith("most often AM01 (1)")


def test_the_sender_tables_dialect_is_asked_for(tmp_path: Path) -> None:
    ambiguous = SOUND.replace("1.250.000,00", "1.250")
    refused(tmp_path, ambiguous, code="EX08")
    decided = Decisions(dialect=Dialect(amount_form="comma"))
    assert clean(tmp_path, ambiguous, decisions=decided).amount_accepted_sen == 125_000


def test_a_senders_own_heading_is_understood_and_one_ignored_by_decision_is_not_read(tmp_path: Path) -> None:
    header = HEADER.replace("NOMINAL", "NILAI BERSIH").replace("NAMA TK", "CATATAN LOKET")
    refused(tmp_path, SOUND, header=header, code="EX03")
    decided = Decisions(headings={"Nilai  Bersih": "amount_paid_idr", "CATATAN LOKET": ""})
    assert clean(tmp_path, SOUND, header=header, decisions=decided).amount_accepted_sen == 125_000_000


def test_a_branch_is_warned_about_only_where_the_home_knows_branches(tmp_path: Path) -> None:
    header, line = "KODE KLAIM;PROGRAM;KODE KANTOR;TGL BAYAR;NOMINAL", "K{};JHT;{};15/07/2022;5"
    (tmp_path / "branches.csv").write_text("branch_code,branch_name,valid_from,valid_to,source\nK01,Kudus,,,s\n")
    ledger = clean(tmp_path, line.format(1, "k01"), line.format(2, "K02"), header=header, known=load(tmp_path))
    assert ledger.codes == {"BR01": 1}
    assert lines_of(tmp_path)["branch_code"].to_list() == ["K01", "K02"]
    assert clean(tmp_path, line.format(1, "k01"), line.format(2, NIK), header=header).codes == {}
    assert lines_of(tmp_path)["branch_code"].to_list() == ["K01", "9" * 16]


def test_warnings_of_accepted_lines_are_kept_in_their_mask(tmp_path: Path) -> None:
    clean(tmp_path, SOUND.replace(NIK, ""))
    assert lines_of(tmp_path)["warning_mask"].to_list() != [0]


def test_every_code_has_sentences_and_a_source() -> None:
    sentences = rule_sentences()
    assert sentences.columns == ["code", "severity", "column", "sentence_en", "sentence_id", "source"]
    assert sentences.drop("column").null_count().sum_horizontal().item() == 0
    assert {"ID04", "XD01", "XS01", "LT01", "EX01", "EX12", "JHT1"} <= set(sentences["code"])
    assert sentences["code"].is_unique().all()
