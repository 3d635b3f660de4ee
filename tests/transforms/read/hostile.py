"""What hostile files are drawn with, and how they are read: refused with a reason, or read right."""

import datetime as dt
import io
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import decide_forms, typed

HEADER = "KODE KLAIM;PROGRAM;NAMA TK;TGL BAYAR;NOMINAL"
LINE = "K1;JHT;SITI;13/07/2022;1.000,00"


def workbook(rows: list[list[Any]] | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        for number, row in enumerate(rows or [HEADER.split(";"), LINE.split(";")]):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    return out.getvalue()


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    rows = len(next(iter(columns.values()))) if columns else 1
    default = {"KODE KLAIM": ["K1"], "PROGRAM": ["JHT"], "TGL BAYAR": ["13/07/2022"], "NOMINAL": [1000]}
    pl.DataFrame({name: cells * rows for name, cells in default.items()} | columns).write_parquet(out)
    return out.getvalue()


def refusal(read: Any, content: bytes | str, file_format: str = "csv") -> ExtractRefused:
    with pytest.raises(ExtractRefused) as refused:
        read(content, file_format)
    error = refused.value
    assert error.what
    assert error.fix
    assert error.__cause__ is error.__context__ is None
    return error


def lines(read: Any, content: bytes | str, file_format: str = "csv") -> pl.DataFrame:
    frames = [table.frame for table in read(content, file_format).tables]
    forms = decide_forms(frames, dt.date(2022, 7, 1), Dialect(), file_name="f")
    return pl.concat([typed(frame, forms).collect(engine="streaming") for frame in frames])
