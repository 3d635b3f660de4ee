"""An invented person whose traces are looked for: in bytes, in names, inside Parquet, DuckDB, SQLite and compressed files."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl

NIK = "3316104503987731"
KPJ = "77K01928374"
GIVEN, FAMILY = "Kanariyanto", "Burungkuningan"
NAME = f"{GIVEN} {FAMILY}"
ACCOUNT = "770099881234501"
PERSONAL = (NIK, KPJ, GIVEN, FAMILY, ACCOUNT, hashlib.sha256(NIK.encode()).hexdigest())

ALLOWED = ("landing", "vault")


def traces(home: Path, sought: Iterable[str] = PERSONAL) -> list[str]:
    """Every place under `home`, apart from landing/ and vault/, that holds one of the texts: `<path>: <text> (<how>)`."""
    wanted = tuple(text.casefold() for text in sought)
    found = []
    for path in sorted(home.rglob("*")):
        relative = path.relative_to(home)
        if relative.parts[0] in ALLOWED:
            continue
        ways = [("name", str(relative))]
        if path.is_file() and not path.is_symlink():
            ways += contents(path)
        found += [f"{relative}: {text} ({how})" for how, content in ways for text in wanted if text in content.casefold()]
    return found


def contents(path: Path) -> Iterator[tuple[str, str]]:
    """How a file may be read, and the text that shows then."""
    data = path.read_bytes()
    yield "bytes", data.decode("latin-1")
    if b"\0" in data[:4096]:
        yield "UTF-16", data.decode("utf-16-le", errors="replace")
    if data[:4] == b"PAR1":
        yield "Parquet", _parquet(path)
    elif data[:15] == b"SQLite format 3":
        yield "SQLite", _sqlite(path)
    elif data[8:12] == b"DUCK":
        yield "DuckDB", _duckdb(path)
    elif data[:2] == b"\x1f\x8b":
        yield "gzip", _inflated(data, wbits=31)
    elif data[:1] == b"\x78":
        yield "zlib", _inflated(data, wbits=15)


def _parquet(path: Path) -> str:
    frame = pl.read_parquet(path)
    return "\n".join(str(value) for column in frame.get_columns() for value in column.to_list()) + "\n".join(frame.columns)


def _sqlite(path: Path) -> str:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return "\n".join(str(row) for table in tables for row in connection.execute(f'select * from "{table}"'))


def _duckdb(path: Path) -> str:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return "\n".join(
            str(row) for schema, table in tables for row in connection.execute(f'select * from "{schema}"."{table}"').fetchall()
        )


def _inflated(data: bytes, *, wbits: int) -> str:
    """What can be had of it: a file may be cut off, or only look compressed."""
    try:
        return zlib.decompressobj(wbits).decompress(data).decode("latin-1")
    except zlib.error:
        return ""
