"""An extract's bytes become tables of text: the one door into `transforms.read`."""

import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from transforms.columns import Columns
from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.csv_file import read_csv
from transforms.read.furniture import load_words
from transforms.read.grid import Grid
from transforms.read.header import Header, rows_of
from transforms.read.headings import Headings
from transforms.read.masking import heading_shown
from transforms.read.parquet_file import read_parquet
from transforms.read.shapes import ExtractFile, Reading
from transforms.read.sorted_rows import Desk, Sorted, sort_rows
from transforms.read.workbook import read_workbook
from transforms.sealed import sealed


@sealed(lambda file, *_: file.file_name)
def read_extract(file: ExtractFile, headings: Headings, workspace: Path) -> Reading:
    """The payment lines of an extract as lazy text tables, furniture set apart.

    `workspace`: an existing private folder that must outlive the frames; it may get a decoded copy of the file. Raises ExtractRefused.
    """
    containers.refuse_empty(file)
    grids, side_rows, evidence = _grids(file, headings, workspace)
    desk, tables = Desk(load_words(), headings, file.file_name), list[Sorted]()
    for grid in grids:
        tables += sort_rows(grid, desk, table=len(tables))
    _refuse_no_lines([table.table.frame for table in tables], file.file_name)
    contract = _only_contract(tables, file.file_name)
    columns = tuple(_columns(table.grid.header) for table in tables)
    return Reading(
        tuple(table.table for table in tables),
        side_rows + sum(table.furniture_rows for table in tables),
        tuple(total for table in tables for total in table.stated_totals),
        evidence
        | _found(tables)
        | {"columns": json.dumps(list(dict.fromkeys(pair for one in columns for pair in one)), ensure_ascii=False)},
        columns,
        contract,
    )


@sealed(lambda file, *_: file.file_name)
def read_tables(file: ExtractFile, headings: Headings, workspace: Path) -> list[Grid]:
    """The tables of an extract and where each stands, as `read_extract` finds them. Raises ExtractRefused."""
    desk, tables = Desk(load_words(), headings, file.file_name), list[Sorted]()
    for grid in _grids(file, headings, workspace)[0]:
        tables += sort_rows(grid, desk, table=len(tables))
    return [table.grid for table in tables]


def _grids(file: ExtractFile, headings: Headings, workspace: Path) -> tuple[list[Grid], int, dict[str, str]]:
    """The tables of the file, the rows of sheets that hold none, and what was found."""
    match file.file_format:
        case "csv" | "csv.gz":
            grid, evidence = read_csv(file, headings, workspace)
            return [grid], 0, evidence
        case "xlsx":
            return read_workbook(file, headings, workspace)
        case "parquet":
            return [read_parquet(file, headings)], 0, {}
    fix = "send csv, csv.gz, xlsx or parquet"
    raise ExtractRefused("EX02", file.file_name, f"{file.file_format} is not a format that is read", fix)


def _columns(header: Header) -> tuple[tuple[str, str], ...]:
    """(heading, canonical; '' for one ignored) in the file's order, columns without a heading left out."""
    return tuple((heading_shown(cell), name) for cell, name in zip(header.cells, header.names, strict=True) if cell)


def _only_contract(tables: Sequence[Sorted], file_name: str) -> Columns:
    """The contract of all tables. EX03 where they keep several."""
    kept = list(dict.fromkeys(table.grid.header.contract for table in tables))
    if len(kept) > 1:
        what = f"its tables are extracts of several kinds: {', '.join(one.contract for one in kept)}"
        raise ExtractRefused("EX03", file_name, what, "send each in a file of its own")
    return kept[0]


def _found(tables: Sequence[Sorted]) -> dict[str, str]:
    """The evidence in words: where the headers are, how many tables, what was hidden and read all the same, what states the programme."""
    grids = [table.grid for table in tables]
    hidden = sum(table.hidden_lines for table in tables)
    columns = dict.fromkeys(column for grid in grids for column in grid.hidden_columns)
    stated = [f"{_of(grid)}{grid.stated.code} by the {grid.stated.where}" for grid in grids if grid.stated.code]
    said = {
        "header row": ", ".join(f"{_of(grid)}{rows_of(grid.header)}" for grid in grids),
        "tables": str(len(tables)) if len(tables) > 1 else "",
        "hidden rows": f"{hidden} read" if hidden else "",
        "hidden columns": f"{', '.join(columns)} read" if columns else "",
        "programme": ", ".join(stated),
    }
    return {what: words for what, words in said.items() if words}


def _of(grid: Grid) -> str:
    return f"{grid.sheet}: " if grid.sheet else ""


def _refuse_no_lines(frames: list[pl.LazyFrame], file_name: str) -> None:
    if not any(frame.head(1).collect(engine="streaming").height for frame in frames):
        fix = "send a nil return (nil.manifest.yaml) if there were no payments, else export the file again"
        raise ExtractRefused("EX01", file_name, "the file has a header but no payment lines", fix)
