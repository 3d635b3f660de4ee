"""Parquet as text, exactly: types of the file are kept as knowledge (a number in the amount column is marked `=`)."""

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.grid import Grid
from transforms.read.header import find_header, refuse_unless_matching
from transforms.read.headings import Headings
from transforms.read.shapes import ExtractFile


def read_parquet(file: ExtractFile, headings: Headings) -> Grid:
    """The one grid of a Parquet file; source_row counts its rows from 1. Raises EX02, EX03, EX04."""
    containers.refuse_unreadable_parquet(file)
    try:
        scan = pl.scan_parquet(file.path, glob=False, row_index_name="__row", row_index_offset=1)
        schema = scan.collect_schema()
    except (pl.exceptions.ComputeError, OSError):
        raise containers.damaged(file) from None
    names = [name for name in schema.names() if name != "__row"]
    header = refuse_unless_matching(find_header([names], headings), [names], file_name=file.file_name, place="")
    cells = [
        _as_text(source, column, schema[source], file.file_name).alias(column) for source, column in zip(names, header.columns, strict=True)
    ]
    lines = scan.select(pl.col("__row").cast(pl.UInt32).alias("source_row"), *cells)
    return Grid(lambda first: lines.filter(pl.col("source_row") >= first), header, None, 0, 1)


def _as_text(source: str, column: str, kind: pl.DataType, file_name: str) -> pl.Expr:
    """Dates ISO, numbers plain, codes as they are. A nested or binary column is no cell."""
    cell = pl.col(source)
    if kind.is_nested() or kind in {pl.Binary, pl.Object}:
        raise ExtractRefused("EX02", file_name, f"column {column} holds no plain values", "write each column as text, number or date")
    if column == "amount_paid_idr" and kind.is_numeric():
        return "=" + _plain(cell, kind)
    return _plain(cell, kind) if kind.is_float() else cell.cast(pl.String)


def _plain(cell: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A number's digits without exponent, and whole ones without `.0`."""
    if not kind.is_float():
        return cell.cast(pl.String)
    return pl.when(cell == cell.round(0)).then(cell.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(cell.cast(pl.String))
