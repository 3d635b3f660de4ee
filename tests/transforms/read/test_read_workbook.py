import datetime as dt
import io
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from transforms.errors import ExtractRefused
from transforms.read.shapes import RawTable

HEADER = ["NO", "KODE KLAIM", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL"]


def workbook(*sheets: Any, hidden: Any = ()) -> bytes:
    """Sheets as (name, rows); a date becomes a real date cell, a number a number, text text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write_number(row, column, cell)
    return out.getvalue()


def line(claim: str, nik: Any = "3316080101900001", paid: Any = "01/07/2022", amount: Any = "1.000,00") -> list[Any]:
    return ["1", claim, "JHT", nik, paid, amount]


def only(reading: Any) -> tuple[RawTable, pl.DataFrame]:
    (table,) = reading.tables
    return table, table.frame.collect()


def test_blank_rows_and_columns_before_the_header_do_not_shift_rows(read: Any) -> None:
    rows = [[], [], [None, "LAPORAN"], [], [None, *HEADER], [None, *line("K1")], [], [None, *line("K2")]]
    reading = read(workbook(("KLAIM", rows)), "xlsx")
    assert only(reading)[1].select("source_row", "claim_id").rows() == [(6, "K1"), (8, "K2")]
    assert reading.furniture_rows == 2


def test_typed_cells_come_as_plain_text_and_numbers_in_the_amount_column_are_marked(read: Any) -> None:
    rows = [
        HEADER,
        line("K1", paid=dt.date(2022, 7, 3), amount=42_000_000),
        line("K2", paid=44_743, amount=1_234_567.25),
        line("K3", amount=-0.1),
        line("K4", amount="1.234.567,00"),
    ]
    _, frame = only(read(workbook(("KLAIM", rows)), "xlsx"))
    assert frame["payment_date"].to_list() == ["2022-07-03 00:00:00", "44743", "01/07/2022", "01/07/2022"]
    assert frame["amount_paid_idr"].to_list() == ["=42000000", "=1234567.25", "=-0.1", "1.234.567,00"]


def test_an_amount_column_of_numbers_alone_is_marked_too(read: Any) -> None:
    _, frame = only(read(workbook(("KLAIM", [HEADER, line("K1", amount=5), line("K2", amount=2.5)])), "xlsx"))
    assert frame["amount_paid_idr"].to_list() == ["=5", "=2.5"]


@pytest.mark.parametrize(
    ("niks", "shown"),
    [
        (["3316080101900001", 3316080101900000, "3316080101900002"], ["3316080101900001", "3.31608E+15", "3316080101900002"]),
        ([3316080101900000, 3316080101900000, None], ["3.31608E+15", "3.31608E+15", None]),
        (["3316080101900001", None, "x"], ["3316080101900001", None, "x"]),
        ([123, "3316080101900001", None], ["123", "3316080101900001", None]),
    ],
)
def test_niks_that_a_spreadsheet_took_for_numbers_stand_as_it_shows_them(read: Any, niks: Any, shown: Any) -> None:
    content = workbook(("KLAIM", [["Judul"], HEADER, *(line(f"K{n}", nik) for n, nik in enumerate(niks))]))
    assert only(read(content, "xlsx"))[1]["participant_nik"].to_list() == shown


def test_so_do_claim_numbers_of_more_than_fifteen_digits_and_shorter_ones_stay(read: Any) -> None:
    numbers: list[Any] = [923092201109691123, 9230922011096911, 923092201109691, 1e22, "923092201109691123"]
    content = workbook(("KLAIM", [HEADER, *(line(number) for number in numbers)]))
    shown = ["9.23092E+17", "9.23092E+15", "923092201109691", "1.00000E+22", "923092201109691123"]
    assert only(read(content, "xlsx"))[1]["claim_id"].to_list() == shown


def test_every_sheet_with_the_header_is_a_table_and_the_others_are_furniture(read: Any) -> None:
    content = workbook(
        ("JHT", [HEADER, line("K1")]), ("REKAP", [["PROGRAM", "KASUS"], ["JHT", "2"]]), ("JKM 12345678", [HEADER, line("K2")])
    )
    reading = read(content, "xlsx")
    assert [table.sheet for table in reading.tables] == ["JHT", "JKM *"]
    assert [table.frame.collect()["claim_id"].to_list() for table in reading.tables] == [["K1"], ["K2"]]
    assert reading.furniture_rows == 2 + 2
    assert reading.evidence["sheets without a header"] == "REKAP"


def test_a_sheet_whose_header_lacks_one_heading_is_not_passed_over(read: Any) -> None:
    wrong = ["NO", "KODE KLIAM", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL"]
    with pytest.raises(ExtractRefused) as refusal:
        read(workbook(("JHT", [HEADER, line("K1")]), ("JKM", [wrong, line("K2")])), "xlsx")
    assert (refusal.value.code, refusal.value.place) == ("EX03", "sheet JKM")


def test_a_hidden_sheet_is_named_and_refused_only_if_it_holds_lines(read: Any) -> None:
    reading = read(workbook(("JHT", [HEADER, line("K1")]), ("ref", [["a"]]), hidden=("ref",)), "xlsx")
    assert reading.evidence["hidden sheets, not read"] == "ref"
    with pytest.raises(ExtractRefused) as refusal:
        read(workbook(("JHT", [HEADER, line("K1")]), ("lama", [HEADER, line("K2")]), hidden=("lama",)), "xlsx")
    assert refusal.value.code == "EX03"


def test_a_hidden_sheet_of_lines_without_a_header_is_refused_as_a_visible_one(read: Any) -> None:
    sheets = ("JHT", [HEADER, line("K1")]), ("LANJUTAN", [line(f"K{number}") for number in range(2, 12)])
    for hidden in ((), ("LANJUTAN",)):
        with pytest.raises(ExtractRefused) as refusal:
            read(workbook(*sheets, hidden=hidden), "xlsx")
        assert (refusal.value.code, refusal.value.place, refusal.value.evidence) == ("EX03", "sheet LANJUTAN", {"rows like lines": "10"})


def test_the_rows_of_a_hidden_side_sheet_are_counted(read: Any) -> None:
    notes = ("ref", [["PROGRAM", "KASUS"], [], ["JHT", "1"]])
    reading = read(workbook(("JHT", [HEADER, line("K1")]), notes, hidden=("ref",)), "xlsx")
    assert (reading.furniture_rows, "sheets without a header" in reading.evidence) == (1 + 2, False)


def test_a_total_row_of_a_sheet_keeps_its_number(read: Any) -> None:
    reading = read(workbook(("JHT", [HEADER, line("K1", amount=1000), ["JUMLAH", None, None, None, None, 1000]])), "xlsx")
    assert [(total.sheet, total.source_row, total.text) for total in reading.stated_totals] == [("JHT", 3, "=1000")]


@pytest.mark.parametrize("content", [workbook(("A", [])), workbook(("A", [HEADER]))], ids=["no rows", "a header alone"])
def test_a_workbook_without_lines_is_empty(read: Any, content: bytes) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(content, "xlsx")
    assert refusal.value.code == "EX01"


def test_a_workbook_without_any_header_is_refused(read: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(workbook(("A", [["x", "y"], ["SITI", "2"]])), "xlsx")
    assert refusal.value.code == "EX03"
    assert "SITI" not in str(refusal.value.evidence)


def parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def test_parquet_is_read_as_text_exactly_with_rows_from_one(read: Any) -> None:
    frame = pl.DataFrame(
        {
            "KODE KLAIM": ["K1", "K2"],
            "PROGRAM": pl.Series(["JHT", "JKM"], dtype=pl.Categorical),
            "NIK": [3316080101900001, None],
            "TGL BAYAR": [dt.date(2022, 7, 3), None],
            "NOMINAL": pl.Series(["1234567.25", "-1.00"]).str.to_decimal(scale=2),
        }
    )
    reading = read(parquet(frame), "parquet")
    lines = only(reading)[1]
    assert lines.rows() == [(1, "K1", "JHT", "3316080101900001", "2022-07-03", "=1234567.25"), (2, "K2", "JKM", None, None, "=-1.00")]
    assert reading.furniture_rows == 0


def test_floating_point_amounts_of_parquet_keep_their_point(read: Any) -> None:
    frame = pl.DataFrame(
        {"KODE KLAIM": ["K1"] * 3, "PROGRAM": ["JHT"] * 3, "TGL BAYAR": ["01/07/2022"] * 3, "NOMINAL": [1.5, 42e6, 1234.567]}
    )
    assert only(read(parquet(frame), "parquet"))[1]["amount_paid_idr"].to_list() == ["=1.5", "=42000000", "=1234.567"]


def test_a_total_row_inside_parquet_is_furniture(read: Any) -> None:
    frame = pl.DataFrame({"KODE KLAIM": ["K1", "JUMLAH"], "PROGRAM": ["JHT", None], "TGL BAYAR": ["01/07/2022", None], "NOMINAL": [5, 5]})
    reading = read(parquet(frame), "parquet")
    assert reading.furniture_rows == 1
    assert reading.stated_totals[0].text == "=5"
