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


@pytest.mark.parametrize("label", ["JUMLAH JHT", "TOTAL KESELURUHAN JHT", "Jumlah s/d halaman ini (JHT)", "Total Jaminan Hari Tua"])
def test_a_total_that_names_a_programme_is_held_to_it_where_a_line_is_of_another(tmp_path: Path, label: str) -> None:
    changed = [*EIGHT[:7], paid(8, programme="JKP")]
    assert clean(tmp_path, *EIGHT, said(label, SUM)).accepted == 8
    assert differs(tmp_path, *changed, said(label, SUM)) == "its total row says 12,000,002.00, its lines come to 10,500,001.75"


def test_so_is_one_whose_own_cell_names_it(tmp_path: Path) -> None:
    changed = [*EIGHT[:7], paid(8, programme="JKP")]
    assert "10,500,001.75" in differs(tmp_path, *changed, said("JUMLAH", SUM, programme="JHT"))
    assert (
        clean(tmp_path, *changed, said("JUMLAH", "10500001.75", programme="JHT"), said("JUMLAH", "1500000.25", programme="JKP")).lines == 8
    )


def test_so_are_those_under_their_blocks_though_the_grand_total_is_right(tmp_path: Path) -> None:
    def blocks(last: str) -> list[Row]:
        deaths = [paid(9, "42000000", "JKM"), paid(10, "42000000", last)]
        return [*EIGHT, said("JUMLAH JHT", SUM), *deaths, said("JUMLAH JKM", "84000000"), said("GRAND TOTAL", "96000002")]

    assert clean(tmp_path, *blocks("JKM")).accepted == 10
    for other in ("JHT", "JKK", "BEASISWA"):
        assert "says 84,000,000.00, its lines come to 42,000,000.00" in differs(tmp_path, *blocks(other))


def test_a_line_of_which_nobody_can_tell_the_programme_may_be_in_a_named_total(tmp_path: Path) -> None:
    rows = [*EIGHT[:7], paid(8, programme="J?T")]
    assert clean(tmp_path, *rows, said("JUMLAH JHT", SUM)).quarantined == 1
    assert clean(tmp_path, *rows, said("JUMLAH JHT", "10500001.75")).quarantined == 1


def test_a_label_of_several_is_of_all_of_them_or_of_the_one_within_the_other(tmp_path: Path) -> None:
    scholarship = ["K4", "JKM", "BEASISWA", "", "", "15/07/2022", "3000000", "DIBAYAR"]
    rows = [paid(1), paid(2, "42000000", "JKM"), paid(3, "5000000", "JP"), scholarship]
    for label, right in (("Total JHT dan JKM", "46500000.25"), ("Total Beasiswa JKM", "3000000"), ("Total JKM + Beasiswa", "45000000")):
        assert clean(tmp_path, *rows, said(label, right)).lines == 4
        for wrong in ("1500000.25", "42000000", "51500000.25"):
            assert f"says {int(float(wrong)):,}" in differs(tmp_path, *rows, said(label, wrong)), label


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
