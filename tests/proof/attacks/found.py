"""Every byte of a file, read in every way in which it could tell of a person."""

import base64
import io
import re
import sqlite3
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq

from tests.proof.attacks.persons import STEMS

SEPARATED = re.compile(rb"(?<=[0-9A-Za-z])[ .,\-_/\xa0]{1,2}(?=[0-9A-Za-z])")
AROUND = 24
DEEPEST = 3  # containers within containers
PACKED = (b"\x1f\x8b", b"\x78\x9c", b"\x78\x01", b"\x78\xda")
CODED = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}")


def traces(root: Path, *, without: tuple[str, ...] = ()) -> list[str]:
    """Every place under `root`, outside the folders `without`, that tells of a person: `<path>: <what> (<how>) …<around it>…`."""
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if relative.parts[0] in without:
            continue
        found += [f"{relative}: its name: {told}" for told in in_bytes(str(relative).encode(errors="surrogateescape"))]
        if path.is_file() and not path.is_symlink():
            found += [f"{relative}: {told}" for told in in_file(path)]
    return found


def in_file(path: Path) -> Iterator[str]:
    """What a file tells, as it lies and as its engine shows it."""
    data = path.read_bytes()
    yield from in_bytes(data)
    for how, text in _shown(path, data):
        yield from (f"{told} [{how}]" for told in in_bytes(text.encode(errors="surrogateescape")))


def in_bytes(data: bytes, depth: int = 0) -> Iterator[str]:
    """What these bytes tell: plainly, in other encodings, with separators, packed."""
    lowered = data.lower()
    for (what, how), sought in needles().items():
        place = (lowered if not how.startswith("base64") else data).find(sought)
        if place >= 0:
            yield f"{what} ({how}) …{data[max(0, place - AROUND) : place + len(sought) + AROUND]!r}…"
    joined = SEPARATED.sub(b"", lowered)
    for what in ("NIK", "account"):
        sought = STEMS[what].encode()
        if sought in joined and sought not in lowered:
            place = joined.find(sought)
            yield f"{what} (with separators) …{joined[max(0, place - AROUND) : place + 40]!r}…"
    if depth < DEEPEST:
        for how, inner in _unpacked(data):
            yield from (f"{told} [{how}]" for told in in_bytes(inner, depth + 1))


@cache
def needles() -> Mapping[tuple[str, str], bytes]:
    """(what, how written) -> bytes. Texts in small letters."""
    found: dict[tuple[str, str], bytes] = {}
    for what, stem in STEMS.items():
        found[what, "plain"] = stem.encode()
        found[what, "UTF-16"] = stem.encode("utf-16-le")
        found[what, "UTF-16 BE"] = stem.encode("utf-16-be")
        for written in {stem, stem.upper(), stem.capitalize()}:
            found[what, f"hex of {written}"] = written.encode().hex().encode()
            found[what, f"URL of {written}"] = "".join(f"%{ord(letter):02x}" for letter in written).encode()
            for shift in range(3):
                coded = base64.b64encode(b"\0" * shift + written.encode())
                found[what, f"base64 of {written}, {shift}"] = coded[(shift * 8 + 5) // 6 : len(coded) // 4 * 4 - 4]
    return found


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:4] == b"PK\x03\x04":
        yield from _zipped(data)
    elif data[:2] in PACKED:
        yield from _inflated(data)
    elif b"%20" in data:
        yield "URL-decoded", urllib.parse.unquote_to_bytes(data)
    for coded in CODED.findall(data[:4_000_000]):
        inner = base64.b64decode(coded[: len(coded) // 4 * 4] + b"===")
        if inner[:2] in (b"PK", *PACKED):
            yield "base64", inner


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    with suppress(zipfile.BadZipFile, RuntimeError), zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            yield f"zip: {name}", name.encode() + b"\n" + parts.read(name)


def _inflated(data: bytes) -> Iterator[tuple[str, bytes]]:
    with suppress(zlib.error):
        yield "inflated", zlib.decompressobj(47).decompress(data)


def _shown(path: Path, data: bytes) -> Iterator[tuple[str, str]]:
    if data[:4] == b"PAR1":
        frame = pl.read_parquet(path)
        yield "Parquet", "\n".join(map(str, (*frame.columns, *frame.rows())))
        yield "Parquet's metadata", f"{pq.read_schema(path).metadata} {pq.read_metadata(path)}"
    elif data[:15] == b"SQLite format 3":
        yield "SQLite", _sqlite(path)
    elif data[8:12] == b"DUCK":
        yield "DuckDB", _duckdb(path)


def _sqlite(path: Path) -> str:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return "\n".join(str(row) for table in tables for row in connection.execute(f'select * from "{table}"'))


def _duckdb(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        rows = [row for schema, table in tables for row in connection.execute(f'select * from "{schema}"."{table}"').fetchall()]
        said = [connection.execute(f"from {catalog}()").fetchall() for catalog in ("duckdb_columns", "duckdb_views", "duckdb_tables")]
    return "\n".join(map(str, (*rows, *said)))
