"""Parquet as text, exactly: types of the file are kept as knowledge (a number in the amount column is marked `=`)."""

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read import containers
from transforms.read.apart import Apart, Died
from transforms.read.grid import Grid
from transforms.read.header import SEARCHED_ROWS, Header, refuse_unless_matching
from transforms.read.header_search import find_header
from transforms.read.headings import Headings
from transforms.read.limits import limit, over
from transforms.read.parquet_cells import AMOUNTS, EXACT, Taken, as_lines, is_plain, scan_parquet
from transforms.read.parquet_probe import Footer, footer_of, has_invisible, is_rounded, sample_of, schema_of, text_sizes
from transforms.read.shapes import ExtractFile


def read_parquet(file: ExtractFile, headings: Headings) -> Grid:
    """The one grid of a Parquet file; source_row counts its rows from 1. Raises EX02, EX03, EX04, EX08, EX12.

    Every page is decoded once in a process apart, so that no later step meets a damaged one: some make a decoder abort.
    """
    containers.refuse_unreadable_parquet(file)
    try:
        with Apart() as apart:
            return _probed(file, headings, apart)
    except Died as died:
        raise containers.damaged(file, {"failure": died.how}) from None


def _probed(file: ExtractFile, headings: Headings, apart: Apart) -> Grid:
    path = file.path.absolute()
    _refuse_oversized(file, apart.ask(footer_of, path))
    schema = apart.ask(schema_of, path)
    names = schema.names()
    header = find_header([names], headings)
    sample = apart.ask(sample_of, path, schema, SEARCHED_ROWS) if header and header.unknown else []
    header = refuse_unless_matching(header, [names, *sample], file_name=file.file_name, place="")
    passed_over = _passed_over(header)
    taken = [(source, column) for source, column in zip(names, header.columns, strict=True) if column not in passed_over]
    _refuse_no_cells(schema, taken, file.file_name)
    _refuse_long_texts(*apart.ask(text_sizes, path, schema, taken), file.file_name)
    for source, column in taken:
        exact = EXACT.get(schema[source]) if column in AMOUNTS else None
        if exact and apart.ask(is_rounded, path, source, exact):
            raise _rounded(column, exact, schema[source], file.file_name)
    is_marked = apart.ask(has_invisible, path, schema, taken)
    lines = as_lines(scan_parquet(path), schema, taken).with_columns(pl.lit(None, dtype=pl.String).alias(column) for column in passed_over)
    return Grid(lambda first: lines.filter(pl.col("source_row") >= first), header, None, 0, 1, has_invisible=is_marked)


def _passed_over(header: Header) -> list[str]:
    """Columns ignored by name: they may hold anything, also what is no cell."""
    return [column for column in header.columns if column.startswith("_other_") and column not in header.unnamed]


def _refuse_no_cells(schema: pl.Schema, taken: Taken, file_name: str) -> None:
    """EX02 for a column that is taken and holds no plain values."""
    for source, column in taken:
        if not is_plain(schema[source]):
            what = f"column {column.removeprefix('_other_')} holds no plain values"
            raise ExtractRefused("EX02", file_name, what, "write each column as text, number or date")


def _rounded(column: str, exact: int, kind: pl.DataType, file_name: str) -> ExtractRefused:
    what = f"column {column} is of kind {kind}, which keeps no figure exact from {exact} on, and holds such figures"
    fix = "write the amounts as decimal, whole number, Float64 or text, from the source and not from this file"
    return ExtractRefused("EX08", file_name, what, fix, {"kind of number": str(kind)}, f"column {column}")


def _refuse_oversized(file: ExtractFile, footer: Footer | None) -> None:
    """By the footer, before memory is set aside for what it states."""
    if footer is None:
        raise containers.damaged(file)
    rows, chunks = sum(footer.group_rows), footer.chunk_bytes
    if footer.columns > limit("columns"):
        raise over(file.file_name, f"it has {footer.columns} columns", "columns")
    if footer.rows != rows or min([rows, *chunks]) < 0:
        raise containers.damaged(file)
    if rows > limit("parquet_rows"):
        raise over(file.file_name, f"it states {rows} rows", "parquet_rows")
    if sum(chunks) > limit("parquet_bytes"):
        raise over(file.file_name, f"its columns unpack to {sum(chunks)} bytes", "parquet_bytes")
    if max(chunks, default=0) > limit("parquet_chunk_bytes"):
        raise over(file.file_name, f"a column unpacks to {max(chunks)} bytes in one row group", "parquet_chunk_bytes")


def _refuse_long_texts(rows: int, longest: int, total: int, file_name: str) -> None:
    """EX12 for long cells, or lines that hold too much text."""
    if longest > limit("field_characters"):
        raise over(file_name, f"a cell has {longest} bytes", "field_characters")
    if total > max(limit("ratio_floor_bytes"), rows * limit("line_text_bytes")):
        raise over(file_name, f"{rows} lines hold {total} bytes of text", "line_text_bytes")
