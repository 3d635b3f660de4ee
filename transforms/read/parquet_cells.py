"""The columns of a Parquet file as text, exactly: what each kind of column is written as, and which kinds are no cell."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from transforms.columns import CONTRACTS
from transforms.destroyed import NUMBERED, as_shown
from transforms.zone import AGENCY_ZONE, UTC_NAMES

TEXTS = (pl.String, pl.Categorical, pl.Enum)
PLAIN = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null, pl.Date, pl.Datetime)
NO_DATE = "(no date)"  # a text that no form can read: a stated but impossible date is no blank
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
EPOCH = date(1970, 1, 1)
DECIMALS = 2  # of an amount in rupiah
# From here on a kind of number does not tell each whole one from the next.
EXACT: dict[pl.DataType, int] = {pl.Float16(): 2**11, pl.Float32(): 2**24}
# Amounts from here on are refused by their size, whatever keeps them.
EXACT_NUMBERS: dict[pl.DataType, int] = EXACT | {pl.Float64(): 2**53}
AMOUNTS = tuple(one.amount for one in CONTRACTS)

Taken = Sequence[tuple[str, str]]  # column of the file, name it is given


def scan_parquet(path: Path) -> pl.LazyFrame:
    """The file's own columns, and `__row` from 1."""
    # Statistics are the writer's word: with them a wrong one would hide lines.
    return pl.scan_parquet(path, glob=False, row_index_name="__row", row_index_offset=1, use_statistics=False)


def as_lines(scan: pl.LazyFrame, schema: pl.Schema, taken: Taken) -> pl.LazyFrame:
    """source_row (UInt32, from 1) and the taken columns as text."""
    cells = [_as_text(source, column, schema[source]).alias(column) for source, column in taken]
    return scan.select(pl.col("__row").cast(pl.UInt32).alias("source_row"), *cells)


def is_plain(kind: pl.DataType) -> bool:
    """Whether a column of this kind holds cells. A nested or binary column, a duration or a time does not."""
    return kind.is_numeric() or isinstance(kind, PLAIN)


def _as_text(source: str, column: str, kind: pl.DataType) -> pl.Expr:
    """Dates ISO, numbers plain, codes as they are."""
    cell = pl.col(source)
    if column in AMOUNTS and kind.is_numeric():
        return "=" + _plain(cell, kind)
    if isinstance(kind, pl.Date | pl.Datetime):
        return _day(cell, kind)
    if not kind.is_float():
        return cell.cast(pl.String)
    return _number(cell, kind) if column in NUMBERED else _plain(cell, kind)


def _number(cell: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A number of somebody or something; where this kind of number no longer tells each from the next, as a spreadsheet shows such."""
    value, digits = cell.cast(pl.Float64), _plain(cell, kind)
    shown = pl.when(digits.str.contains("^[0-9]+$")).then(as_shown(digits)).otherwise(digits.str.to_uppercase())  # 1e+20 is beyond Int64
    return pl.when(value.is_finite() & (value >= EXACT_NUMBERS[kind])).then(shown).otherwise(digits)


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
    """ISO text, in the time zone that the column states; UTC, which is nobody's clock, in the agency's.

    Days beyond the calendar are taken out before, because writing them panics.
    """
    unit = DAY[kind.time_unit] if isinstance(kind, pl.Datetime) else 1
    first, last = ((day - EPOCH).days * unit for day in (FIRST_DAY, LAST_DAY))
    zone = kind.time_zone if isinstance(kind, pl.Datetime) else None
    is_day = cell.to_physical().is_between(first + unit * bool(zone), last - unit * bool(zone))  # a zone moves it by less than a day
    within = pl.when(is_day).then(cell)
    shown = within.dt.convert_time_zone(AGENCY_ZONE) if zone in UTC_NAMES else within
    local = shown.dt.replace_time_zone(None) if zone else shown
    return pl.when(~is_day).then(pl.lit(NO_DATE)).otherwise(local.cast(pl.String))
