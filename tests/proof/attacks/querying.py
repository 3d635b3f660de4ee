"""`claims query` under every statement of queries.csv: answered or refused as the table says, and nothing changed, read or reached."""

import csv
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.errors import QueryRefused
from warehouse.query import query

TABLE = Path(__file__).with_name("queries.csv")
OUTSIDE = "geheim,outside\n1,2\n"


@dataclass(slots=True)
class Asked:
    """How many statements were tried, and what went otherwise than the table says."""

    statements: int = 0
    faults: list[str] = field(default_factory=list)


def ask_everything(folder: Path, *, longest_s: float = 2.0) -> Asked:
    """Each statement of the table against a file of its own folder, with something outside to be read and an address to be reached."""
    asked = Asked()
    file, places = _laid(folder)
    with _address() as address, _within(folder / "work"):
        places["port"] = str(address.getsockname()[1])
        before = _state(folder)
        for row in _table():
            asked.statements += 1
            said = _answer(file, _filled(row["sql"], places), longest_s)
            if said != row["answer"]:
                asked.faults.append(f"{row['sql'][:80]}: {said}, not {row['answer']} ({row['reason']})")
        if _state(folder) != before:
            asked.faults.append("something was written")
        if _was_reached(address):
            asked.faults.append("the network was reached")
    return asked


def _answer(file: Path, sql: str, longest_s: float) -> str:
    try:
        query(file, sql, longest_s=longest_s)
    except QueryRefused:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not what a person should see
        return type(error).__name__
    return "answered"


def _filled(sql: str, places: dict[str, str]) -> str:
    if sql == "{deep}":
        return "select " + "(" * 100_000 + "1" + ")" * 100_000
    for name, value in places.items():
        sql = sql.replace("{" + name + "}", value)
    return sql


def _table() -> Iterator[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _laid(folder: Path) -> tuple[Path, dict[str, str]]:
    (folder / "work").mkdir(parents=True)
    outside, other, file = folder / "outside.csv", folder / "other.duckdb", folder / "published" / "claims.duckdb"
    file.parent.mkdir()
    outside.write_text(OUTSIDE)
    for path, statement in ((other, "create table secret as select 'geheim' s"), (file, "create table mart.t as from range(10) r(n)")):
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"create schema mart; {statement}")
    return file, {"outside": str(outside), "other": str(other)}


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


@contextmanager
def _address() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def _was_reached(listening: socket.socket) -> bool:
    try:
        listening.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
