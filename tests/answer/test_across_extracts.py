"""What only several extracts together tell, in the answer to the sender: remarks, not errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from flows.answer.export import export
from flows.home import Home
from flows.monthly.intake import take_arrivals
from flows.monthly.parts import make_part, unmade
from flows.monthly.workplace import open_workplace
from flows.periods import first_day
from tests.answer.books import WARNING, drawn, opened

JULY, AUGUST = first_day("2022-07"), first_day("2022-08")
HEADER = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL", "JENIS PEMBAYARAN", "NO PEMBAYARAN ASAL"]
NIK = "3316080101900001"
IN_JULY = [
    ["K1", "B1", "JHT", NIK, "05/07/2022", 1000000, "ASLI", ""],
    ["K2", "B2", "JHT", NIK, "06/07/2022", 2000000, "ASLI", ""],
]
IN_AUGUST = [
    ["K1", "B1", "JHT", NIK, "05/07/2022", 1000000, "ASLI", ""],  # as in July: counted there
    ["K2", "B2", "JHT", NIK, "06/07/2022", 2500000, "ASLI", ""],  # other than in July: this one counts, and came late
    ["K3", "B3", "JHT", NIK, "04/08/2022", -700000, "RETUR", "B99"],
    ["K4", "B4", "JHT", NIK, "05/08/2022", 900000, "ASLI", ""],
]


def book_of(lines: list[list[Any]]) -> bytes:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Klaim")
        for row, cells in enumerate([HEADER, *lines]):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell) if isinstance(cell, int) else sheet.write_string(row, column, cell)

    return drawn(draw)


def csv_of(lines: list[list[Any]]) -> bytes:
    return "\n".join(";".join(map(str, cells)) for cells in [HEADER, *lines]).encode()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "home"
    Home(root).prepare()
    return root


def deliver(home: Path, **files: bytes) -> None:
    """Land these files (`month__format`) for kudus, take them in, and make their parts."""
    for name, content in files.items():
        month, ending = name.split("__")
        folder = home / "landing" / {"july": "2022-07", "august": "2022-08"}[month] / "kudus"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"klaim.{ending}").write_bytes(content)
    workplace = open_workplace(home)
    take_arrivals(workplace)
    for extract in unmade(workplace, ["2022-07", "2022-08"]):
        make_part(workplace, extract)


def test_repeats_replacements_and_lost_adjustments_are_remarks_on_the_sheet_and_the_index(home: Path, tmp_path: Path) -> None:
    deliver(home, july__xlsx=book_of(IN_JULY), august__xlsx=book_of(IN_AUGUST))
    [july] = export(home, "kudus", JULY, tmp_path / "july", "en")
    [august] = export(home, "kudus", AUGUST, tmp_path / "august", "en")
    assert july.answer is not None
    assert august.answer is not None
    book = opened(july.answer.read_bytes())
    assert [row[1:5] for row in book.text("Corrections")[1:]] == [["3", "B3", "XS01", "warning"]]
    book = opened(august.answer.read_bytes())
    assert [row[1:5] for row in book.text("Corrections")[1:]] == [["2", "B2", "XD01", "warning"], ["4", "H4", "XL01", "warning"]]
    assert {place: words[:14] for place, words in book.notes("Klaim").items()} == {"B2": "XD01 (warning)", "H4": "XL01 (warning)"}
    assert {book.fill("Klaim", "B2"), book.fill("Klaim", "H4")} == {WARNING}


def test_of_a_csv_such_lines_are_among_those_only_warned(home: Path, tmp_path: Path) -> None:
    deliver(home, july__csv=csv_of(IN_JULY), august__csv=csv_of(IN_AUGUST))
    [august] = export(home, "kudus", AUGUST, tmp_path / "out", "en")
    assert august.answer is not None
    book = python_calamine.CalamineWorkbook.from_path(str(august.answer))
    assert len(book.get_sheet_by_name("Set aside").to_python()) == 1
    assert [row[:2] for row in book.get_sheet_by_name("Warnings").to_python()[1:]] == [[2, "XD01"], [4, "XL01"]]


def test_that_a_line_came_late_is_no_fault_of_the_sender(home: Path, tmp_path: Path) -> None:
    deliver(home, august__xlsx=book_of([IN_JULY[0], *IN_AUGUST[3:]]))
    [answer] = export(home, "kudus", AUGUST, tmp_path / "out", "id")
    assert (answer.answer, answer.note) == (None, "nothing to put right")
