"""Of fifty random workbooks every part is compared: what was not marked is as it was."""

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import python_calamine

from tests.answer.books import ERROR, MAIN, REL, WARNING, Book, found, marked, opened, parts_that_differ, same_but_for
from tests.answer.random_books import SHEET, RandomBook, as_openpyxl_writes, random_book

DRESSES = {"xlsxwriter": bytes, "openpyxl": as_openpyxl_writes}
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.mark.parametrize("dress", list(DRESSES))
@pytest.mark.parametrize("seed", range(25))
def test_every_part_but_the_marks_is_as_it_was(tmp_path: Path, seed: int, dress: str) -> None:
    drawing = random_book(seed)
    content = DRESSES[dress](drawing.content)
    answer, told = marked(content, found(*drawing.findings), tmp_path)
    before, after = opened(content), opened(answer)
    assert (told.cells, told.notes, told.without_place) == (len(drawing.places), len(drawing.places), 0)

    changed = parts_that_differ(before, after)
    assert changed <= {*_may_change(before), before.sheets[SHEET]}, "a part changed that nobody asked for"
    assert len(set(after.parts) - set(before.parts)) <= 4  # index, notes, their drawing, the sheet's relations
    _sheet_is_same(before, after, drawing)
    _styles_are_same(before, after)
    _formats_are_kept(before, after, drawing)
    _workbook_is_same(before, after)
    _lists_only_grew(before, after)
    _notes_are_kept(before, after, drawing)
    _readers_see_the_same(content, answer)


def _may_change(before: Book) -> set[str]:
    sheet = before.sheets[SHEET]
    own = {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    notes = {part for kind in ("/comments", "/vmlDrawing") if (part := _related(before, kind))}
    return own | notes | {f"xl/worksheets/_rels/{sheet.rsplit('/', 1)[-1]}.rels"}


def _related(book: Book, kind: str) -> str | None:
    """The part of this kind that the sheet of claims refers to; header images have a drawing of their own."""
    name = f"xl/worksheets/_rels/{book.sheets[SHEET].rsplit('/', 1)[-1]}.rels"
    if name not in book.parts:
        return None
    named = {one.attrib["Id"]: one.attrib for one in book.xml(name)}
    if kind == "/vmlDrawing":
        drawing = book.xml(book.sheets[SHEET]).find(f"{MAIN}legacyDrawing")
        found_ = [named[drawing.attrib[REL]]] if drawing is not None else []
    else:
        found_ = [one for one in named.values() if one["Type"].endswith(kind)]
    target = found_[0]["Target"] if found_ else None
    return None if target is None else target.lstrip("/") if target.startswith("/") else "xl/" + target.removeprefix("../")


def _sheet_is_same(before: Book, after: Book, drawing: RandomBook) -> None:
    old, new = before.parts[before.sheets[SHEET]], after.parts[after.sheets[SHEET]]
    assert same_but_for(old, new, drawing.places)
    assert _without_rows(old, drawing) == _without_rows(new, drawing), "bytes outside the marked rows changed"
    for name, part in before.sheets.items():
        assert after.sheets[name] == part


def _without_rows(data: bytes, drawing: RandomBook) -> bytes:
    """The bytes of the sheet without the marked rows and the name of the notes' drawing."""
    rows = "|".join(sorted({re.sub(r"\D", "", place) for place in drawing.places}))
    rest = re.sub(rb'<row r="(?:%s)"[^>]*?(?:/>|>.*?</row>)' % rows.encode(), b"", data, flags=re.DOTALL)
    return re.sub(rb"<legacyDrawing [^>]*/>", b"", rest)


def _styles_are_same(before: Book, after: Book) -> None:
    old, new = before.xml("xl/styles.xml"), after.xml("xl/styles.xml")
    for name in ("fonts", "fills", "cellXfs"):
        first, second = old.find(f"{MAIN}{name}"), new.find(f"{MAIN}{name}")
        assert first is not None
        assert second is not None
        assert second.attrib.pop("count") == str(len(second))
        first.attrib.pop("count")
        for more in list(second)[len(first) :]:
            second.remove(more)
    assert _canonical(old) == _canonical(new)


def _formats_are_kept(before: Book, after: Book, drawing: RandomBook) -> None:
    """A marked cell that was there has its own number format, font, border and alignment under the colour."""
    looks = [list(book.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or []) for book in (before, after)]
    cells = [book.cells(SHEET) for book in (before, after)]
    for place in drawing.places & set(cells[0]):
        old, new = (own[int(there[place].attrib.get("s", "0"))] for own, there in zip(looks, cells, strict=True))
        for look in (old, new):
            look.attrib.pop("fillId", None)
            look.attrib.pop("applyFill", None)
        assert _canonical(old) == _canonical(new)
        assert after.fill(SHEET, place) in (ERROR, WARNING)


def _workbook_is_same(before: Book, after: Book) -> None:
    new = re.sub(rb'<sheet [^>]*name="Perbaikan"[^>]*/>', b"", after.parts["xl/workbook.xml"])
    assert new == before.parts["xl/workbook.xml"]  # defined names, views, calculation


def _lists_only_grew(before: Book, after: Book) -> None:
    """Content types and relations: the old entries in their order, new ones only after them and only of new parts."""
    lists = [name for name in after.parts if name.endswith((".rels", "[Content_Types].xml"))]
    for name in lists:
        old = [one.attrib for one in before.xml(name)] if name in before.parts else []
        new = [one.attrib for one in after.xml(name)]
        assert new[: len(old)] == old
        ids = [one["Id"] for one in new if "Id" in one]
        assert len(ids) == len(set(ids))
        fresh = {part.rsplit("/", 1)[-1] for part in after.parts.keys() - before.parts.keys()}
        assert {(one.get("Target") or one.get("PartName") or ".vml").rsplit("/", 1)[-1] for one in new[len(old) :]} <= fresh | {".vml"}


def _notes_are_kept(before: Book, after: Book, drawing: RandomBook) -> None:
    old, new = (_comments(book) for book in (before, after))
    assert set(new) == set(old) | drawing.places
    for place, comment in old.items():
        said, says = "".join(comment.itertext()), "".join(new[place].itertext())
        assert says.startswith(said)
        if place not in drawing.places:
            assert _canonical(comment) == _canonical(new[place])
    assert all("NK01" in "".join(new[place].itertext()) for place in drawing.places)
    shapes = [_shapes(book) for book in (before, after)]
    assert shapes[1][: len(shapes[0])] == shapes[0]
    assert len(shapes[1]) - len(shapes[0]) == len(drawing.places - set(old))


def _comments(book: Book) -> dict[str, ET.Element]:
    part = _related(book, "/comments")
    return {} if part is None else {one.attrib["ref"]: one for one in book.xml(part).iter(f"{MAIN}comment")}


def _shapes(book: Book) -> list[bytes]:
    part = _related(book, "/vmlDrawing")
    return [] if part is None else re.findall(rb"<v:shape .*?</v:shape>", book.parts[part], re.DOTALL)


def _readers_see_the_same(content: bytes, answer: bytes) -> None:
    books = [python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(one)) for one in (content, answer)]
    plain = [one.name for one in books[0].sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
    for name in plain:
        first, second = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for book in books)
        assert first == second


def _canonical(element: ET.Element) -> str:
    return ET.canonicalize(ET.tostring(element, encoding="unicode"), strip_text=False)


def test_the_workbooks_hold_what_offices_put_into_theirs() -> None:
    """The fifty are worth comparing: together they have everything that marking could spoil."""
    sheets, parts = b"", set[str]()
    for seed in range(25):
        book = opened(random_book(seed).content)
        sheets += book.parts[book.sheets[SHEET]] + book.parts["xl/workbook.xml"]
        parts |= {re.sub(r"\d+", "", name) for name in book.parts}
    wanted = ("autoFilter", "hidden=", "conditionalFormatting", "dataValidation", "sheetProtection", "definedName", "mergeCell", "<f>",
              "legacyDrawing", "hyperlink", "tablePart", "extLst", "customWidth", "rowBreaks", "veryHidden", "protectedRange")  # fmt: skip
    assert [one for one in wanted if one.encode() not in sheets] == []
    assert {"xl/comments.xml", "xl/charts/chart.xml", "xl/tables/table.xml", "xl/media/image.png", "docProps/custom.xml"} <= parts
