"""A total's figure is found wherever in its row it stands, and compared; what cannot be is told in the ledger."""

from pathlib import Path

import pytest

from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.read.total_figures import figure_of, figures_in

HEADINGS = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NAMA TK", "TGL BAYAR", "NOMINAL", "STATUS", "KETERANGAN"]
Row = list[Cell]
LINES: list[Row] = [[f"K{n}", f"P{n}", "JHT", "SITI", f"{n + 10}/07/2022", "1000000.25", "DIBAYAR", ""] for n in range(1, 5)]
SUM = "4000001.00"


def clean(folder: Path, *rows: Row, above: tuple[Row, ...] = (), file_format: str = "csv") -> Ledger:
    width = len(HEADINGS) if file_format == "csv" else 0
    padded = [[*row, *[""] * (width - len(row))] for row in (*above, HEADINGS, *rows)]
    return cleaned(folder, write(folder / "extract", file_format, padded), file_format)


def differs(folder: Path, *rows: Row, above: tuple[Row, ...] = (), file_format: str = "csv") -> str:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *rows, above=above, file_format=file_format)
    assert refusal.value.code == "EX06"
    return refusal.value.what


def told(ledger: Ledger) -> dict[str, str]:
    return {what: words for what, words in ledger.evidence.items() if "total" in what}


@pytest.mark.parametrize(
    "row",
    [
        ["JUMLAH : Rp 99.999.999"],
        ["JUMLAH Rp. 99.999.999,-"],
        ["TOTAL 99999999"],
        ["Total 4 klaim = 99.999.999,00"],
        ["JUMLAH (4 klaim)", "", "", "", "", "", "", "99.999.999"],
        ["JUMLAH", "", "", "99,999,999.00"],
        ["JUMLAH", "", "", "", "Rp 99 999 999"],
        ["JUMLAH", "", "", "", "", "", "99999999"],
        ["Total nominal klaim JHT dibayar (4 klaim) : Rp 99.999.999"],
    ],
)
def test_a_figure_that_stands_elsewhere_is_compared_with_the_lines(tmp_path: Path, row: Row) -> None:
    assert differs(tmp_path, *LINES, row) == "its total row says 99,999,999.00, its lines come to 4,000,001.00"


@pytest.mark.parametrize("row", [["JUMLAH : Rp 4.000.001"], ["JUMLAH", "", "", "", "", "", "", SUM], ["TOTAL KLAIM JHT : 4,000,001.00"]])
def test_and_is_right_where_it_is(tmp_path: Path, row: Row) -> None:
    found = clean(tmp_path, *LINES, row)
    assert (found.accepted, found.furniture, told(found)) == (4, 2, {})


def test_in_a_workbook_it_may_be_a_number_right_of_the_last_column(tmp_path: Path) -> None:
    for n in (3, 4, 6, 8):
        assert "says 99,999,999.50" in differs(tmp_path, *LINES, ["JUMLAH", *[None] * (n - 1), 99999999.5], file_format="xlsx")


@pytest.mark.parametrize(
    "row", [["Jumlah data : 5 baris"], ["Jumlah data : 5"], ["Total record", "", "5"], ["JUMLAH 5 BARIS", "", "", "", "", SUM]]
)
def test_a_count_of_lines_is_compared_with_the_lines(tmp_path: Path, row: Row) -> None:
    assert differs(tmp_path, *LINES, row) == "it says that it has 5 lines, and has 4"
    clean(tmp_path, *LINES, [str(cell).replace("5", "4") for cell in row])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Jumlah klaim : 5"], "a count of others than lines"),
        (["Total 17 peserta"], "a count of others than lines"),
        (["JUMLAH"], "not readable"),
        (["JUMLAH", "", "", "", "", "#REF!"], "not readable"),
        (["JUMLAH 2022"], "not readable"),
        (["JUMLAH s/d 31 Juli 2022"], "not readable"),
        (["JUMLAH PERIODE : 202207"], "not readable"),
        (["Total halaman : 3"], "not readable"),
        (["TOTAL NPP 15070955"], "not readable"),
        (["JUMLAH", "99.999.999", "", "", "", "", "", "4.000.001"], "several figures"),
    ],
)
def test_what_is_no_money_or_cannot_be_read_is_told_and_not_compared(tmp_path: Path, row: Row, why: str) -> None:
    if row[1:2] == ["99.999.999"]:  # a payment's number would make it a line
        row = ["JUMLAH", "", "", "99.999.999", *row[4:]]
    assert told(clean(tmp_path, *LINES, row)) == {"total in row 6": f"{why}, not compared"}


QUALIFIED = [
    "Jumlah dibayar : 10 data", "Jumlah data gagal : 0", "Jumlah data dibayar 3 dari 15 pengajuan", "Total data: 1 - 3 dari 3 data",
    "Jumlah baris 3 dari baris 1 s/d 3", "Jumlah s/d bulan lalu Rp 15.000.000", "Total s/d bulan ini Rp 99.000.000",
    "Total klaim JHT tahun 2022 s.d. Juli : Rp 99.000.000", "Jumlah klaim s/d Juni 2022 : Rp 90.000.000",
    "Total pembayaran bulan Juni : Rp 15.000.000", "Total anggaran : Rp 150.000.000", "Jumlah pagu Rp 150.000.000",
    "Total saldo JHT : 250.000.000", "Jumlah kas awal Rp 1.000.000", "Total potongan PPh 21 : Rp 150.000", "JUMLAH telp 0296531234",
    "Total kode kantor cabang 3316001", "Total klaim ditolak : Rp 99.000.000", "Jumlah data valid : 3, data tidak valid : 0",
    "TOTAL : Rp 99 juta", "TOTAL JHT 2022 : Rp 99.000.000", "Total Rp 99.000.000 (naik dari Rp 98.000.000)", "Jumlah SPP 98765",
]  # fmt: skip


@pytest.mark.parametrize("label", QUALIFIED)
def test_a_label_with_any_other_word_may_be_of_other_lines_and_is_told_and_not_compared(tmp_path: Path, label: str) -> None:
    [said] = told(clean(tmp_path, *LINES, [label])).values()
    assert said.endswith(", not compared")
    assert clean(tmp_path, *LINES, above=([label],)).accepted == 4


def test_so_it_is_where_the_word_stands_in_a_cell_between_label_and_figure(tmp_path: Path) -> None:
    row: Row = ["JUMLAH", "", "s/d bulan lalu", "", "", "", "", "Rp 99.000.000"]
    assert told(clean(tmp_path, *LINES, row)) == {"total in row 6": "its words may be of other lines, not compared"}
    assert "says 99,000,000.00" in differs(tmp_path, *LINES, [*row[:2], "JHT", "", "", "", "DIBAYAR", row[7]])


@pytest.mark.parametrize("count", [6, 5, 4])
def test_a_count_may_be_of_all_lines_of_those_paid_or_of_those_without_repeats(tmp_path: Path, count: int) -> None:
    unpaid: Row = ["K9", "P9", "JHT", "SITI", "11/07/2022", "1000000.25", "DITOLAK", ""]
    assert told(clean(tmp_path, *LINES, LINES[0], unpaid, [f"Jumlah data : {count}"])) == {}
    assert "it says that it has 3 lines" in differs(tmp_path, *LINES, LINES[0], unpaid, ["Jumlah data : 3"])


def test_a_sum_may_be_of_the_paid_lines_and_the_one_of_others_is_not_compared(tmp_path: Path) -> None:
    unpaid: Row = ["K9", "P9", "JHT", "SITI", "11/07/2022", "7000000", "DITOLAK", ""]
    found = clean(tmp_path, *LINES, unpaid, ["Total klaim dibayar : Rp 4.000.001"], ["Total klaim ditolak : Rp 7.000.000"])
    assert told(found) == {"total in row 8": "its words may be of other lines, not compared"}


def test_a_sheets_total_of_all_the_data_is_of_the_workbook(tmp_path: Path) -> None:
    sheets = [[HEADINGS, *lines, ["Jumlah data : 2"]] for lines in (LINES[:2], LINES[2:])]
    sheets[1].append(["Total data seluruh : 4"])
    assert told(cleaned(tmp_path, write(tmp_path / "extract", "xlsx", *sheets), "xlsx")) == {}
    sheets[1][-1] = ["Total data seluruh : 5"]
    with pytest.raises(ExtractRefused, match="5 lines"):
        cleaned(tmp_path, write(tmp_path / "extract", "xlsx", *sheets), "xlsx")


def test_of_many_that_are_not_compared_the_first_are_told(tmp_path: Path) -> None:
    found = told(clean(tmp_path, *LINES, *[["JUMLAH"] for _ in range(12)]))
    assert len(found) == 11
    assert found["more totals"] == "2 not compared"


@pytest.mark.parametrize(
    "title", [["TOTAL : 99.999.999"], ["Kantor Cabang Blora", "", "Total dibayar", "Rp 99.999.999"], ["Jumlah JHT = 99999999"]]
)
def test_a_total_above_the_header_is_of_all_that_follows(tmp_path: Path, title: Row) -> None:
    assert differs(tmp_path, *LINES, above=(title,)) == "its total row says 99,999,999.00, its lines come to 4,000,001.00"
    right = [str(cell).replace("99.999.999", "4.000.001").replace("99999999", "4000001") for cell in title]
    assert told(clean(tmp_path, *LINES, above=(right,))) == {}


def test_a_count_above_the_header_too(tmp_path: Path) -> None:
    assert differs(tmp_path, *LINES, above=(["Jumlah data", "5 baris"],)) == "it says that it has 5 lines, and has 4"


@pytest.mark.parametrize(
    "title",
    [["TOTAL KLAIM JHT TAHUN 2022"], ["Jumlah pembayaran 01/07/2022 s/d 31/07/2022"], ["Saldo pindahan : 5.000.000"], ["Total", "3"]],
)
def test_a_title_that_only_begins_so_states_nothing(tmp_path: Path, title: Row) -> None:
    assert told(clean(tmp_path, *LINES, above=(title,))) == {}


@pytest.mark.parametrize(
    ("cell", "figures"),
    [
        ("TOTAL 8 klaim Rp 1.500", [("8", "other"), ("Rp 1.500", "money")]),
        ("Jumlah s/d halaman 3 dari 5 : 1.500", [("1.500", "money")]),
        ("JUMLAH (1.500.000)", [("(1.500.000)", "money")]),
        ("1.250 baris data", [("1250", "lines")]),
        ("31.07.2022", []),
        ("2022-07-31", []),
        ("JUMLAH 12", []),
        ("total 12,5 %", []),
        ("3 tenaga kerja", [("3", "people")]),
        ("SPP no. 12345", []),
    ],
)
def test_figures_are_money_or_counts_by_how_they_are_written(cell: str, figures: list[tuple[str, str]]) -> None:
    assert [(one.text, one.counts) for one in figures_in(cell)] == figures


@pytest.mark.parametrize(
    ("cell", "text"),
    [("99999999", "99999999"), (": Rp 5", "Rp 5"), ("20191662.859999999", "=20191662.86"), ("no 12345", None), ("12345 K", None)],
)
def test_a_cell_is_a_figure_where_nothing_else_stands_in_it(cell: str, text: str | None) -> None:
    figure = figure_of(cell)
    assert (figure and figure.text) == text
