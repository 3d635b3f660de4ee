"""Extracts on disk: CSV, gzipped CSV, workbooks with titles and totals, Parquet. The same lines give the same bytes."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

import polars as pl

from flows.sample.desk import Desk
from flows.sample.dialects import Dialect
from flows.sample.render import cells
from flows.sample.workbook import FIRST_LINE, SHEET, write_workbook

FIRST_ROW = {"xlsx": FIRST_LINE, "parquet": 1}
GZIP_LEVEL = 1  # speed: offices zip once, tests often


Putting: TypeAlias = Callable[[pl.DataFrame, pl.DataFrame], object]


@dataclass(frozen=True, slots=True)
class Written:
    """A batch of an extract on disk: the extract's name under landing/, the lines in it, and for each its row as a person sees it."""

    name: str
    sheet: str | None
    lines: pl.DataFrame
    row: pl.Series


def write_extract(landing: Path, stem: str, batches: Iterable[pl.DataFrame], desk: Desk) -> Iterator[Written]:
    """Write one extract of a sender's month, batch by batch; it appears under its name only when complete."""
    dialect = desk.dialect
    name = f"{desk.period:%Y-%m}/{desk.sender.code}/{stem}.{dialect.file_format}"
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    sheet = SHEET if dialect.file_format == "xlsx" else None
    row = FIRST_ROW.get(dialect.file_format, 2)
    with _opened(unfinished, desk) as put:
        done = 0
        for lines in batches:
            text = cells(lines, desk, done)
            put(text, lines)
            yield Written(name, sheet, lines, _rows(text, row, dialect))
            done, row = done + lines.height, row + lines.height + _line_breaks(text, dialect)
    unfinished.replace(path)


@contextmanager
def _opened(path: Path, desk: Desk) -> Iterator[Putting]:
    """What takes batches (text, and the lines behind it) and writes them in the sender's format."""
    opener = {"xlsx": _workbook, "parquet": _parquet, "csv.gz": _csv_gz, "csv": _csv}[desk.dialect.file_format]
    with opener(path, desk) as put:
        yield put


@contextmanager
def _workbook(path: Path, desk: Desk) -> Iterator[Putting]:
    batches: list[tuple[pl.DataFrame, pl.DataFrame]] = []
    yield lambda text, lines: batches.append((text, lines))
    whole = [pl.concat(frames, how="diagonal_relaxed") for frames in zip(*batches, strict=True)]
    write_workbook(path, whole[0], whole[1], desk)


@contextmanager
def _parquet(path: Path, desk: Desk) -> Iterator[Putting]:
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

    def table(text: pl.DataFrame, lines: pl.DataFrame) -> Table:
        return _typed(text, lines, desk.dialect).rename(desk.dialect.headings).to_arrow(compat_level=pl.CompatLevel.oldest())

    with ParquetWriter(path, table(*_no_lines(desk)).schema) as writer:
        yield lambda text, lines: writer.write_table(table(text, lines))


def _no_lines(desk: Desk) -> tuple[pl.DataFrame, pl.DataFrame]:
    lines = pl.DataFrame(schema={"sen": pl.Int64, "paid": pl.Date})
    return pl.DataFrame(schema=dict.fromkeys(desk.dialect.columns, pl.String)), lines


@contextmanager
def _csv_gz(path: Path, desk: Desk) -> Iterator[Putting]:
    with path.open("wb") as file, gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as packed:
        yield _putting_csv(packed, desk.dialect)


@contextmanager
def _csv(path: Path, desk: Desk) -> Iterator[Putting]:
    with path.open("wb") as file:
        yield _putting_csv(file, desk.dialect)


def _putting_csv(file: BinaryIO | gzip.GzipFile, dialect: Dialect) -> Putting:
    def put(text: pl.DataFrame, _: pl.DataFrame) -> None:
        file.write(csv_bytes(text, dialect, with_header=file.tell() == 0))

    return put


def csv_bytes(text: pl.DataFrame, dialect: Dialect, *, with_header: bool = True) -> bytes:
    """Records in the sender's separator, encoding and line ends."""
    buffer = BytesIO()
    has_bom = with_header and dialect.encoding == "utf-8-sig"
    empty = pl.when(pl.all().str.len_bytes() > 0).then(pl.all())  # an empty text would be written as "", which no spreadsheet does
    text.select(empty).rename(dialect.headings).write_csv(
        buffer, separator=dialect.separator, include_header=with_header, line_terminator=dialect.line_end, include_bom=has_bom
    )
    return buffer.getvalue().decode().encode(dialect.encoding) if dialect.encoding == "cp1252" else buffer.getvalue()


def _typed(text: pl.DataFrame, lines: pl.DataFrame, dialect: Dialect) -> pl.DataFrame:
    """Amounts and payment dates as types; the other dates stay text, for they may hold words."""
    exact = (pl.lit(lines["sen"]).cast(pl.Decimal(18, 0)) / pl.lit(100)).cast(pl.Decimal(18, 2))
    amount = exact if dialect.has_sen else pl.lit(lines["sen"]) // 100
    return text.with_columns(amount_paid_idr=amount, payment_date=pl.lit(lines["paid"]))


def _rows(text: pl.DataFrame, first: int, dialect: Dialect) -> pl.Series:
    """Rows as a person counts them: a CSV record has the number of its first physical line, Parquet counts from 1."""
    place = pl.int_range(first, first + pl.len())
    if _may_break(dialect):
        place += pl.col("note").str.count_matches("\n", literal=True).cum_sum().shift(1, fill_value=0)
    return text.select(row=place.cast(pl.Int64))["row"]


def _line_breaks(text: pl.DataFrame, dialect: Dialect) -> int:
    return int(text["note"].str.count_matches("\n", literal=True).sum()) if _may_break(dialect) else 0


def _may_break(dialect: Dialect) -> bool:
    return dialect.broken_notes and not dialect.is_typed
