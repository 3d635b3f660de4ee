"""Sheets drawn as grids of cells, and how they are written: an independent writer for the mutated files."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter

Cell = str | int | float | date | None
Row = list[Cell]


@dataclass(slots=True)
class Sheet:
    """Rows of cells from the top; merged: (row, first column, last row, last column), from 0."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_filtered: bool = False

    @property
    def width(self) -> int:
        """Of the widest row."""
        return max(map(len, self.rows), default=0)


def xlsx_of(sheets: list[Sheet]) -> bytes:
    """A workbook: text as text, numbers as numbers, dates as dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day, framed = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"border": 1})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, day, framed)
    return out.getvalue()


def _write_sheet(page: Any, sheet: Sheet, day: Any, framed: Any) -> None:
    for top, left, bottom, right in sheet.merged:
        page.merge_range(top, left, bottom, right, "", framed)
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            _write_cell(page, row, column, cell, day)
    for row in sheet.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column, column, None, None, {"hidden": True})
    if sheet.is_filtered:
        page.autofilter(0, 0, max(len(sheet.rows) - 1, 1), max(sheet.width - 1, 1))


def _write_cell(page: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    match cell:
        case None | "":
            return
        case date():
            page.write_datetime(row, column, cell, day)
        case str():
            page.write_string(row, column, cell)
        case _:
            page.write_number(row, column, cell)


def csv_of(rows: list[Row], *, delimiter: str, encoding: str, quoted: bool, newline: str, above: str = "") -> bytes:
    """CSV; every row as wide as the widest but those that are given as short (ending in None, None)."""
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(
        ["" if cell is None else str(cell) for cell in row] for row in rows
    )
    return (above + text.getvalue()).encode(encoding)


def joined(rows: list[Row], delimiter: str) -> list[str]:
    """Each row as one text."""
    return [csv_of([row], delimiter=delimiter, encoding="utf-8", quoted=False, newline="").decode() for row in rows]
