"""A sheet with its header found becomes a table of payment lines: blank rows and furniture are set apart, all else is a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.blank import INVISIBLE, is_blank
from transforms.parse.forms import AMOUNT_COLUMN, DATE_COLUMNS
from transforms.read.furniture import BEGINS_WITH_LETTERS, Words, recognise
from transforms.read.header import FIX, Header
from transforms.read.shapes import RawTable, StatedTotal

MANY_RANGES = 50
FIGURES = (AMOUNT_COLUMN, *DATE_COLUMNS)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet below its header, all text. `rows_from(n)`: the same rows from source_row n on, cheaper where the format allows."""

    rows_from: Callable[[int], pl.LazyFrame]  # source_row and header.columns
    header: Header
    sheet: str | None
    rows_above: int  # non-blank rows above the first line: titles and the header itself
    first_row: int  # source_row of the first row below the header
    short_rows: tuple[int, ...] = ()  # source_rows with fewer fields than the header
    numeric_nik_rows: tuple[int, ...] = ()
    has_invisible: bool = False  # zero-width characters or direction marks somewhere


@dataclass(frozen=True, slots=True)
class Sorted:
    """A grid with its rows told apart."""

    table: RawTable
    furniture_rows: int
    stated_totals: tuple[StatedTotal, ...]


def sort_rows(grid: Grid, words: Words, *, table: int, file_name: str) -> Sorted:
    """Lines to the table, furniture counted, totals kept. EX04 for a short record that is no furniture, EX03 for cells under no heading."""
    told = _told_apart(grid, words)
    _refuse_short_lines(grid, told, file_name)
    lines = _without(grid.rows_from(grid.first_row), told["source_row"])
    _refuse_unnamed_cells(grid, lines, file_name)
    raw = RawTable(
        _seen(lines, grid).select("source_row", *grid.header.headings),
        grid.sheet,
        grid.header.headings,
        _kept(grid.numeric_nik_rows, told["source_row"]),
    )
    furniture = told.filter(pl.col("kind") != "empty").height + grid.rows_above
    return Sorted(raw, furniture, _stated_totals(told, grid.sheet, table))


def _seen(lines: pl.LazyFrame, grid: Grid) -> pl.LazyFrame:
    """Codes and names as a person sees them. Figures stay as written: a mark inside one makes it unreadable, not another figure."""
    words = [column for column in grid.header.headings if column not in FIGURES]
    return lines.with_columns(pl.col(words).str.replace_all(INVISIBLE, "")) if grid.has_invisible else lines


def _told_apart(grid: Grid, words: Words) -> pl.DataFrame:
    """The rows that are no payment line: source_row, kind, amount text. Only rows without a payment date are looked at."""
    # letters before any digit: a heading, or a name or word of a signature block, which often stands under the right-hand columns
    undated = is_blank("payment_date") | pl.col("payment_date").str.contains(BEGINS_WITH_LETTERS)
    spine = grid.rows_from(grid.first_row).filter(undated).select("source_row", "claim_id", "amount_paid_idr").collect(engine="streaming")
    candidates = spine.filter(words.may_be_furniture(grid.header))["source_row"]
    if candidates.is_empty():
        return pl.DataFrame(schema={"source_row": pl.UInt32, "kind": pl.String, "amount": pl.String, "label": pl.String})
    first, last = int(candidates[0]), int(candidates[-1])
    rows = grid.rows_from(first).filter(pl.col("source_row").is_between(first, last) & _among(candidates)).collect(engine="streaming")
    return recognise(rows, grid.header, words)


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
    """Every total row with an amount, each knowing the one of its kind before it."""
    written = told.filter(pl.col("amount").is_not_null() & pl.col("kind").str.ends_with("total"))
    known = written.with_columns(since=pl.col("source_row").shift(1, fill_value=0).over("kind"))
    rows = known.select("source_row", "amount", "since", "kind", "label").iter_rows()
    return tuple(StatedTotal(sheet, row, AMOUNT_COLUMN, text, since, table, kind, label) for row, text, since, kind, label in rows)


def _refuse_short_lines(grid: Grid, told: pl.DataFrame, file_name: str) -> None:
    short = _kept(grid.short_rows, told["source_row"])
    if short:
        what = f"row {short[0]} has fewer fields than the header" + f", and {len(short) - 1} more rows" * (len(short) > 1)
        fix = "the file was cut off or a line was broken in two: export it again and put the whole of it in landing"
        raise ExtractRefused("EX04", file_name, what, fix, {"short rows": str(len(short))}, f"row {short[0]}")


def _refuse_unnamed_cells(grid: Grid, lines: pl.LazyFrame, file_name: str) -> None:
    if not grid.header.unnamed:
        return
    filled = lines.select((~is_blank(column)).sum() for column in grid.header.unnamed).collect(engine="streaming").row(0)
    for column, count in zip(grid.header.unnamed, filled, strict=True):
        if count:
            what = f"column {column.removeprefix('_other_')} has no heading, but {count} lines have something in it"
            raise ExtractRefused("EX03", file_name, what, FIX, {"header row": str(grid.first_row - 1)}, grid.sheet or "")
