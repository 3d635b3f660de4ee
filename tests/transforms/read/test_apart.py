"""What may end its process is asked of another one; a Parquet file that ends it is refused."""

import io
import math
import os
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.errors import ExtractRefused
from transforms.read.apart import Apart, Died

COLUMNS = {"KODE KLAIM": ["K1", "K2"], "PROGRAM": ["JHT", "JKM"], "TGL BAYAR": ["01/07/2022", "02/07/2022"], "NOMINAL": ["1000", "2000"]}


def refused(read: Any, content: bytes) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        read(content, "parquet")
    return caught.value


def test_one_process_apart_answers_call_after_call_and_raises_what_is_raised_there() -> None:
    with Apart() as apart:
        assert apart.ask(math.sqrt, 4.0) == 2.0
        with pytest.raises(ValueError, match=r"math domain|nonnegative"):
            apart.ask(math.sqrt, -1.0)
        assert apart.ask(os.getpid) != os.getpid()


@pytest.mark.parametrize(("end", "argument", "how"), [(os._exit, (3,), "exit 3"), (os.abort, (), "signal 6")])
def test_its_death_is_told_and_nothing_can_be_asked_of_it_any_more(end: Any, argument: tuple[int, ...], how: str) -> None:
    with Apart() as apart:
        for _ in range(2):
            with pytest.raises(Died) as caught:
                apart.ask(end, *argument)
            assert caught.value.how == how


def test_a_page_that_states_fewer_than_no_values_makes_polars_abort_and_is_refused(read: Any) -> None:
    out = io.BytesIO()
    pl.DataFrame(COLUMNS).write_parquet(out)
    two_values, minus_64 = b"\x2c\x15\x04", b"\x2c\x15\x7f"  # of a page's header: the number of its values, a zigzag varint
    error = refused(read, out.getvalue().replace(two_values, minus_64))
    assert (error.code, error.evidence) == ("EX02", {"failure": "signal 6"})


def test_a_footer_whose_statistics_do_not_fit_its_columns_makes_pyarrow_abort_and_is_refused(read: Any) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table(COLUMNS), out, compression="none")
    optional, required = b"\x25\x02\x18\x0aKODE", b"\x25\x00\x18\x0aKODE"  # a column without nulls has no histogram of levels
    assert optional in out.getvalue()
    error = refused(read, out.getvalue().replace(optional, required))
    assert (error.code, error.evidence) == ("EX02", {"failure": "signal 6"})
