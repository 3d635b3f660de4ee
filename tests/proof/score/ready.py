"""Sound files in a form that needs no reading: what the reader would find in them is handed to the cleaning as it is.

Finding headings, furniture and the forms of numbers takes most of cleaning a small file, and says nothing about a sound month
(tests/sample reads every dialect). All else is the product's: judging, keys, ledger, profile. A file with a defect is read from its
bytes.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl

from flows.sample.desk import Desk
from flows.sample.render import DATES, cells
from flows.sample.tables import SEN
from transforms import part
from transforms.parse.forms import Forms
from transforms.read.shapes import ExtractFile, RawTable, Reading

TOLD = "columns_told"  # names such a file
DAYS = pl.date_range(date(1995, 1, 1), date(2039, 12, 31), eager=True)  # how each is read, whatever days the first file had


def write_ready(landing: Path, lines: pl.DataFrame, desk: Desk, stem: str) -> None:
    """The lines as the reader hands them on: canonical columns of text, dates as 2022-07-15, amounts as a workbook's number cells."""
    written = cells(lines, desk).with_columns(_plain(lines)).drop("row_no", "note", strict=False)
    blank = written.with_columns(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))
    told = json.dumps([[heading, "" if name in ("row_no", "note") else name] for name, heading in desk.dialect.headings.items()])
    path = landing / f"{desk.period:%Y-%m}" / desk.sender.code / f"{stem}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    blank.with_columns(pl.lit(told).alias(TOLD)).write_parquet(path)


def _plain(lines: pl.DataFrame) -> list[pl.Series]:
    sen = pl.col("sen")
    sign, digits = pl.when(sen < 0).then(pl.lit("-")).otherwise(pl.lit("")), (sen.abs() % SEN).cast(pl.String).str.zfill(2)
    amount = pl.format("={}{}.{}", sign, sen.abs() // SEN, digits).alias("amount_paid_idr")
    dates = [pl.col(column).dt.strftime("%Y-%m-%d").alias(name) for name, column in DATES.items()]
    return lines.select(amount, *dates).get_columns()


@contextmanager
def reading_ready() -> Iterator[None]:
    """Within it, the cleaning takes such files as read. In this process only."""
    read, decide = part.read_extract, part.decide_forms
    decided: dict[tuple[str, ...], Forms] = {}
    handed: list[pl.LazyFrame] = []

    def taken(file: ExtractFile, *asked: Any) -> Reading:
        frame = pl.scan_parquet(file.path) if file.file_format == "parquet" else None
        if frame is None or TOLD not in frame.collect_schema():
            return read(file, *asked)
        told = frame.select(pl.col(TOLD).first()).collect().item()
        lines = frame.drop(TOLD).with_row_index("source_row", 2)
        handed.append(lines)
        headings = {canonical: heading for heading, canonical in json.loads(told) if canonical}
        return Reading((RawTable(lines, None, headings),), 1, (), {"columns": told})

    def known(frames: Sequence[pl.LazyFrame], *asked: Any, **named: Any) -> Forms:
        columns = tuple(frames[0].collect_schema()) if any(frames[0] is one for one in handed) else ()
        if not columns:
            return decide(frames, *asked, **named)
        if columns not in decided:
            forms = decide(frames, *asked, **named)
            dates = {column: replace(form, lexicon=(DAYS.dt.strftime("%Y-%m-%d"), DAYS)) for column, form in forms.dates.items()}
            decided[columns] = replace(forms, dates=dates)
        return decided[columns]

    here = patch.dict(os.environ, {"CLAIMS_WORKERS": "1"})  # a worker process would know nothing of it
    with here, patch.object(part, "read_extract", taken), patch.object(part, "decide_forms", known):
        yield
