from typing import Any

import polars as pl
import pytest

from transforms.read.shapes import Reading, StatedTotal

HEADER = "NO;KODE KLAIM;PROGRAM;NIK;NAMA TK;NAMA PERUSAHAAN;TGL BAYAR;NOMINAL;STATUS"
LINE = "1;K1;JHT;3316080101900001;SITI;PT A;01/07/2022;1.000,00;DIBAYAR"


def read_rows(read: Any, *rows: str) -> tuple[Reading, pl.DataFrame]:
    reading = read("\n".join([HEADER, LINE, *rows]) + "\n")
    return reading, reading.tables[0].frame.collect(engine="streaming")


@pytest.mark.parametrize(
    "row",
    [
        "JUMLAH;;;;;;;1.000,00;",
        ";TOTAL;;;;;;1.000,00;",
        ";;;;GRAND TOTAL :;;;1.000,00;",
        ";;;;;Jumlah Seluruhnya;;1.000,00;",
        "Sub Total;;JHT;;;;;1.000,00;",
        "TOTAL JHT;;;;;;-;1.000,00;-",
        ";Mengetahui,;;;;;;;",
        ";;;;;;Kepala Kantor Cabang Kudus;;",
        "Sumber: SMILE;;;;;;;;",
        ";Keterangan : data sementara;;;;;;;",
        ";;;;Blora, 5 Agustus 2022;;;;",
        ";;;;;;;Blora, 5 Agustus 2022;",
        ";;;;;;Blora, 5 Agustus 2022;;",
        ";;;;;;;NIP. 19681231 199003 1 002;",
        ";;;;;;;Terbilang: satu juta lima ratus ribu rupiah;",
        "Terbilang : seribu rupiah;;;;;;;;",
        HEADER,
        "-;-;-;-;-;-;-;-;-",
        "; ;;;;;;;",
    ],
)
def test_a_row_named_by_a_furniture_word_is_furniture(read: Any, row: str) -> None:
    reading, lines = read_rows(read, row)
    assert lines["claim_id"].to_list() == ["K1"]
    assert reading.furniture_rows == 2


@pytest.mark.parametrize(
    "row",
    [
        "2;K2;JHT;;TOTAL;PT TOTAL;01/07/2022;1;DIBAYAR",  # claim and date
        "2;;JHT;;;TOTAL;01/07/2022;1;DIBAYAR",  # no claim, but paid on a day
        "2;;JHT;3316080101900001;;TOTAL;;1;DIBAYAR",  # neither, but a person
        "2;;JHT;;;TOTAL BANGUN PERSADA;;1;",  # a firm whose name begins like a total
        "2;;JHT;;;TOTAL;;1;DIBAYAR",  # a status: totals have none
        "2;;JHT;;;SUMBER REJEKI;;;",  # a firm whose name begins like a note
        "2;;JHT;;;;;1;",  # odd, but nothing names it
        "2;K2;JHT;;;;;;",  # a claim not paid yet
        "2;K2;;;;;JUMLAH;1;",  # a claim id stands
        "2;;;;SITI AMINAH;;;;",
    ],
)
def test_a_line_is_never_furniture_because_it_is_odd(read: Any, row: str) -> None:
    reading, lines = read_rows(read, row)
    assert lines["source_row"].to_list() == [2, 3]
    assert reading.furniture_rows == 1


def test_the_names_below_a_signature_belong_to_it_and_end_with_the_next_line(read: Any) -> None:
    rows = (";;;;;Blora, 5 Agustus 2022;;;", ";;;;;Mengetahui;;;", "", ";;;;;BUDI SANTOSO;;;", ";;;;;NIP 198701012010;;;")
    reading, lines = read_rows(read, *rows, LINE.replace("K1", "K2"), "2;K3;JHT;;;;;;")
    assert lines["claim_id"].to_list() == ["K1", "K2", "K3"]
    assert reading.furniture_rows == 5


def test_a_claim_right_below_a_signature_is_still_a_line(read: Any) -> None:
    _, lines = read_rows(read, ";Mengetahui;;;;;;;", ";K9;JHT;;;;;;")
    assert lines["claim_id"].to_list() == ["K1", "K9"]


def test_blank_records_count_nowhere(read: Any) -> None:
    reading, lines = read_rows(read, "", ";;;;;;;;", "", LINE.replace("K1", "K2"), ";;;;;;;;")
    assert lines["source_row"].to_list() == [2, 6]
    assert reading.furniture_rows == 1


def test_the_senders_totals_and_subtotals_are_kept_as_written_with_the_word_that_names_them(read: Any) -> None:
    reading, _ = read_rows(read, "SUB TOTAL JHT :;;JHT;;;;;1.000,00;", "JUMLAH;;;;;;;Rp 1.000,00;")
    assert reading.stated_totals == (
        StatedTotal(None, 3, "amount_paid_idr", "1.000,00", 0, "subtotal", "sub total jht", about=("JHT",)),
        StatedTotal(None, 4, "amount_paid_idr", "Rp 1.000,00", 0, "total", "jumlah"),
    )


def test_a_grand_total_and_the_totals_before_it_are_told_apart(read: Any) -> None:
    reading, _ = read_rows(
        read, "JUMLAH;;;;;;;1.000,00;", LINE.replace("K1", "K2"), "JUMLAH;;;;;;;1.000,00;", "GRAND TOTAL;;;;;;;2.000,00;"
    )
    assert [(total.source_row, total.kind) for total in reading.stated_totals] == [(3, "total"), (5, "total"), (6, "grand total")]


def test_a_total_row_without_an_amount_says_why_nothing_is_compared(read: Any) -> None:
    reading, _ = read_rows(read, "JUMLAH 1 KLAIM;;;;;;;;", "JUMLAH;;;;;;;;")
    assert [(total.measure, total.text) for total in reading.stated_totals] == [
        ("not compared", "a count of others than lines"),
        ("not compared", "not readable"),
    ]


def test_many_scattered_headers_and_totals_leave_every_line(read: Any) -> None:
    rows = [row for n in range(2, 130) for row in (LINE.replace("K1", f"K{n}"), HEADER if n % 2 else "SUB TOTAL;;;;;;;1;")]
    reading, lines = read_rows(read, *rows)
    assert lines["claim_id"].to_list() == [f"K{n}" for n in range(1, 130)]
    assert reading.furniture_rows == 1 + 128
