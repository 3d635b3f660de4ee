"""The records of a CSV below its header: by the fast scanner where it can be trusted, record by record where it cannot."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.parse.blank import only_where
from transforms.read.census import Census, may_have_long_field
from transforms.read.grid import Grid
from transforms.read.header import Header
from transforms.read.records import rewrite, too_long


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text file is laid out: found in its first megabyte."""

    separator: str
    header: Header
    header_line: int  # physical line the (last row of the) header begins in, from 1
    header_width: int  # fields of that row alone
    first_row: int  # physical line of the first record below it
    body_start: int  # its byte offset
    title_rows: int  # non-blank records above the last row of the header
    has_quotes_above: bool  # in the header or a title
    is_utf8_above: bool
    titles: tuple[tuple[str, ...], ...] = ()  # the records above the header


def grid_of_records(path: Path, layout: Layout, census: Census, workspace: Path, file_name: str) -> Grid:
    """The rows below the header of a layout. EX02, EX04, EX12 where a record is not as the header says."""
    is_whole = layout.header_width == len(layout.header.cells)
    is_safe = is_whole and not (census.has_quotes and census.has_long_gap and may_have_long_field(path, layout.body_start))
    short = _short_rows(path, layout, census, file_name) if is_safe else None
    if short is not None:
        return _grid_of(lambda first: _scan(path, layout, first, has_quotes=census.has_quotes), layout, short)
    target, width = workspace / "records.csv", len(layout.header.cells)
    short = rewrite(path, target, layout.separator, first_row=layout.first_row, width=width, file_name=file_name)
    return _grid_of(lambda first: _scan_rewritten(target, layout, first), layout, short)


def _short_rows(path: Path, layout: Layout, census: Census, file_name: str) -> tuple[int, ...] | None:
    """The rows of short records, or None where only reading record by record can tell, or Polars' rows are not the file's."""
    try:
        if not census.has_quotes:
            records = _scan(path, layout, layout.first_row, has_quotes=False).select(pl.len()).collect(engine="streaming").item()
            return _short_lines(path, layout, file_name) if records == census.lines else None
        return () if _are_records(path, layout) else None
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None


def _short_lines(path: Path, layout: Layout, file_name: str) -> tuple[int, ...]:
    """Without quotes a record is a line, and its fields can be counted by its separators; Polars reads short records as empty cells."""
    width = len(layout.header.cells)
    counted = _lines(path, layout).select("row", fields=_fields(layout), is_empty=pl.col("line").str.len_bytes() == 0)
    uneven = counted.filter((pl.col("fields") != width) & ~pl.col("is_empty")).select("row", "fields").collect(engine="streaming")
    for row, count in uneven.filter(pl.col("fields") > width).head(1).iter_rows():
        raise too_long(row, count, width, file_name)
    return tuple(uneven["row"])


def _lines(path: Path, layout: Layout) -> pl.LazyFrame:
    """The physical lines below the header: row, line."""
    lines = pl.scan_lines(path, name="line", row_index_name="row", row_index_offset=1, glob=False)
    return lines.filter(pl.col("row") >= layout.first_row)


def _fields(layout: Layout) -> pl.Expr:
    return pl.col("line").str.count_matches(layout.separator, literal=True) + 1


def _are_records(path: Path, layout: Layout) -> bool:
    """Whether each line by itself is one record with the header's number of fields, where some have quotes.

    Those without a quote are counted by their separators. Of the others every quote must open or close a field, so that no scanner can
    take it for anything else.
    """
    width, mark = len(layout.header.cells), re.escape(layout.separator)
    field = rf'(?:"(?:[^"]|"")*"|[^"{mark}]*)'
    is_quoted = pl.col("line").str.contains('"', literal=True)
    is_whole = only_where(is_quoted, pl.col("line")).str.contains(rf"^{field}(?:{mark}{field}){{{width - 1}}}\r?$")
    is_record = pl.when(is_quoted).then(is_whole).otherwise(_fields(layout) == width)
    return bool(_lines(path, layout).select(is_record.all()).collect(engine="streaming").item())


def _grid_of(rows_from: Callable[[int], pl.LazyFrame], layout: Layout, short: tuple[int, ...]) -> Grid:
    return Grid(rows_from, layout.header, None, layout.title_rows + 1, layout.first_row, short_rows=short, titles=layout.titles)


def _scan(path: Path, layout: Layout, first: int, *, has_quotes: bool) -> pl.LazyFrame:
    return pl.scan_csv(
        path,
        separator=layout.separator,
        quote_char='"' if has_quotes or layout.has_quotes_above else None,
        skip_lines=layout.header_line - 1,
        skip_rows_after_header=first - layout.first_row,
        new_columns=layout.header.columns,
        infer_schema=False,
        row_index_name="source_row",
        row_index_offset=first,
        glob=False,
    )


def _scan_rewritten(path: Path, layout: Layout, first: int) -> pl.LazyFrame:
    rows = pl.scan_csv(path, separator=layout.separator, new_columns=["source_row", *layout.header.columns], infer_schema=False, glob=False)
    return rows.with_columns(pl.col("source_row").cast(pl.UInt32)).filter(pl.col("source_row") >= first)
