"""A workbook as offices make them: an empty row, titles, the table, a total, a signature block."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from flows.sample.desk import Desk
from flows.sample.render import DATES
from flows.sample.tables import SEN

SHEET = "Klaim"
HEADER_ROW = 5  # from 0: an empty row, three titles, an empty row
FIRST_LINE = HEADER_ROW + 2  # as a person counts
WRITTEN_AT = datetime(2022, 1, 1)  # noqa: DTZ001 - a workbook's properties know no zone; fixed, so that bytes repeat
SERIAL_EPOCH = date(1899, 12, 30).toordinal()
NUMBER_CELL = "=number"  # a planted NIK that the spreadsheet took for a number


def write_workbook(path: Path, text: pl.DataFrame, lines: pl.DataFrame, desk: Desk, *, wrong_by: int = 0) -> None:
    """The lines with furniture around them. The total is Excel's: over all numbers of the amount column; `wrong_by` (rupiah) spoils it."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": WRITTEN_AT, "author": desk.sender.name})
        sheet = book.add_worksheet(SHEET)
        _titles(sheet, desk)
        for place, column in enumerate(text.columns):
            sheet.write_string(HEADER_ROW, place, desk.dialect.headings[column])
            _column(sheet, place, column, text, lines, _style(book, desk, column))
        _below(sheet, text, int(lines["sen"].sum()) / SEN + wrong_by)


def _titles(sheet: xlsxwriter.worksheet.Worksheet, desk: Desk) -> None:
    titles = ("LAPORAN PEMBAYARAN KLAIM", desk.sender.name.upper(), f"PERIODE {desk.period:%m-%Y}")
    for row, title in enumerate(titles, start=1):
        sheet.write_string(row, 0, title)


def _style(book: xlsxwriter.Workbook, desk: Desk, column: str) -> object:
    if column in DATES and desk.dialect.date_cell == "date":
        return book.add_format({"num_format": "dd/mm/yyyy"})
    return book.add_format({"num_format": "#,##0.00"}) if column == "amount_paid_idr" else None


def _column(sheet: xlsxwriter.worksheet.Worksheet, place: int, column: str, text: pl.DataFrame, lines: pl.DataFrame, style: object) -> None:
    """One column: numbers where the lines hold some and no planted text lies over them, text elsewhere; empty cells are left out."""
    words = text[column].to_list()
    numbers = _numbers(column, lines)
    planted = lines[f"raw_{column}"].is_not_null().to_list() if f"raw_{column}" in lines.columns else [False] * len(words)
    niks = lines["nik"].to_list() if column == "participant_nik" else []
    for row, word in enumerate(words, start=HEADER_ROW + 1):
        line = row - HEADER_ROW - 1
        if word == NUMBER_CELL:
            sheet.write_number(row, place, niks[line])
        elif numbers is not None and not planted[line] and numbers[line] is not None:
            sheet.write_number(row, place, numbers[line], style)
        elif word:
            sheet.write_string(row, place, word)


def _numbers(column: str, lines: pl.DataFrame) -> list[float | None] | None:
    """The column as a workbook's numbers: rupiah, or days in Excel's count."""
    if column == "amount_paid_idr":
        return [
            None if sen is None else sen / SEN for sen in lines["sen"].to_list()
        ]  # Polars' quotient is off by a last digit now and then
    if column in DATES:
        return (lines[DATES[column]].to_physical() + (date(1970, 1, 1).toordinal() - SERIAL_EPOCH)).to_list()
    return [float(number) for number in range(1, lines.height + 1)] if column == "row_no" else None


def _below(sheet: xlsxwriter.worksheet.Worksheet, text: pl.DataFrame, total: float) -> None:
    row = HEADER_ROW + 1 + text.height
    label = text.columns.index("row_no" if "row_no" in text.columns else "participant_name")
    sheet.write_string(row, label, "JUMLAH")
    sheet.write_number(row, text.columns.index("amount_paid_idr"), total)
    sheet.write_string(row + 2, 1, "Mengetahui,")
    sheet.write_string(row + 3, 1, "Kepala Kantor Cabang")
