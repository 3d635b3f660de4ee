from pathlib import Path
from typing import Any

import pytest

from flows.answer.errors import WorkbookUnmarkable
from tests.answer.books import ERROR, HEADER, MAIN, claims_sheet, drawn, finding, found, marked, opened, rewritten

LINE = ["K1", "JHT", "3316080101900001"]


def test_columns_are_counted_from_the_sheets_first_even_if_it_is_empty(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Klaim")
        sheet.write_row(6, 2, HEADER)
        sheet.write_row(7, 2, LINE)

    after = opened(marked(drawn(draw), found(finding(8, "NK01", "participant_nik")), tmp_path)[0])
    assert set(after.notes("Klaim")) == {"E8"}


def test_an_empty_cell_of_a_styled_row_is_made_in_the_rows_style(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        sheet = claims_sheet(book)
        sheet.set_row(5, 20, book.add_format({"num_format": "0.000"}))
        sheet.write_string(5, 0, "K5")

    after = opened(marked(drawn(draw), found(finding(6, "AM01", "amount_paid_idr")), tmp_path)[0])
    formats = list(after.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    assert formats[int(after.cells("Klaim")["E6"].attrib["s"])].attrib["numFmtId"] not in ("0", "49")


def test_a_finding_inside_merged_cells_is_shown_where_they_show(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        claims_sheet(book, lines=4).merge_range("B2:B4", "JHT")

    after = opened(marked(drawn(draw), found(finding(4, "PR01", "programme_code")), tmp_path)[0])
    assert set(after.notes("Klaim")) == {"B2"}
    assert after.fill("Klaim", "B2") == ERROR


def test_sheets_are_known_by_their_masked_names_and_two_of_one_name_are_not_guessed_at(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        for name in ("JKM 12345678", "JHT 11111111", "JHT 22222222"):
            claims_sheet(book, name)

    findings = found(finding(2, "NK01", "participant_nik", sheet="JKM *"), finding(3, "NK01", "participant_nik", sheet="JHT *"))
    content, told = marked(drawn(draw), findings, tmp_path)
    after = opened(content)
    assert [bool(after.notes(name)) for name in after.sheets] == [True, False, False, False]
    assert told.without_place == 1
    assert after.text("Perbaikan")[1:] == [
        ["JKM 12345678", "2", "C2", "NK01", "kesalahan", "kalimat NK01"],
        ["JHT *", "3", "", "NK01", "kesalahan", "kalimat NK01"],
    ]


@pytest.mark.parametrize("rows", [[2], [2, 3, 900]])
def test_a_row_that_is_not_there_spoils_nothing(tmp_path: Path, rows: list[int]) -> None:
    findings = found(*(finding(row, "NK01", "participant_nik") for row in rows))
    after = opened(marked(drawn(claims_sheet), findings, tmp_path)[0])
    assert set(after.notes("Klaim")) == {f"C{row}" for row in rows if row < 10}


def test_prefixed_elements_and_cells_without_addresses_are_marked_too(tmp_path: Path) -> None:
    content = rewritten(
        drawn(claims_sheet),
        "xl/worksheets/sheet1.xml",
        lambda text: (
            text.replace("<", "<x:")
            .replace("<x:/", "</x:")
            .replace("<x:?", "<?")
            .replace("xmlns=", "xmlns:x=")
            .replace('<x:c r="A4" ', "<x:c ")
            .replace('<x:c r="B4" ', "<x:c ")
        ),
    )
    findings = found(finding(4, "PR01", "programme_code"), finding(3, "NK01", "participant_nik"))
    after = opened(marked(content, findings, tmp_path)[0])
    root = after.xml("xl/worksheets/sheet1.xml")
    styles = [[cell.attrib.get("s") for cell in row] for row in root.iter(f"{MAIN}row")]
    assert [[style is not None for style in row[:4]] for row in styles[2:]] == [[False, False, True, False], [False, True, False, False]]
    assert root.find(f"{MAIN}legacyDrawing") is not None


def test_a_workbook_without_a_style_sheet_gets_one(tmp_path: Path) -> None:
    content = rewritten(drawn(claims_sheet), "xl/_rels/workbook.xml.rels", without_styles)
    content = rewritten(content, "[Content_Types].xml", lambda text: text.replace("/xl/styles.xml", "/xl/other.xml"))
    content = rewritten(content, "xl/styles.xml", None)
    assert opened(marked(content, found(finding(2, "NK01", "participant_nik")), tmp_path)[0]).parts["xl/styles1.xml"]


def without_styles(text: str) -> str:
    return text.replace(text[text.index('<Relationship Id="rId3"') : text.index("/>", text.index('Id="rId3"')) + 2], "")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet', 1),
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('<c r="A4"', '<c r="ZZZZ4" s="99999999"'),
    ],
    ids=["doctype", "cut", "a column beyond reason"],
)
def test_a_sheet_that_is_not_read_as_an_extract_is_not_marked(tmp_path: Path, spoil: Any) -> None:
    content = rewritten(drawn(claims_sheet), "xl/worksheets/sheet1.xml", spoil)
    with pytest.raises(WorkbookUnmarkable):
        marked(content, found(finding(2, "NK01", "participant_nik")), tmp_path)


@pytest.mark.parametrize(
    ("part", "spoil"),
    [
        ("xl/worksheets/sheet1.xml", lambda text: text.replace('<row r="4"', f'<row r="{"9" * 5000}"')),
        ("xl/worksheets/sheet1.xml", lambda text: text.replace('<c r="C2"', '<c r="C2" s="777"')),
        ("xl/workbook.xml", lambda text: text.replace('sheetId="1"', f'sheetId="{"9" * 5000}"')),
    ],
)
def test_numbers_beyond_reason_are_passed_over(tmp_path: Path, part: str, spoil: Any) -> None:
    content = rewritten(drawn(claims_sheet), part, spoil)
    after = opened(marked(content, found(finding(2, "NK01", "participant_nik")), tmp_path)[0])
    assert set(after.notes("Klaim")) == {"C2"}
    assert after.fill("Klaim", "C2") == ERROR
