"""Headers in two rows, below groups, merged, repeated, numbered; and those that are in doubt."""

from typing import Any

import pytest

from tests.acceptance.drawn_sheets import Sheet, xlsx_of
from transforms.errors import ExtractRefused

LINE = ["K1", "JHT", "3316080101900001", "01/07/2022", "1.000,00"]


def first_line(reading: Any) -> dict[str, Any]:
    (table,) = reading.tables
    row: dict[str, Any] = table.frame.collect().row(0, named=True)
    return row


def refusal(read: Any, content: Any, file_format: str = "csv") -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        read(content, file_format)
    return caught.value


@pytest.mark.parametrize(
    "header",
    [
        ["KODE;PROGRAM;NIK;TGL;NOMINAL", "KLAIM;;;BAYAR;(RP)"],  # broken over two rows
        ["KLAIM;;PESERTA;PEMBAYARAN;", "KODE;PROGRAM;NIK;TANGGAL;JUMLAH"],  # groups, filled to the right
        ["KODE KLAIM;PROGRAM;PESERTA;TGL BAYAR;NOMINAL", ";;NIK;;"],  # the others stand above, merged down
        [";;PESERTA;;", "KODE KLAIM;PROGRAM;NIK;TGL BAYAR;NOMINAL"],  # the others stand below
    ],
)
def test_a_header_in_two_rows_is_read_together(read: Any, header: list[str]) -> None:
    reading = read("\n".join(["LAPORAN", *header, ";".join(LINE)]) + "\n")
    line = first_line(reading)
    assert (line["source_row"], line["claim_id"], line["programme_code"]) == (4, "K1", "JHT")
    assert (line["participant_nik"], line["payment_date"], line["amount_paid_idr"]) == ("3316080101900001", "01/07/2022", "1.000,00")
    assert reading.furniture_rows == 3


def test_the_rows_of_a_header_are_said(read: Any) -> None:
    reading = read(f"LAPORAN\nKODE;PROGRAM;NIK;TGL;NOMINAL\nKLAIM;;;BAYAR;(RP)\n{';'.join(LINE)}\n")
    assert reading.evidence["header row"] == "2-3"


def test_a_group_reaches_as_far_as_its_merged_cells(read: Any) -> None:
    rows = [
        ["KLAIM", None, None, "TGL BAYAR", "NOMINAL", None],
        ["KODE", "PROGRAM", "TANGGAL", None, None, "KPJ"],
        LINE[:2] + LINE[3:4] + LINE[3:],
    ]
    merged = [(0, 0, 0, 2), (0, 3, 1, 3), (0, 4, 1, 4)]
    line = first_line(read(xlsx_of([Sheet("Klaim", rows, merged)]), "xlsx"))
    assert [name for name in line if name != "source_row"] == [
        "claim_id", "programme_code", "submission_date", "payment_date", "amount_paid_idr", "participant_kpj",
    ]  # fmt: skip


def test_a_group_that_is_merged_over_others_says_nothing_of_a_column_beside_it(read: Any) -> None:
    rows = [["KLAIM", None, None, None], ["KODE", "PROGRAM", "TGL BAYAR", "STATUS"], ["K1", "JHT", "01/07/2022", "1"]]
    error = refusal(
        read,
        xlsx_of([Sheet("Klaim", [[*row, cell] for row, cell in zip(rows, [None, "JUMLAH", "5"], strict=True)], [(0, 0, 0, 1)])]),
        "xlsx",
    )
    assert (error.code, "JUMLAH" in error.what) == ("EX03", True)


def test_a_heading_that_means_another_column_with_its_group_is_not_guessed(read: Any) -> None:
    error = refusal(read, f"PEMBAYARAN;;KLAIM;;;\nNO;KODE KLAIM;PROGRAM;NIK;TGL BAYAR;NOMINAL\n1;{';'.join(LINE)}\n")
    assert error.code == "EX03"
    assert "NO" in error.what


def test_a_title_right_above_a_whole_header_leaves_it_as_it_is(read: Any) -> None:
    reading = read(f"PEMBAYARAN;;;;;\nNO;KODE KLAIM;PROGRAM;NIK;TGL BAYAR;NOMINAL\n1;{';'.join(LINE)}\n")
    assert reading.evidence["header row"] == "2"


def test_a_row_that_numbers_the_columns_belongs_to_the_header_on_every_page(read: Any) -> None:
    header = ["KODE KLAIM;PROGRAM;NIK;TGL BAYAR;NOMINAL", "(1);(2);(3);(4);(5)"]
    reading = read("\n".join([*header, ";".join(LINE), "Halaman 2 dari 3", "LAPORAN", *header, ";".join(LINE).replace("K1", "K2")]) + "\n")
    assert reading.tables[0].frame.collect()["claim_id"].to_list() == ["K1", "K2"]
    assert reading.furniture_rows == 6


def test_two_tables_side_by_side_are_refused_as_such(read: Any) -> None:
    header = "KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL"
    what = refusal(read, f"{header};;{header}\nK1;JHT;01/07/2022;1;;K2;JHT;01/07/2022;1\n").what
    assert what == "two tables stand side by side, with their headers in row 1: the second is around column 6"


def test_columns_are_told_in_the_order_of_the_file_with_what_they_mean(read: Any) -> None:
    reading = read("NO;No. Klaim;PROGRAM;;TGL_BAYAR;Jumlah Dibayar\n1;007;JHT;;01/07/2022;1000\n")
    told = (
        ("NO", ""),
        ("No. Klaim", "claim_id"),
        ("PROGRAM", "programme_code"),
        ("TGL_BAYAR", "payment_date"),
        ("Jumlah Dibayar", "amount_paid_idr"),
    )
    assert reading.columns == (told,)
    assert reading.evidence["columns"].startswith('[["NO", ""], ["No. Klaim", "claim_id"]')


def test_a_second_row_of_names_nobody_knows_is_named_and_its_words_are_not_told(read: Any) -> None:
    error = refusal(read, "KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL;\n;;;BRUTO;NETTO\nK1;JHT;01/07/2022;1000;900\n")
    assert (error.code, "row 2 may be a second row of the header" in error.what) == ("EX03", True)
    assert "NETTO" not in str(error)
    assert "one cell" in error.fix
