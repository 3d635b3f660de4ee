"""Which cells of a sheet are numbers: told by their tags, however a program writes them, and by the cells where tags do not tell."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.acceptance.drawn_sheets import Row, Sheet, xlsx_of
from transforms.read import archive, number_cells
from transforms.read.cell_types import EMPTY, NUMBER, SHARED, UNKNOWN, CellTypes, kinds_of
from transforms.read.limits import limit

SHEET = "xl/worksheets/sheet1.xml"
HEADER: Row = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"]
AMOUNTS = [5, "1.000,50", 2.5, "7", None, -0.1]
AS_READ = ["=5", "1.000,50", "=2.5", "7", None, "=-0.1"]
Edit = Callable[[str], str]


def edited(edit: Edit, left: int = 0, above: int = 0) -> bytes:
    """A workbook of number and text amounts with empty columns and rows before its table, its sheet's XML edited."""
    rows = [[], *([f"K{n}", "JHT", "01/07/2022", amount] for n, amount in enumerate(AMOUNTS))]
    rows[0] = list(HEADER)
    moved: list[Row] = [*([] for _ in range(above)), *([*([None] * left), *row] for row in rows)]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of([Sheet("Klaim", moved)]))) as parts, zipfile.ZipFile(out, "w") as new:
        for name in parts.namelist():
            text = parts.read(name)
            new.writestr(name, edit(text.decode()).encode() if name == SHEET else text)
    return out.getvalue()


def amounts(read: Any, content: bytes) -> list[str | None]:
    (table,) = read(content, "xlsx").tables
    found: list[str | None] = table.frame.collect()["amount_paid_idr"].to_list()
    return found


def prefixed(text: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")


AS_SPREADSHEETS_DO: dict[str, Edit] = {
    "as it is": lambda text: text,
    "a style before the type": lambda text: re.sub(r'(<c r="\w+")(?! s=)', r'\1 s="12345"', text),
    "the type before the style": lambda text: re.sub(r'(<c r="\w+") t="s"', r'\1 t="s" s="1"', text),
    "a number is said to be one": lambda text: re.sub(r'(<c r="\w+")>', r'\1 t="n">', text),
    "a prefix": prefixed,
    "styled cells without a value": lambda text: re.sub(r'(<row r="(\d+)".*?)(?=</row>)', r'\1<c r="Z\2" s="1"/>', text),
}
OTHERWISE: dict[str, Edit] = {
    "another attribute": lambda text: re.sub(r'(<c r="\w+")', r'\1 cm="1"', text),
    "one quote": lambda text: text.replace('t="s"', "t='s'"),
    "another prefix": lambda text: prefixed(text).replace("x:", "ns0:").replace(":x=", ":ns0="),
    "two spaces": lambda text: text.replace(' t="s"', '  t="s"'),
}


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        (b"><v>1</v>", NUMBER),
        (b' t="n"><v>1</v>', NUMBER),
        (b' s="1"><v>1</v>', NUMBER),
        (b' s="65535" t="n"><v>', NUMBER),
        (b' t="s"><v>1</v>', SHARED),
        (b' s="12" t="s"><v>1', SHARED),
        (b' t="str"><v>x</v>', ord("f")),
        (b' t="inlineStr">', ord("i")),
        (b' t="b"><v>1</v>', ord("b")),
        (b' t="e"><v>#N/A', ord("e")),
        (b' t="d"><v>2022', ord("d")),
        (b' s="3"/>', EMPTY),
        (b"/>", EMPTY),
        (b' s="123456" t="s">', UNKNOWN),
        (b" t='s'>", UNKNOWN),
        (b'  t="s">', UNKNOWN),
        (b' vm="1">', UNKNOWN),
    ],
)
def test_the_attributes_of_a_tag_tell_what_its_cell_is(behind: bytes, kind: int) -> None:
    assert kinds_of(b'<c r="A1"' + behind + b" " * 64, np.array([9])).tolist() == [kind]


@pytest.mark.parametrize("edit", AS_SPREADSHEETS_DO.values(), ids=AS_SPREADSHEETS_DO)
@pytest.mark.parametrize(("left", "above"), [(0, 0), (2, 3)])
@pytest.mark.parametrize("chunk", [97, 4 << 20])
def test_number_cells_are_marked_by_their_tags_alone(
    read: Any, monkeypatch: pytest.MonkeyPatch, edit: Edit, left: int, above: int, chunk: int
) -> None:
    monkeypatch.setattr(archive, "CHUNK_BYTES", chunk)
    monkeypatch.setattr(number_cells.Book, "cells", None)  # the reader of cells is not asked
    assert amounts(read, edited(edit, left, above)) == AS_READ


@pytest.mark.parametrize("edit", OTHERWISE.values(), ids=OTHERWISE)
@pytest.mark.parametrize(("left", "above"), [(0, 0), (2, 3)])
def test_they_are_looked_for_cell_by_cell_where_tags_are_unusual(read: Any, edit: Edit, left: int, above: int) -> None:
    assert amounts(read, edited(edit, left, above)) == AS_READ


def test_more_numbers_than_a_workbook_may_have_cells_are_not_kept(lowered: Any) -> None:
    lowered(workbook_cells=2)
    types, tag = CellTypes(), b'<c r="A1"><v>1</v></c>'
    for row in range(1, 5):
        types.take(tag + b" " * 64, np.array([8]), np.array([row], np.int32), np.array([1], np.int32))
    assert (limit("workbook_cells"), types.is_known, types.numbers(1).to_list()) == (2, False, [])
