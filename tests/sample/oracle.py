"""A slow recount of a sample's CSV files in plain Python, line by line."""

import csv
import io
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.sample.plan import SamplePlan, SampleSummary
from flows.sample.write import write_sample

NOT_COUNTED = {"quarantined", "duplicate", "superseded"}
COLUMNS = {
    "claim": ("KODE KLAIM", "No. Klaim", "no_agenda"),
    "programme": ("PROGRAM", "Program", "program"),
    "benefit": ("JENIS MANFAAT", "Jenis Manfaat", "jenis_manfaat"),
    "nik": ("NIK", "nik"),
    "kpj": ("KPJ", "kpj"),
    "paid": ("TGL BAYAR", "Tgl. Bayar", "tgl_bayar"),
    "amount": ("NOMINAL", "Jumlah Dibayar", "nominal"),
    "status": ("STATUS", "Status", "status"),
}
WORDS = {"BEASISWA PENDIDIKAN": "BEASISWA", "JAMINAN HARI TUA": "JHT", "JPN": "JP"}
MONTHS = {"JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MEI": 5, "MAY": 5, "JUN": 6, "JUL": 7, "AGT": 8, "AUG": 8}
MONTHS |= {"SEP": 9, "OKT": 10, "OCT": 10, "NOV": 11, "DES": 12, "DEC": 12}


@dataclass
class Cell:
    claims: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    payments: int = 0
    amount: Decimal = Decimal(0)


def sample(home: Path, plan: SamplePlan) -> tuple[SampleSummary, dict[str, Any]]:
    """Write a sample under `home`; the summary and the truth."""
    summary = write_sample(home / "landing", home / "truth.json", home / "reference", plan)
    return summary, json.loads((home / "truth.json").read_text(encoding="utf-8"))


def recount(landing: Path, faults: list[dict[str, Any]]) -> dict[tuple[str, str], Cell]:
    """Totals of all CSV files, given which lines do not count."""
    gone = {(fault["file"], fault["row"]) for fault in faults if fault["outcome"] in NOT_COUNTED}
    cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
    for path in sorted(landing.glob("*/*/*.csv")):
        name = str(path.relative_to(landing))
        for row, line in records(path):
            if (name, row) not in gone and line.get("status", "DIBAYAR") in ("DIBAYAR", "LUNAS"):
                _count(cells, line)
    return cells


def _count(cells: dict[tuple[str, str], Cell], line: dict[str, str]) -> None:
    word = line.get("benefit") or line["programme"]
    cell = cells[f"{day(line['paid']):%Y-%m}", WORDS.get(word.upper(), word)]
    amount = money(line["amount"])
    cell.payments, cell.amount = cell.payments + 1, cell.amount + amount
    cell.people.add(line["nik"] or line["kpj"])
    if amount > 0:
        cell.claims.add(line["claim"])


def records(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Each record with the number of its first physical line."""
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    headings = next(reader)
    places = {ours: headings.index(theirs) for ours, names in COLUMNS.items() for theirs in names if theirs in headings}
    found, start = [], reader.line_num + 1
    for cells in reader:
        found.append((start, {ours: cells[place] for ours, place in places.items()}))
        start = reader.line_num + 1
    return found


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def money(text: str) -> Decimal:
    """`Rp 1.234.567,00`, `1,234,567.00`, `1234567`."""
    digits = text.removeprefix("Rp ")
    return Decimal(digits.replace(".", "").replace(",", ".") if digits[-3:-2] == "," else digits.replace(",", ""))


def day(text: str) -> date:
    """Any of the forms of the sample."""
    if text[:4].isdigit():
        return date.fromisoformat(text)
    if text[-6:-4].isdigit() or (text[2] in "/-" and text[3].isdigit()):
        return datetime.strptime(text.replace("/", "-"), "%d-%m-%Y").date()  # noqa: DTZ007
    number, month, year = text.replace("-", " ").split()
    return date(int(year), MONTHS[month.upper()], int(number))
