"""A sheet that stands twice does not count twice: where no payment number tells, the file is refused and both sheets are named."""

from pathlib import Path

import pytest

from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger

HEADINGS = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL", "STATUS"]
Row = list[Cell]


def line(number: int, amount: int = 1_000_000, status: str = "DIBAYAR") -> Row:
    return [f"K{number}", "JHT", "15/07/2022", amount, status]


SIX = [line(number) for number in range(6)]


def clean(folder: Path, *sheets: list[Row], headings: list[str] = HEADINGS) -> Ledger:
    return cleaned(folder, write(folder / "book", "xlsx", *([headings, *rows] for rows in sheets)), "xlsx")


def refusal(folder: Path, *sheets: list[Row]) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        clean(folder, *sheets)
    assert caught.value.code == "EX16"
    assert not (folder / "lines.parquet").exists()
    return caught.value


def test_a_sheet_that_repeats_another_in_any_order_refuses_the_file(tmp_path: Path) -> None:
    error = refusal(tmp_path, SIX, SIX[::-1])
    assert error.what == "6 of 6 lines of sheet Sheet2 stand in sheet Sheet1, too, and no payment number tells whether they are the same"


def test_so_does_a_sheet_of_all_beside_sheets_of_some_and_a_copy_with_a_line_changed(tmp_path: Path) -> None:
    assert "3 of 3 lines of sheet Sheet1 stand in sheet Sheet3" in refusal(tmp_path, SIX[:3], SIX[3:], SIX).what
    assert "5 of 6 lines of sheet Sheet2" in refusal(tmp_path, SIX, [*SIX[:5], line(5, 999)]).what


def test_so_does_a_table_below_another_on_one_sheet(tmp_path: Path) -> None:
    moved = [["NOMINAL", "KODE KLAIM", "TGL BAYAR", "PROGRAM", "STATUS"], *([row[3], row[0], row[2], row[1], row[4]] for row in SIX)]
    assert "lines of table 2 (sheet Sheet1) stand in table 1" in refusal(tmp_path, [*SIX, [], *moved]).what


def test_a_few_lines_alike_are_told_and_count_each(tmp_path: Path) -> None:
    found = clean(tmp_path, SIX, [line(0), line(1), *(line(number) for number in range(10, 13))])
    assert found.accepted == 11
    assert found.evidence["lines of sheet Sheet2"] == "2 of 5 stand in sheet Sheet1, too, and count in each"


def test_alike_lines_of_one_table_are_lines_of_their_own(tmp_path: Path) -> None:
    found = clean(tmp_path, [*SIX, *SIX], [line(number) for number in range(10, 16)])
    assert (found.accepted, found.codes) == (18, {})


def test_lines_that_were_not_paid_or_have_a_number_double_nothing(tmp_path: Path) -> None:
    unpaid = [line(number, status="DITOLAK") for number in range(6)]
    assert clean(tmp_path, [*SIX, *unpaid], [*unpaid, line(9)]).accepted == 7
    numbered = [[*row, f"P{number}"] for number, row in enumerate(SIX)]
    found = clean(tmp_path, numbered, numbered, headings=[*HEADINGS, "NO PEMBAYARAN"])
    assert (found.accepted, found.duplicate) == (6, 6)


NUMBERED = [*HEADINGS, "NO PEMBAYARAN"]
PEOPLE = [*HEADINGS, "NIK", "NAMA TK"]


def books(folder: Path, *sheets: list[Row], file_format: str = "xlsx") -> Ledger:
    return cleaned(folder, write(folder / "book", file_format, *sheets), file_format)


def test_a_copy_that_lacks_the_payment_numbers_is_seen_whichever_comes_first(tmp_path: Path) -> None:
    numbered = [NUMBERED, *([*row, f"P{number}"] for number, row in enumerate(SIX))]
    for sheets, name in (((numbered, [HEADINGS, *SIX]), "Sheet2"), (([HEADINGS, *SIX], numbered), "Sheet1")):
        with pytest.raises(ExtractRefused, match=f"EX16.*6 of 6 lines of sheet {name} stand in"):
            books(tmp_path, *sheets)


def test_so_is_one_that_lacks_the_people(tmp_path: Path) -> None:
    people = [PEOPLE, *([*row, f"331601010185000{number + 1}", "SITI"] for number, row in enumerate(SIX))]
    with pytest.raises(ExtractRefused, match=r"EX16.*6 of 6 lines of sheet Sheet2"):
        books(tmp_path, people, [HEADINGS, *SIX])


def test_where_both_name_them_other_people_are_other_lines(tmp_path: Path) -> None:
    first, second = ([PEOPLE, *([*row, f"331601010185{n}00{number + 1}", "SITI"] for number, row in enumerate(SIX))] for n in (0, 1))
    assert books(tmp_path, first, second).accepted == 12


def test_a_list_that_stands_twice_under_its_repeated_header_is_seen(tmp_path: Path) -> None:
    for file_format, name in (("csv", "table 1"), ("xlsx", "sheet Sheet1")):
        with pytest.raises(ExtractRefused, match=f"EX16.*6 of 6 lines of {name} below row 8 stand in {name}, too"):
            books(tmp_path, [HEADINGS, *SIX, HEADINGS, *SIX], file_format=file_format)


def test_pages_under_a_repeated_header_may_hold_several_payments_of_one_claim(tmp_path: Path) -> None:
    alike = [line(1), line(1), line(1), line(2)]
    found = books(tmp_path, [HEADINGS, *alike, HEADINGS, *alike, line(3)], file_format="csv")
    assert (found.accepted, {key for key in found.evidence if key.startswith("lines of")}) == (9, set())
    assert books(tmp_path, [HEADINGS, *alike], [HEADINGS, *alike]).accepted == 8
