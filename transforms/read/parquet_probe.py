"""What has to be asked of a Parquet file before its bytes are trusted. Each function here is run in a process apart: it may end it.

A decoder that meets a damaged page may panic, or ask for more memory than there is, which aborts the process; and the footer's
library aborts on some wrong statistics.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.parse.blank import INVISIBLE
from transforms.read.parquet_cells import TEXTS, Taken, as_lines, is_plain, scan_parquet


@dataclass(frozen=True, slots=True)
class Footer:
    """What the footer states: columns, rows in all and of each row group, bytes that each column of each row group unpacks to."""

    columns: int
    rows: int
    group_rows: tuple[int, ...]
    chunk_bytes: tuple[int, ...]


def footer_of(path: Path) -> Footer | None:
    """The footer, or None where it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        footer = pq.read_metadata(path)
        groups = [footer.row_group(n) for n in range(footer.num_row_groups)]
        chunks = tuple(group.column(n).total_uncompressed_size for group in groups for n in range(group.num_columns))
        return Footer(footer.num_columns, footer.num_rows, tuple(group.num_rows for group in groups), chunks)
    except (pa.ArrowException, OSError, UnicodeError):
        return None


def schema_of(path: Path) -> pl.Schema:
    """The kinds of its columns, by name."""
    return pl.Schema({name: kind for name, kind in scan_parquet(path).collect_schema().items() if name != "__row"})


def sample_of(path: Path, schema: pl.Schema, rows: int) -> list[tuple[str | None, ...]]:
    """The first rows as text, so that what an unknown column holds can be told; of what is no plain value nothing."""
    cells = [pl.col(name).cast(pl.String) if is_plain(kind) else pl.lit(None).alias(name) for name, kind in schema.items()]
    try:
        return scan_parquet(path).head(rows).select(cells).collect().rows()
    except (pl.exceptions.PolarsError, UnicodeError):
        return []


def text_sizes(path: Path, schema: pl.Schema, taken: Taken) -> tuple[int, int, int]:
    """Rows, bytes of the longest text, bytes of all: measured where they stand, as a dictionary holds once what every line repeats."""
    lengths = [_length(source, schema[source]) for source, _ in taken if isinstance(schema[source], TEXTS)]
    scan = scan_parquet(path)
    measured = scan.select(*lengths) if lengths else scan.select(pl.lit(0, pl.Int64).alias("none"))
    sizes = measured.select(pl.len(), longest=pl.max_horizontal(pl.all().max()), total=pl.sum_horizontal(pl.all().sum()))
    rows, longest, total = sizes.collect(engine="streaming").row(0)
    return rows, longest or 0, total


def is_rounded(path: Path, source: str, exact: int) -> bool:
    """Whether the column holds a number as large as `exact`, from which on its kind of number rounds to others than the sender's."""
    is_large = pl.col(source).abs().cast(pl.Float64) >= exact
    return bool(scan_parquet(path).select(is_large.fill_null(value=False).any()).collect(engine="streaming").item())


def has_invisible(path: Path, schema: pl.Schema, taken: Taken) -> bool:
    """Does any cell have characters that nobody sees? To tell, every page is decoded and every cell written as text."""
    columns = [column for _, column in taken]
    lines = as_lines(scan_parquet(path), schema, taken)
    seen = lines.select(pl.any_horizontal(pl.col(columns).str.contains(INVISIBLE).any())).collect(engine="streaming").item()
    return bool(seen)


def _length(text: str, kind: pl.DataType) -> pl.Expr:
    cell = pl.col(text).str if isinstance(kind, pl.String) else pl.col(text).cat
    return cell.len_bytes().cast(pl.Int64).alias(text)
