"""A sheet with its header found becomes tables of payment lines: blank rows and furniture are set apart, all else is a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import polars as pl

from transforms.columns import DATES
from transforms.parse.blank import INVISIBLE
from transforms.read.furniture import Words, recognise
from transforms.read.grid import Grid, among, kept, without
from transforms.read.header import Header, refuse_unless_matching
from transforms.read.header_search import with_numbers
from transforms.read.headings import Headings
from transforms.read.programme import NOTHING, stated_programme
from transforms.read.row_refusals import (
    refuse_joined_furniture,
    refuse_programmes_below,
    refuse_short_lines,
    refuse_titles_between,
    refuse_unknown_header,
    refuse_unnamed_cells,
)
from transforms.read.shapes import RawTable, StatedTotal, at_row
from transforms.read.stated_totals import totals_above, totals_below
from transforms.read.tables_below import Below, headers_below
from transforms.read.title_words import refuse_titles


@dataclass(frozen=True, slots=True)
class Sorted:
    """A table with its rows told apart."""

    grid: Grid
    table: RawTable
    furniture_rows: int
    stated_totals: tuple[StatedTotal, ...]
    hidden_lines: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What rows are told apart by."""

    words: Words
    headings: Headings
    file_name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a grid: the headers repeated in it, and the next table's."""

    grid: Grid
    repeated: Sequence[Below]
    following: Below | None = None


def sort_rows(grid: Grid, desk: Desk, *, table: int) -> list[Sorted]:
    """The tables of a grid, the first of them being number `table`: lines to each, furniture counted, totals kept.

    EX04 for a short record that is no furniture; EX03 for cells under no heading and for a header below that is not understood.
    """
    odd = _odd_rows(grid, desk.words)
    below = _with_numbers(grid, headers_below(odd, grid.header, desk.headings))
    if all(one.is_repeated for one in below):
        found = [_sorted(Part(grid, below), odd, desk, table)]
    else:
        parts = enumerate(_parts(grid, below, desk), start=table)
        found = [_sorted(part, _odd_rows(part.grid, desk.words), desk, number) for number, part in parts]
    above = totals_above(found[0].grid, table, desk.words.totals)
    return [replace(found[0], stated_totals=(*above, *found[0].stated_totals)), *found[1:]]


def _with_numbers(grid: Grid, below: list[Below]) -> list[Below]:
    """The headers below, each with the row that numbers its columns."""
    if not below:
        return []
    rows = grid.rows_from(grid.first_row).filter(pl.col("source_row").is_in([one.header.row + 2 for one in below]))
    cells = {row[0]: row[1:] for row in rows.select("source_row", *grid.header.columns).collect(engine="streaming").iter_rows()}
    return [replace(one, header=with_numbers(one.header, cells.get(one.header.row + 2, ()))) for one in below]


def _parts(grid: Grid, below: Sequence[Below], desk: Desk) -> list[Part]:
    """One for each header that is not a repeated one."""
    starts = [one for one in below if not one.is_repeated]
    repeated: list[list[Below]] = [[] for _ in range(len(starts) + 1)]
    for one in below:
        if one.is_repeated:
            repeated[sum(start.header.row < one.header.row for start in starts)].append(one)
    first = replace(
        _part(grid, grid.header, grid.first_row, starts[0].header.first), rows_above=grid.rows_above, stated=grid.stated, titles=grid.titles
    )
    grids = [first, *(_below(grid, start, end, desk) for start, end in zip_longest(starts, starts[1:]))]
    return [Part(*part) for part in zip(grids, repeated, [*starts, None], strict=True)]


def _below(grid: Grid, start: Below, following: Below | None, desk: Desk) -> Grid:
    """The table that begins with a header below the first. EX03 where that is not understood."""
    stated = NOTHING if start.header.says_programme else stated_programme(grid.own_name, start.titles, desk.headings)
    place = at_row(grid.place, start.header.row + 1)
    refuse_unless_matching(start.header, [], file_name=desk.file_name, place=place, programme=stated.code)
    last = following.header.first if following else grid.last_row
    return replace(_part(grid, start.header, start.header.row + 2, last), rows_above=len(start.rows), stated=stated, titles=start.titles)


def _part(grid: Grid, header: Header, first: int, last: int) -> Grid:
    """The rows of a grid from `first` to `last` (0: the end) under another header."""
    short = tuple(row for row in grid.short_rows if first <= row and (not last or row <= last))
    if grid.part:
        return replace(grid.part(header, first, last), short_rows=short)
    names = dict(zip(grid.header.columns, header.columns, strict=True))
    is_within = pl.col("source_row") <= last if last else pl.lit(True)
    return replace(
        grid,
        rows_from=lambda row: grid.rows_from(max(row, first)).filter(is_within).rename(names),
        header=header,
        first_row=first,
        last_row=last,
        short_rows=short,
    )


def _sorted(part: Part, odd: pl.DataFrame, desk: Desk, table: int) -> Sorted:
    grid, following = part.grid, part.following
    headers = [row for one in part.repeated for row in one.rows]
    odd = _with_rows(odd, headers, grid)
    told = recognise(odd, grid.header, desk.words, headers, following.header.first + 1 if following else 0)
    refuse_titles([[grid.own_name], *grid.titles], grid.header, file_name=desk.file_name, place=grid.place)
    refuse_titles_between(odd, grid, following.title_rows if following else (), desk.file_name)
    refuse_joined_furniture(odd, told, grid, desk.file_name)
    untold = odd.filter(~pl.col("source_row").is_in(told["source_row"].implode()))
    refuse_unknown_header(untold, grid, desk.file_name)
    if grid.stated.code:
        refuse_programmes_below(grid, following.title_rows if following else (), desk.headings, desk.file_name)
    refuse_short_lines(grid, told, desk.file_name)
    lines = without(grid.rows_from(grid.first_row), told["source_row"])
    refuse_unnamed_cells(grid, lines, untold, desk.file_name)
    raw = RawTable(_lines(lines, grid), grid.sheet, grid.header.headings, tuple(one.header.row + 1 for one in part.repeated))
    furniture = told.filter(pl.col("kind") != "empty").height + grid.rows_above
    hidden = len(kept(grid.hidden_rows, told["source_row"]))
    return Sorted(grid, raw, furniture, totals_below(told, odd, grid, table, desk.words.totals), hidden)


def _with_rows(odd: pl.DataFrame, headers: Sequence[int], grid: Grid) -> pl.DataFrame:
    """The odd rows and those of the headers, also such as number the columns and so have something in every cell."""
    others = sorted(set(headers) - set(odd["source_row"]))
    if not others:
        return odd
    rows = grid.rows_from(grid.first_row).filter(pl.col("source_row").is_in(others)).select(odd.columns)
    return pl.concat([odd, rows.collect(engine="streaming")]).sort("source_row")


def _lines(lines: pl.LazyFrame, grid: Grid) -> pl.LazyFrame:
    """Codes and names as a person sees them. Figures stay as written: a mark inside one makes it unreadable, not another figure."""
    figures = (grid.header.contract.amount, *DATES)
    words = [column for column in grid.header.headings if column not in figures]
    seen = lines.with_columns(pl.col(words).str.replace_all(INVISIBLE, "")) if grid.has_invisible else lines
    stated = [pl.lit(grid.stated.code).alias("programme_code")] if grid.stated.code else []
    return seen.select("source_row", *grid.header.headings, *stated)


def _odd_rows(grid: Grid, words: Words) -> pl.DataFrame:
    """The rows that may be no payment line, whole. Of rows with a payment date only those are looked at that begin like a total.

    They are found by a few columns, which a scanner reads in half the time; most extracts have none, or a total at their end.
    """
    # not blank: a heading, or a name or word of a signature block, which often stands under the right-hand columns
    undated = grid.rows_from(grid.first_row).filter(words.may_be_undated(grid.header))
    spine = undated.select("source_row", *grid.header.contract.names, grid.header.contract.amount).collect(engine="streaming")
    odd = spine.filter(words.may_be_furniture(grid.header))["source_row"]
    if odd.is_empty():
        return pl.DataFrame(schema={"source_row": pl.UInt32, **dict.fromkeys(grid.header.columns, pl.String)})
    first, last = int(odd[0]), int(odd[-1])
    rows = grid.rows_from(first).filter(pl.col("source_row").is_between(first, last) & among(odd))
    return rows.select("source_row", *grid.header.columns).collect(engine="streaming")
