"""Parquet files made to harm or to mislead: each is refused with a reason or read right."""

import datetime as dt
import io
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.read.hostile import lines, parquet, refusal


@pytest.mark.parametrize("unit", ["ns", "us", "ms"])
def test_parquet_days_beyond_the_calendar_are_unreadable_and_not_blank(read: Any, unit: Any) -> None:
    days = pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Datetime(unit))
    found = lines(read, parquet(**{"TGL BAYAR": days, "KODE KLAIM": ["K"] * 3, "PROGRAM": ["JHT"] * 3, "NOMINAL": [1] * 3}), "parquet")
    assert found["payment_date"].to_list() == [None, None, dt.date(1970, 1, 1)]
    assert found["payment_date_raw"].null_count() == 0


def test_parquet_int96_timestamps_are_days(read: Any) -> None:
    out = io.BytesIO()
    day = pa.array([dt.date(2022, 7, 13)]).cast(pa.timestamp("ns"))
    columns = {"KODE KLAIM": ["K1"], "PROGRAM": ["JHT"], "TGL BAYAR": day, "NOMINAL": [5]}
    pq.write_table(pa.table(columns), out, use_deprecated_int96_timestamps=True)
    assert lines(read, out.getvalue(), "parquet")["payment_date"].to_list() == [dt.date(2022, 7, 13)]


def test_parquet_figures_that_are_none_are_unreadable(read: Any) -> None:
    found = lines(read, parquet(NOMINAL=[float("nan"), float("inf"), 1e300, -0.0]), "parquet")
    assert found["amount_paid_sen"].to_list() == [None, None, None, 0]
    assert found["amount_paid_idr_raw"].null_count() == 0


@pytest.mark.parametrize("cell", [[[1]], [{"a": 1}], [dt.timedelta(1)], [dt.time(1)], [b"x"]])
def test_parquet_columns_of_no_plain_values_are_refused_unless_ignored_by_name(read: Any, cell: Any) -> None:
    assert refusal(read, parquet(KPJ=cell), "parquet").code == "EX02"
    assert lines(read, parquet(KETERANGAN=cell), "parquet").height == 1


@pytest.mark.parametrize("figures", [{"parquet_rows": 2}, {"parquet_bytes": 50}, {"parquet_chunk_bytes": 10}, {"columns": 3}])
def test_a_parquet_file_that_states_too_much_is_refused_by_its_footer(read: Any, lowered: Any, figures: Any) -> None:
    lowered(**figures)
    assert refusal(read, parquet(KPJ=["A", "B", "C"]), "parquet").code == "EX12"


@pytest.mark.parametrize("figures", [{"field_characters": 50}, {"line_text_bytes": 20, "ratio_floor_bytes": 20}])
@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_a_long_text_that_every_parquet_row_repeats_is_refused(read: Any, lowered: Any, figures: Any, kind: Any) -> None:
    lowered(**figures)
    assert refusal(read, parquet(KPJ=pl.Series(["x" * 60] * 3, dtype=kind)), "parquet").code == "EX12"
