import gzip
import io
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import python_calamine

from flows.answer.lines import write_lines
from flows.answer.wording import ENGLISH, INDONESIAN
from tests.answer.books import ERROR, MAIN, WARNING, finding, found, opened
from transforms.read.headings import load_headings
from transforms.read.shapes import ExtractFile

CSV = """KLAIM BULAN JULI
No. Klaim;Program;NIK;Tgl Bayar;Nominal;Keterangan
K1;JHT;33;01/07/2022;1.000,00;ok
K2;JHT;=cmd|' /C calc'!A0;01/07/2022;-1,00;@SUM(A1)
K3;JHT;;01/07/2022;+1,00;-2+3
"""


def answer(tmp: Path, content: bytes, file_format: str, findings: pl.DataFrame, wording: Any = INDONESIAN) -> bytes:
    source, target, workspace = tmp / "vaulted", tmp / "answer.xlsx", tmp / "workspace"
    source.write_bytes(content)
    workspace.mkdir(exist_ok=True)
    write_lines(ExtractFile(source, f"klaim.{file_format}", file_format), findings, load_headings(None), workspace, wording, target)
    return target.read_bytes()


def shown(content: bytes, sheet: str) -> list[list[Any]]:
    rows: list[list[Any]] = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return rows


def none_of(sheet: str | None = None) -> Any:
    return lambda row, code, column, severity="error": finding(row, code, column, severity, sheet)


f = none_of()


@pytest.mark.parametrize(("file_format", "pack"), [("csv", lambda text: text), ("csv.gz", gzip.compress)])
def test_lines_set_aside_come_with_the_senders_headings_values_rows_and_codes(tmp_path: Path, file_format: str, pack: Any) -> None:
    findings = found(f(4, "NK01", "participant_nik"), f(4, "AM02", "amount_paid_idr"), f(5, "NK02", "participant_nik", "warning"))
    content = answer(tmp_path, pack(CSV.encode()), file_format, findings)
    assert shown(content, "Disisihkan") == [
        ["Baris", "Kode", "Penjelasan", "No. Klaim", "Program", "NIK", "Tgl Bayar", "Nominal", "Keterangan"],
        [
            4.0,
            "AM02, NK01",
            "AM02: kalimat AM02\nNK01: kalimat NK01",
            "K2",
            "JHT",
            "=cmd|' /C calc'!A0",
            "01/07/2022",
            "-1,00",
            "@SUM(A1)",
        ],
    ]
    assert [row[0] for row in shown(content, "Peringatan")[1:]] == [5.0]


def test_the_cells_in_question_are_coloured_and_no_text_is_a_formula(tmp_path: Path) -> None:
    findings = found(f(4, "NK01", "participant_nik"), f(4, "AM02", "amount_paid_idr", "warning"))
    book = opened(answer(tmp_path, CSV.encode(), "csv", findings, ENGLISH))
    assert (book.fill("Set aside", "F2"), book.fill("Set aside", "H2"), book.fill("Set aside", "D2")) == (ERROR, WARNING, None)
    assert not list(book.xml(book.sheets["Set aside"]).iter(f"{MAIN}f"))
    formats = list(book.xml("xl/styles.xml").find(f"{MAIN}cellXfs") or [])
    cells = book.cells("Set aside")
    assert {formats[int(cells[place].attrib["s"])].attrib.get("quotePrefix") for place in ("D2", "F2", "H2", "I2")} == {"1"}


def test_parquet_numbers_are_shown_as_the_digits_they_are(tmp_path: Path) -> None:
    out = io.BytesIO()
    pl.DataFrame(
        {"KODE KLAIM": ["K1", "K2"], "PROGRAM": ["JHT", "=X"], "TGL BAYAR": ["01/07/2022"] * 2, "NOMINAL": [1.5, -42e6]}
    ).write_parquet(out)
    content = answer(tmp_path, out.getvalue(), "parquet", found(f(2, "AM02", "amount_paid_idr")))
    assert shown(content, "Disisihkan")[1][3:] == ["K2", "=X", "01/07/2022", "-42000000"]


def test_only_warnings_leave_the_sheet_of_lines_set_aside_empty(tmp_path: Path) -> None:
    content = answer(tmp_path, CSV.encode(), "csv", found(f(3, "NK03", "participant_nik", "warning")))
    assert len(shown(content, "Disisihkan")) == 1
    assert shown(content, "Peringatan")[1][3] == "K1"


def test_columns_of_parquet_that_are_ignored_by_name_are_left_out_and_the_others_stay_under_their_headings(tmp_path: Path) -> None:
    out = io.BytesIO()
    columns = {"KETERANGAN": [b"\0"], "KODE KLAIM": ["K1"], "PROGRAM": ["JHT"], "NO": [1], "TGL BAYAR": ["01/07/2022"], "NOMINAL": [-1]}
    pl.DataFrame(columns).write_parquet(out)
    content = answer(tmp_path, out.getvalue(), "parquet", found(f(1, "AM02", "amount_paid_idr")))
    assert [row[3:] for row in shown(content, "Disisihkan")] == [
        ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"],
        ["K1", "JHT", "01/07/2022", "-1"],
    ]


def test_the_lines_of_two_tables_stand_below_their_own_headings(tmp_path: Path) -> None:
    first = "KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL\nK1;JHT;01/07/2022;1.000,00\n"
    second = "NOMINAL;KODE KLAIM;TGL BAYAR;PROGRAM\n-2,00;K2;02/07/2022;JKM\n"
    content = answer(tmp_path, f"{first}\n{second}".encode(), "csv", found(f(2, "DT02", "payment_date"), f(5, "AM02", "amount_paid_idr")))
    rows = shown(content, "Disisihkan")
    assert [row[3:] for row in rows] == [
        ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"],
        ["K1", "JHT", "01/07/2022", "1.000,00"],
        ["NOMINAL", "KODE KLAIM", "TGL BAYAR", "PROGRAM"],
        ["-2,00", "K2", "02/07/2022", "JKM"],
    ]
    assert [row[0] for row in rows] == ["Baris", 2.0, "Baris", 5.0]
    book = opened(content)
    assert (book.fill("Disisihkan", "F2"), book.fill("Disisihkan", "D4")) == (ERROR, ERROR)


def test_lines_wrapped_in_quotes_as_one_field_are_shown_in_their_columns(tmp_path: Path) -> None:
    text = '"KODE KLAIM,PROGRAM,TGL BAYAR,NOMINAL"\n"K1,JHT,01/07/2022,-1000"\n'
    content = answer(tmp_path, text.encode(), "csv", found(f(2, "AM02", "amount_paid_idr")))
    assert [row[3:] for row in shown(content, "Disisihkan")] == [
        ["KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"],
        ["K1", "JHT", "01/07/2022", "-1000"],
    ]
