"""The lines of a CSV or Parquet extract that were set aside, as a workbook: with the sender's own headings and values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from flows.answer.styles import COLOURS
from flows.answer.wording import Wording
from transforms.read.extract import read_tables
from transforms.read.grid import Grid
from transforms.read.headings import Headings
from transforms.read.shapes import ExtractFile

SET_ASIDE = ("quarantined", "duplicate")
MOST_ROWS = 1_000_000
CELL_CHARACTERS = 32_767
MARKED_NUMBER = r"^=(-?\d+(?:\.\d+)?)$"  # how the reader of Parquet marks an amount that is a number
WRITTEN_AT = datetime(2022, 1, 1)  # noqa: DTZ001 - a workbook's properties know no zone; fixed, so that equal answers are equal bytes
OWN_COLUMNS = 3
WIDTHS = (8, 14, 70)
OTHER_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Written:
    """How many lines the workbook holds."""

    set_aside: int
    warned: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one table. `headings`: column of `lines` -> heading as the sender wrote it, in the file's order."""

    headings: Mapping[str, str]
    lines: pl.DataFrame

    def only(self, *, is_aside: bool) -> "_Block":
        return replace(self, lines=self.lines.filter(pl.col("is_aside") == is_aside))


def write_lines(
    source: ExtractFile, findings: pl.DataFrame, headings: Headings, workspace: Path, wording: Wording, target: Path
) -> Written:
    """Write to `target` the lines of `source` that have findings (FINDING and its `sentence`): those set aside, then those only warned.

    Where the file has several tables, each one's lines stand below its own headings.
    """
    told, is_parquet = _told(findings), source.file_format == "parquet"
    blocks = [_lines(grid, told, is_parquet=is_parquet) for grid in read_tables(source, headings, workspace)]
    aside, warned = ([block.only(is_aside=is_aside) for block in blocks] for is_aside in (True, False))
    # In memory: what xlsxwriter puts aside on disk meanwhile would be the sender's values outside the folder that was named.
    with xlsxwriter.Workbook(str(target), {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN_AT})
        _write(book, wording.lines_sheet, aside, wording)
        if _count(warned):
            _write(book, wording.warned_sheet, warned, wording)
    return Written(_count(aside), _count(warned))


def _count(blocks: Sequence[_Block]) -> int:
    return sum(block.lines.height for block in blocks)


def _told(findings: pl.DataFrame) -> pl.DataFrame:
    """One row per line: its codes, its sentences, and which columns are wrong (errors) or doubtful (warnings)."""
    is_error = pl.col("severity") == "error"
    return (
        findings.sort("source_row", "severity", "code")
        .group_by("source_row", maintain_order=True)
        .agg(
            codes=pl.col("code").str.join(", "),
            sentences=(pl.col("code") + ": " + pl.col("sentence")).str.join("\n"),
            is_aside=pl.col("outcome").is_in(SET_ASIDE).any(),
            wrong=pl.col("column").filter(is_error),
            doubtful=pl.col("column").filter(~is_error),
        )
    )


def _lines(grid: Grid, told: pl.DataFrame, *, is_parquet: bool) -> _Block:
    """The lines concerned with every column that is read of the table, in file order; of Parquet those ignored by name are not."""
    rows = grid.rows_from(grid.first_row).join(told.lazy(), on="source_row", how="inner")
    if is_parquet:
        rows = rows.with_columns(pl.col("amount_paid_idr").str.replace(MARKED_NUMBER, "$1"))
    lines = rows.collect(engine="streaming").sort("source_row")
    headings = dict(zip(grid.header.columns, grid.header.cells, strict=True))
    unread = {column for column in headings if is_parquet and column.startswith("_other_")}  # ignored by name, and never decoded
    return _Block({column: heading for column, heading in headings.items() if column not in unread}, lines)


def _write(book: Any, name: str, blocks: Sequence[_Block], wording: Wording) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet, looks = book.add_worksheet(name), _looks(book)
    for column in range(OWN_COLUMNS + max(len(block.headings) for block in blocks)):
        sheet.set_column(column, column, WIDTHS[column] if column < OWN_COLUMNS else OTHER_WIDTH)
    sheet.freeze_panes(1, OWN_COLUMNS)
    row = 0
    for block in [block for block in blocks if block.lines.height] or blocks[:1]:
        for column, heading in enumerate((*wording.line_headings, *block.headings.values())):
            sheet.write_string(row, column, heading[:CELL_CHARACTERS], looks["heading"])
        _write_lines(sheet, row + 1, replace(block, lines=block.lines.head(MOST_ROWS - row)), looks)
        row += 1 + block.lines.height


def _write_lines(sheet: Any, first: int, block: _Block, looks: Mapping[str, Any]) -> None:  # noqa: ANN401
    columns = list(block.headings)
    told = block.lines.select("source_row", "codes", "sentences", "wrong", "doubtful", *columns)
    for number, (row, codes, sentences, wrong, doubtful, *cells) in enumerate(told.iter_rows(), start=first):
        sheet.write_number(number, 0, row)
        sheet.write_string(number, 1, codes, looks["text"])
        sheet.write_string(number, 2, sentences[:CELL_CHARACTERS], looks["wrapped"])
        for place, (name_of, cell) in enumerate(zip(columns, cells, strict=True), start=OWN_COLUMNS):
            look = looks["error" if name_of in wrong else "warning" if name_of in doubtful else "text"]
            _put(sheet, number, place, cell, look)


def _put(sheet: Any, row: int, column: int, cell: str | None, look: Any) -> None:  # noqa: ANN401
    """Text stays text whatever it begins with: written as a string, and quoted for whoever edits it."""
    if cell:
        sheet.write_string(row, column, cell[:CELL_CHARACTERS], look)
    else:
        sheet.write_blank(row, column, None, look)


def _looks(book: Any) -> dict[str, Any]:  # noqa: ANN401
    quoted = {"num_format": "@", "quote_prefix": True, "valign": "top"}
    coloured = {severity: book.add_format(quoted | {"bg_color": f"#{colour[2:]}"}) for severity, colour in COLOURS.items()}
    plain = {"text": quoted, "wrapped": quoted | {"text_wrap": True}, "heading": quoted | {"bold": True}}
    return coloured | {name: book.add_format(look) for name, look in plain.items()}
