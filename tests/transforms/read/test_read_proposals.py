"""What an extract tells of its columns when it is read: a refused one with proposals, and never with a person's data."""

import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from tests.acceptance.canaries import FAMILY, GIVEN, NAME, NIK
from tests.acceptance.extracts import Table, csv_bytes, drawn, parquet_bytes, xlsx_bytes
from transforms.errors import ExtractRefused

TABLE = drawn(f"""
KODE KLAIM|PROGRAM|NIK|NAMA TK|TGL PEMBAYARAN KLAIM|NILAI BAYAR (RP)|LOKET
K-1|JHT|{NIK}|{NAME}|2022-07-04|1500000.25|{NAME}
K-2|JHT|{NIK}|{NAME}|2022-07-05|250000.50|{NIK}
""")
Make = Callable[[Table], bytes]
FORMATS: dict[str, Make] = {
    "csv": csv_bytes,
    "xlsx": lambda table: xlsx_bytes({"JHT": table.cells()}),
    "parquet": parquet_bytes,
}


def refused(read: Any, content: bytes, file_format: str = "csv") -> ExtractRefused:
    with pytest.raises(ExtractRefused) as refusal:
        read(content, file_format)
    assert refusal.value.code == "EX03"
    return refusal.value


def test_two_columns_of_one_meaning_are_both_named_unless_their_headings_are_one(read: Any) -> None:
    doubled = Table(
        ("KODE KLAIM", "PROGRAM", "TGL BAYAR", "TANGGAL BAYAR", "NOMINAL", "Nominal"), (("K-1", "JHT", "1/7/2022", "2/7/2022", "1", "2"),)
    )
    error = refused(read, csv_bytes(doubled))
    assert [each.heading for each in error.proposals if each.is_double] == ["TGL BAYAR", "TANGGAL BAYAR"]
    assert "unknown" not in error.what
    assert "two columns mean the same" in error.what


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_refused_header_comes_with_a_proposal_for_each_unknown_heading(read: Any, file_format: str) -> None:
    error = refused(read, FORMATS[file_format](TABLE), file_format)
    assert [(each.heading, each.canonical) for each in error.proposals] == [
        ("TGL PEMBAYARAN KLAIM", "payment_date"),
        ("NILAI BAYAR (RP)", "amount_paid_idr"),
        ("LOKET", ""),
    ]
    assert error.proposals[0].patterns == ("9999-99-99",)
    assert json.loads(error.evidence["columns"])[-1] == ["LOKET", ""]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("heading", [f"LOKET {NIK}", f"a.n. {FAMILY}", NAME], ids=["a NIK", "a family name", "a whole name"])
def test_a_heading_that_holds_a_person_is_shown_as_its_shape_and_gets_no_proposal(read: Any, file_format: str, heading: str) -> None:
    error = refused(read, FORMATS[file_format](Table((*TABLE.headings[:-1], heading), TABLE.rows)), file_format)
    assert error.proposals[-1].canonical == ""
    told = repr(error.proposals) + repr(error.evidence)
    assert [text for text in (NIK, GIVEN, FAMILY) if text.casefold() in told.casefold()] == []


def test_below_three_known_headings_nothing_is_proposed(read: Any) -> None:
    error = refused(read, csv_bytes(Table(("KODE KLAIM", "PROGRAM", NAME), (("K-1", "JHT", "1"),))))
    assert error.proposals == ()
    assert "columns" not in error.evidence


def test_a_nested_column_of_a_parquet_file_takes_no_proposal_away_from_the_others(read: Any, tmp_path: Any) -> None:
    path = tmp_path / "nested.parquet"
    columns = {"KODE KLAIM": ["K-1"], "PROGRAM": ["JHT"], "NIK": [NIK], "TGL TRANSFER": ["2022-07-04"], "LAMPIRAN": [[1, 2]]}
    pl.DataFrame(columns).write_parquet(path)
    error = refused(read, path.read_bytes(), "parquet")
    assert [each.canonical for each in error.proposals] == ["payment_date", ""]


def test_an_accepted_extract_tells_its_columns_in_file_order(read: Any) -> None:
    headings = ("KODE KLAIM", "PROGRAM", "KETERANGAN", "TGL BAYAR", "NOMINAL")
    reading = read(csv_bytes(Table(headings, (("K-1", "JHT", "x", "2022-07-04", "1500000"),))))
    columns = json.loads(reading.evidence["columns"])
    assert columns == [
        ["KODE KLAIM", "claim_id"],
        ["PROGRAM", "programme_code"],
        ["KETERANGAN", ""],
        ["TGL BAYAR", "payment_date"],
        ["NOMINAL", "amount_paid_idr"],
    ]
