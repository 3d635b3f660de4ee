from pathlib import Path
from typing import Any

import pytest

from flows.answer.wording import ENGLISH
from tests.answer.books import HEADER, MAIN, claims_sheet, drawn, finding, found, marked, opened

LIVE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1"]


def test_the_index_lists_every_finding_with_a_link_to_its_cell(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        claims_sheet(book, "Klaim o'ah & Co")
        claims_sheet(book, "JKM")

    findings = found(
        finding(3, "AM01", "amount_paid_idr", sheet="JKM"),
        finding(3, "NK01", "participant_nik", sheet="Klaim o'ah & Co"),
        finding(2, "NK03", "participant_nik", "warning", sheet="Klaim o'ah & Co"),
    )
    after = opened(marked(drawn(draw), findings, tmp_path)[0])
    assert after.text("Perbaikan") == [
        ["Lembar", "Baris", "Sel", "Kode", "Jenis", "Penjelasan"],
        ["Klaim o'ah & Co", "2", "C2", "NK03", "peringatan", "kalimat NK03"],
        ["Klaim o'ah & Co", "3", "C3", "NK01", "kesalahan", "kalimat NK01"],
        ["JKM", "3", "E3", "AM01", "kesalahan", "kalimat AM01"],
    ]
    assert after.links("Perbaikan") == {"C2": "'Klaim o''ah & Co'!C2", "C3": "'Klaim o''ah & Co'!C3", "C4": "'JKM'!E3"}


def test_the_index_comes_last_and_finds_a_name_of_its_own(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        book.add_worksheet("PERBAIKAN")
        claims_sheet(book)
        book.define_name("Klaim!Nilai", "=Klaim!$E$2")

    content = drawn(draw)
    before, after = opened(content), opened(marked(content, found(finding(2, "NK01", "participant_nik")), tmp_path)[0])
    assert list(after.sheets) == ["PERBAIKAN", "Klaim", "Perbaikan 2"]
    names = [[(one.attrib, one.text) for one in book.xml("xl/workbook.xml").iter(f"{MAIN}definedName")] for book in (before, after)]
    assert names[0] == names[1]
    ids = [sheet.attrib["sheetId"] for sheet in after.xml("xl/workbook.xml").iter(f"{MAIN}sheet")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2+3", "@SUM(A1)"])
def test_a_sheet_named_like_a_formula_is_text_on_the_index(tmp_path: Path, name: str) -> None:
    after = opened(
        marked(drawn(lambda book: claims_sheet(book, name)), found(finding(2, "NK01", "participant_nik", sheet=name)), tmp_path)[0]
    )
    cell = after.cells("Perbaikan")["A2"]
    assert "".join(cell.itertext()) == name
    assert cell.attrib["t"] == "inlineStr"
    assert not list(after.xml(after.sheets["Perbaikan"]).iter(f"{MAIN}f"))
    formats = list(after.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    assert formats[int(cell.attrib["s"])].attrib["quotePrefix"] == "1"


def test_what_the_sender_wrote_like_a_formula_stays_the_text_it_was(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Klaim")
        sheet.write_row(0, 0, HEADER)
        for row, text in enumerate(LIVE, start=1):
            sheet.write_string(row, 2, text)

    content = drawn(draw)
    findings = found(*(finding(row, "NK01", "participant_nik") for row in range(2, 2 + len(LIVE))))
    before, after = opened(content), opened(marked(content, findings, tmp_path)[0])
    for place, cell in before.cells("Klaim").items():
        now = after.cells("Klaim")[place]
        assert (now.attrib["t"], [child.text for child in now]) == (cell.attrib["t"], [child.text for child in cell])
    assert not any(list(after.xml(part).iter(f"{MAIN}f")) for part in after.sheets.values())
    assert after.parts["xl/sharedStrings.xml"] == before.parts["xl/sharedStrings.xml"]


def test_links_stop_where_a_spreadsheet_would_refuse_the_sheet(tmp_path: Path, monkeypatch: Any) -> None:
    from flows.answer import index_sheet

    monkeypatch.setattr(index_sheet, "MOST_LINKS", 1)
    findings = found(finding(2, "NK01", "participant_nik"), finding(3, "NK01", "participant_nik"))
    after = opened(marked(drawn(claims_sheet), findings, tmp_path, ENGLISH)[0])
    assert len(after.links("Corrections")) == 1
    assert len(after.text("Corrections")) == 3
