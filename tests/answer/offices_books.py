"""Workbooks as offices keep them: with all they do to a sheet, and with notes of their own."""

import datetime as dt
from typing import Any

from tests.answer.books import HEADER, claims_sheet, drawn, finding, found

LINE = ["K1", "JHT", "3316080101900001"]


def rich(book: Any) -> None:
    """What offices do to their workbooks: titles, dates, formulas, merged cells, filters, widths, hidden rows, other sheets."""
    bold, money = book.add_format({"bold": True, "bg_color": "#00FF00"}), book.add_format({"num_format": "#,##0.00", "align": "right"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
    sheet = book.add_worksheet("Klaim Juli")
    sheet.merge_range("A1:F1", "LAPORAN PEMBAYARAN KLAIM", bold)
    sheet.set_column("A:A", 31.5)
    sheet.set_column("C:C", 22, money)
    sheet.set_row(4, 40)
    sheet.write_row(2, 0, HEADER, bold)
    for row in range(3, 8):
        sheet.write_row(row, 0, LINE)
        sheet.write_datetime(row, 3, dt.datetime(2022, 7, row), day)  # noqa: DTZ001
        sheet.write_formula(row, 4, f"={row}*1000.5", money, row * 1000.5)
    sheet.write_formula("E9", "=SUM(E4:E8)", money, 27513.75)
    sheet.write_array_formula("F9:F9", "{=SUM(E4:E8*2)}", None, 55027.5)
    sheet.autofilter("A3:F8")
    sheet.set_row(6, None, None, {"hidden": True})
    sheet.conditional_format("E4:E8", {"type": "cell", "criteria": ">", "value": 1, "format": bold})
    sheet.data_validation("B4:B8", {"validate": "list", "source": ["JHT", "JKM"]})
    sheet.write_url("F4", "https://example.org/a?b=1&c=2", string="lihat")
    recap = book.add_worksheet("Rekap <&> o'ah")
    recap.write_formula("A1", "='Klaim Juli'!E9", None, 27513.75)
    recap.write_comment("A1", "catatan kepala")
    book.define_name("Jumlah", "='Klaim Juli'!$E$9")
    book.add_worksheet("sembunyi").hide()


RICH = drawn(rich)
RICH_FINDINGS = found(
    finding(5, "AM02", "amount_paid_idr", sheet="Klaim Juli"),
    finding(5, "NK01", "participant_nik", sheet="Klaim Juli"),
    finding(6, "NK03", "participant_nik", "warning", sheet="Klaim Juli"),
    finding(7, "DT02", "payment_date", sheet="Klaim Juli"),
)


def with_notes(book: Any) -> None:
    """The sender's own notes: one on a cell that will be marked, one elsewhere; and a button, which lives in the same drawing."""
    sheet = claims_sheet(book)
    sheet.write_comment("C2", "tolong dicek", {"author": "Kepala"})
    sheet.write_comment("F3", "biarkan")
    sheet.insert_button("H2", {"caption": "Cetak"})
    other = book.add_worksheet("Rekap")
    other.write_comment("A1", "catatan rekap")


NOTED_FINDINGS = found(finding(2, "NK01", "participant_nik"), finding(3, "AM01", "amount_paid_idr"))
