"""A sheet with its header found becomes tables of payment lines: blank rows and furniture are set apart, all else is a line."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.blank import INVISIBLE, blank_to_null, is_blank
from transforms.parse.forms import AMOUNT_COLUMN, DATE_COLUMNS
from transforms.read.furniture import FEW_CELLS, Words, is_no_figure, recognise
from transforms.read.header import FIX, FIX_UNSURE, Header, refuse_unless_matching
from transforms.read.header_search import with_numbers
from transforms.read.headings import Headings
from transforms.read.joined import refuse_joined
from transforms.read.masking import pattern
from transforms.read.programme import NOTHING, Stated, mentions, refuse_other_programme, stated_programme
from transforms.read.shapes import RawTable, StatedTotal, at_row
from transforms.read.tables_below import Below, headers_below
from transforms.read.title_words import refuse_titles, status_word, unit_word

MANY_RANGES = 50
FIGURES = (AMOUNT_COLUMN, *DATE_COLUMNS)
WORDY = 4  # a row with so many cells, or half as many as the header, and no digit at all is a header that nobody knows


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a sheet below its header, all text. `rows_from(n)`: its rows from source_row n on, cheaper where the format allows.

    `part`: the same rows under another header, where the format has to look at its cells anew.
    """

    rows_from: Callable[[int], pl.LazyFrame]  # source_row and header.columns
    header: Header  # its `row` is that of the sheet, from 0
    sheet: str | None
    rows_above: int  # non-blank rows above the first line: titles and the header itself
    first_row: int  # source_row of the first row below the header
    last_row: int = 0  # 0: to the end
    short_rows: tuple[int, ...] = ()  # source_rows with fewer fields than the header
    numeric_nik_rows: tuple[int, ...] = ()
    has_invisible: bool = False  # zero-width characters or direction marks somewhere
    own_name: str | None = None  # the sheet's name, unmasked
    stated: Stated = NOTHING  # the programme, where no column says it
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    part: "Callable[[Header, int, int], Grid] | None" = None
    first_column: int = 1  # of the sheet, counted from 1, where the header's first column stands
    titles: tuple[tuple[str | None, ...], ...] = ()  # the rows above the header
    is_pasted: bool = False  # all its columns stand as one text in that one

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"sheet {self.sheet}" if self.sheet else ""


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
        return [_sorted(Part(grid, below), odd, desk, table)]
    parts = _parts(grid, below, desk)
    return [_sorted(part, _odd_rows(part.grid, desk.words), desk, number) for number, part in enumerate(parts, start=table)]


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
    _refuse_titles_between(odd, grid, following.title_rows if following else (), desk.file_name)
    _refuse_joined(odd, told, grid, desk.file_name)
    untold = odd.filter(~pl.col("source_row").is_in(told["source_row"].implode()))
    _refuse_unknown_header(untold, grid, desk.file_name)
    if grid.stated.code:
        _refuse_other_programme(grid, following.title_rows if following else (), desk)
    _refuse_short_lines(grid, told, desk.file_name)
    lines = _without(grid.rows_from(grid.first_row), told["source_row"])
    _refuse_unnamed_cells(grid, lines, untold, desk.file_name)
    raw = RawTable(_lines(lines, grid), grid.sheet, grid.header.headings, _kept(grid.numeric_nik_rows, told["source_row"]))
    furniture = told.filter(pl.col("kind") != "empty").height + grid.rows_above
    hidden = len(_kept(grid.hidden_rows, told["source_row"]))
    return Sorted(grid, raw, furniture, _stated_totals(told, grid.sheet, table), hidden)


def _refuse_titles_between(odd: pl.DataFrame, grid: Grid, others: Collection[int], file_name: str) -> None:
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
    later = grid.rows_from(max(row + 1, grid.first_row)).filter(~_among(odd["source_row"]))
    return later.head(1).collect(engine="streaming").height > 0


def _refuse_joined(odd: pl.DataFrame, told: pl.DataFrame, grid: Grid, file_name: str) -> None:
    """EX03 for furniture that is a line under another separator. A repeated header was read by this one."""
    furniture = told.filter(~pl.col("kind").is_in(["empty", "blank", "header"]))["source_row"]
    rows = odd.filter(pl.col("source_row").is_in(furniture.implode())).select("source_row", *grid.header.columns).iter_rows()
    refuse_joined(((row[0], row[1:]) for row in rows), len(grid.header.cells), file_name=file_name, place=grid.place)


def _with_rows(odd: pl.DataFrame, headers: Sequence[int], grid: Grid) -> pl.DataFrame:
    """The odd rows and those of the headers, also such as number the columns and so have something in every cell."""
    others = sorted(set(headers) - set(odd["source_row"]))
    if not others:
        return odd
    rows = grid.rows_from(grid.first_row).filter(pl.col("source_row").is_in(others)).select(odd.columns)
    return pl.concat([odd, rows.collect(engine="streaming")]).sort("source_row")


def _lines(lines: pl.LazyFrame, grid: Grid) -> pl.LazyFrame:
    """Codes and names as a person sees them. Figures stay as written: a mark inside one makes it unreadable, not another figure."""
    words = [column for column in grid.header.headings if column not in FIGURES]
    seen = lines.with_columns(pl.col(words).str.replace_all(INVISIBLE, "")) if grid.has_invisible else lines
    stated = [pl.lit(grid.stated.code).alias("programme_code")] if grid.stated.code else []
    return seen.select("source_row", *grid.header.headings, *stated)


def _odd_rows(grid: Grid, words: Words) -> pl.DataFrame:
    """The rows that may be no payment line, whole. Of rows with a payment date only those are looked at that begin like a total."""
    # not blank: a heading, or a name or word of a signature block, which often stands under the right-hand columns
    spine = (
        grid.rows_from(grid.first_row)
        .filter(is_no_figure("payment_date") | words.may_stand_dated())
        .select("source_row", "claim_id", "amount_paid_idr")
        .collect(engine="streaming")
    )
    odd = spine.filter(words.may_be_furniture(grid.header))["source_row"]
    if odd.is_empty():
        return pl.DataFrame(schema={"source_row": pl.UInt32, **dict.fromkeys(grid.header.columns, pl.String)})
    first, last = int(odd[0]), int(odd[-1])
    rows = grid.rows_from(first).filter(pl.col("source_row").is_between(first, last) & _among(odd))
    return rows.select("source_row", *grid.header.columns).collect(engine="streaming")


def _among(rows: pl.Series) -> pl.Expr:
    """Is source_row one of these? By ranges where they are few, since furniture and blank rows stand together."""
    starts = rows.filter((rows.diff() != 1).fill_null(value=True))
    if len(starts) > MANY_RANGES:
        return pl.col("source_row").is_in(rows.implode())
    ends = rows.filter((rows.diff(-1) != -1).fill_null(value=True)) if len(rows) else rows
    spans = [pl.col("source_row").is_between(a, b) for a, b in zip(starts, ends, strict=True)]
    return pl.any_horizontal(spans) if spans else pl.lit(False)


def _without(frame: pl.LazyFrame, rows: pl.Series) -> pl.LazyFrame:
    return frame if rows.is_empty() else frame.filter(~_among(rows))


def _kept(rows: Sequence[int], told: pl.Series) -> tuple[int, ...]:
    taken = set(told)
    return tuple(row for row in rows if row not in taken)


def _stated_totals(told: pl.DataFrame, sheet: str | None, table: int) -> tuple[StatedTotal, ...]:
    """Every total row with an amount."""
    written = told.filter(pl.col("amount").is_not_null() & pl.col("kind").str.ends_with("total"))
    rows = written.select("source_row", "amount", "kind", "label").iter_rows()
    return tuple(StatedTotal(sheet, row, AMOUNT_COLUMN, text, table, kind, label) for row, text, kind, label in rows)


def _refuse_short_lines(grid: Grid, told: pl.DataFrame, file_name: str) -> None:
    short = _kept(grid.short_rows, told["source_row"])
    if short:
        what = f"row {short[0]} has fewer fields than the header" + f", and {len(short) - 1} more rows" * (len(short) > 1)
        fix = "the file was cut off or a line was broken in two: export it again and put the whole of it in landing"
        raise ExtractRefused("EX04", file_name, what, fix, {"short rows": str(len(short))}, f"row {short[0]}")


def _refuse_unnamed_cells(grid: Grid, lines: pl.LazyFrame, untold: pl.DataFrame, file_name: str) -> None:
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


def _refuse_unknown_header(untold: pl.DataFrame, grid: Grid, file_name: str) -> None:
    """EX03 for a row of words without any digit: no payment line is so, but a header whose headings nobody knows is."""
    cells = grid.header.columns
    filled = pl.sum_horizontal(blank_to_null(cell).is_not_null().cast(pl.UInt32) for cell in cells)
    digits = pl.any_horizontal(pl.col(cell).str.contains("[0-9]").fill_null(value=False) for cell in cells)
    most = max(WORDY, sum(bool(cell) for cell in grid.header.cells) // 2)
    for row in untold.filter((filled >= most) & ~digits).head(1).iter_rows():
        what = f"row {row[0]} looks like a header, but is not the one above and its headings are not known"
        shape = " | ".join(pattern(cell) for cell in row[1:] if cell)
        raise ExtractRefused("EX03", file_name, what, FIX, {"shape of the row": shape}, grid.place)


def _refuse_other_programme(grid: Grid, titles: Collection[int], desk: Desk) -> None:
    """EX03 where any row of few cells, but the next table's titles, names another programme than the one that stands for the column."""
    filled = pl.sum_horizontal(blank_to_null(cell).is_not_null().cast(pl.UInt32) for cell in grid.header.columns)
    rows = grid.rows_from(grid.first_row).filter((filled <= FEW_CELLS) & ~pl.col("source_row").is_in(list(titles)))
    cells = rows.select("source_row", *grid.header.columns).collect(engine="streaming").iter_rows()
    named = ((row[0], mentions(row[1:], desk.headings)) for row in cells)
    refuse_other_programme(named, grid.stated, file_name=desk.file_name, place=grid.place)
