"""The sender's own figures against the lines: the manifest's, and those of total rows in the sheet."""

from pathlib import Path

import pytest

from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger

HEADINGS = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "JENIS MANFAAT", "TGL BAYAR", "NOMINAL"]
Row = list[Cell]


def line(number: int, programme: str, amount: Cell, *, kind: str = "", paid: str = "15/07/2022") -> Row:
    return [f"K{number}", f"P{number}", programme, kind, paid, amount]


def total(word: str, amount: Cell) -> Row:
    return [word, "", "", "", "", amount]


def clean(folder: Path, *rows: Row, said: str | None = None, file_format: str = "csv") -> Ledger:
    return cleaned(folder, write(folder / "extract", file_format, [HEADINGS, *rows]), file_format, said)


def refused(folder: Path, *rows: Row, code: str, said: str | None = None, file_format: str = "csv") -> str:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *rows, said=said, file_format=file_format)
    assert refusal.value.code == code
    assert not (folder / "lines.parquet").exists()
    return refusal.value.what


DRAWN = (
    line(1, "JHT", "1.250.000,00"),
    line(2, "JHT", "250.000,50", paid="30/06/2022"),
    line(3, "JKM", "42.000.000,00"),
    line(4, "JKM", "12.000.000,00", kind="BEASISWA"),
    line(5, "BEASISWA", "3.000.000,00"),
)


@pytest.mark.parametrize(
    "said",
    [
        "rows: 5",
        "amount_paid_idr: 58500000.50",
        "amount_paid_idr: {JHT: 1500000.50, JKM: 54000000, BEASISWA: 3000000}",  # by programme; one has none
        "amount_paid_idr: {JHT: 1500000.50, JKM: 42000000, BEASISWA: 15000000}",  # by benefit type
        "amount_paid_idr: {Jaminan Hari Tua: 1500000.50, jkm: {JKM: 42000000, BEASISWA: 12000000}, BEASISWA: 3000000}",
        "amount_paid_idr: {2022-06: 250000.50, 2022-07: 58250000}",
        "amount_paid_idr: {JHT: 1500000.50, JKM: {JKM: {2022-07: 42000000}, BEASISWA: {2022-07: 12000000}}, BEASISWA: 3000000}",
        "amount_paid_idr: {2022-06: {JHT: 250000.5}, 2022-07: {JHT: 1250000, JKM: 54000000, BEASISWA: 3000000}}",
        "amount_paid_idr: {total: 58500000.50, JKM: {BEASISWA: 12000000, total: 54000000}}",  # with totals a breakdown may be partial
        "amount_paid_idr: {total: 58500000.50, JP: 0, 2021-01: 0}",
        "amount_paid_idr: {JHT: 1500000.50, JKM: 54000000, BEASISWA: 3000000, 2022-06: 250000.50, 2022-07: 58250000}",
        "rows: {JHT: {2022-06: 1, 2022-07: 1}, JKM: 2, BEASISWA: 1}\namount_paid_idr: 58500000.50",
    ],
)
def test_a_manifest_that_fits_is_accepted_however_it_is_broken_down(tmp_path: Path, said: str) -> None:
    assert clean(tmp_path, *DRAWN, said=said).lines == 5


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("rows: 6", "rows 6 stated, 5 found"),
        ("amount_paid_idr: 58500000.51", "amount 58,500,000.51 stated, 58,500,000.50 found"),
        ("amount_paid_idr: {total: 58500000.50, JP: 1}", "amount JP 1.00 stated, 0.00 found"),
        ("amount_paid_idr: {JHT: 1500000.50}", "amount by programme 1,500,000.50 stated, 58,500,000.50 found"),
        ("amount_paid_idr: {2022-07: 58250000}", "amount by month 58,250,000.00 stated, 58,500,000.50 found"),
        ("rows: {JHT: {2022-07: 1}, JKM: 2, BEASISWA: 1}", "rows JHT by month 1 stated, 2 found"),
        ("amount_paid_idr: {total: 58500000.50, JKM: {BEASISWA: 12000000}}", "amount JKM by benefit type 12,000,000.00 stated"),
        ("amount_paid_idr: {JHT: {2022-06: 1250000, 2022-07: 250000.5}, JKM: 54000000, BEASISWA: 3000000}", "JHT 2022-06 1,250,000.00"),
        ("amount_paid_idr: {JHT: 1500000.50, JKM: 42000000, BEASISWA: 3000000}", "JKM 42,000,000.00 stated, 54,000,000.00 found"),
        ("rows: {SITI AMINAH: 1}", "key of the shape AAAA AAAAAA"),
        ("rows: {JHT: {2022-13: 1}}", "key of the shape 9999-99"),
        ("rows: {JHT: 2, Jaminan Hari Tua: 2}", "states JHT twice"),
        ("rows: {2022-07: {2022-07: 1}}", "a month within a month"),
        ("rows: {JHT: {JHT: {JHT: 2}}}", "more than a programme and a benefit type"),
        ("rows: {total: 5, BEASISWA: {BEASISWA: 2}}", "rows BEASISWA BEASISWA 2 stated, 1 found"),
    ],
)  # fmt: skip
def test_a_manifest_that_differs_refuses_the_extract_and_names_both_figures(tmp_path: Path, said: str, told: str) -> None:
    assert told in refused(tmp_path, *DRAWN, said=said, code="EX07")


def test_a_line_without_readable_date_is_of_no_month(tmp_path: Path) -> None:
    rows = [*DRAWN, line(6, "JHT", "1.000,00", paid="??")]
    told = refused(tmp_path, *rows, said="rows: {2022-07: 4, 2022-06: 1}", code="EX07")
    assert told == "its manifest differs: rows by month 5 stated, 6 found"
    assert clean(tmp_path, *rows, said="rows: {total: 6, 2022-07: 4, 2022-06: 1}").lines == 6
    assert clean(tmp_path, *rows, said="rows: {JHT: 3, JKM: 2, BEASISWA: 1}").lines == 6


def test_many_differences_are_told_in_short(tmp_path: Path) -> None:
    months = ", ".join(f"20{year:02}-01: 1" for year in range(30))
    assert "; and 21 more" in refused(tmp_path, *DRAWN, said=f"rows: {{{months}}}", code="EX07")


A, B, C = line(1, "JHT", "1.000.000,00"), line(2, "JHT", "2.000.000,00"), line(3, "JKM", "42.000.000,00")


@pytest.mark.parametrize(
    "rows",
    [
        [A, B, total("SUB TOTAL", "3.000.000,00"), C, total("SUB TOTAL", "42.000.000,00"), total("GRAND TOTAL", "45.000.000,00")],
        [A, total("SUB TOTAL", "1.000.000,00"), B, total("SUB TOTAL", "3.000.000,00"), C, total("SUB TOTAL", "45.000.000,00")],  # running
        [A, B, total("JUMLAH JHT", "3.000.000,00"), C, total("JUMLAH JKM", "42.000.000,00"), total("JUMLAH", "45.000.000,00")],
        [A, C, B, total("JUMLAH JHT", "3.000.000,00"), total("JUMLAH JKM", "42.000.000,00"), total("JUMLAH TOTAL", "45.000.000,00")],
        [A, total("JUMLAH", "1.000.000,00"), B, total("JUMLAH", "2.000.000,00"), C, total("JUMLAH", "42.000.000,00")],  # by page
        [A, total("JUMLAH", "1.000.000,00"), B, total("JUMLAH", "3.000.000,00"), C, total("GRAND TOTAL", "45.000.000,00")],  # so far
        [A, total("SUB TOTAL", "1.000.000,00"), B, total("SUB TOTAL", "2.000.000,00"), total("JUMLAH", "3.000.000,00"), C,
         total("SUB TOTAL", "42.000.000,00"), total("JUMLAH", "42.000.000,00"), total("GRAND TOTAL", "45.000.000,00")],
        [total("JUMLAH", "45.000.000,00"), A, B, C],  # on top
        [A, B, C, ["JUMLAH", "", "", "3", "", "45.000.000,00"]],  # a count beside it
        [A, B, C, total("JUMLAH", "dua juta")],
        [A, total("JUMLAH BEASISWA", "0,00"), B, total("JUMLAH JHT", "3.000.000,00")],
        [A, B, total("GRAND TOTAL", "3.000.000,00"), C, total("GRAND TOTAL", "42.000.000,00")],
    ],
)  # fmt: skip
def test_total_rows_that_are_right_are_accepted_wherever_they_stand(tmp_path: Path, rows: list[Row]) -> None:
    assert clean(tmp_path, *rows).lines == len([row for row in rows if row[4]])


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([A, B, total("JUMLAH", "3.000.000,01")], ("3,000,000.01", "3,000,000.00")),
        ([A, B, total("SUB TOTAL", "3.000.001,00"), C, total("GRAND TOTAL", "45.000.000,00")], ("3,000,001.00", "3,000,000.00")),
        ([A, B, total("JUMLAH JHT", "42.000.000,00"), C, total("JUMLAH", "45.000.000,00")], ("42,000,000.00", "3,000,000.00")),
        ([A, B, C, total("JUMLAH JKM", "3.000.000,00")], ("3,000,000.00", "42,000,000.00")),
        ([A, B, total("SUB TOTAL", "3.000.000,00"), C, total("JUMLAH", "42.000.000,00")], ("42,000,000.00", "45,000,000.00")),
        ([A, B, total("GRAND TOTAL", "3.000.000,00"), C], ("3,000,000.00", "45,000,000.00")),  # a line behind what should be all
        ([A, total("JUMLAH", "1.000.000,00"), B, total("JUMLAH", "2.000.001,00")], ("2,000,001.00", "2,000,000.00")),
        ([A, B, C, total("JUMLAH BEASISWA", "1,00")], ("1.00", "0.00")),
    ],
)  # fmt: skip
def test_a_total_row_that_is_no_lawful_sum_refuses_the_extract_and_names_both_figures(
    tmp_path: Path, rows: list[Row], figures: tuple[str, str]
) -> None:
    told = refused(tmp_path, *rows, code="EX06")
    assert told == f"its total row says {figures[0]}, its lines come to {figures[1]}"


def test_a_workbooks_totals_may_be_of_its_number_cells_its_sheets_or_all_of_it(tmp_path: Path) -> None:
    one = [HEADINGS, line(1, "JHT", 1000), line(2, "JHT", "2.000,00"), total("JUMLAH", 1000)]
    two = [HEADINGS, line(3, "JKM", 42000), total("JUMLAH", 42000), total("GRAND TOTAL", 45000)]
    book = write(tmp_path / "book", "xlsx", one, two)
    assert cleaned(tmp_path, book, "xlsx").amount_read_sen == 45_000_00
    two[-1][-1] = 45001
    with pytest.raises(ExtractRefused) as refusal:
        cleaned(tmp_path, write(tmp_path / "book", "xlsx", one, two), "xlsx")
    assert "45,001.00" in refusal.value.what
    assert "45,000.00" in refusal.value.what
    assert "row 4" in refusal.value.where


def test_thousands_of_page_totals_are_compared_in_seconds(tmp_path: Path) -> None:
    rows: list[Row] = []
    for page in range(3_000):
        rows += [line(page, "JHT", "1.000.000,00"), total("JUMLAH", f"{page + 1}.000.000,00" if page < 999 else "1.000.000,00")]
    assert clean(tmp_path, *rows).lines == 3_000
