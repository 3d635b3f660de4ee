"""What rows of a table below its header refuse the file for: they may hide money, or mean another table than was read."""

from collections.abc import Collection

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.blank import blank_to_null, is_blank
from transforms.read.furniture import FEW_CELLS
from transforms.read.grid import Grid, among, kept
from transforms.read.header import FIX, FIX_UNSURE
from transforms.read.headings import Headings
from transforms.read.joined import refuse_joined
from transforms.read.masking import pattern
from transforms.read.programme import mentions, refuse_other_programme
from transforms.read.shapes import at_row
from transforms.read.title_words import refuse_titles, status_word, unit_word

WORDY = 4  # a row with so many cells, or half as many as the header, and no digit at all is a header that nobody knows


def refuse_titles_between(odd: pl.DataFrame, grid: Grid, others: Collection[int], file_name: str) -> None:
    """EX03 for a row below the header that says a unit, or, where lines follow it, that what follows was not paid.

    `others`: the rows of the next table's titles, which are held against its header.
    """
    own = odd.filter(~pl.col("source_row").is_in(list(others)))
    unit, status = (own.filter(says)["source_row"] for says in (unit_word(grid.header) != "", status_word(grid.header) != ""))
    rows = [*unit.head(1), *(row for row in status.head(1) if _has_lines_after(row, odd, grid))]
    for row in rows:
        cells = own.filter(pl.col("source_row") == row).select(grid.header.columns).row(0)
        place = at_row(grid.place, row)
        refuse_titles([cells], grid.header, file_name=file_name, place=place)


def _has_lines_after(row: int, odd: pl.DataFrame, grid: Grid) -> bool:
    later = grid.rows_from(max(row + 1, grid.first_row)).filter(~among(odd["source_row"]))
    return later.head(1).collect(engine="streaming").height > 0


def refuse_joined_furniture(odd: pl.DataFrame, told: pl.DataFrame, grid: Grid, file_name: str) -> None:
    """EX03 for furniture that is a line under another separator. A repeated header was read by this one."""
    furniture = told.filter(~pl.col("kind").is_in(["empty", "blank", "header"]))["source_row"]
    rows = odd.filter(pl.col("source_row").is_in(furniture.implode())).select("source_row", *grid.header.columns).iter_rows()
    refuse_joined(((row[0], row[1:]) for row in rows), len(grid.header.cells), file_name=file_name, place=grid.place)


def refuse_short_lines(grid: Grid, told: pl.DataFrame, file_name: str) -> None:
    """EX04 for a record with fewer fields than the header that is no furniture."""
    short = kept(grid.short_rows, told["source_row"])
    if short:
        what = f"row {short[0]} has fewer fields than the header" + f", and {len(short) - 1} more rows" * (len(short) > 1)
        fix = "the file was cut off or a line was broken in two: export it again and put the whole of it in landing"
        raise ExtractRefused("EX04", file_name, what, fix, {"short rows": str(len(short))}, f"row {short[0]}")


def refuse_unnamed_cells(grid: Grid, lines: pl.LazyFrame, untold: pl.DataFrame, file_name: str) -> None:
    """EX03 for lines with cells under no heading."""
    if not grid.header.unnamed:
        return
    filled = lines.select((~is_blank(column)).sum() for column in grid.header.unnamed).collect(engine="streaming").row(0)
    for column, count in zip(grid.header.unnamed, filled, strict=True):
        if count:
            what = f"column {column.removeprefix('_other_')} has no heading, but {count} lines have something in it"
            words = untold.filter(pl.col("source_row") == grid.first_row).select(pl.col(column).str.contains(r"^[^0-9]*\p{L}")).to_series()
            is_named = bool(words.fill_null(value=False).any())  # its words are not told: they may be a person's name
            what += f"; row {grid.first_row} may be a second row of the header, which names it" * is_named
            raise ExtractRefused(
                "EX03", file_name, what, FIX_UNSURE if is_named else FIX, {"header row": str(grid.first_row - 1)}, grid.sheet or ""
            )


def refuse_unknown_header(untold: pl.DataFrame, grid: Grid, file_name: str) -> None:
    """EX03 for a row of words without any digit: no payment line is so, but a header whose headings nobody knows is."""
    cells = grid.header.columns
    filled = pl.sum_horizontal(blank_to_null(cell).is_not_null().cast(pl.UInt32) for cell in cells)
    digits = pl.any_horizontal(pl.col(cell).str.contains("[0-9]").fill_null(value=False) for cell in cells)
    most = max(WORDY, sum(bool(cell) for cell in grid.header.cells) // 2)
    for row in untold.filter((filled >= most) & ~digits).head(1).iter_rows():
        what = f"row {row[0]} looks like a header, but is not the one above and its headings are not known"
        shape = " | ".join(pattern(cell) for cell in row[1:] if cell)
        raise ExtractRefused("EX03", file_name, what, FIX, {"shape of the row": shape}, grid.place)


def refuse_programmes_below(grid: Grid, titles: Collection[int], headings: Headings, file_name: str) -> None:
    """EX03 where any row of few cells, but the next table's titles, names another programme than the one that stands for the column."""
    filled = pl.sum_horizontal(blank_to_null(cell).is_not_null().cast(pl.UInt32) for cell in grid.header.columns)
    rows = grid.rows_from(grid.first_row).filter((filled <= FEW_CELLS) & ~pl.col("source_row").is_in(list(titles)))
    cells = rows.select("source_row", *grid.header.columns).collect(engine="streaming").iter_rows()
    named = ((row[0], mentions(row[1:], headings)) for row in cells)
    refuse_other_programme(named, grid.stated, file_name=file_name, place=grid.place)
