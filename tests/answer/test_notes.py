import re
from pathlib import Path
from typing import Any

from flows.answer import workbook
from tests.answer.books import (
    HEADER,
    MAIN,
    REL,
    claims_sheet,
    drawn,
    finding,
    found,
    marked,
    opened,
    parts_that_differ,
    rewritten,
    same_but_for,
)
from tests.answer.offices_books import NOTED_FINDINGS, with_notes


def test_the_senders_notes_stay_and_ours_go_below_or_beside_them(tmp_path: Path) -> None:
    after = opened(marked(drawn(with_notes), NOTED_FINDINGS, tmp_path)[0])
    assert after.notes("Klaim") == {
        "C2": "tolong dicek\n\nNK01 (kesalahan): kalimat NK01",
        "F3": "biarkan",
        "E3": "AM01 (kesalahan): kalimat AM01",
    }
    assert after.notes("Rekap") == {"A1": "catatan rekap"}


def test_the_drawing_keeps_its_shapes_and_every_note_has_one_with_an_id_of_its_own(tmp_path: Path) -> None:
    content = drawn(with_notes)
    before, after = opened(content), opened(marked(content, NOTED_FINDINGS, tmp_path)[0])
    part = "xl/drawings/vmlDrawing1.vml"
    shapes = {
        name: re.findall(r"<v:shape .*?</v:shape>", book.parts[part].decode(), re.DOTALL) for name, book in (("b", before), ("a", after))
    }
    assert shapes["a"][: len(shapes["b"])] == shapes["b"]
    assert len(shapes["a"]) == len(shapes["b"]) + 1
    ids = [one for name, data in after.parts.items() if name.endswith(".vml") for one in re.findall(rb'id="(_x0000_s\d+)"', data)]
    assert len(ids) == len(set(ids))
    assert after.xml(part) is not None
    assert "xl/drawings/vmlDrawing2.vml" not in parts_that_differ(before, after)


def test_each_note_is_drawn_at_its_own_cell_counted_from_nought(tmp_path: Path) -> None:
    after = opened(marked(drawn(claims_sheet), NOTED_FINDINGS, tmp_path)[0])
    drawing = after.parts[str(after.related("Klaim", "/vmlDrawing"))].decode()
    assert re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)</x:Column>", drawing) == [("1", "2"), ("2", "4")]
    assert re.findall(r"<x:Anchor>(\d+), 15, (\d+), ", drawing) == [("3", "0"), ("5", "1")]


def test_a_sheet_with_notes_names_its_drawing_once_and_in_its_place(tmp_path: Path) -> None:
    def draw(book: Any) -> None:
        sheet = claims_sheet(book)
        sheet.add_table("A1:F4", {"columns": [{"header": heading} for heading in HEADER]})
        sheet.set_header("&LKlaim")
        sheet.insert_image("K1", "dot.png", {"image_data": dot()})

    for content in (drawn(draw), drawn(with_notes), drawn(claims_sheet)):
        after = opened(marked(content, NOTED_FINDINGS, tmp_path)[0])
        root = after.xml(after.sheets["Klaim"])
        children = [child.tag.removeprefix(MAIN) for child in root]
        assert children.count("legacyDrawing") == 1
        assert set(children[children.index("legacyDrawing") + 1 :]) <= {"tableParts", "controls", "extLst", "{AlternateContent}"}
        drawing = root.find(f"{MAIN}legacyDrawing")
        assert drawing is not None
        assert after.related("Klaim", "/vmlDrawing") in after.parts
        assert drawing.attrib[REL]
        assert b'Extension="vml"' in after.parts["[Content_Types].xml"]


def test_a_note_of_plain_text_becomes_a_run_so_that_ours_can_follow(tmp_path: Path) -> None:
    content = rewritten(
        drawn(with_notes),
        "xl/comments1.xml",
        lambda text: re.sub(r"<text>.*?<t>(tolong dicek)</t>.*?</text>", r"<text><t>\1</t></text>", text, count=1),
    )
    after = opened(marked(content, NOTED_FINDINGS, tmp_path)[0])
    texts = {one.attrib["ref"]: one.find(f"{MAIN}text") for one in after.xml("xl/comments1.xml").iter(f"{MAIN}comment")}
    body = texts["C2"]
    assert body is not None
    assert [child.tag.removeprefix(MAIN) for child in body] == ["r", "r"]
    assert after.notes("Klaim")["C2"].startswith("tolong dicek\n\nNK01")


def test_more_marks_than_notes_can_be_shown_leave_errors_noted_and_all_coloured(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook, "MOST_NOTES", 2)
    findings = found(
        finding(2, "NK03", "participant_nik", "warning"), finding(3, "AM01", "amount_paid_idr"), finding(4, "AM01", "amount_paid_idr")
    )
    content = drawn(claims_sheet)
    answer, told = marked(content, findings, tmp_path)
    before, after = opened(content), opened(answer)
    assert (told.cells, told.notes) == (3, 2)
    assert set(after.notes("Klaim")) == {"E3", "E4"}
    assert after.fill("Klaim", "C2") is not None
    assert len(after.text("Perbaikan")) == 4
    assert same_but_for(before.parts["xl/worksheets/sheet1.xml"], after.parts["xl/worksheets/sheet1.xml"], {"C2", "E3", "E4"})


def dot() -> Any:
    """The smallest picture."""
    import base64
    import io

    picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return io.BytesIO(base64.b64decode(picture))
