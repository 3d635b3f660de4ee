"""Parquet as text, exactly: types of the file are kept as knowledge (a number in the amount column is marked `=`)."""

from datetime import date

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.errors import ExtractRefused
from transforms.parse.blank import INVISIBLE
from transforms.read import containers
from transforms.read.grid import Grid
from transforms.read.header import SEARCHED_ROWS, Header, refuse_unless_matching
from transforms.read.header_search import find_header
from transforms.read.headings import Headings
from transforms.read.limits import limit, over
from transforms.read.shapes import ExtractFile

TEXTS = (pl.String, pl.Categorical, pl.Enum)
PLAIN = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null, pl.Date, pl.Datetime)
NO_DATE = "(no date)"  # a text that no form can read: a stated but impossible date is no blank
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
EPOCH = date(1970, 1, 1)
DECIMALS = 2  # of an amount in rupiah


def read_parquet(file: ExtractFile, headings: Headings) -> Grid:
    """The one grid of a Parquet file; source_row counts its rows from 1. Raises EX02, EX03, EX04, EX12.

    Every page is decoded once here, so that no later step meets a damaged one.
    """
    containers.refuse_unreadable_parquet(file)
    _refuse_oversized(file)
    # Statistics are the writer's word: with them a wrong one would hide lines.
    scan = pl.scan_parquet(file.path, glob=False, row_index_name="__row", row_index_offset=1, use_statistics=False)
    schema = scan.collect_schema()
    names = [name for name in schema.names() if name != "__row"]
    header = find_header([names], headings)
    sample = _sample(scan, names, schema) if header and header.unknown else []
    header = refuse_unless_matching(header, [names, *sample], file_name=file.file_name, place="")
    taken = [(source, column) for source, column in zip(names, header.columns, strict=True) if column not in _passed_over(header)]
    cells = [_as_text(source, column, schema[source], file.file_name).alias(column) for source, column in taken]
    ignored = [pl.lit(None, dtype=pl.String).alias(column) for column in header.columns if column in _passed_over(header)]
    lines = scan.select(pl.col("__row").cast(pl.UInt32).alias("source_row"), *cells, *ignored)
    _refuse_long_texts(scan, [source for source, _ in taken if isinstance(schema[source], TEXTS)], schema, file.file_name)
    has_invisible = _decode_all(lines, [column for _, column in taken])
    return Grid(lambda first: lines.filter(pl.col("source_row") >= first), header, None, 0, 1, has_invisible=has_invisible)


def _sample(scan: pl.LazyFrame, names: list[str], schema: pl.Schema) -> list[tuple[str | None, ...]]:
    """The first rows as text, so that what an unknown column holds can be told; of what is no plain value nothing."""
    kinds = ((name, schema[name]) for name in names)
    cells = [
        pl.col(name).cast(pl.String) if kind.is_numeric() or isinstance(kind, PLAIN) else pl.lit(None).alias(name) for name, kind in kinds
    ]
    try:
        return scan.head(SEARCHED_ROWS).select(cells).collect().rows()
    except (pl.exceptions.PolarsError, UnicodeError):
        return []


def _passed_over(header: Header) -> set[str]:
    """Columns ignored by name: they may hold anything, also what is no cell."""
    return {column for column in header.columns if column.startswith("_other_")} - set(header.unnamed)


def _refuse_oversized(file: ExtractFile) -> None:
    """By the footer, before memory is set aside for what it states."""
    try:
        footer = pq.read_metadata(file.path)
        groups = [footer.row_group(n) for n in range(footer.num_row_groups)]
        chunks = [group.column(n).total_uncompressed_size for group in groups for n in range(group.num_columns)]
    except (pa.ArrowException, OSError, UnicodeError):
        raise containers.damaged(file) from None
    if footer.num_columns > limit("columns"):
        raise over(file.file_name, f"it has {footer.num_columns} columns", "columns")
    rows = sum(group.num_rows for group in groups)
    if footer.num_rows != rows or min([rows, *chunks]) < 0:
        raise containers.damaged(file)
    if rows > limit("parquet_rows"):
        raise over(file.file_name, f"it states {rows} rows", "parquet_rows")
    if sum(chunks) > limit("parquet_bytes"):
        raise over(file.file_name, f"its columns unpack to {sum(chunks)} bytes", "parquet_bytes")
    if max(chunks, default=0) > limit("parquet_chunk_bytes"):
        raise over(file.file_name, f"a column unpacks to {max(chunks)} bytes in one row group", "parquet_chunk_bytes")


def _refuse_long_texts(scan: pl.LazyFrame, texts: list[str], schema: pl.Schema, file_name: str) -> None:
    """EX12 for long cells, measured where they stand: a dictionary holds once what every line repeats."""
    cells = [pl.col(text).str if isinstance(schema[text], pl.String) else pl.col(text).cat for text in texts]
    lengths = [cell.len_bytes().cast(pl.Int64).alias(text) for cell, text in zip(cells, texts, strict=True)]
    measured = scan.select(*lengths) if lengths else scan.select(pl.lit(0, pl.Int64).alias("none"))
    sizes = measured.select(pl.len(), longest=pl.max_horizontal(pl.all().max()), total=pl.sum_horizontal(pl.all().sum()))
    rows, longest, total = sizes.collect(engine="streaming").row(0)
    if (longest or 0) > limit("field_characters"):
        raise over(file_name, f"a cell has {longest} bytes", "field_characters")
    if total > max(limit("ratio_floor_bytes"), rows * limit("line_text_bytes")):
        raise over(file_name, f"{rows} lines hold {total} bytes of text", "line_text_bytes")


def _decode_all(lines: pl.LazyFrame, columns: list[str]) -> bool:
    """Does any cell have characters that nobody sees? To tell, every page is decoded and every cell written as text."""
    seen = lines.select(pl.any_horizontal(pl.col(columns).str.contains(INVISIBLE).any())).collect(engine="streaming").item()
    return bool(seen)


def _as_text(source: str, column: str, kind: pl.DataType, file_name: str) -> pl.Expr:
    """Dates ISO, numbers plain, codes as they are. A nested or binary column, a duration or a time is no cell."""
    cell = pl.col(source)
    if not (kind.is_numeric() or isinstance(kind, PLAIN)):
        name = f"column {column.removeprefix('_other_')}"
        raise ExtractRefused("EX02", file_name, f"{name} holds no plain values", "write each column as text, number or date")
    if column == "amount_paid_idr" and kind.is_numeric():
        return "=" + _plain(cell, kind)
    if isinstance(kind, pl.Date | pl.Datetime):
        return _day(cell, kind)
    return _plain(cell, kind) if kind.is_float() else cell.cast(pl.String)


def _plain(cell: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A number's digits without exponent, whole ones without `.0`, and of more than two decimals no zeros at the end."""
    if isinstance(kind, pl.Decimal) and kind.scale > DECIMALS:
        return cell.cast(pl.String).str.replace(r"\.0+$", "").str.replace(r"(\.\d*?)0+$", "${1}")
    if not kind.is_float():
        return cell.cast(pl.String)
    cell = cell.cast(pl.Float64)  # the shortest text of a Float32 is another number: 1500000.25 is written 1500000.2
    whole = cell.cast(pl.Int64, strict=False).cast(pl.String)
    return pl.when(cell == cell.round(0)).then(pl.coalesce(whole, cell.cast(pl.String))).otherwise(cell.cast(pl.String))


def _day(cell: pl.Expr, kind: pl.Date | pl.Datetime) -> pl.Expr:
    """ISO text, in the time zone that the column states. Days beyond the calendar are taken out before, because writing them panics."""
    unit = DAY[kind.time_unit] if isinstance(kind, pl.Datetime) else 1
    first, last = ((day - EPOCH).days * unit for day in (FIRST_DAY, LAST_DAY))
    zone = kind.time_zone if isinstance(kind, pl.Datetime) else None
    is_day = cell.to_physical().is_between(first + unit * bool(zone), last - unit * bool(zone))  # a zone moves it by less than a day
    local = pl.when(is_day).then(cell)
    return pl.when(~is_day).then(pl.lit(NO_DATE)).otherwise((local.dt.replace_time_zone(None) if zone else local).cast(pl.String))
