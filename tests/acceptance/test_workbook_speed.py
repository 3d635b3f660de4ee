"""How long 200,000 rows of a workbook take to be read, beside Polars with calamine alone; in turn, since machines are noisy."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import polars as pl
import pytest

from tests.proof.bench.contenders.calamine import TITLES
from tests.proof.bench.inputs import Input
from transforms.read.extract import read_extract
from transforms.read.headings import load_headings
from transforms.read.shapes import ExtractFile

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3_600)]

ROWS, TIMES, AT_MOST = 200_000, 5, 3.0


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_reading_a_workbook_takes_at_most_three_times_what_calamine_takes(tmp_path: Path, figure: Callable[[str], None]) -> None:
    folder = Input("xlsx", ROWS).written(tmp_path)
    (path,) = (folder / "landing").rglob("*.xlsx")
    headings = load_headings(folder / "reference")
    extract = ExtractFile(path, path.name, "xlsx")

    def ours() -> None:
        (table,) = read_extract(extract, headings, tmp_path).tables
        assert table.frame.select(pl.len()).collect().item() == ROWS

    def alone() -> None:
        assert pl.read_excel(path, engine="calamine", read_options={"header_row": TITLES, "dtypes": "string"}).height >= ROWS

    rounds = [(seconds(alone), seconds(ours)) for _ in range(TIMES)]
    ratio = median(our / limit for limit, our in rounds)
    told = f"calamine alone {median(limit for limit, _ in rounds):.2f} s, reading {median(our for _, our in rounds):.2f} s"
    figure(f"{ROWS:,} rows of XLSX, 25 columns: {told}, ratio {ratio:.2f} (at most {AT_MOST})")
    assert ratio <= AT_MOST
