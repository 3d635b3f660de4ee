"""A row that its own label calls a total is no payment, and its figure is compared, however it is written and whatever stands beside."""

from pathlib import Path

import pytest

from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger

HEADINGS = ["NO KLAIM", "PROGRAM", "JENIS MANFAAT", "NIK", "NAMA TK", "TGL BAYAR", "NOMINAL", "STATUS"]
Row = list[Cell]


def paid(number: int, amount: str = "1500000.25", programme: str = "JHT") -> Row:
    return [f"K{number}", programme, "", "", "", "15/07/2022", amount, "DIBAYAR"]


def said(label: str, amount: str, *, programme: str = "", paid: str = "", nik: str = "", name: str = "", status: str = "") -> Row:
    return [label, programme, "", nik, name, paid, amount, status]


EIGHT = [paid(number) for number in range(1, 9)]
SUM = "12000002.00"
FILLED = {"programme": "JHT", "paid": "31/07/2022", "status": "DIBAYAR"}


def clean(folder: Path, *rows: Row) -> Ledger:
    return cleaned(folder, write(folder / "extract", "csv", [HEADINGS, *rows]), "csv", None)


def differs(folder: Path, *rows: Row) -> str:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *rows)
    assert refusal.value.code == "EX06"
    return refusal.value.what


@pytest.mark.parametrize("label", ["TOTAL", "Subtotal", "Subtotal JHT", "Jumlah", "Total 8 klaim", "J U M L A H"])
def test_a_totals_word_in_place_of_the_claim_number_is_a_total_though_programme_date_and_status_are_filled(
    tmp_path: Path, label: str
) -> None:
    found = clean(tmp_path, *EIGHT, said(label, SUM, **FILLED))
    assert (found.accepted, found.amount_accepted_sen, found.quarantined) == (8, 12_000_002_00, 0)
    assert differs(tmp_path, *EIGHT, said(label, "99.00", **FILLED)) == "its total row says 99.00, its lines come to 12,000,002.00"


def test_between_the_lines_it_is_a_subtotal_of_those_above(tmp_path: Path) -> None:
    rows = [*EIGHT[:4], said("Subtotal JHT", "6000001.00", **FILLED), *EIGHT[4:]]
    assert clean(tmp_path, *rows).amount_accepted_sen == 12_000_002_00


@pytest.mark.parametrize("row", [said("TOTAL", "99.00", nik="3316080101900001", **FILLED), said("TOTAL-001", "99.00", **FILLED)])
def test_with_a_persons_number_or_a_number_of_its_own_it_is_a_line(tmp_path: Path, row: Row) -> None:
    assert clean(tmp_path, *EIGHT, row).lines == 9


@pytest.mark.parametrize(
    "label",
    ["J U M L A H", "T O T A L", "Total Klaim JHT", "TOTAL KESELURUHAN (Rp)", "Jumlah Dibayarkan", "Jumlah s/d halaman ini", "Jml", "Jlh",
     "Ttl", "T.O.T.A.L :", "Total Jaminan Hari Tua", "Dipindahkan ke halaman 2", "Pindahan", "Saldo pindahan"],
)  # fmt: skip
def test_a_label_that_begins_with_a_totals_word_is_compared_with_the_lines(tmp_path: Path, label: str) -> None:
    found = clean(tmp_path, *EIGHT, said(label, SUM))
    assert (found.accepted, found.quarantined) == (8, 0)
    assert "says 99.00" in differs(tmp_path, *EIGHT, said(label, "99.00"))


def test_it_may_stand_under_the_names(tmp_path: Path) -> None:
    assert "says 99.00" in differs(tmp_path, *EIGHT, said("", "99.00", name="Jumlah Dibayarkan"))


def test_a_total_that_names_a_programme_may_be_of_its_lines_only(tmp_path: Path) -> None:
    rows = [paid(1), paid(2, "42000000", "JKM"), paid(3)]
    assert (
        clean(tmp_path, *rows, said("Total Klaim JHT (Rp)", "3000000.50"), said("Jumlah Klaim Jaminan Kematian", "42000000")).accepted == 3
    )
    assert "42,000,000.00" in differs(tmp_path, *rows, said("Total Klaim JHT (Rp)", "42000000"))


def test_what_is_carried_forward_is_in_no_other_total(tmp_path: Path) -> None:
    carried = [said("Dipindahkan", "4500000.75"), said("Pindahan", "4500000.75")]
    assert clean(tmp_path, *EIGHT[:3], *carried, *EIGHT[3:], said("TOTAL", SUM)).accepted == 8
    assert "16,500,002.75" in differs(tmp_path, *EIGHT[:3], *carried, *EIGHT[3:], said("TOTAL", "16500002.75"))


def test_a_refusal_tells_no_word_of_the_label_that_is_not_of_the_table(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        clean(tmp_path, *EIGHT, said("Jumlah klaim Siti Aminah", "99.00"))
    assert refusal.value.evidence["total"] == "jumlah klaim"
