"""Headers below the first: the same one repeated on each printed page, or that of another table in the same sheet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from transforms.read.header import ENOUGH_KNOWN, Header
from transforms.read.header_search import find_header
from transforms.read.headings import Headings
from transforms.read.programme import in_title
from transforms.vocabulary.met import compared

LIKELY = 2  # known headings in a row that may be (one row of) a header
LIKELY_WORDS = 3
TITLE_CELLS = 3
TITLE_ROWS = 12  # at most so many rows above a header are its titles

Cells = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """A header found below the first; rows count from 1 as a person sees them."""

    header: Header  # its `row` is that of the sheet, from 0
    titles: tuple[Cells, ...]  # the rows right above it
    is_repeated: bool  # the header of the table that goes on

    @property
    def rows(self) -> range:
        """Its source_rows."""
        return range(self.header.first + 1, self.header.row + 2)

    @property
    def title_rows(self) -> range:
        """Those of its titles."""
        return range(self.header.first + 1 - len(self.titles), self.header.first + 1)


def headers_below(odd: pl.DataFrame, header: Header, headings: Headings) -> list[Below]:
    """Every header among rows without a payment date (source_row and the columns of `header`), in file order."""
    headings.ask(_words(odd, header))
    numbers = odd.filter((_known_headings(header, headings.plain) >= LIKELY) | _is_words(header))["source_row"].to_list()
    if not numbers:
        return []
    near = {number + n for number in numbers for n in range(-TITLE_ROWS - 1, 4)}
    rows = _cells(odd.filter(pl.col("source_row").is_in(list(near))), header)
    found: list[Below] = []
    current, last = header, 0
    for number in numbers:
        if number > last and (other := _at(number, rows, headings)):
            titles = _titles(other.first, rows)
            is_repeated = _is_same(other, current) and not (not current.says_programme and _names_programme(titles, headings))
            found.append(Below(other, titles, is_repeated))
            current, last = (current if is_repeated else other), other.row + 1
    return found


def _known_headings(header: Header, headings: Headings) -> pl.Expr:
    """How many cells of a row are known headings."""
    known = list(headings.canonical)
    return pl.sum_horizontal(compared(pl.col(column)).is_in(known).fill_null(value=False).cast(pl.UInt32) for column in header.columns)


def _words(odd: pl.DataFrame, header: Header) -> list[str]:
    """Every cell of these rows as it is held against the headings."""
    return [text for column in header.columns for text in odd.select(compared(pl.col(column))).to_series().drop_nulls().unique()]


def _is_words(header: Header) -> pl.Expr:
    """Several cells and no digit: perhaps one half of a header whose headings are broken in two."""
    cells = [pl.col(column) for column in header.columns]
    filled = pl.sum_horizontal((cell.fill_null("").str.strip_chars() != "").cast(pl.UInt32) for cell in cells)
    return (filled >= LIKELY_WORDS) & ~pl.any_horizontal(cell.str.contains("[0-9]").fill_null(value=False) for cell in cells)


def _cells(rows: pl.DataFrame, header: Header) -> dict[int, Cells]:
    return {row[0]: row[1:] for row in rows.select("source_row", *header.columns).iter_rows()}


def _at(number: int, rows: Mapping[int, Cells], headings: Headings) -> Header | None:
    """The header of one or two rows that this row is part of."""
    window = [rows.get(one, ()) for one in range(number - 1, number + 3)]  # a title of words, then a header of two rows
    found = find_header(window, headings)
    if found is None or found.known < ENOUGH_KNOWN:
        return None
    return replace(found, row=number - 2 + found.row)


def _titles(first: int, rows: Mapping[int, Cells]) -> tuple[Cells, ...]:
    """The title-like rows right above row `first` (from 0)."""
    titles = []
    for number in range(first, max(first - TITLE_ROWS, 0), -1):
        cells = rows.get(number, ())
        if sum(bool(cell and cell.strip()) for cell in cells) > TITLE_CELLS or number not in rows:
            break
        titles.append(cells)
    return tuple(titles)


def _is_same(header: Header, first: Header) -> bool:
    """Every heading where it was; some may be left out, but none may be unknown or another."""
    columns = zip(header.names, header.cells, first.names, strict=True)
    same = all(name == other or not (name or cell) for name, cell, other in columns)
    return same and not header.unknown and not header.unsure and not any(header.contrary)


def _names_programme(titles: Collection[Cells], headings: Headings) -> bool:
    return any(in_title(row, headings) for row in titles)
