"""Sheets whose rows or cells are there twice or out of order."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.drawn_sheets import Row, Sheet, xlsx_of
from transforms.errors import ExtractRefused

HEADER: Row = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"]
ROW = re.compile(r"<row .*?</row>")


def edited(edit: Callable[[str], str], lines: int = 4) -> bytes:
    """A workbook of `lines` lines (K1, K2 ... in rows 2, 3 ...) whose sheet XML was edited."""
    rows = [HEADER, *([f"K{n}", "JHT", "01/07/2022", n] for n in range(1, lines + 1))]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of([Sheet("Klaim", rows)]))) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in parts.namelist():
            text = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                changed = edit(text.decode())
                assert changed != text.decode()
                text = changed.encode()
            new.writestr(name, text)
    return out.getvalue()


def renumbered(row: int, to: int) -> Callable[[str], str]:
    return lambda text: re.sub(rf'r="([A-D]?){row}"', rf'r="\g<1>{to}"', text)


def claims(read: Any, content: bytes) -> list[str]:
    return [claim for table in read(content, "xlsx").tables for claim in table.frame.collect()["claim_id"].to_list()]


@pytest.mark.parametrize(
    "edit",
    [
        renumbered(5, 3),  # 1 2 3 4 3
        renumbered(4, 3),  # 1 2 3 3 5
        lambda text: text.replace('r="D3"', 'r="C3"'),  # a cell twice
        lambda text: re.sub(r'r="([A-D])5"', r'r="\g<1>3"', text),  # cells of row 3 in row 5
        lambda text: re.sub(r' r="[A-D]\d"', "", text).replace('<row r="5"', '<row r="3"'),  # cells without a place
    ],
)
def test_a_row_or_cell_that_is_there_twice_refuses_the_workbook(read: Any, edit: Callable[[str], str]) -> None:
    with pytest.raises(ExtractRefused) as caught:
        read(edited(edit), "xlsx")
    assert caught.value.code == "EX02"


def test_a_row_twice_far_apart_in_a_large_sheet_is_seen(read: Any) -> None:
    with pytest.raises(ExtractRefused, match="EX02"):
        read(edited(renumbered(20_001, 2), lines=20_000), "xlsx")


def test_rows_out_of_order_are_read_where_each_says_it_stands(read: Any) -> None:
    def swapped(text: str) -> str:
        rows = ROW.findall(text)
        return text.replace(rows[2] + rows[3], rows[3] + rows[2])

    assert claims(read, edited(swapped)) == ["K1", "K2", "K3", "K4"]
