"""Participation extracts of a sample: how many are insured at the end of a month, by regency and segment; and the truth about them."""

import csv
import gzip
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import xlsxwriter

from flows.sample.desk import Desk
from flows.sample.files import FIRST_ROW
from flows.sample.tables import rows
from flows.sample.workbook import HEADER_ROW, SHEET, WRITTEN_AT

ANCHOR = date(2022, 5, 1)  # the month of the announcement's figure
HEADINGS = ("KODE KABUPATEN", "NAMA KANTOR", "SEGMEN", "KELOMPOK PEKERJA", "SUMBER DATA", "BULAN", "JUMLAH PESERTA")
SHARES = {"PU": (8_000, 60_000), "BPU": (4_000, 20_000), "JAKON": (500, 6_000), "PMI": (0, 400)}  # smallest and largest, invented
GROUPS = (("RENTAN", "APBD_KABUPATEN", 12), ("RENTAN", "DANA_DESA", 20), ("PETANI_TEMBAKAU", "DBHCHT", 8))  # per cent of BPU
GROWTH = 0.004  # a month
TARGET_COLUMNS = (
    "regency_code", "target_group", "target_group_en", "segments", "year", "population", "valid_from", "valid_to", "source", "note",
)  # fmt: skip
FEWEST_FOR_A_FAULT = 6  # lines: at most a quarter of an extract may be set aside


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is meant, and as it is written where that differs. `group` and `source` '' for all participants."""

    regency: int
    segment: str
    group: str
    source: str
    participants: int
    counts: bool = True
    fault: tuple[str, str, str] | None = None  # kind, code, outcome
    written: tuple[tuple[str, str], ...] = ()  # heading, text

    @property
    def regency_code(self) -> str:
        """Dotted."""
        return f"{self.regency // 100}.{self.regency % 100:02}"


FAULTS: tuple[tuple[str, str, dict[str, str]], ...] = (  # kind, code, what is written instead
    ("participants_of_no_regency", "PC01", {"KODE KABUPATEN": "99.99"}),
    ("participants_of_no_segment", "PC02", {"SEGMEN": "XYZ"}),
    ("participants_unreadable", "PC03", {"JUMLAH PESERTA": "belum ada"}),
    ("participants_negative", "PC04", {"JUMLAH PESERTA": "-7"}),
    ("participants_of_another_month", "PC05", {"BULAN": "01/2015"}),
    ("participants_of_no_group", "PC08", {"KELOMPOK PEKERJA": "KELOMPOK LAIN", "SUMBER DATA": "CSR"}),
)


def participation_lines(desk: Desk, *, is_blora: bool, is_messy: bool) -> list[Line]:
    """The lines of a sender's month. Of Blora those of the announcement in May 2022; a messy one has lines that count nowhere besides."""
    sound = _blora(desk) if is_blora else [line for regency in desk.sender.regencies for line in _of_regency(regency, desk)]
    return sound + _spoiled(sound, desk) if is_messy and len(sound) >= FEWEST_FOR_A_FAULT else sound


def write_participation(landing: Path, lines: Sequence[Line], desk: Desk) -> str:
    """Write the extract in the sender's format. Returns its name under landing/."""
    dialect = desk.dialect
    name = f"{desk.period:%Y-%m}/{desk.sender.code}/peserta-{desk.sender.code}.{dialect.file_format}"
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    writers: dict[str, Callable[[Path, Sequence[Line], Desk], None]] = {"xlsx": _xlsx, "parquet": _parquet, "csv.gz": _csv_gz, "csv": _csv}
    writers[dialect.file_format](unfinished, lines, desk)
    unfinished.replace(path)
    return name


def faults_of(name: str, lines: Sequence[Line], desk: Desk) -> list[dict[str, Any]]:
    """The planted faults, as in truth.json."""
    first, sheet = FIRST_ROW.get(desk.dialect.file_format, 2), SHEET if desk.dialect.file_format == "xlsx" else None
    told = [(row, line.fault) for row, line in enumerate(lines, start=first) if line.fault]
    return [{"file": name, "sheet": sheet, "row": row, "kind": kind, "code": code, "outcome": out} for row, (kind, code, out) in told]


def totals_of(counted: Sequence[tuple[date, Line]]) -> dict[str, list[dict[str, Any]]]:
    """`participation` and `vulnerable_workers` of truth.json: what the lines of all senders come to."""
    stocks, workers = dict[tuple[str, ...], int](), dict[tuple[str, ...], int]()
    for period, line in counted:
        cell: tuple[str, ...] = (f"{period:%Y-%m}", line.regency_code)
        cell = (*cell, line.group, line.source) if line.group else (*cell, line.segment)
        sums = workers if line.group else stocks
        sums[cell] = sums.get(cell, 0) + line.participants
    return {
        "participation": _told(("period", "regency_code", "segment_code"), stocks),
        "vulnerable_workers": _told(("period", "regency_code", "worker_group_code", "source"), workers),
    }


def target_rows(desks: Sequence[Desk]) -> list[dict[str, str]]:
    """A target population for each regency of these senders, as rows of the home's reference table; invented, and they say so."""
    regencies = sorted({regency for desk in desks for regency in desk.sender.regencies})
    first = min(desk.first for desk in desks)
    told = [Line(regency, "BPU", "", "", 150_000 + regency % 100 * 7_919) for regency in regencies]
    group = ("Pekerja informal dan jasa konstruksi (contoh)", "Informal and construction workers (sample)", "BPU JAKON")
    rest = (f"{first:%Y}", f"{first:%Y}-01-01", "", "claims sample", "invented")
    return [
        dict(zip(TARGET_COLUMNS, (line.regency_code, *group, rest[0], str(line.participants), *rest[1:]), strict=True)) for line in told
    ]


def _told(names: Sequence[str], sums: dict[tuple[str, ...], int]) -> list[dict[str, Any]]:
    return [dict(zip(names, cell, strict=True)) | {"participant_count": count} for cell, count in sorted(sums.items())]


def _months_after(period: date) -> int:
    return (period.year - ANCHOR.year) * 12 + period.month - ANCHOR.month


def _blora(desk: Desk) -> list[Line]:
    """The announcement's month exactly; others a little fewer before it, a little more after it."""
    grown = 1 + GROWTH * _months_after(desk.period)
    told = ((row, round(int(row["participants"]) * grown)) for row in rows("participation"))
    return [Line(int(row["regency"]), row["segment"], row["group"], row["reported_by"], count) for row, count in told]


def _of_regency(regency: int, desk: Desk) -> list[Line]:
    """A stock of its own, which grows; every month a little otherwise than the trend."""
    standing = np.random.default_rng([desk.seed, regency, desk.sender.number])
    own = np.random.default_rng([desk.seed, regency, desk.sender.number, desk.cohort])
    grown = 1 + GROWTH * _months_after(desk.period)
    stocks = {segment: int(standing.integers(*bounds) * grown * own.uniform(0.99, 1.01)) for segment, bounds in SHARES.items()}
    whole = [Line(regency, segment, "", "", max(count, 0)) for segment, count in stocks.items()]
    return whole + [Line(regency, "BPU", group, source, max(stocks["BPU"], 0) * share // 100) for group, source, share in GROUPS]


def _spoiled(sound: Sequence[Line], desk: Desk) -> list[Line]:
    """A line that cannot be used, the kinds taking turns, and one that stands twice."""
    turn = desk.cohort + desk.sender.number
    kind, code, written = FAULTS[turn % len(FAULTS)]
    own = replace(sound[0], segment="BPU", group="PEDAGANG", source="MANDIRI", participants=17)  # of no other line
    spoiled = replace(own, counts=False, fault=(kind, code, "quarantined"), written=tuple(written.items()))
    repeated = sound[turn % len(sound)]
    return [spoiled, replace(repeated, counts=False, fault=("participants_twice", "PC07", "duplicate"))]


def _cells(line: Line, desk: Desk) -> dict[str, str]:
    """The line as the sender writes it."""
    marks = {"rupiah": ".", "english": ","}
    number = f"{line.participants:,}".replace(",", marks.get(desk.dialect.text_amount, ""))
    code = line.regency_code if desk.dialect.dotted else str(line.regency)
    texts = (code, desk.sender.branch_name, line.segment, line.group, line.source, f"{desk.period:%m/%Y}", number)
    return dict(zip(HEADINGS, texts, strict=True)) | dict(line.written)


def _text(lines: Sequence[Line], desk: Desk) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, HEADINGS, delimiter=desk.dialect.separator, lineterminator=desk.dialect.line_end)
    writer.writeheader()
    writer.writerows(_cells(line, desk) for line in lines)
    return buffer.getvalue().encode(desk.dialect.encoding)


def _csv(path: Path, lines: Sequence[Line], desk: Desk) -> None:
    path.write_bytes(_text(lines, desk))


def _csv_gz(path: Path, lines: Sequence[Line], desk: Desk) -> None:
    path.write_bytes(gzip.compress(_text(lines, desk), 1, mtime=0))


def _parquet(path: Path, lines: Sequence[Line], desk: Desk) -> None:
    """Counts typed as numbers, unless one of them is a word."""
    frame = pl.DataFrame([_cells(line, desk) for line in lines], schema=dict.fromkeys(HEADINGS, pl.String), orient="row")
    count = frame[HEADINGS[-1]].str.replace_all(r"[.,]", "").cast(pl.Int64, strict=False)
    (frame if count.has_nulls() else frame.with_columns(count)).write_parquet(path)


def _xlsx(path: Path, lines: Sequence[Line], desk: Desk) -> None:
    """With titles, and a total over the lines that are not "of which"."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": WRITTEN_AT, "author": desk.sender.name})
        sheet = book.add_worksheet(SHEET)
        for row, title in enumerate(("DATA PESERTA AKTIF", desk.sender.name.upper(), f"POSISI AKHIR {desk.period:%m-%Y}"), start=1):
            sheet.write_string(row, 0, title)
        for place, heading in enumerate(HEADINGS):
            sheet.write_string(HEADER_ROW, place, heading)
        total = sum(_numbered(sheet, row, line, desk) for row, line in enumerate(lines, start=HEADER_ROW + 1))
        sheet.write_string(HEADER_ROW + 1 + len(lines), 0, "JUMLAH")
        sheet.write_number(HEADER_ROW + 1 + len(lines), len(HEADINGS) - 1, total)


def _numbered(sheet: xlsxwriter.worksheet.Worksheet, row: int, line: Line, desk: Desk) -> int:
    """Write a line, its count as a number where it is one. Returns what it adds to the total."""
    cells = _cells(line, desk)
    for place, heading in enumerate(HEADINGS[:-1]):
        if cells[heading]:
            sheet.write_string(row, place, cells[heading])
    said = dict(line.written).get(HEADINGS[-1])
    if said and not said.lstrip("-").isdigit():
        sheet.write_string(row, len(HEADINGS) - 1, said)
        return 0
    number = int(said) if said else line.participants
    sheet.write_number(row, len(HEADINGS) - 1, number)
    return 0 if cells["KELOMPOK PEKERJA"] else number
