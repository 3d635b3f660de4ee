"""A sheet without a header of ours is set aside, unless its rows may be payment lines: those are never lost with it."""

from collections.abc import Iterable, Sequence

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.dates import ORDERS, read_date
from transforms.read.header import Header

CELLS, FIGURES = 4, 3  # a row with so many cells, so many of them with digits, and a written date
SEPARATORS = (";", ",", r"\t", r"\|")
FIX = "give the sheet the header of the others, or take it out, and send the file again"


def refuse_lines_aside(frame: pl.DataFrame, offset: int, layouts: Iterable[tuple[Header, int]], *, file_name: str, place: str) -> None:
    """EX03 where a row looks like a line by itself, as one joined text, or by the columns of another sheet's table.

    `offset`: columns of the sheet left of the frame's; `layouts`: the headers of the tables, each with its sheet's offset.
    """
    if not frame.width:
        return
    columns = [pl.col(column) for column in frame.columns]
    placed = [_is_line_of(header, columns, before - offset) for header, before in layouts]
    rows = frame.filter(pl.any_horizontal(_is_line(columns), *map(_is_joined_line, columns), *placed)).height
    if rows:
        what = f"it has no header that is known, but {rows} rows that may be payment lines"
        raise ExtractRefused("EX03", file_name, what, FIX, {"rows like lines": str(rows)}, place)


def _is_line(columns: Sequence[pl.Expr]) -> pl.Expr:
    dates = [text.str.contains(r"[-/. ]") & _is_date(text) for text in columns]  # a bare number may be a count
    filled = [text.fill_null("").str.strip_chars() != "" for text in columns]
    return (_count(filled) >= CELLS) & (_count([_has_digit(text) for text in columns]) >= FIGURES) & (_count(dates) > 0)


def _is_joined_line(text: pl.Expr) -> pl.Expr:
    """Many fields in one cell, most of them figures."""
    each = [
        (text.str.count_matches(separator) >= CELLS - 1) & (text.str.count_matches(rf"[^{separator}]*[0-9][^{separator}]*") >= FIGURES)
        for separator in SEPARATORS
    ]
    return pl.any_horizontal(each).fill_null(value=False)


def _is_line_of(header: Header, columns: Sequence[pl.Expr], moved: int) -> pl.Expr:
    """What a line is about, its date and its figure stand in the columns of a table."""
    contract = header.contract
    asked = [contract.names[0], contract.amount, *([contract.day] if contract.day else [])]
    places = [header.names.index(name) + moved for name in asked]
    if not all(0 <= place < len(columns) for place in places):
        return pl.lit(False)
    name, amount, *day = (columns[place] for place in places)
    return pl.all_horizontal(_has_digit(name), _has_digit(amount), *map(_is_date, day)).fill_null(value=False)


def _is_date(text: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(read_date(text, order).is_not_null() for order in ORDERS)


def _has_digit(text: pl.Expr) -> pl.Expr:
    return text.str.contains("[0-9]").fill_null(value=False)


def _count(conditions: Sequence[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(condition.fill_null(value=False).cast(pl.UInt32) for condition in conditions)
