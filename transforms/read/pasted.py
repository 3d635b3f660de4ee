"""A CSV that was pasted or opened into the first column of a sheet: each row one text with its separators. It is read as that CSV."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read.csv_file import finds_header, read_text
from transforms.read.grid import Grid
from transforms.read.header import SEARCHED_ROWS
from transforms.read.headings import Headings
from transforms.read.masking import without_long_numbers

FIX = "save the lines as CSV, or each cell in a column of its own, and send the file again"


def is_pasted(frame: pl.DataFrame, headings: Headings) -> bool:
    """Whether one column alone is filled, and has a header of ours in its text."""
    text = _only_column(frame.head(SEARCHED_ROWS))
    return text is not None and _only_column(frame) is not None and finds_header(_as_csv(text), headings)


def read_pasted(frame: pl.DataFrame, headings: Headings, workspace: Path, *, sheet: str, file_name: str) -> tuple[Grid, dict[str, str]]:
    """The grid of such a sheet, its source_rows being those of the sheet. EX03 where a cell has several lines of text."""
    text = _only_column(frame)
    if text is None or text.str.contains("[\r\n]").any():
        what = "its lines stand in one column as text, and some cells have several lines of it"
        raise ExtractRefused("EX03", file_name, what, FIX, {}, f"sheet {without_long_numbers(sheet)}")
    workspace.mkdir(exist_ok=True)
    path = workspace / "pasted.csv"
    path.write_bytes(_as_csv(text))
    grid, evidence = read_text(path, "utf-8", headings, workspace, file_name=file_name, sheet=sheet)
    grid = replace(grid, first_column=frame.columns.index(text.name) + 1, is_pasted=True)
    return grid, {"form": "each row is one text in the first column"} | {"delimiter": evidence["delimiter"]}


def _only_column(frame: pl.DataFrame) -> pl.Series | None:
    filled = [column for column in frame.get_columns() if (column.fill_null("").str.strip_chars() != "").any()]
    return filled[0].fill_null("") if len(filled) == 1 else None


def _as_csv(text: pl.Series) -> bytes:
    return "".join(f"{line}\n" for line in text).encode()
