import io
import tempfile
from pathlib import Path
from typing import Any

import python_calamine
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from flows.answer.errors import WorkbookUnmarkable
from tests.answer.books import COLUMN, HEADER, drawn, finding, found, marked, opened, parts_that_differ, same_but_for
from transforms.bare import bare

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
CELL = st.one_of(
    st.none(),
    TEXT,
    st.sampled_from(["=1+1", "+1", "@A1", "<&>\"'", "_x0041_", " a "]),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 2)),
    st.tuples(st.just("formula"), st.integers(0, 999)),
    st.booleans(),
)
ROWS = st.lists(st.lists(CELL, min_size=0, max_size=len(HEADER)), min_size=1, max_size=8)


@st.composite
def sheets(draw: Any) -> Any:
    """Rows below a header somewhere, and findings about some of those that hold anything.

    A first row of signs alone goes with the header above it: it is no line, and nothing is found in it.
    """
    rows, above, left = draw(ROWS), draw(st.integers(0, 3)), draw(st.integers(0, 2))
    filled = [number for number, row in enumerate(rows) if any(cell is not None if number else says_something(cell) for cell in row)]
    columns = st.sampled_from(sorted(COLUMN))
    kinds = st.sampled_from(["error", "warning"])
    chosen = draw(st.lists(st.tuples(st.sampled_from(filled), columns, kinds), max_size=10)) if filled else []
    return rows, above, left, [(above + 2 + row, column, kind) for row, column, kind in chosen]


def says_something(cell: Any) -> bool:
    return cell is not None and bare(str(cell)) != ""


def drawn_sheet(rows: Any, above: int, left: int) -> bytes:
    def draw(book: Any) -> None:
        looks = [None, book.add_format({"bold": True}), book.add_format({"num_format": "0.00", "bg_color": "red"})]
        sheet = book.add_worksheet("Klaim")
        sheet.write_row(above, left, HEADER)
        sheet.set_column(left, left + 1, 33.25, looks[2])
        for number, row in enumerate(rows, start=above + 1):
            if number % 3 == 0:
                sheet.set_row(number, 30, looks[1])
            for column, cell in enumerate(row, start=left):
                put(sheet, number, column, cell, looks[(number + column) % 3])

    return drawn(draw)


def put(sheet: Any, row: int, column: int, cell: Any, look: Any) -> None:
    match cell:
        case None:
            return
        case ("formula", value):
            sheet.write_formula(row, column, "=1+A1", look, value)
        case bool():
            sheet.write_boolean(row, column, cell, look)
        case str():
            sheet.write_string(row, column, cell, look)
        case _:
            sheet.write_number(row, column, cell, look)


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_whatever_the_sheet_and_the_findings_all_other_cells_stay_as_they_were(drawing: Any) -> None:
    rows, above, left, chosen = drawing
    content = drawn_sheet(rows, above, left)
    findings = found(*(finding(row, "NK01", column, kind) for row, column, kind in chosen))
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer, told = marked(content, findings, Path(folder))
        except WorkbookUnmarkable:  # a row of words alone may be a header nobody knows: no extract that is read
            reject()
    before, after = opened(content), opened(answer)
    places = {f"{chr(ord(COLUMN[column]) + left)}{row}" for row, column, _ in chosen}
    assert told.without_place == 0
    assert set(after.notes("Klaim")) == places
    assert all(after.fill("Klaim", place) in {"FFFFB3B3", "FFFFE699"} for place in places)
    assert same_but_for(before.parts["xl/worksheets/sheet1.xml"], after.parts["xl/worksheets/sheet1.xml"], places)
    assert not {"xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/app.xml"} & parts_that_differ(before, after)
    first, second = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(one)).get_sheet_by_name("Klaim").to_python() for one in (content, answer)
    )
    assert first == second
