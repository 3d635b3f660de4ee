"""What a candidate begins with: an empty file, or the file of the publication that stands, of which most is the same."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from warehouse.content_hash import has_table
from warehouse.history import refuse_log
from warehouse.opening import opened, reading
from warehouse.release_tables import TABLES
from warehouse.statements import HERE, literal, run

STORAGE_VERSION = "v1.4.0"  # BI tools embed 1.4 and 1.5 clients, and a stale .wal is refused instead of replayed
SHAPING = ("schema", "load", "history", "seal")  # the statements that decide what a file holds
NAMES = ("benefit_types", "regions", "codes")  # frames whose words stand in the marts
# Rows of a month that was replaced leave holes, which a checkpoint would fill by writing whole row groups again: a third of a publication's
# time. They stay until the file is made anew.
LEAVE_HOLES: dict[str, str | bool | int | float | list[str]] = {"max_vacuum_tasks": 0}
ANEW_EVERY = 12  # publications: what was replaced leaves holes in a file, and a fault of the medium would be handed on for ever


@dataclass(frozen=True, slots=True)
class Origin:
    """`taken_over`: the file whose unchanged months stay; None: all is made anew. `publications_on`: since one was."""

    taken_over: Path | None
    release_id: str
    names_id: str
    publications_on: int = 0


def origin(frames: Mapping[str, pl.DataFrame], previous: Path | None) -> Origin:
    """Whether the file of the publication before can be gone on with: written by the same statements, with the same names, not too
    often in a row, and half of its months or more unchanged. Raises WarehouseUnreadable, WarehouseLocked.
    """
    anew = Origin(None, release_id(), _names_id(frames))
    if previous is None or frames["sources"].is_empty():
        return anew
    refuse_log(previous)
    with opened(previous) as connection, reading(previous):
        if not has_table(connection, "meta", "file_origin"):
            return anew
        row = run(connection, "reads/file_origin").fetchone()
        was = run(connection, "reads/figure_sources").fetchall()
    if row is None or not _goes_on(anew, row, was, frames["sources"]):
        return anew
    return Origin(previous, anew.release_id, anew.names_id, row[2] + 1)


def _goes_on(anew: Origin, row: tuple[str, str, int, bool], was: list[tuple[date, str]], sources: pl.DataFrame) -> bool:
    """`row`: how the file was made; `was`, `sources`: its months by what they were counted from, and those there are now."""
    release, names, publications_on, is_whole = row
    if (release, names) != (anew.release_id, anew.names_id) or not is_whole or publications_on + 1 >= ANEW_EVERY:
        return False
    unchanged = set(sources.select("period", "month_id").iter_rows()) & set(was)
    return 2 * len(unchanged) >= sources.height


def begun(file: Path, begins: Origin) -> duckdb.DuckDBPyConnection:
    """A connection to the file of a candidate, alone in a directory of its own: what an unfinished one left there is removed."""
    shutil.rmtree(file.parent, ignore_errors=True)
    file.parent.mkdir(parents=True)
    if begins.taken_over is not None:
        shutil.copyfile(begins.taken_over.resolve(), file)
        return duckdb.connect(file, config=LEAVE_HOLES)
    with duckdb.connect() as maker:  # only ATTACH takes the storage version; the file keeps it
        maker.execute(f"attach {literal(file)} as claims (storage_version '{STORAGE_VERSION}')")
    return duckdb.connect(file)


@cache
def release_id() -> str:
    """Names the statements and tables of this release that shape a file."""
    files = [path for folder in SHAPING for path in sorted((HERE / folder).glob("*.sql"))] + sorted(TABLES.glob("*.csv"))
    return hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in files)).hexdigest()


def _names_id(frames: Mapping[str, pl.DataFrame]) -> str:
    return hashlib.sha256("\0".join(frames[name].sort(pl.all(), nulls_last=True).write_ndjson() for name in NAMES).encode()).hexdigest()
