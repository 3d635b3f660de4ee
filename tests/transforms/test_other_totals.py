"""A total whose words say that it is of other lines, or of another measure, is told and not compared; all others are, to the sen."""

from pathlib import Path

import pytest

from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.read.other_totals import of_what_else

HEADINGS = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL", "STATUS"]
Row = list[Cell]


def paid(number: int, amount: str = "1000000.25", status: str = "DIBAYAR") -> Row:
    return [f"K{number}", "JHT", f"{number + 10}/07/2022", amount, status]


def total(label: str, amount: str, beside: str = "") -> Row:
    return [label, beside, "", amount, ""]


FOUR, SUM = [paid(number) for number in range(1, 5)], "4000001.00"
OTHER, MEASURE, UNPAID = (
    f"its words are of {what}, not compared" for what in ("other lines", "another measure", "lines that were not paid")
)


def clean(folder: Path, *rows: Row) -> Ledger:
    return cleaned(folder, write(folder / "extract", "csv", [HEADINGS, *rows]), "csv")


def told(ledger: Ledger) -> list[str]:
    return [words for what, words in ledger.evidence.items() if "total" in what]


def differs(folder: Path, *rows: Row) -> str:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *rows)
    assert refusal.value.code == "EX06"
    return refusal.value.what


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("Jumlah s/d halaman lalu", OTHER),
        ("JUMLAH S.D. HAL. SEBELUMNYA", OTHER),
        ("Jumlah s/d bulan lalu", OTHER),
        ("Jumlah s/d bulan ini", OTHER),
        ("Total sampai dengan bulan Juli 2022", OTHER),
        ("Total bulan lalu", OTHER),
        ("Saldo pindahan bulan lalu", OTHER),
        ("TOTAL TAHUN INI", OTHER),
        ("TOTAL BRUTO", MEASURE),
        ("TOTAL POTONGAN PPh 21", MEASURE),
        ("POTONGAN PAJAK", MEASURE),
        ("TOTAL NETTO", MEASURE),
        ("GRAND TOTAL (NETTO)", MEASURE),
        ("TOTAL DITOLAK", UNPAID),
        ("Jumlah belum dibayar", UNPAID),
    ],
)
def test_a_total_of_other_lines_or_another_measure_is_told_and_not_compared(tmp_path: Path, label: str, why: str) -> None:
    found = clean(tmp_path, *FOUR, total(label, "99.00"), total("TOTAL", SUM))
    assert (found.lines, found.quarantined, told(found)) == (4, 0, [why])
    assert "says 99.00" in differs(tmp_path, *FOUR, total(label, SUM), total("TOTAL", "99.00"))


def test_so_it_is_where_these_words_stand_between_label_and_figure(tmp_path: Path) -> None:
    assert told(clean(tmp_path, *FOUR, total("JUMLAH", "99.00", "s/d bulan lalu"))) == [OTHER]


@pytest.mark.parametrize(
    "label",
    ["TOTAL", "JUMLAH BULAN INI", "Jumlah halaman ini", "Jumlah s/d halaman ini", "TOTAL DIBAYAR", "Jumlah s/d 31 Juli", "Pindahan",
     "Pindahan dari halaman lalu", "JUMLAH PINDAHAN HALAMAN SEBELUMNYA", "TOTAL KLAIM (Rp)", "GRAND TOTAL BULAN JULI 2022"],
)  # fmt: skip
def test_a_total_of_these_lines_is_compared_to_the_sen(tmp_path: Path, label: str) -> None:
    assert told(clean(tmp_path, *FOUR, total(label, SUM))) == []
    assert "says 4,000,001.01" in differs(tmp_path, *FOUR, total(label, "4000001.01"))


def test_the_measure_that_the_amounts_heading_names_is_no_other() -> None:
    assert of_what_else("TOTAL NETTO", "NOMINAL NETTO") == ""
    assert of_what_else("TOTAL NETTO s/d bulan lalu", "NOMINAL NETTO") == "other lines"
    assert of_what_else("TOTAL BRUTO", "NOMINAL NETTO") == of_what_else("TOTAL NETTO", "NOMINAL") == "another measure"


def test_bruto_tax_and_netto_at_the_foot_of_a_list_refuse_nothing(tmp_path: Path) -> None:
    foot = [total("TOTAL BRUTO", SUM), total("POTONGAN PAJAK", "200000.05"), total("TOTAL NETTO", "3800000.95")]
    found = clean(tmp_path, *FOUR, *foot)
    assert (found.lines, found.amount_accepted_sen, told(found)) == (4, 4_000_001_00, [MEASURE] * 3)


@pytest.mark.parametrize(
    "row", [["POTONGAN PAJAK", "JHT", "15/07/2022", "-50000", "DIBAYAR"], ["PPH21", "JHT", "15/07/2022", "-50000", ""]]
)
def test_a_dated_line_of_a_deduction_stays_a_line(tmp_path: Path, row: Row) -> None:
    assert clean(tmp_path, *FOUR, row).lines == 5


def test_the_total_of_rejected_lines_stands_beside_that_of_paid_ones(tmp_path: Path) -> None:
    lines = [*FOUR, paid(5, "7000000", "DITOLAK")]
    assert told(clean(tmp_path, *lines, total("TOTAL DIBAYAR", SUM), total("TOTAL DITOLAK", "7000000"))) == [UNPAID]
    assert "says 99.00" in differs(tmp_path, *lines, total("TOTAL DIBAYAR", "99.00"), total("TOTAL DITOLAK", "7000000"))


def pages(*, this: str = "2000000.50", so_far: str = "4000001.00", all_pages: str = "6000001.50") -> list[Row]:
    """Three pages of two lines, each with the three sums of a printed list below it; those of the second page as given."""
    rows: list[Row] = []
    for page, before, after in ((1, "0", "2000000.50"), (2, "2000000.50", so_far), (3, "4000001.00", "6000001.50")):
        own = this if page == 2 else "2000000.50"
        rows += [*([HEADINGS] if page > 1 else []), paid(2 * page - 1), paid(2 * page)]
        rows += [total("Jumlah halaman ini", own), total("Jumlah s/d halaman lalu", before), total("Jumlah s/d halaman ini", after)]
    return [*rows, total("TOTAL", all_pages)]


def test_the_footers_of_a_printed_list_are_accepted_where_right_and_refuse_it_where_wrong(tmp_path: Path) -> None:
    found = clean(tmp_path, *pages())
    assert (found.lines, found.accepted, told(found)) == (6, 6, [OTHER] * 3)
    assert "says 2,000,000.51" in differs(tmp_path, *pages(this="2000000.51"))
    assert "says 4,000,001.01" in differs(tmp_path, *pages(so_far="4000001.01"))
    assert "says 6,000,001.51" in differs(tmp_path, *pages(all_pages="6000001.51"))


def test_a_line_lost_from_a_page_of_it_is_noticed(tmp_path: Path) -> None:
    rows = pages()
    for lost in [row for row in rows if str(row[0]).startswith("K") and row != HEADINGS]:
        differs(tmp_path, *[row for row in rows if row is not lost])
