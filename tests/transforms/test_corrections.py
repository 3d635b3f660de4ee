"""Corrections by hand: drawn extracts, what was decided about them, and what became of each line."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.transforms.one_extract import HEADER, NIK, SOUND, clean, corrected, found, lines_of, with_total
from transforms.decisions import ALREADY, APPROVED, KEY_TWICE, NO_COLUMN, OTHERWISE, SET, TWICE, UNCOUNTABLE, Correction, Decisions
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.manifest import Manifest
from transforms.read.shapes import ExtractFile

UNREADABLE = SOUND.replace("P1", "P2").replace("1.250.000,00", "Rp seratus")
UNKNOWN = SOUND.replace("P1", "P3").replace("JHT", "XYZ")


def correction(correction_id: str = "c1", *, on: str = "K1/P2", approve: tuple[str, ...] = (), was: str = "", **wanted: str) -> Correction:
    """`on` a claim and payment number; sets the columns named; `was`: what the amount was."""
    claim, _, payment = on.partition("/")
    before = (("amount_paid_idr", was),) if was else ()
    match = (("claim_id", claim), ("payment_id", payment))
    return Correction(correction_id, match, set=tuple(sorted(wanted.items())), was=before, approve=approve)


def effects(ledger: Ledger) -> dict[str, dict[str, int]]:
    return ledger.corrections


def test_a_set_amount_is_read_in_plain_form_whatever_the_columns_form_is(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, UNREADABLE, by=(correction(amount_paid_idr="1250.5"),))
    assert lines_of(tmp_path)["amount_paid_sen"].to_list() == [125_000_000, 125_050]
    assert effects(ledger) == {"c1": {SET: 1}}
    assert found(tmp_path) == [(3, "MC01", "warning", "warned", None, "c1")]
    assert ledger.codes == {"MC01": 1}
    assert "c1: 1 set" in ledger.evidence["by hand"]


def test_dates_codes_and_numbers_can_be_set(tmp_path: Path) -> None:
    by = correction(payment_date="2022-06-30", programme_code="Jaminan Pensiun", payment_id="P9", status="DIBAYAR")
    corrected(tmp_path, SOUND, UNKNOWN.replace("P3", "P2").replace("15/07/2022", "kemarin"), by=(by,))
    line = lines_of(tmp_path).row(1, named=True)
    assert (f"{line['payment_date']}", line["benefit_type_code"], line["payment_id"]) == ("2022-06-30", "JP", "P9")


def test_nothing_else_changes_and_the_file_order_is_kept(tmp_path: Path) -> None:
    lines = [SOUND.replace("P1", f"P{n}") for n in range(9, 3, -1)]
    clean(tmp_path, *lines)
    before = lines_of(tmp_path)
    corrected(tmp_path, *lines, by=(correction(on="K1/P6", amount_paid_idr="7"),))
    after = lines_of(tmp_path)
    others = pl.col("payment_id") != "P6"
    assert after.filter(others).equals(before.filter(others))
    assert after["payment_id"].to_list() == before["payment_id"].to_list()
    assert after.filter(~others)["amount_paid_sen"].to_list() == [700]


def test_a_line_is_matched_by_its_cells_as_they_stand_outer_blanks_off(tmp_path: Path) -> None:
    spaced = UNREADABLE.replace("K1;P2", " K1 ;\u00a0P2")
    by = Correction("c1", (("claim_id", "K1"), ("amount_paid_idr", "Rp seratus")), set=(("amount_paid_idr", "5"),))
    assert effects(corrected(tmp_path, SOUND, spaced, by=(by,))) == {"c1": {SET: 1}}


def test_a_line_without_payment_number_is_matched_by_the_empty_text(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, UNREADABLE.replace("P2", ""), by=(correction(on="K1/", amount_paid_idr="5"),))
    assert effects(ledger) == {"c1": {SET: 1}}


def test_a_line_of_a_workbook_is_matched_by_sheet_and_row(tmp_path: Path) -> None:
    book = tmp_path / "book"
    with xlsxwriter.Workbook(str(book)) as workbook:
        for sheet in ("JULI A", "JULI B"):
            page = workbook.add_worksheet(sheet)
            page.write_row(0, 0, ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "TGL BAYAR", "NOMINAL"])
            page.write_row(1, 0, ["K1", sheet, "JHT", "15/07/2022", 1250000])
            page.write_row(2, 0, ["K2", sheet, "JHT", "15/07/2022", 1250000.5])
    by = (
        Correction("c1", sheet="JULI B", row=3, set=(("amount_paid_idr", "2"),)),
        Correction("c2", (("amount_paid_idr", "1250000"),), sheet="JULI A", set=(("amount_paid_idr", "1"),)),
        Correction("c3", sheet="JULI C", row=3, set=(("amount_paid_idr", "9"),)),
    )
    ledger = corrected(tmp_path, by=by, extract=ExtractFile(book, "juli.xlsx", "xlsx"))
    assert lines_of(tmp_path)["amount_paid_sen"].to_list() == [100, 125_000_050, 125_000_000, 200]
    assert effects(ledger) == {"c1": {SET: 1}, "c2": {SET: 1}}


def test_totals_are_compared_on_what_the_sender_sent(tmp_path: Path) -> None:
    lines = (SOUND, SOUND.replace("P1", "P2"), with_total("2.500.000,00"))
    by = (correction(amount_paid_idr="1"),)
    ledger = corrected(tmp_path, *lines, by=by, manifest=Manifest({(): 2}, {("JHT",): 250_000_000}, None, "full", None))
    assert (ledger.amount_read_sen, ledger.amount_corrected_sen, ledger.amount_accepted_sen) == (250_000_000, -124_999_900, 125_000_100)


def test_a_correction_does_not_make_a_wrong_total_right(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        corrected(tmp_path, SOUND.replace("P1", "P2"), with_total("1,00"), by=(correction(amount_paid_idr="1"),))
    assert refusal.value.code == "EX06"


def test_a_manifest_by_programme_is_compared_as_sent_too(tmp_path: Path) -> None:
    by = (correction(on="K1/P1", programme_code="JP"),)
    assert (
        corrected(tmp_path, SOUND, by=by, manifest=Manifest({(): 1}, {("JHT",): 125_000_000, ("JP",): 0}, None, "full", None)).accepted == 1
    )


@pytest.mark.parametrize(
    ("sent", "effect"),
    [("1.250.000,00", ALREADY), ("125.000,00", SET), ("125000", SET), ("7,00", OTHERWISE), ("seratus", OTHERWISE)],
)
def test_what_the_source_says_now_is_compared_by_meaning(tmp_path: Path, sent: str, effect: str) -> None:
    line = SOUND.replace("P1", "P2").replace("1.250.000,00", sent)
    by = (correction(amount_paid_idr="1250000", was="125000"),)
    ledger = corrected(tmp_path, SOUND, line, by=by)
    assert effects(ledger) == {"c1": {effect: 1}}
    assert ledger.codes.get("MC01", 0) == (effect == SET)


def test_a_repaired_code_is_recognised_in_other_words(tmp_path: Path) -> None:
    line = SOUND.replace("P1", "P2").replace("JHT", "Jaminan Hari Tua")
    assert effects(corrected(tmp_path, line, by=(correction(programme_code="JHT"),))) == {"c1": {ALREADY: 1}}


def test_a_former_text_that_cannot_be_read_is_compared_as_text(tmp_path: Path) -> None:
    by = (correction(amount_paid_idr="5", was="Rp seratus"),)
    assert effects(corrected(tmp_path, UNREADABLE, by=by)) == {"c1": {SET: 1}}


def test_two_corrections_may_set_different_cells_of_a_line(tmp_path: Path) -> None:
    by = (correction("c1", amount_paid_idr="5"), correction("c2", payment_date="2022-07-01"))
    ledger = corrected(tmp_path, UNREADABLE, by=by)
    assert effects(ledger) == {"c1": {SET: 1}, "c2": {SET: 1}}
    assert found(tmp_path) == [(2, "MC01", "warning", "warned", None, "c1, c2")]


def test_two_corrections_of_one_cell_change_nothing(tmp_path: Path) -> None:
    by = (correction("c1", amount_paid_idr="5"), correction("c2", amount_paid_idr="6"), correction("c3", payment_date="2022-07-01"))
    ledger = corrected(tmp_path, SOUND, UNREADABLE, by=by)
    assert effects(ledger) == {"c1": {TWICE: 1}, "c2": {TWICE: 1}, "c3": {SET: 1}}
    assert ledger.codes == {"AM01": 1, "MC01": 1}


def test_a_column_that_the_extract_does_not_have_cannot_be_set(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, UNREADABLE, by=(correction(segment_code="PU", amount_paid_idr="5"),))
    assert effects(ledger) == {"c1": {NO_COLUMN: 1}}
    assert ledger.quarantined == 1


def test_a_correction_that_matches_nothing_says_nothing(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, by=(correction(on="K7/P7", amount_paid_idr="5"), correction("c2", on="K7/P8", approve=("NK01",))))
    assert (ledger.corrections, ledger.codes) == ({}, {})
    assert "by hand" not in ledger.evidence


def test_a_line_that_stays_wrong_is_set_aside_and_shows_the_hand(tmp_path: Path) -> None:
    corrected(tmp_path, SOUND, UNKNOWN.replace("P3", "P2"), by=(correction(amount_paid_idr="5"),))
    assert [row[1:4] for row in found(tmp_path)] == [("MC01", "warning", "quarantined"), ("PR01", "error", "quarantined")]


def test_an_approval_waives_its_codes_and_only_these(tmp_path: Path) -> None:
    wrong = SOUND.replace(NIK, "123")
    lines = [wrong, wrong.replace("P1", "P2"), wrong.replace("P1", "P3").replace("15/07/2022", "31/12/2014")]
    by = (correction("c1", on="K1/P2", approve=("NK01",)), correction("c2", on="K1/P3", approve=("NK01",)))
    ledger = corrected(tmp_path, *lines, by=by)
    assert (ledger.accepted, ledger.quarantined) == (1, 2)
    assert effects(ledger) == {"c1": {APPROVED: 1}, "c2": {APPROVED: 1}}
    assert [(row[0], row[1], row[3]) for row in found(tmp_path)] == [
        (2, "NK01", "quarantined"),
        (3, "MC02", "warned"),
        (4, "DT03", "quarantined"),
        (4, "MC02", "quarantined"),
    ]
    assert lines_of(tmp_path)["participant_key"].to_list() == [None]  # a number that is no NIK names nobody


def test_an_approved_line_without_a_nik_is_counted_by_its_kpj(tmp_path: Path) -> None:
    header = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;NIK;KPJ;TGL BAYAR;NOMINAL"
    line = "K1;P{};JHT;{};10000000001;15/07/2022;5"
    corrected(tmp_path, line.format(1, ""), line.format(2, "123"), header=header, by=(correction(approve=("NK01",)),))
    first, second = lines_of(tmp_path)["participant_key"].to_list()
    assert first == second is not None


def test_an_error_that_only_the_whole_extract_shows_can_be_approved(tmp_path: Path) -> None:
    header = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;TGL KEJADIAN;TGL BAYAR;NOMINAL"
    lines = [f"K1;P{n};JKM;01/06/2022;15/07/2022;30000000" for n in (1, 2)]
    assert clean(tmp_path, *lines, header=header).codes == {"JKM1": 2}
    whole = Correction("c1", (("claim_id", "K1"),), approve=("JKM1",))
    ledger = corrected(tmp_path, *lines, header=header, by=(whole,))
    assert (ledger.accepted, effects(ledger)) == (2, {"c1": {APPROVED: 2}})


def test_of_two_lines_that_contradict_each_other_one_can_be_approved_but_not_both(tmp_path: Path) -> None:
    lines = (SOUND, SOUND.replace("1.250", "1.350"))
    one = Correction("c1", row=3, approve=("ID02",))
    ledger = corrected(tmp_path, *lines, by=(one,))
    assert (ledger.accepted, ledger.amount_accepted_sen, effects(ledger)) == (1, 135_000_000, {"c1": {APPROVED: 1}})
    both = corrected(tmp_path, *lines, by=(one, Correction("c2", row=2, approve=("ID02",))))
    assert effects(both) == {"c1": {KEY_TWICE: 1}, "c2": {KEY_TWICE: 1}}


def test_a_line_that_cannot_be_counted_cannot_be_approved(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, UNREADABLE.replace(NIK, "1"), by=(correction(approve=("NK01", "AM01")),))
    assert effects(ledger) == {"c1": {UNCOUNTABLE: 1}}
    assert ledger.codes == {"AM01": 1, "NK01": 1}


def test_an_approved_line_that_breaks_nothing_any_more_says_so(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND.replace("P1", "P2"), by=(correction(approve=("NK01",)),))
    assert (effects(ledger), ledger.codes) == ({"c1": {ALREADY: 1}}, {})


def test_the_keys_of_the_lines_matched_are_kept(tmp_path: Path) -> None:
    ledger = corrected(tmp_path, SOUND, UNREADABLE, by=(correction(amount_paid_idr="5"),))
    assert ledger.corrected_lines == {"c1": [lines_of(tmp_path)["line_key"][1]]}
    assert Ledger.from_json(ledger.to_json()) == ledger


def test_findings_carry_the_key_of_their_line(tmp_path: Path) -> None:
    clean(tmp_path, SOUND.replace(NIK, ""), UNREADABLE.replace("K1", ""))
    keys = pl.read_parquet(tmp_path / "findings.parquet").sort("source_row")["line_key"].to_list()
    assert keys[0] == lines_of(tmp_path)["line_key"][0]
    assert set(keys[1:]) == {None}


def test_what_is_decided_is_part_of_the_id_and_ids_are_json(tmp_path: Path) -> None:
    one, other = correction(amount_paid_idr="5"), correction(amount_paid_idr="6")
    ids = {Decisions(corrections=by).decisions_id for by in ((), (one,), (other,), (one, other))}
    assert len(ids) == 4
    assert json.dumps(clean(tmp_path, SOUND, decisions=Decisions(corrections=(one,)), header=HEADER).evidence)
