"""An extract's bytes become tables of text: the one door into `transforms.read`."""

from pathlib import Path

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.csv_file import read_csv
from transforms.read.furniture import load_words
from transforms.read.grid import Grid, sort_rows
from transforms.read.headings import Headings
from transforms.read.parquet_file import read_parquet
from transforms.read.shapes import ExtractFile, Reading
from transforms.read.workbook import read_workbook
from transforms.sealed import sealed


@sealed(lambda file, *_: file.file_name)
def read_extract(file: ExtractFile, headings: Headings, workspace: Path) -> Reading:
    """The payment lines of an extract as lazy text tables, furniture set apart.

    `workspace`: an existing private folder that must outlive the frames; it may get a decoded copy of the file. Raises ExtractRefused.
    """
    containers.refuse_empty(file)
    grids, side_rows, evidence = _grids(file, headings, workspace)
    words = load_words()
    tables = [sort_rows(grid, words, table=number, file_name=file.file_name) for number, grid in enumerate(grids)]
    _refuse_no_lines([table.table.frame for table in tables], file.file_name)
    return Reading(
        tuple(table.table for table in tables),
        side_rows + sum(table.furniture_rows for table in tables),
        tuple(total for table in tables for total in table.stated_totals),
        evidence | _header_rows(grids),
    )


def _grids(file: ExtractFile, headings: Headings, workspace: Path) -> tuple[list[Grid], int, dict[str, str]]:
    """The tables of the file, the rows of sheets that hold none, and what was found."""
    match file.file_format:
        case "csv" | "csv.gz":
            grid, evidence = read_csv(file, headings, workspace)
            return [grid], 0, evidence
        case "xlsx":
            return read_workbook(file, headings)
        case "parquet":
            return [read_parquet(file, headings)], 0, {}
    fix = "send csv, csv.gz, xlsx or parquet"
    raise ExtractRefused("EX02", file.file_name, f"{file.file_format} is not a format that is read", fix)


def _header_rows(grids: list[Grid]) -> dict[str, str]:
    rows = [f"{grid.sheet}: {grid.header.row + 1}" if grid.sheet else str(grid.header.row + 1) for grid in grids]
    return {"header row": ", ".join(rows)}


def _refuse_no_lines(frames: list[pl.LazyFrame], file_name: str) -> None:
    if not any(frame.head(1).collect(engine="streaming").height for frame in frames):
        fix = "send a nil return (nil.manifest.yaml) if there were no payments, else export the file again"
        raise ExtractRefused("EX01", file_name, "the file has a header but no payment lines", fix)
