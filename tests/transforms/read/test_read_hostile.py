"""Files made to harm or to mislead: each is refused with a reason or read right. The large ones are shrunk, and their limits with them."""

import datetime as dt
import gzip
import io
import zipfile
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from tests.transforms.read.hostile import HEADER, LINE, lines, parquet, refusal, workbook
from transforms.read.limits import limit
from transforms.reference import SHIPPED

GOOD = f"{HEADER}\n{LINE}\n".encode()
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
NIK = "3316081234567890"


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """The good workbook with one part rewritten."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new, 1) if name == part else content)
    return out.getvalue()


def with_row(row: str) -> bytes:
    return changed(SHEET, b"</sheetData>", f"{row}</sheetData>".encode())


def test_every_limit_is_a_figure_with_a_reason() -> None:
    table = pl.read_csv(SHIPPED / "limits.csv")
    assert table["value"].dtype == pl.Int64
    assert sum(table.null_count().row(0)) == 0


@pytest.mark.parametrize("figures", [{"unpacked_bytes": 1000}, {"ratio_floor_bytes": 1000}])
def test_a_gzip_bomb_is_refused_by_its_size_and_by_its_ratio(read: Any, lowered: Any, figures: Any) -> None:
    lowered(**figures)
    error = refusal(read, gzip.compress(GOOD + b"0" * 300_000), "csv.gz")
    assert (error.code, "more than" in error.what) == ("EX12", True)


def test_a_gzip_of_several_members_is_one_file_and_what_stands_behind_its_end_is_not_passed_over(read: Any) -> None:
    members = gzip.compress(GOOD) + gzip.compress(b"K2;JHT;A;13/07/2022;1\n")
    assert lines(read, members, "csv.gz")["claim_id"].to_list() == ["K1", "K2"]
    assert refusal(read, gzip.compress(GOOD) + b"garbage", "csv.gz").code == "EX02"


@pytest.mark.parametrize("figures", [{"workbook_bytes": 5000}, {"unpack_ratio": 1, "ratio_floor_bytes": 1}, {"zip_entries": 3}])
def test_a_zip_bomb_is_refused_before_it_is_read(read: Any, lowered: Any, figures: Any) -> None:
    lowered(**figures)
    assert refusal(read, workbook(), "xlsx").code == "EX12"


def test_a_zip_whose_directory_understates_a_part_is_measured_by_what_it_unpacks_to(read: Any, lowered: Any) -> None:
    book = bytearray(with_row(" " * 100_000))
    at = next(
        book.index(b"PK\x01\x02", n) for n in range(len(book)) if book[book.index(b"PK\x01\x02", n) + 46 :].startswith(SHEET.encode())
    )
    book[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    lowered(workbook_bytes=50_000)
    assert refusal(read, bytes(book), "xlsx").code in {"EX02", "EX12"}


def test_a_protected_part_of_a_workbook_is_a_password(read: Any) -> None:
    book = bytearray(workbook())
    at = book.index(b"PK\x01\x02")
    book[at + 8] |= 1
    assert refusal(read, bytes(book), "xlsx").code == "EX05"


@pytest.mark.parametrize(
    "row", ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>']
)
def test_two_cells_at_the_ends_of_a_sheet_are_refused_and_not_given_room(read: Any, row: str) -> None:
    error = refusal(read, with_row(row), "xlsx")
    assert (error.code, error.what) == ("EX12", "a sheet spans 1048576 rows and 16384 columns")


@pytest.mark.parametrize("row", ['<row r="2000002"><c r="A2000002"><v>1</v></c></row>', '<row r="2000002"><c><v>1</v></c></row>'])
def test_a_row_that_no_sheet_has_is_refused(read: Any, row: str) -> None:
    assert refusal(read, with_row(row), "xlsx").code == "EX12"


@pytest.mark.parametrize("reference", ["ZZZZZZZZ9999999999999999", "A99999999999", "1A", "A-1", "A4294967295"])
def test_a_cell_that_is_nowhere_damages_the_workbook(read: Any, reference: str) -> None:
    assert refusal(read, with_row(f'<row r="3"><c r="{reference}"><v>1</v></c></row>'), "xlsx").code in {"EX02", "EX12"}


def test_a_dimension_that_lies_and_far_cells_without_content_do_no_harm(read: Any) -> None:
    stated = changed(SHEET, b'ref="A1:E2"', b'ref="A1:XFD1048576"')
    assert lines(read, stated, "xlsx")["amount_paid_sen"].to_list() == [100000]
    assert lines(read, with_row('<row r="1048576"><c r="XFD1048576" s="0"/></row>'), "xlsx").height == 1


@pytest.mark.parametrize("kind", ['t="s"', "t='s'", ' t="s"', 's="1" t="s"'])
def test_one_long_text_in_every_cell_is_refused(read: Any, lowered: Any, kind: str) -> None:
    rows = "".join(f'<row r="{n}"><c r="C{n}" {kind}><v>7</v></c></row>' for n in range(3, 103))
    lowered(shared_text_bytes=400)
    assert "shared_text_bytes" in refusal(read, with_row(rows), "xlsx").evidence.popitem()[0]


@pytest.mark.parametrize(("part", "tag"), [(SHEET, b"<worksheet"), (STRINGS, b"<sst"), (BOOK, b"<workbook")])
@pytest.mark.parametrize("entity", [b'<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">', b'<!ENTITY a SYSTEM "file:///etc/hostname">'])
def test_declared_entities_are_refused_in_every_part(read: Any, part: str, tag: bytes, entity: bytes) -> None:
    error = refusal(read, changed(part, tag, b"<!DOCTYPE x [" + entity + b"]>" + tag), "xlsx")
    assert (error.code, "entities" in error.what) == ("EX02", True)


def test_merged_titles_an_empty_sheet_and_many_sheets_are_read(read: Any) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        first = book.add_worksheet("A")
        first.merge_range(0, 0, 0, 4, "LAPORAN KLAIM")
        for number, row in enumerate([HEADER.split(";"), LINE.split(";")], start=2):
            first.write_row(number, 0, row)
        for number in range(30):
            book.add_worksheet(f"kosong {number}")
    assert lines(read, out.getvalue(), "xlsx")["source_row"].to_list() == [4]


def test_many_sheets_that_come_to_too_many_cells_together_are_refused(read: Any, lowered: Any) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for number in range(3):
            book.add_worksheet(f"S{number}").write_row(0, 0, HEADER.split(";"))
    lowered(workbook_cells=12)
    assert "sheets" in refusal(read, out.getvalue(), "xlsx").what


def test_numbers_beyond_the_digits_of_a_cell_are_not_rounded_into_amounts(read: Any) -> None:
    amounts = [1e15, 1e300, -0.0, 1e-7, 123456789012345.67]
    book = workbook([HEADER.split(";"), *(["K", "JHT", "S", "13/07/2022", amount] for amount in amounts)])
    assert lines(read, book, "xlsx")["amount_paid_sen"].to_list() == [None, None, 0, None, None]


@pytest.mark.parametrize("cell", ["x" * 3000, '"' + "x" * 3000 + '"', "1" * 3000])
def test_a_line_beyond_measure_is_refused_before_it_is_parsed(read: Any, lowered: Any, cell: str) -> None:
    lowered(line_bytes=2000)
    assert "line_bytes" in refusal(read, f"{HEADER}\n{LINE}\nK2;JHT;{cell};13/07/2022;1\n").evidence.popitem()[0]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_a_long_file_of_short_lines_has_no_long_line(read: Any, lowered: Any, newline: str) -> None:
    lowered(line_bytes=100)
    assert lines(read, newline.join([HEADER, *[LINE] * 50])).height == 50


def test_an_open_quote_is_not_searched_for_its_end_beyond_a_fields_measure(read: Any, lowered: Any) -> None:
    lowered(field_characters=1000)
    error = refusal(read, f'{HEADER}\n{LINE}\nK2;JHT;"A;13/07/2022;1\n' + f"{LINE}\n" * 100)
    assert (error.code, error.place) == ("EX12", "row 3")


@pytest.mark.parametrize("heading", ["NO", "", "X"])
def test_a_table_of_a_hundred_thousand_columns_is_refused(read: Any, heading: str) -> None:
    assert refusal(read, HEADER + f";{heading}" * 100_000 + f"\n{LINE}\n").code == "EX12"


@pytest.mark.parametrize("heading", ["X" * 1_000_000, "K" + "." * 5000 + "PJ"])
def test_a_heading_beyond_all_measure_is_refused(read: Any, heading: str) -> None:
    assert refusal(read, f"{HEADER};{heading}\n{LINE};\n").code == "EX12"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_known_by_its_zero_bytes(read: Any, encoding: str) -> None:
    reading = read(GOOD.decode().encode(encoding))
    assert reading.evidence["encoding"] == encoding
    assert reading.tables[0].headings["claim_id"] == "KODE KLAIM"


@pytest.mark.parametrize(
    "content", [GOOD.decode().encode("utf-16") + b"x", b"\xff\xfe" + b"\x00\xd8" * 50, GOOD.replace(b"SITI", b"SI\0TI")]
)
def test_bytes_that_are_no_text_in_their_encoding_are_refused(read: Any, content: bytes) -> None:
    assert refusal(read, content).code == "EX02"


def test_a_header_in_another_encoding_than_the_lines_is_no_crash(read: Any) -> None:
    content = GOOD.replace(b"NOMINAL", b'"NO\x96MINAL"').replace(b"SITI", "José".encode())
    assert lines(read, content)["amount_paid_sen"].to_list() == [100000]


def test_mixed_line_ends_never_lose_a_line(read: Any) -> None:
    assert refusal(read, f"{HEADER}\r\n{LINE}\rK2;JHT;A;13/07/2022;1\nK3;JHT;A;13/07/2022;1\r\n").code == "EX04"
    assert lines(read, f"{HEADER}\r\n{LINE}\n{LINE}\r\n").height == 2


def test_two_columns_of_one_meaning_are_both_named(read: Any) -> None:
    error = refusal(read, f"{HEADER};nominal\n{LINE};5\n")
    assert (error.code, "amount_paid_idr (NOMINAL in column 5, nominal in column 6)" in error.what) == ("EX03", True)


@pytest.mark.parametrize("written", [NIK, "3316 0812 3456 7890", "33.16.081234-567890", "NIK 3316081234567890"])
def test_a_heading_with_a_number_of_somebody_is_shown_as_its_shape(read: Any, written: str) -> None:
    for error in (refusal(read, f"{HEADER};{written}\n{LINE};x\n"), refusal(read, parquet(**{written: ["x"]}), "parquet")):
        assert written not in f"{error.what} {error.evidence}"
        assert "081234" not in error.what


def test_amounts_that_do_not_fit_are_unreadable_and_never_wrap(read: Any) -> None:
    large = ["1" * 40, "92.233.720.368.547.758,08", "9223372036854775808", "1e3", "١٢٣٤", "１２３４", "1.000\u200b,00"]
    written = ["-0", "999.999.999.999.999,99", *large]
    content = GOOD.decode() + "".join(f"A;JHT;S;13/07/2022;{amount}\n" for amount in written)
    assert lines(read, content)["amount_paid_sen"].to_list() == [100000, 0, 99999999999999999, *[None] * len(large)]


def test_days_that_no_calendar_has_are_unreadable(read: Any) -> None:
    written = ["01/01/0000", "01/01/0001", "31/12/9999", "31/02/2022", "00/00/2022", "٠١/٠٧/٢٠٢٢", "１３/07/2022", "9999-12-31", "99999"]
    found = lines(read, GOOD.decode() + "".join(f"A;JHT;S;{day};5\n" for day in written))["payment_date"].to_list()
    assert found == [dt.date(2022, 7, 13), *[None] * 9]


def test_marks_that_nobody_sees_make_no_other_heading_and_no_other_claim(read: Any) -> None:
    content = "\u200eKODE\u200b KLAIM;\u200fPROGRAM;TGL BAYAR;NOMI\u2060NAL\nK\u200b1;J\u200eHT;13/07/2022;5\n"
    frames = [lines(read, content), lines(read, parquet(**{"NAMA TK": ["x"], "KODE KLAIM": ["K\u200b1"]}), "parquet")]
    frames.append(lines(read, workbook([HEADER.split(";"), ["K\u200b1", "JHT", "", "13/07/2022", 5]]), "xlsx"))
    assert [frame.row(0, named=True)["claim_id"] for frame in frames] == ["K1"] * 3
    assert {frame.row(0, named=True)["programme_code"] for frame in frames} == {"JHT"}


def test_limits_are_asked_by_name() -> None:
    assert limit("sheet_rows") == 1_048_576
