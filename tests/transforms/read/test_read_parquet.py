"""Parquet figures and days as the file's own types state them."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.errors import ExtractRefused


def read_column(read: Any, column: str, heading: str, values: Any) -> list[Any]:
    arrays = {
        "KODE KLAIM": pa.array(["K1"]),
        "PROGRAM": pa.array(["JHT"]),
        "TGL BAYAR": pa.array([date(2022, 7, 1)]),
        "NOMINAL": pa.array([5]),
    }
    out = io.BytesIO()
    pq.write_table(pa.table(arrays | {heading: values}), out)
    frame = read(out.getvalue(), "parquet").tables[0].frame.collect()
    assert isinstance(frame, pl.DataFrame)
    return frame[column].to_list()


@pytest.mark.parametrize(
    ("amount", "text"), [(1500000.25, "=1500000.25"), (1500000.0, "=1500000"), (2500000.5, "=2500000.5"), (0.125, "=0.125")]
)
def test_an_amount_of_single_precision_is_the_number_that_is_stored(read: Any, amount: float, text: str) -> None:
    assert read_column(read, "amount_paid_idr", "NOMINAL", pa.array([amount], pa.float32())) == [text]


@pytest.mark.parametrize("scale", [3, 4, 6])
@pytest.mark.parametrize(
    ("amount", "text"),
    [("1500000.25", "=1500000.25"), ("1500000", "=1500000"), ("-1500000.5", "=-1500000.5"), ("0.123", "=0.123"), ("100", "=100")],
)
def test_a_decimal_amount_loses_only_zeros_at_its_end(read: Any, scale: int, amount: str, text: str) -> None:
    assert read_column(read, "amount_paid_idr", "NOMINAL", pa.array([Decimal(amount)], pa.decimal128(20, scale))) == [text]


@pytest.mark.parametrize(("kind", "exact"), [(pa.float32(), 2**24), (pa.float16(), 2**11)])
def test_amounts_too_large_for_their_kind_of_number_refuse_the_file(read: Any, kind: pa.DataType, exact: int) -> None:
    def amount(value: float) -> Any:
        return read_column(read, "amount_paid_idr", "NOMINAL", pa.array([value], pa.float64()).cast(kind))

    assert amount(exact - 1) == [f"={exact - 1}"]
    for rounded in (exact, -exact, exact + 1):
        with pytest.raises(ExtractRefused) as refusal:
            amount(rounded)
        assert (refusal.value.code, refusal.value.place) == ("EX08", "column amount_paid_idr")


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (pa.float64(), 923092201109691136.0, "9.23092E+17"),
        (pa.float64(), 2.0**53, "9.00719E+15"),
        (pa.float64(), 2.0**53 - 1, "9007199254740991"),
        (pa.float64(), 220701100000000.0, "220701100000000"),
        (pa.float64(), 1.5e20, "1.5E+20"),
        (pa.float64(), 1e20, "1E+20"),
        (pa.float32(), 2.0**24, "1.67772E+07"),
        (pa.float32(), 220701008.0, "2.20701E+08"),
        (pa.float32(), 2.0**24 - 1, "16777215"),
        (pa.float16(), 2048.0, "2.048E+03"),
        (pa.float64(), float("nan"), "NaN"),
        (pa.float64(), None, None),
        (pa.int64(), 923092201109691123, "923092201109691123"),
        (pa.decimal128(20, 0), Decimal(923092201109691123), "923092201109691123"),
    ],
)
@pytest.mark.parametrize(("column", "heading"), [("claim_id", "KODE KLAIM"), ("payment_id", "NO PEMBAYARAN"), ("participant_nik", "NIK")])
def test_numbers_that_their_kind_of_number_cannot_tell_apart_are_read_as_destroyed(
    read: Any, kind: pa.DataType, value: object, text: str, column: str, heading: str
) -> None:
    assert read_column(
        read, column, heading, pa.array([value], pa.float64()).cast(kind) if "float" in str(kind) else pa.array([value], kind)
    ) == [text]


def test_an_amount_of_single_precision_that_is_no_number_is_left_to_the_line(read: Any) -> None:
    assert read_column(read, "amount_paid_idr", "NOMINAL", pa.array([None], pa.float32())) == [None]


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "GMT", "+00:00"])
@pytest.mark.parametrize(("hour", "day"), [(16, "2022-06-30 23:00:00"), (17, "2022-07-01 00:00:00")])
def test_a_time_in_utc_is_the_day_at_the_agency(read: Any, unit: str, zone: str, hour: int, day: str) -> None:
    instant = datetime(2022, 6, 30, hour, tzinfo=UTC)
    [text] = read_column(read, "payment_date", "TGL BAYAR", pa.array([instant], pa.timestamp(unit, zone)))
    assert text.startswith(day)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura", "America/Los_Angeles"])
@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_a_time_with_a_zone_is_the_day_in_that_zone(read: Any, zone: str, unit: str) -> None:
    late = datetime(2022, 7, 31, 23, 30, tzinfo=ZoneInfo(zone))
    [text] = read_column(read, "payment_date", "TGL BAYAR", pa.array([late], pa.timestamp(unit, zone)))
    assert text.startswith("2022-07-31 23:30:00")


def test_a_fixed_offset_is_a_zone_too_and_a_day_beyond_the_calendar_is_none(read: Any) -> None:
    late = datetime(2022, 7, 31, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    [text] = read_column(read, "payment_date", "TGL BAYAR", pa.array([late], pa.timestamp("us", "+07:00")))
    assert text.startswith("2022-07-31 23:30:00")
    beyond = pa.array([2**62], pa.timestamp("us", "Asia/Jakarta"))
    assert read_column(read, "payment_date", "TGL BAYAR", beyond) == ["(no date)"]
