import io
from pathlib import Path
from typing import Any

import fastexcel
import python_calamine

from flows.answer.wording import ENGLISH
from tests.answer.books import (
    ERROR,
    HEADER,
    MAIN,
    WARNING,
    claims_sheet,
    drawn,
    finding,
    found,
    marked,
    opened,
    parts_that_differ,
    same_but_for,
)
from tests.answer.offices_books import RICH, RICH_FINDINGS

RICH_PLACES = {"E5", "C5", "C6", "D7"}


def test_only_marked_cells_change_and_every_other_part_is_the_same_bytes(tmp_path: Path) -> None:
    before, after = opened(RICH), opened(marked(RICH, RICH_FINDINGS, tmp_path)[0])
    sheet = before.sheets["Klaim Juli"]
    assert parts_that_differ(before, after) == {
        sheet,
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        f"xl/worksheets/_rels/{sheet.rsplit('/', 1)[-1]}.rels",
    }
    assert same_but_for(before.parts[sheet], after.parts[sheet], RICH_PLACES)
    assert list(after.sheets) == [*before.sheets, "Perbaikan"]


def test_formulas_keep_their_cached_values(tmp_path: Path) -> None:
    after = opened(marked(RICH, RICH_FINDINGS, tmp_path)[0])
    cell = after.cells("Klaim Juli")["E5"]
    assert [(child.tag.removeprefix(MAIN), child.text) for child in cell] == [("f", "4*1000.5"), ("v", "4002.0")]


def test_readers_see_the_same_values_before_and_after(tmp_path: Path) -> None:
    content, _ = marked(RICH, RICH_FINDINGS, tmp_path)
    books = [python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(one)) for one in (RICH, content)]
    for name in books[0].sheet_names:
        first, second = (book.get_sheet_by_name(name).to_python() for book in books)
        assert first == second
    frames = [fastexcel.read_excel(one).load_sheet("Klaim Juli", header_row=None, dtypes="string").to_polars() for one in (RICH, content)]
    assert frames[0].equals(frames[1])


def test_a_marked_cell_keeps_its_format_under_the_colour(tmp_path: Path) -> None:
    before, after = opened(RICH), opened(marked(RICH, RICH_FINDINGS, tmp_path)[0])
    styles = after.xml("xl/styles.xml")
    formats = list(styles.find(f"{MAIN}cellXfs") or [])
    for place, colour in (("E5", ERROR), ("C6", WARNING), ("D7", ERROR)):
        assert after.fill("Klaim Juli", place) == colour
        old, new = (formats[int(book.cells("Klaim Juli")[place].attrib.get("s", "0"))] for book in (before, after))
        own = {"fillId", "applyFill"}
        assert {key: value for key, value in old.attrib.items() if key not in own} == {
            key: value for key, value in new.attrib.items() if key not in own
        }
        assert [child.attrib for child in old] == [child.attrib for child in new]


def test_the_senders_styles_keep_their_numbers_and_counts_are_right(tmp_path: Path) -> None:
    before, after = (opened(one).xml("xl/styles.xml") for one in (RICH, marked(RICH, RICH_FINDINGS, tmp_path)[0]))
    for name in ("fonts", "fills", "cellXfs"):
        old, new = before.find(f"{MAIN}{name}"), after.find(f"{MAIN}{name}")
        assert old is not None
        assert new is not None
        assert new.attrib["count"] == str(len(new))
        assert [child.attrib for child in new][: len(old)] == [child.attrib for child in old]


def test_a_cell_with_an_error_and_a_warning_has_the_colour_of_the_error_and_both_sentences(tmp_path: Path) -> None:
    findings = found(finding(2, "NK03", "participant_nik", "warning"), finding(2, "ID03", "participant_nik"))
    after = opened(marked(drawn(claims_sheet), findings, tmp_path)[0])
    assert after.fill("Klaim", "C2") == ERROR
    assert after.notes("Klaim") == {"C2": "ID03 (kesalahan): kalimat ID03\nNK03 (peringatan): kalimat NK03"}


def test_notes_speak_english_when_asked(tmp_path: Path) -> None:
    after = opened(marked(drawn(claims_sheet), found(finding(2, "NK01", "participant_nik")), tmp_path, ENGLISH)[0])
    assert after.notes("Klaim") == {"C2": "NK01 (error): kalimat NK01"}
    assert after.text("Corrections")[0] == ["Sheet", "Row", "Cell", "Code", "Kind", "Explanation"]


def test_an_empty_cell_is_made_in_column_order_with_the_style_its_column_showed(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Klaim")
        sheet.set_column("D:D", 12, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1, 0, "K1")
        sheet.write_number(1, 4, 5)
        sheet.write_string(2, 0, "K2")

    content = drawn(draw)
    findings = found(finding(2, "DT01", "payment_date"), finding(2, "PR01", "programme_code"), finding(3, "AM01", "amount_paid_idr"))
    before, after = opened(content), opened(marked(content, findings, tmp_path)[0])
    assert [place for place in after.cells("Klaim") if place[1:] in "23"] == ["A2", "B2", "D2", "E2", "A3", "E3"]
    formats = list(after.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    assert formats[int(after.cells("Klaim")["D2"].attrib["s"])].attrib["numFmtId"] != "0"
    assert formats[int(after.cells("Klaim")["B2"].attrib["s"])].attrib["numFmtId"] == "0"
    assert same_but_for(before.parts["xl/worksheets/sheet1.xml"], after.parts["xl/worksheets/sheet1.xml"], {"B2", "D2", "E3"})


def test_a_finding_about_a_column_the_sheet_lacks_is_told_at_its_nearest_kin_or_the_claim(tmp_path: Path) -> None:
    findings = found(finding(2, "PR02", "benefit_type_code"), finding(3, "DT07", "contingency_date", "warning"))
    after = opened(marked(drawn(claims_sheet), findings, tmp_path)[0])
    assert set(after.notes("Klaim")) == {"B2", "A3"}


def test_the_same_workbook_is_answered_with_the_same_bytes(tmp_path: Path) -> None:
    assert marked(RICH, RICH_FINDINGS, tmp_path)[0] == marked(RICH, RICH_FINDINGS, tmp_path)[0]
