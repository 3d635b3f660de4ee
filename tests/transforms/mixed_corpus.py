"""Extracts of every format with every kind of row, and what each row is and holds, known as it is drawn."""

import csv
import gzip
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine
import xlsxwriter

HEADINGS = [
    "KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NIK", "NAMA TK", "TGL KEJADIAN", "TGL BAYAR", "NOMINAL", "STATUS",
    "JENIS PEMBAYARAN", "NO PEMBAYARAN ASAL",
]  # fmt: skip
PAID, AMOUNT = 6, 7
Cells = list[Any]
Place = tuple[str | None, int]  # sheet, row as a person sees it


@dataclass
class Row:
    """A row to be written. `kind`: line, furniture, empty; `sen` of a line: None where no amount can be read."""

    kind: str
    cells: Cells
    sen: int | None = None


@dataclass
class Drawn:
    """One extract: how it is written and the rows of its sheets."""

    file_format: str
    dialect: dict[str, str]
    sheets: dict[str | None, list[Row]]
    places: dict[Place, Row] = field(default_factory=dict)  # of every row that is not empty, filled in by writing


AMOUNTS: dict[str, Callable[[int], Any]] = {
    "comma": lambda sen: _grouped(sen, ".", ","),
    "point": lambda sen: _grouped(sen, ",", "."),
    "spaced": lambda sen: _grouped(sen, " ", ","),
    "currency": lambda sen: f"Rp {_grouped(sen, '.', ',')}",
    "behind": lambda sen: f"{_grouped(sen, '.', ',')} IDR",
    "dash": lambda sen: _grouped(sen, ".", ",").replace(",00", ",-"),
    "typed": lambda sen: sen / 100 if sen % 100 else sen // 100,
}
DATES = {"iso": "%Y-%m-%d", "slash": "%d/%m/%Y", "short": "%d/%m/%y", "joined": "%Y%m%d", "time": "%d-%m-%Y 08:15:00"}
UNREADABLE = ["seratus ribu", "1.2.3", "#N/A", "lihat lampiran", "1e6", "", "-"]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


def _grouped(sen: int, group: str, decimal: str) -> str:
    whole, cents = divmod(abs(sen), 100)
    return ("-" if sen < 0 else "") + f"{whole:,}".replace(",", group) + f"{decimal}{cents:02}"


def drawn(rng: random.Random) -> Drawn:
    """Any extract, from none to two hundred lines."""
    file_format = rng.choice(["csv", "csv", "csv.gz", "xlsx", "xlsx", "parquet"])
    amounts = rng.choice([name for name in AMOUNTS if name != "typed" or file_format == "xlsx"])
    dialect = {
        "amounts": amounts,
        "dates": rng.choice(list(DATES)),
        "encoding": rng.choice(ENCODINGS),
        "delimiter": rng.choice([";", "\t", ","]),
    }
    count = rng.choice([1, 1, 1, 2, 3]) if file_format == "xlsx" else 1
    names = [f"JULI {nth}" for nth in range(count)] if file_format == "xlsx" else [None]
    sheets: dict[str | None, list[Row]] = {name: list(_rows(rng, dialect, file_format, nth)) for nth, name in enumerate(names)}
    if file_format == "xlsx" and rng.random() < 0.3:
        sheets["CATATAN"] = [Row("furniture", [text]) for text in ("Penjelasan", "Angka sementara", "Hubungi kantor cabang")]
    return Drawn(file_format, dialect, sheets)


def _rows(rng: random.Random, dialect: dict[str, str], file_format: str, sheet: int) -> Iterator[Row]:
    """One sheet from its title to its signature."""
    is_sheet = file_format != "parquet"
    if is_sheet and rng.random() < 0.4:
        yield from (Row("furniture", [text]) for text in ("DATA KLAIM KANTOR CABANG KUDUS", "Bulan Juli"))
        yield Row("empty", [])
    yield Row("furniture", list(HEADINGS))
    lines = list(_lines(rng, dialect, sheet))
    has_pages, size = rng.random() < 0.3, rng.randint(5, 40)
    for nth, line in enumerate(lines):
        if is_sheet and has_pages and nth and nth % size == 0:
            yield from _page_break(rng, lines[:nth], dialect)
        yield line
    if rng.random() < 0.5:
        yield _total(rng.choice(["JUMLAH", "GRAND TOTAL"]) if not has_pages else "GRAND TOTAL", lines, dialect)
    if is_sheet and rng.random() < 0.4:
        yield Row("empty", [])
        yield from (Row("furniture", [text]) for text in ("Catatan: angka sementara", "Mengetahui,", "Kepala Kantor Cabang"))


def _page_break(rng: random.Random, above: list[Row], dialect: dict[str, str]) -> Iterator[Row]:
    if rng.random() < 0.5:
        yield _total("SUB TOTAL", above, dialect)
    if rng.random() < 0.5:
        yield Row("empty", [])
    yield Row("furniture", list(HEADINGS))


def _total(word: str, lines: list[Row], dialect: dict[str, str]) -> Row:
    amount = AMOUNTS[dialect["amounts"]](sum(line.sen or 0 for line in lines))
    return Row("furniture", [word, *[""] * (AMOUNT - 1), amount, *[""] * (len(HEADINGS) - AMOUNT - 1)])


def _lines(rng: random.Random, dialect: dict[str, str], sheet: int) -> Iterator[Row]:
    """Lines of which some have a fault, some are sent twice."""
    faults, before = rng.choice([0, 0.1, 0.5]), []
    for number in range(rng.choice([0, 1, 2, 5, *(rng.randint(3, most) for most in (20, 60, 60, 200, 200))])):
        line = _line(rng, dialect, sheet * 1_000 + number)
        if number and rng.random() < faults:
            _spoil(rng, line, dialect)
        if before and rng.random() < faults / 3:
            earlier = rng.choice(before)
            line = Row("line", list(earlier.cells), earlier.sen)
            if rng.random() < 0.3:
                _pay(rng, line, dialect)  # the same payment, another amount
        before.append(line)
        yield line


def _line(rng: random.Random, dialect: dict[str, str], number: int) -> Row:
    programme = rng.choice(["JHT", "JHT", "JKM", "JKK", "JP", "JKP", "BEASISWA"])
    paid = date(2022, 7, 25) if number % 1_000 == 0 else date(2022, rng.choice([7, 7, 7, 7, 6]), rng.randint(1, 28))
    event = f"{date(2022, 5, rng.randint(1, 28)):{DATES[dialect['dates']]}}" if rng.random() < 0.9 else ""
    name = rng.choice(["SITI AMINAH", "BUDI", "ANI; TUTI", 'DEDI "AA"', "José", "DUA\nBARIS", "=cmd|x", ""])
    nik = rng.choice([f"33160141{rng.randint(1, 12):02}85{number:04}", "", f"33160101{rng.randint(1, 12):02}900001"])
    payment = f"P{number}" if rng.random() < 0.9 else ""
    paid_text = f"{paid:{DATES[dialect['dates']]}}"
    row = Row("line", [f"K{number // 2}", payment, programme, nik, name, event, paid_text, "", "DIBAYAR", "", ""])
    _pay(rng, row, dialect)
    return row


def _pay(rng: random.Random, row: Row, dialect: dict[str, str], sign: int = 1) -> None:
    row.sen = sign * rng.choice([rng.randint(1, 90_000) * 100_000, rng.randint(100_000_000, 5_000_000_000)])
    row.cells[AMOUNT] = AMOUNTS[dialect["amounts"]](row.sen)


def _spoil(rng: random.Random, row: Row, dialect: dict[str, str]) -> None:
    """One fault or oddity."""
    column = rng.choice([AMOUNT, AMOUNT, "nihil", "negative", "reversal", *SPOILED])
    match column:
        case int() if column == AMOUNT:
            row.cells[AMOUNT], row.sen = rng.choice(UNREADABLE), None
        case int():
            late = f"{date(2022, 8, rng.randint(1, 9)):{DATES[dialect['dates']]}}"
            row.cells[column] = rng.choice([*SPOILED[column], *([late] if column == PAID else [])])
        case "nihil":
            row.cells[AMOUNT], row.sen = "nihil", 0
        case _:
            _pay(rng, row, dialect, -1)
            row.cells[9:] = ["RETUR", rng.choice(["P0", ""])] if column == "reversal" else ["", ""]


SPOILED = {
    0: ["", "3316014101850001", "9" * 16],  # a person's number where the claim's should be
    2: ["XYZ", ""],
    3: ["3316", "3,31601E+15", "9" * 16],
    PAID: ["", "31 Februari 2022", "kemarin", "2022-13-45"],
    8: ["DITOLAK", "PROSES", "", "entah"],
}


# ---------------------------------------------------------------- writing it, and where each row then stands


def write(path: Path, extract: Drawn) -> Path:
    """The file; `extract.places` then says where each row stands."""
    match extract.file_format:
        case "csv" | "csv.gz":
            _write_csv(path, extract)
        case "xlsx":
            _write_workbook(path, extract)
        case "parquet":
            _write_parquet(path, extract)
    return path


def _write_csv(path: Path, extract: Drawn) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=extract.dialect["delimiter"], lineterminator="\n")
    line = 1
    for row in extract.sheets[None]:
        if row.kind != "empty":
            extract.places[None, line] = row
        before = text.tell()
        writer.writerow((row.cells + [""] * len(HEADINGS))[: len(HEADINGS)])
        line += text.getvalue()[before:].count("\n")
    raw = text.getvalue().encode(extract.dialect["encoding"], errors="replace")
    path.write_bytes(gzip.compress(raw) if extract.file_format == "csv.gz" else raw)


def _write_workbook(path: Path, extract: Drawn) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        for name, rows in extract.sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                if row.kind != "empty":
                    extract.places[name, number + 1] = row
                for column, cell in enumerate(row.cells):
                    if isinstance(cell, int | float):
                        sheet.write_number(number, column, cell)
                    elif cell:
                        sheet.write_string(number, column, cell)


def _write_parquet(path: Path, extract: Drawn) -> None:
    _, *rows = extract.sheets[None]
    for number, row in enumerate(rows, start=1):
        extract.places[None, number] = row
    schema = dict.fromkeys(HEADINGS, pl.String)
    pl.DataFrame([[str(cell) or None for cell in row.cells] for row in rows], schema=schema, orient="row").write_parquet(path)


# ---------------------------------------------------------------- counting the rows of the file itself


def filled_rows(path: Path, extract: Drawn) -> int:
    """Rows of the written file that are not blank; a Parquet file's header is none."""
    match extract.file_format:
        case "csv" | "csv.gz":
            raw = path.read_bytes()
            text = (gzip.decompress(raw) if extract.file_format == "csv.gz" else raw).decode(extract.dialect["encoding"])
            return _filled(csv.reader(io.StringIO(text, newline=""), delimiter=extract.dialect["delimiter"]))
        case "xlsx":
            book = python_calamine.CalamineWorkbook.from_path(path)
            return sum(_filled(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return _filled(pl.read_parquet(path).rows())


def _filled(rows: Any) -> int:
    return sum(any(cell not in ("", None) for cell in row) for row in rows)


def money(rows: list[Row]) -> int:
    """Sen of what can be read."""
    return sum(row.sen or 0 for row in rows)
