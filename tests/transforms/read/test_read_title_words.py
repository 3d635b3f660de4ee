"""Titles that say what no figure shows: that lines were not paid, or that amounts are in thousands."""

from typing import Any

import pytest

from tests.acceptance.drawn_sheets import Row, Sheet, xlsx_of
from tests.transforms.judging import vocabulary
from transforms.errors import ExtractRefused

HEADER: Row = ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"]
STATUS: Row = [*HEADER, "STATUS"]
TYPED: Row = [*HEADER, "JENIS PEMBAYARAN"]


def line(number: int, *more: str) -> Row:
    return [f"K{number}", "JHT", "01/07/2022", 1500, *more]


def refusal(read: Any, rows: list[Row], sheet: str = "Klaim") -> ExtractRefused:
    """Refused alike as a workbook and as CSV."""
    with pytest.raises(ExtractRefused) as caught:
        read(xlsx_of([Sheet(sheet, rows)]), "xlsx")
    return caught.value


def as_csv(rows: list[Row]) -> str:
    width = max(map(len, rows))
    return "".join(";".join(str(cell or "") for cell in [*row, *[None] * (width - len(row))]) + "\n" for row in rows)


def claims(read: Any, rows: list[Row]) -> list[str]:
    tables = read(xlsx_of([Sheet("Klaim", rows)]), "xlsx").tables
    return [claim for table in tables for claim in table.frame.collect()["claim_id"].to_list()]


@pytest.mark.parametrize(
    "title", ["DAFTAR KLAIM DITOLAK / BELUM DIBAYAR", "B. Klaim pending", "KLAIM BATAL", "Status: Ditolak", "Retur bank", "YANG DIAJUKAN"]
)
def test_a_table_titled_as_not_paid_without_a_column_status_refuses_the_file(read: Any, title: str) -> None:
    for rows in (
        [[title], HEADER, line(1)],
        [HEADER, line(1), [], [title], HEADER, line(2)],
        [HEADER, line(1), [title], line(2)],
        [HEADER, line(1), [title], ["NOMINAL", "KODE KLAIM", "TGL BAYAR", "PROGRAM"], [1500, "K2", "01/07/2022", "JHT"]],
    ):
        error = refusal(read, rows)
        assert (error.code, "STATUS" in error.what) == ("EX03", True)
        with pytest.raises(ExtractRefused, match="EX03"):
            read(as_csv(rows))


def test_a_sheet_named_as_not_paid_is_refused_too(read: Any) -> None:
    assert refusal(read, [HEADER, line(1)], sheet="Ditolak").code == "EX03"


@pytest.mark.parametrize(
    "title",
    ["Laporan Realisasi terhadap Rencana", "REKAP PEMBAYARAN TUNGGAKAN JHT", "Sisa", "Klaim JHT jatuh tempo Juli 2022", "Tanpa estimasi"],
)
def test_a_title_may_say_of_what_was_paid_that_it_was_planned_due_or_left_over(read: Any, title: str) -> None:
    assert claims(read, [[title], HEADER, line(1)]) == ["K1"]
    assert read(xlsx_of([Sheet(title[:31], [HEADER, line(1)])]), "xlsx").tables
    assert read(as_csv([[title], HEADER, line(1)])).tables


def test_where_each_line_has_a_status_or_a_type_the_title_decides_nothing(read: Any) -> None:
    assert claims(read, [["KLAIM DITOLAK DAN DIBAYAR"], STATUS, line(1, "DIBAYAR")]) == ["K1"]
    assert claims(read, [["DAFTAR RETUR"], TYPED, line(1, "ASLI")]) == ["K1"]
    assert claims(read, [HEADER, line(1), [], ["KLAIM DITOLAK"], STATUS, line(2, "DITOLAK")][0:2]) == ["K1"]


@pytest.mark.parametrize("below", [["Disetujui oleh,"], ["Diverifikasi oleh: Budi"], ["Catatan: klaim ditolak tidak termasuk"]])
def test_who_approved_and_a_note_below_all_lines_say_nothing_of_them(read: Any, below: Row) -> None:
    assert claims(read, [["Tanggal verifikasi 01/07/2022"], HEADER, line(1), below])[:1] == ["K1"]


@pytest.mark.parametrize(
    "unit",
    ["(dalam ribuan rupiah)", "Dalam jutaan", "(Rp 000)", "Rp. 000", "Rp'000", "x 1.000", "(× 1.000)", "ribuan Rp", "(juta rupiah)",
     "In thousands"],
)  # fmt: skip
def test_a_unit_other_than_rupiah_refuses_the_file_wherever_it_stands(read: Any, unit: str) -> None:
    for rows in (
        [["DATA KLAIM JULI 2022"], [unit], HEADER, line(1)],
        [[None, None, "(dd/mm/yyyy)", unit], HEADER, line(1)],
        [HEADER, [None, None, "(dd/mm/yyyy)", unit], line(1)],
        [HEADER, line(1), [None, unit]],
        [HEADER, line(1), [], [unit], ["NOMINAL", "KODE KLAIM", "TGL BAYAR", "PROGRAM"], [1500, "K2", "01/07/2022", "JHT"]],
    ):
        error = refusal(read, rows)
        assert error.code == "EX03"
        assert "not in rupiah" in error.what
        with pytest.raises(ExtractRefused, match="EX03"):
            read(as_csv(rows))


@pytest.mark.parametrize("said", ["(dalam rupiah)", "Terbilang: satu juta lima ratus ribu rupiah", "Jl. Box 1.000", "Rp 1.000.000"])
def test_rupiah_and_amounts_in_words_are_no_other_unit(read: Any, said: str) -> None:
    assert claims(read, [[said], HEADER, line(1)]) == ["K1"]


@pytest.mark.parametrize(
    ("heading", "canonical", "words"),
    [
        ("NOMINAL RIBU", "amount_paid_idr", "ribu"),
        ("NOMINAL USD", "amount_paid_idr", "usd"),
        ("NOMINAL DIAJUKAN", "amount_paid_idr", "diajukan"),
        ("TGL RENCANA BAYAR", "payment_date", "rencana bayar"),
    ],
)
def test_a_mapped_heading_that_says_another_unit_or_that_nothing_was_paid_refuses_the_file(
    read: Any, heading: str, canonical: str, words: str
) -> None:
    headings = vocabulary().headings.overlaid({heading: canonical})
    old = {"amount_paid_idr": "NOMINAL", "payment_date": "TGL BAYAR"}[canonical]
    renamed: Row = [heading if cell == old else cell for cell in STATUS]
    for rows in ([renamed, line(1, "DIBAYAR")], [STATUS, line(1, "DIBAYAR"), renamed, line(2, "DIBAYAR")]):
        with pytest.raises(ExtractRefused) as caught:
            read(xlsx_of([Sheet("Klaim", rows)]), "xlsx", headings)
        assert caught.value.what == f"the heading {heading}, read as {canonical}, says {words}"


def test_so_does_a_group_over_the_heading(read: Any) -> None:
    header: Row = ["KODE KLAIM", "PROGRAM", "TGL", "NOMINAL", "STATUS"]
    for over in ("DALAM RIBUAN", "DIAJUKAN"):
        groups: Row = [None, None, "BAYAR", over, None]
        assert over.lower().removeprefix("dalam ") in refusal(read, [groups, header, line(1, "DIBAYAR")]).what


def test_a_heading_of_another_column_may_say_so(read: Any) -> None:
    header: Row = ["KODE KLAIM", "PROGRAM", "TGL PENGAJUAN", "TGL BAYAR", "NOMINAL", "STATUS"]
    rows: list[Row] = [header, ["K1", "JHT", "01/06/2022", "01/07/2022", 1500, "DIBAYAR"]]
    assert claims(read, rows) == ["K1"]
