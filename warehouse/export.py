"""The marts of a published file as files of their own, for readers on another host, where the file cannot be opened in place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from warehouse.opening import reading, writing
from warehouse.statements import literal, run

TableFormat = Literal["parquet", "csv"]
# Snappy and no zstd: every reader of Parquet knows it. The publication is in each file's own metadata.
_OPTIONS = {"parquet": "format parquet, compression snappy, kv_metadata {{publication: '{number}'}}", "csv": "format csv, header true"}


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """One table or view, written out whole. `relation` is its name in the warehouse, like mart.claims_by_benefit_month."""

    relation: str
    file: Path
    rows: int


def write_tables(published: Path, folder: Path, form: TableFormat, number: int) -> list[WrittenTable]:
    """Every mart of publication `number`, sorted, as a file each in `folder`: the mart's name, and meta_... for what explains them.

    Raises WarehouseUnreadable, WarehouseLocked (published), WarehouseUnwritable (folder).
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _attached(published) as connection:
            return [_written(connection, relation, folder, form, number) for relation in _relations(connection)]


@contextmanager
def _attached(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # Attached to a connection of its own: one opened on the file as this house opens it may write no files.
    with duckdb.connect() as connection:
        with reading(published):
            connection.execute(f"attach {literal(published.resolve())} as published (read_only)")
        connection.execute("use published")
        yield connection


def _relations(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return run(connection, "reads/exported_relations").fetchall()


def _written(
    connection: duckdb.DuckDBPyConnection, relation: tuple[str, str], folder: Path, form: TableFormat, number: int
) -> WrittenTable:
    schema, table = relation
    file = folder / f"{table if schema == 'mart' else f'{schema}_{table}'}.{form}"
    options = _OPTIONS[form].format(number=number)
    copied = connection.execute(f'copy (from "{schema}"."{table}" order by all) to {literal(file)} ({options})').fetchone()
    return WrittenTable(f"{schema}.{table}", file, int(copied[0]) if copied else 0)
