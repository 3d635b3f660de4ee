"""Workbooks drawn by hand, and what stands in one, read with the standard library alone: another way than that under test."""

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from flows.answer.wording import INDONESIAN, Wording
from flows.answer.workbook import Marked, mark_workbook
from transforms.line import FINDING
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load
from transforms.vocabulary.shapes import Vocabulary

HEADER = ["KODE KLAIM", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL", "KETERANGAN"]
COLUMN = {"claim_id": "A", "programme_code": "B", "participant_nik": "C", "payment_date": "D", "amount_paid_idr": "E"}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ERROR, WARNING = "FFFFB3B3", "FFFFE699"


def finding(row: int, code: str, column: str, severity: str = "error", sheet: str | None = "Klaim") -> dict[str, Any]:
    """One finding with a sentence that names its code."""
    outcome = "quarantined" if severity == "error" else "warned"
    known = {"sheet": sheet, "source_row": row, "code": code, "severity": severity, "outcome": outcome, "column": column}
    return dict.fromkeys(FINDING.names()) | known | {"sentence": f"kalimat {code}"}


def found(*findings: dict[str, Any]) -> pl.DataFrame:
    """FINDING rows with their sentence."""
    return pl.DataFrame(list(findings), schema={**FINDING, "sentence": pl.String})


def drawn(draw: Any) -> bytes:
    """The workbook that `draw(book)` makes with xlsxwriter."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        draw(book)
    return out.getvalue()


def claims_sheet(book: Any, name: str = "Klaim", lines: int = 3) -> Any:
    """A sheet with our header in row 1 and plain lines below."""
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, HEADER)
    for row in range(1, lines + 1):
        sheet.write_row(row, 0, [f"K{row}", "JHT", "3316080101900001", "01/07/2022"])
        sheet.write_number(row, 4, row * 1000.5)
    return sheet


@cache
def vocabulary() -> Vocabulary:
    """The shipped tables."""
    return load(None)


def marked(content: bytes, findings: pl.DataFrame, tmp: Path, wording: Wording = INDONESIAN) -> tuple[bytes, Marked]:
    """The answer to a workbook, and how much it says."""
    source, target = tmp / "vaulted", io.BytesIO()
    source.write_bytes(content)
    told = mark_workbook(ExtractFile(source, "klaim.xlsx", "xlsx"), findings, vocabulary().headings, tmp, wording, target)
    return target.getvalue(), told


@dataclass(frozen=True)
class Book:
    """The parts of a workbook."""

    parts: Mapping[str, bytes]

    @property
    def sheets(self) -> dict[str, str]:
        """Name -> part, in order."""
        targets = self._targets("xl/_rels/workbook.xml.rels")
        listed = self.xml("xl/workbook.xml").iter(f"{MAIN}sheet")
        return {sheet.attrib["name"]: "xl/" + targets[sheet.attrib[REL]].removeprefix("/xl/") for sheet in listed}

    def xml(self, part: str) -> ET.Element:
        return ET.fromstring(self.parts[part])  # noqa: S314 - a file of our own

    def cells(self, sheet: str) -> dict[str, ET.Element]:
        """Address -> cell, in the order of the file."""
        return {cell.attrib["r"]: cell for cell in self.xml(self.sheets[sheet]).iter(f"{MAIN}c")}

    def fill(self, sheet: str, place: str) -> str | None:
        """The colour of a cell's solid fill."""
        styles = self.xml("xl/styles.xml")
        xf = list(styles.find(f"{MAIN}cellXfs"))[int(self.cells(sheet)[place].attrib.get("s", "0"))]
        fill = list(styles.find(f"{MAIN}fills"))[int(xf.attrib["fillId"])]
        colour = fill.find(f"{MAIN}patternFill/{MAIN}fgColor")
        return None if colour is None else colour.attrib.get("rgb")

    def notes(self, sheet: str) -> dict[str, str]:
        """Address -> the words of its note."""
        part = self.related(sheet, "/comments")
        if part is None:
            return {}
        return {one.attrib["ref"]: "".join(one.itertext()) for one in self.xml(part).iter(f"{MAIN}comment")}

    def related(self, sheet: str, kind: str) -> str | None:
        """The part of this kind that the sheet refers to."""
        name = self.sheets[sheet].rsplit("/", 1)[-1]
        rels = f"xl/worksheets/_rels/{name}.rels"
        if rels not in self.parts:
            return None
        found = [one.attrib["Target"] for one in self.xml(rels) if one.attrib["Type"].endswith(kind)]
        return "xl/" + found[0].removeprefix("../").removeprefix("/xl/") if found else None

    def text(self, sheet: str) -> list[list[str]]:
        """The rows of an index sheet."""
        return [["".join(cell.itertext()) for cell in row] for row in self.xml(self.sheets[sheet]).iter(f"{MAIN}row")]

    def links(self, sheet: str) -> dict[str, str]:
        return {one.attrib["ref"]: one.attrib["location"] for one in self.xml(self.sheets[sheet]).iter(f"{MAIN}hyperlink")}

    def _targets(self, rels: str) -> dict[str, str]:
        return {one.attrib["Id"]: one.attrib["Target"] for one in self.xml(rels)}


def opened(content: bytes) -> Book:
    """The workbook of these bytes. Its zip container is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return Book({name: archive.read(name) for name in names})


def same_but_for(before: bytes, after: bytes, places: set[str]) -> bool:
    """Are two sheets the same, apart from the style of these cells, cells made for them, and the drawing named for notes?"""
    return _plain(before, places) == _plain(after, places)


def _plain(data: bytes, places: set[str]) -> str:
    root = ET.fromstring(data)  # noqa: S314
    for row in root.iter(f"{MAIN}row"):
        row.attrib.pop("spans", None)
        for cell in [cell for cell in row if cell.attrib.get("r") in places]:
            cell.attrib.pop("s", None)
            if not len(cell):
                row.remove(cell)
    for drawing in root.findall(f"{MAIN}legacyDrawing"):
        root.remove(drawing)
    return ET.canonicalize(ET.tostring(root, encoding="unicode"))


def parts_that_differ(before: Book, after: Book) -> set[str]:
    return {name for name, data in before.parts.items() if after.parts.get(name) != data}


def rewritten(content: bytes, part: str, change: Any) -> bytes:
    """The workbook with one part changed, or left out."""
    parts = dict(opened(content).parts)
    if part in parts:
        old = parts.pop(part) if change is None else parts[part]
        parts |= {} if change is None else {part: change(old.decode()).encode()}
    return zipped_parts(parts)


def zipped_parts(parts: Mapping[str, bytes]) -> bytes:
    """A workbook of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
