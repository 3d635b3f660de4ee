"""Several tables in a sheet, sheets by programme, what a sheet hides, and CSV that stands in one column."""

from typing import Any

import polars as pl
import pytest

from tests.acceptance.drawn_sheets import Row, Sheet, xlsx_of
from tests.acceptance.extracts import csv_bytes, drawn, parquet_bytes, xlsx_bytes
from transforms.errors import ExtractRefused

HEADER: Row = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"]
OTHER: Row = ["NOMINAL", "KODE KLAIM", "TGL BAYAR", "PROGRAM"]
BARE: Row = ["KODE KLAIM", "TGL BAYAR", "NOMINAL"]


def refusal(read: Any, content: Any, file_format: str = "xlsx") -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        read(content, file_format)
    return caught.value


def lines(reading: Any, *columns: str) -> list[Any]:
    names = columns or ("source_row", "claim_id", "amount_paid_idr")
    return [table.frame.select(names).collect().rows() for table in reading.tables]


def test_tables_below_each_other_are_read_each_by_its_own_header(read: Any) -> None:
    rows: list[Row] = [
        HEADER, ["K1", "JHT", "01/07/2022", 5], ["JUMLAH", None, None, 5], [],
        ["LAPORAN KLAIM JKM"], OTHER, [7, "K2", "02/07/2022", "JKM"], [2.5, "K3", "03/07/2022", "JKM"], [9.5, "TOTAL"],
    ]  # fmt: skip
    reading = read(xlsx_of([Sheet("Klaim", rows)]), "xlsx")
    assert lines(reading) == [[(2, "K1", "=5")], [(7, "K2", "=7"), (8, "K3", "=2.5")]]
    assert [(total.table, total.source_row, total.text) for total in reading.stated_totals] == [(0, 3, "=5"), (1, 9, "=9.5")]
    assert reading.furniture_rows == 5
    assert reading.evidence["tables"] == "2"


def test_tables_below_each_other_in_a_csv_are_read_too(read: Any) -> None:
    first = "KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL\nK1;JHT;01/07/2022;1.000,00\n"
    second = "NOMINAL;KODE KLAIM;TGL BAYAR;PROGRAM\n2.000,00;K2;02/07/2022;JKM\n"
    assert lines(read(f"{first}\n{second}"), "source_row", "claim_id", "programme_code") == [[(2, "K1", "JHT")], [(5, "K2", "JKM")]]


def test_a_header_below_that_ignores_a_column_which_the_first_knows_begins_a_table(read: Any) -> None:
    first: list[Row] = [[*HEADER, "STATUS"], ["K1", "JHT", "01/07/2022", 5, "DIBAYAR"]]
    second: list[Row] = [[*HEADER, "KETERANGAN"], ["K2", "JHT", "01/07/2022", 5, "DITOLAK dulu"]]
    reading = read(xlsx_of([Sheet("Klaim", [*first, *second])]), "xlsx")
    assert ["status" in table.headings for table in reading.tables] == [True, False]


def test_a_header_of_two_rows_below_a_title_of_several_words_is_found(read: Any) -> None:
    first: list[Row] = [["PROGRAM", ":", "JHT"], [*BARE, "NAMA TK"], ["K1", "01/07/2022", 5, "A"]]
    second: list[Row] = [["PROGRAM", ":", "JKM"], [*BARE, "PESERTA"], [None, None, None, "NAMA"], ["K2", "01/07/2022", 6, "B"]]
    reading = read(xlsx_of([Sheet("Klaim", [*first, *second])]), "xlsx")
    assert lines(reading, "claim_id", "programme_code") == [[("K1", "JHT")], [("K2", "JKM")]]


def test_a_header_below_that_nobody_knows_refuses_the_file(read: Any) -> None:
    rows: list[Row] = [HEADER, ["K1", "JHT", "01/07/2022", 5], ["WARNA", "BENTUK", "RASA", "BAU"], ["K2", "JHT", "01/07/2022", 5]]
    error = refusal(read, xlsx_of([Sheet("Klaim", rows)]))
    assert (error.code, "row 3" in error.what) == ("EX03", True)
    rows[2] = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NILAI BERSIH"]
    error = refusal(read, xlsx_of([Sheet("Klaim", rows)]))
    assert (error.code, "NILAI BERSIH" in error.what, error.place) == ("EX03", True, "sheet Klaim, row 3")


@pytest.mark.parametrize("name", ["JHT", "jht ", "Jaminan Hari Tua"])
def test_the_name_of_a_sheet_says_the_programme_where_no_column_does(read: Any, name: str) -> None:
    reading = read(xlsx_of([Sheet(name, [BARE, ["K1", "01/07/2022", 5]]), Sheet("JKM", [BARE, ["K2", "01/07/2022", 5]])]), "xlsx")
    assert lines(reading, "claim_id", "programme_code") == [[("K1", "JHT")], [("K2", "JKM")]]
    assert reading.evidence["programme"] == f"{name}: JHT by the sheet name, JKM: JKM by the sheet name"


@pytest.mark.parametrize("title", [["JKM"], ["PROGRAM : JKM"], ["PROGRAM", "JKM"], ["Jenis Manfaat", ":", "Jaminan Kematian"]])
def test_a_title_says_the_programme_where_no_column_does(read: Any, title: Row) -> None:
    reading = read(xlsx_of([Sheet("Klaim", [title, BARE, ["K1", "01/07/2022", 5]])]), "xlsx")
    assert lines(reading, "claim_id", "programme_code") == [[("K1", "JKM")]]


@pytest.mark.parametrize(
    ("name", "above"),
    [("JHT 2022", []), ("Klaim", [["KLAIM JHT"]]), ("JHT", [["JKM"]]), ("JHT", [["LAPORAN KLAIM JKM"]]), ("Klaim", [["JHT"], ["JKM"]])],
)
def test_what_is_not_exactly_a_programme_or_contradicts_itself_states_none(read: Any, name: str, above: list[Row]) -> None:
    error = refusal(read, xlsx_of([Sheet(name, [*above, BARE, ["K1", "01/07/2022", 5]])]))
    assert (error.code, "programme_code" in error.what) == ("EX03", True)


@pytest.mark.parametrize("between", [["JKM"], ["PROGRAM : JKM"], ["JUMLAH JKM", None, 5], ["B. Klaim Jaminan Kematian"]])
def test_a_row_between_the_lines_that_names_another_programme_refuses_the_file(read: Any, between: Row) -> None:
    error = refusal(read, xlsx_of([Sheet("JHT", [BARE, ["K1", "01/07/2022", 5], between, ["K2", "01/07/2022", 5]])]))
    assert (error.code, "JKM" in error.what) == ("EX03", True)


def test_a_title_above_a_column_without_heading_is_no_part_of_the_header(read: Any) -> None:
    reading = read(xlsx_of([Sheet("Klaim", [["Program", ":", "JKM"], [None, *BARE], [None, "K1", "01/07/2022", 5]])]), "xlsx")
    assert lines(reading, "claim_id", "programme_code") == [[("K1", "JKM")]]


def test_the_same_header_below_a_title_of_another_programme_begins_a_table(read: Any) -> None:
    rows: list[Row] = [["JHT"], BARE, ["K1", "01/07/2022", 5], [], ["Program: JKM"], BARE, ["K2", "01/07/2022", 6]]
    reading = read(xlsx_of([Sheet("Klaim", rows)]), "xlsx")
    assert lines(reading, "claim_id", "programme_code") == [[("K1", "JHT")], [("K2", "JKM")]]


def test_hidden_rows_and_columns_and_a_filter_are_read_and_said(read: Any) -> None:
    rows: list[Row] = [HEADER, *([f"K{n}", "JHT", "01/07/2022", n] for n in range(1, 5)), ["JUMLAH", None, None, 10]]
    sheet = Sheet("Klaim", rows, hidden_rows={2, 3, 5}, hidden_columns={1}, is_filtered=True)
    reading = read(xlsx_of([sheet]), "xlsx")
    assert [len(table) for table in lines(reading)] == [4]
    assert reading.evidence["hidden rows"] == "2 read"
    assert reading.evidence["hidden columns"] == "programme_code read"
    assert reading.evidence["filtered sheets, read whole"] == "Klaim"


def test_hidden_columns_are_named_right_of_empty_columns_too(read: Any) -> None:
    rows: list[Row] = [[None, None, *HEADER], [None, None, "K1", "JHT", "01/07/2022", 5]]
    reading = read(xlsx_of([Sheet("Klaim", rows, hidden_columns={5})]), "xlsx")
    assert lines(reading) == [[(2, "K1", "=5")]]
    assert reading.evidence["hidden columns"] == "amount_paid_idr read"


def test_numbers_are_known_as_such_right_of_empty_columns(read: Any) -> None:
    rows: list[Row] = [[None, "NIK", *HEADER], [None, 3316080101900000, "K1", "JHT", "01/07/2022", 1234.5]]
    reading = read(xlsx_of([Sheet("Klaim", rows)]), "xlsx")
    assert lines(reading) == [[(2, "K1", "=1234.5")]]
    assert reading.tables[0].frame.collect()["participant_nik"].to_list() == ["3.31608E+15"]


def test_a_sheet_without_header_that_may_hold_lines_is_not_set_aside(read: Any) -> None:
    line: Row = ["K1", "JHT", "01/07/2022", 5]
    error = refusal(read, xlsx_of([Sheet("JHT", [HEADER, line]), Sheet("lanjutan", [line, line])]))
    assert (error.code, error.place) == ("EX03", "sheet lanjutan")


@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_csv_in_the_first_column_of_a_sheet_keeps_its_rows(read: Any, delimiter: str, quote: str) -> None:
    texts = ["LAPORAN", "", delimiter.join(map(str, HEADER)), delimiter.join(["K1", "JHT", "01/07/2022", "1000"])]
    reading = read(xlsx_of([Sheet("Klaim", [[f"{quote}{text}{quote}"] if text else [] for text in texts])]), "xlsx")
    assert lines(reading) == [[(4, "K1", "1000")]]
    assert reading.evidence["form"] == "each row is one text in the first column"
    assert reading.tables[0].sheet == "Klaim"


def test_a_csv_whose_lines_are_each_one_quoted_field_is_read_as_what_stands_inside(read: Any) -> None:
    reading = read('"KODE KLAIM,PROGRAM,NAMA TK,TGL BAYAR,NOMINAL"\n"K1,JHT,""PT A, TBK"",01/07/2022,1000"\n\n"K2,JKM,B,01/07/2022,2000"\n')
    assert lines(reading, "source_row", "participant_name") == [[(2, "PT A, TBK"), (4, "B")]]


def test_lines_that_a_spreadsheet_quoted_below_a_plain_header_are_unwrapped(read: Any) -> None:
    reading = read('KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL\n"K1;JHT;01/07/2022;1.000,00"\nK2;JHT;01/07/2022;2\n')
    assert lines(reading) == [[(2, "K1", "1.000,00"), (3, "K2", "2")]]


def test_excels_own_first_line_names_the_separator(read: Any) -> None:
    assert lines(read("sep=|\nKODE KLAIM|PROGRAM|TGL BAYAR|NOMINAL\nK1|JHT|01/07/2022|1\n")) == [[(3, "K1", "1")]]


def test_names_beside_a_signature_word_are_furniture_in_a_short_row(read: Any) -> None:
    reading = read("KODE KLAIM;NIK;NAMA TK;PROGRAM;TGL BAYAR;NOMINAL\nK1;;A;JHT;01/07/2022;1\nMengetahui;Budi\n")
    assert lines(reading) == [[(2, "K1", "1")]]
    assert reading.furniture_rows == 2


def test_a_short_row_with_a_number_of_somebody_is_no_furniture(read: Any) -> None:
    text = "KODE KLAIM;NIK;NAMA TK;PROGRAM;TGL BAYAR;NOMINAL\nK1;;A;JHT;01/07/2022;1\nMengetahui;3316080101900001\n"
    assert refusal(read, text, "csv").code == "EX04"


def test_the_census_of_rows_holds_with_everything_between_the_lines(read: Any) -> None:
    header = "KODE KLAIM;NAMA TK;PROGRAM;TGL BAYAR;NOMINAL"
    rows = [
        "LAPORAN;;;;",
        header,
        "K1;A;JHT;01/07/2022;1",
        "SUB TOTAL;;;;1",
        "",
        "Halaman 2 dari 2;;;;",
        "LAPORAN;;;;",
        header,
        "K2;B;JHT;01/07/2022;2",
    ]
    reading = read("\n".join([*rows, "JUMLAH;;;;3", "Catatan: sementara;;;;"]) + "\n")
    assert pl.concat(table.frame.collect() for table in reading.tables).height == 2
    assert reading.furniture_rows == 8


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "parquet"])
def test_an_ignored_column_and_a_line_without_a_date_go_together_in_every_format(read: Any, file_format: str) -> None:
    drawing = drawn("""
        NO|KODE KLAIM|PROGRAM|TGL BAYAR|NOMINAL|KETERANGAN
        1|K1|JHT|01/07/2022|1000|
        2|K2|JHT||1000|belum dibayar
    """)
    content = {"csv": csv_bytes, "parquet": parquet_bytes, "xlsx": lambda table: xlsx_bytes({"Juli": table.cells()})}[file_format](drawing)
    [table] = read(content, file_format).tables
    assert table.frame.collect()["claim_id"].to_list() == ["K1", "K2"]
