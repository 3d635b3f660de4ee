"""The marks stand where the lines stand, whatever shape the sheet has."""

from pathlib import Path
from typing import Any

import pytest

from tests.answer.books import ERROR, HEADER, drawn, finding, found, marked, opened

FIRST = ["KODE KLAIM", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL"]
SECOND = ["NOMINAL", "TGL BAYAR", "KODE KLAIM", "NIK", "PROGRAM"]
NIK = "3316080101900001"


def sheet_of(book: Any, rows: list[list[Any]], left: int = 0, name: str = "Klaim") -> Any:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row, start=left):
            if cell is not None:
                sheet.write(number, column, cell) if isinstance(cell, int) else sheet.write_string(number, column, cell)
    return sheet


TWO_TABLES: list[list[Any]] = [
    FIRST, ["K1", "JHT", NIK, "01/07/2022", 5], ["K2", "JHT", NIK, "01/07/2022", 6], ["JUMLAH", None, None, None, 11], [],
    ["LAPORAN KLAIM JKM"], SECOND, [7, "02/07/2022", "K3", NIK, "JKM"], [8, "02/07/2022", "K4", NIK, "JKM"],
]  # fmt: skip


@pytest.mark.parametrize("left", [0, 2])
def test_each_of_two_tables_in_a_sheet_is_marked_in_its_own_columns(tmp_path: Path, left: int) -> None:
    findings = found(
        finding(2, "NK01", "participant_nik"), finding(3, "AM01", "amount_paid_idr"),
        finding(8, "NK01", "participant_nik"), finding(9, "AM01", "amount_paid_idr"),
    )  # fmt: skip
    content, told = marked(drawn(lambda book: sheet_of(book, TWO_TABLES, left)), findings, tmp_path)
    after = opened(content)
    places = [(2, 2), (4, 3), (3, 8), (0, 9)]
    expected = {f"{chr(ord('A') + column + left)}{row}" for column, row in places}
    assert set(after.notes("Klaim")) == expected
    assert {after.fill("Klaim", place) for place in expected} == {ERROR}
    assert told.without_place == 0


def test_a_column_that_only_one_of_two_tables_has_is_told_at_the_claim_in_the_other(tmp_path: Path) -> None:
    rows = [[*FIRST, "SEGMEN"], [*TWO_TABLES[1], "PU"], [], *TWO_TABLES[6:]]
    findings = found(finding(2, "SG01", "segment_code"), finding(5, "SG01", "segment_code"))
    after = opened(marked(drawn(lambda book: sheet_of(book, rows)), findings, tmp_path)[0])
    assert set(after.notes("Klaim")) == {"F2", "C5"}


def test_below_a_header_in_two_rows_the_columns_are_those_of_both(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        rows: list[list[Any]] = [
            ["LAPORAN"],
            ["KODE", "PROGRAM", "PESERTA", None, "TGL", "NOMINAL"],
            ["KLAIM", None, "NIK", "KPJ", "BAYAR", None],
            ["K1", "JHT", NIK, "12345678901", "01/07/2022", 5],
        ]
        sheet_of(book, rows).merge_range("C2:D2", "PESERTA")

    findings = found(finding(4, "NK01", "participant_nik"), finding(4, "DT02", "payment_date"), finding(4, "ID01", "claim_id"))
    after = opened(marked(drawn(draw), findings, tmp_path)[0])
    assert set(after.notes("Klaim")) == {"A4", "C4", "E4"}


@pytest.mark.parametrize("left", [0, 1])
def test_lines_pasted_as_one_text_are_marked_in_the_one_cell_they_stand_in(tmp_path: Path, left: int) -> None:
    rows: list[list[Any]] = [[";".join(FIRST)], [f"K1;JHT;{NIK};01/07/2022;5"], [f"K2;JHT;{NIK};01/07/2022;6"]]
    findings = found(finding(3, "NK01", "participant_nik"), finding(3, "AM01", "amount_paid_idr"))
    after = opened(marked(drawn(lambda book: sheet_of(book, rows, left)), findings, tmp_path)[0])
    place = f"{chr(ord('A') + left)}3"
    assert after.notes("Klaim") == {place: "AM01 (kesalahan): kalimat AM01\nNK01 (kesalahan): kalimat NK01"}


def test_a_sheet_by_programme_is_marked_at_the_claim_for_what_its_name_says(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        for name in ("JHT", "JKM"):
            sheet_of(book, [["KODE KLAIM", "TGL BAYAR", "NOMINAL"], ["K1", "01/07/2022", 5]], name=name)

    after = opened(marked(drawn(draw), found(finding(2, "PR03", "programme_code", sheet="JKM")), tmp_path)[0])
    assert (set(after.notes("JHT")), set(after.notes("JKM"))) == (set(), {"A2"})


def test_a_header_repeated_on_each_page_changes_nothing(tmp_path: Path) -> None:
    rows = [HEADER, ["K1", "JHT", NIK, "01/07/2022", 5, "x"], HEADER, ["K2", "JHT", NIK, "01/07/2022", 5, "x"]]
    after = opened(marked(drawn(lambda book: sheet_of(book, rows)), found(finding(4, "AM01", "amount_paid_idr")), tmp_path)[0])
    assert set(after.notes("Klaim")) == {"E4"}
