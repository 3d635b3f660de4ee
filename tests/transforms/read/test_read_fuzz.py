"""Whatever the bytes, reading returns or refuses; and whatever the cells, no refusal repeats one."""

import datetime as dt
import gzip
import io
import traceback
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.decisions import Dialect
from transforms.errors import ExtractRefused
from transforms.parse.forms import decide_forms, typed

HEADER = ["KODE KLAIM", "PROGRAM", "NIK", "NAMA TK", "TGL BAYAR", "NOMINAL"]
ROWS = [
    ["K1", "JHT", "3316081234567890", "SITI", "13/07/2022", "1.000,00"],
    ["K2", "JKM", "3316081234567891", "PT; A", "14/07/2022", "2,5"],
]
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in rows).encode() + b"\n"


def xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return out.getvalue()


def parquet(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    names = [name or f"_{n}" for n, name in enumerate(rows[0])]
    pl.DataFrame(dict(zip(names, zip(*rows[1:], strict=True), strict=True))).write_parquet(out)
    return out.getvalue()


WRITERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "csv": csv,
    "csv.gz": lambda rows: gzip.compress(csv(rows), mtime=0),
    "xlsx": xlsx,
    "parquet": parquet,
}
VALID = {file_format: write([HEADER, *ROWS]) for file_format, write in WRITERS.items()}


def read_through(read: Any, content: bytes, file_format: str) -> ExtractRefused | None:
    """Read, decide, and collect every typed line: the refusal, or None. Anything else is raised."""
    try:
        frames = [table.frame for table in read(content, file_format).tables]
        forms = decide_forms(frames, dt.date(2022, 7, 1), Dialect(), file_name="f")
    except ExtractRefused as refusal:
        return refusal
    for frame in frames:
        typed(frame, forms).collect(engine="streaming")
    return None


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file with a few places flipped, cut, repeated or filled with other bytes."""
    file_format = draw(st.sampled_from(list(VALID)))
    content = bytearray(VALID[file_format])
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        match draw(st.sampled_from(["flip", "truncate", "duplicate", "insert"])):
            case "flip":
                content[place : place + 1] = bytes([draw(st.integers(0, 255))])
            case "truncate":
                del content[place:]
            case "duplicate":
                content[place:place] = content[place : place + 30]
            case "insert":
                content[place:place] = draw(st.binary(min_size=1, max_size=8))
    return file_format, bytes(content)


@FEW
@given(mutation=mutations())
def test_a_mutated_file_is_read_or_refused(read: Any, mutation: tuple[str, bytes]) -> None:
    file_format, content = mutation
    read_through(read, content, file_format)


@FEW
@given(content=st.binary(max_size=300), file_format=st.sampled_from(list(VALID)))
def test_random_bytes_are_refused(read: Any, content: bytes, file_format: str) -> None:
    magic = {"csv.gz": b"\x1f\x8b\x08", "xlsx": b"PK\x03\x04", "parquet": b"PAR1"}.get(file_format, b"")
    assert read_through(read, content, file_format) is not None
    assert read_through(read, magic + content + magic, file_format) is not None


def said(refusal: ExtractRefused) -> str:
    """All that a log could show of it."""
    chain = "".join(traceback.format_exception(refusal, chain=True))
    own = [refusal.what, refusal.where, refusal.fix, refusal.evidence, repr(refusal), str(refusal)]
    return f"{own} {chain} {refusal.__context__!r} {refusal.__cause__!r}"


CANARY = "Kanari7Zq"
ODD = st.sampled_from(["", '"', '"x', "\n", "\r", ";;", ",", "\t", "\x01", "é", "\u200b", "-", "31/02/2022", "1.234", "1,234", "x" * 50])


@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "xlsx", "parquet"])
@settings(FEW, max_examples=25)
@given(odds=st.lists(ODD, min_size=6, max_size=6), lost=st.integers(0, 6), above=st.booleans())
def test_no_refusal_repeats_a_cell(read: Any, file_format: str, odds: list[str], lost: int, above: Any) -> None:
    cells = [CANARY + odd for odd in odds]
    header = [name for n, name in enumerate(HEADER) if n != lost] + ["x"] * (lost < len(HEADER))
    rows = [header, cells, [odd + CANARY for odd in odds], cells]
    refusal = read_through(read, WRITERS[file_format]([cells, *rows] if above and file_format != "parquet" else rows), file_format)
    assert refusal is None or CANARY not in said(refusal)


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "parquet"])
@settings(FEW, max_examples=25)
@given(
    number=st.from_regex(r"[0-9]{4}[ .\-]?[0-9]{4}[ .\-]?[0-9]{4}[ .\-]?[0-9]{4}", fullmatch=True),
    places=st.sets(st.integers(0, 6), min_size=1),
)
def test_no_refusal_repeats_a_number_that_stands_as_a_heading(read: Any, file_format: str, number: str, places: set[int]) -> None:
    header = [f"{number}{n}" if n in places else name for n, name in enumerate([*HEADER, "KPJ"])]
    refusal = read_through(read, WRITERS[file_format]([header, [*ROWS[0], "x"]]), file_format)
    assert refusal is not None
    assert number not in said(refusal)
