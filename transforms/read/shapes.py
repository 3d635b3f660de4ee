"""What goes into reading and what comes out."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.columns import CLAIMS_COLUMNS, Columns

ABOVE = "above"  # the kind of a total in the titles: of all that follows


@dataclass(frozen=True, slots=True)
class ExtractFile:
    """One file in the vault. `path` has no suffix; `file_name` is masked, for messages; `file_format` comes from the landing name."""

    path: Path
    file_name: str
    file_format: str  # csv | csv.gz | xlsx | parquet


@dataclass(frozen=True, slots=True)
class RawTable:
    """The payment lines of one sheet, as text. `frame`: canonical names found (String), source_row (UInt32, from 1 as a person sees it).

    An amount cell that the file itself types as a number (workbook, Parquet) is marked with a leading `=`, so that its point is
    known to be a decimal point: `=1234567.25`. `transforms.parse` reads the mark; nothing else needs to. A number of somebody or something
    that a workbook keeps as a number too long for it stands as the spreadsheet shows it: `3.31608E+15`.
    """

    frame: pl.LazyFrame
    sheet: str | None  # masked
    headings: dict[str, str]  # canonical -> heading as written
    repeated_headers: tuple[int, ...] = ()  # source_rows where its header stands again


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A figure that the sender wrote of several lines, between, below or above them: its raw text.

    The first of its kind in its table is of all lines above; where a table has several, a later one may be of all lines or only of
    those after the one before: either sum is right. `measure`: amount, lines (a count of them; below another `column` maybe of its
    values), or not compared, the text being why.
    """

    sheet: str | None
    source_row: int
    column: str
    text: str
    table: int = 0  # index in Reading.tables
    kind: str = "total"  # grand total | total | subtotal | running total | other total (never compared) | ABOVE
    label: str = "total"  # the word of tables/furniture.csv that names it, bare: jumlah jht
    measure: str = "amount"
    about: tuple[str, ...] = ()  # what its own cells of programme and benefit type say


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one extract. Rows read = lines of `tables` + `furniture_rows`; fully blank records count nowhere.

    `stated_totals`: what every total and subtotal row states, table by table, in row order.
    """

    tables: tuple[RawTable, ...]
    furniture_rows: int
    stated_totals: tuple[StatedTotal, ...]
    evidence: dict[str, str]
    columns: tuple[tuple[tuple[str, str], ...], ...] = ()  # per table, in the file's order: heading as written, canonical ('': ignored)
    contract: Columns = CLAIMS_COLUMNS  # that all its tables keep


def at_row(place: str, row: int) -> str:
    """A row of a place, for a message: `sheet A, row 7`, or `row 7` where the place needs no name."""
    return f"{place}, row {row}" if place else f"row {row}"
