"""How this house opens a published file: for reading only, and saying clearly why where it cannot."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError, WarehouseLocked, WarehouseUnreadable, WarehouseUnwritable

# One configuration for every reader: DuckDB refuses two for the same file within one process. Without the first a query could
# read the machine's files, without the second switch that on again, without the third see Python's variables.
READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
    "python_enable_replacements": False,
}
# For statements that somebody types: what they may take. Without a temporary directory nothing is spilled beside the published file.
BOUNDED = READ_ONLY | {"memory_limit": "1GiB", "temp_directory": ""}
_WRITE_FAILED = re.compile(r"No space left|ould not write|ould not fsync|Disk quota")
_LOCKED = re.compile(r"Could not set lock|Conflicting lock|Unique file handle conflict|different configuration")


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn what DuckDB raises over `file` into WarehouseLocked or WarehouseUnreadable."""
    try:
        yield
    except duckdb.Error as error:
        if _WRITE_FAILED.search(str(error)):
            raise  # what is read is being written elsewhere, and that failed: `writing` names it
        raise _reading_error(file, str(error)) from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a refusal to write under `path` (full disk, rights) into WarehouseUnwritable."""
    try:
        yield
    except OSError as error:
        raise WarehouseUnwritable(Path(error.filename or path), error.strerror or str(error)) from None
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise WarehouseUnwritable(path, _first_line(str(error))) from None


@contextmanager
def opened(file: Path, *, is_bounded: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published file, closed afterwards. `is_bounded`: for a statement of somebody else's."""
    with reading(file):
        connection = duckdb.connect(file.resolve(), read_only=True, config=BOUNDED if is_bounded else READ_ONLY)
    try:
        yield connection
    finally:
        connection.close()


def read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Read every column of every table, and with it every block that one lies in: a damaged one raises."""
    tables = connection.execute("select schema_name, table_name from duckdb_tables() where not internal and not temporary").fetchall()
    for schema, table in tables:
        connection.execute(f'select sum(hash(columns(*))) from "{schema}"."{table}"').fetchall()


def _reading_error(file: Path, message: str) -> WarehouseError:
    if _LOCKED.search(message):
        holder = re.search(r"PID (\d+)", message)
        return WarehouseLocked(file, holder.group(1) if holder else "")
    return WarehouseUnreadable(file, _first_line(message))


def _first_line(message: str) -> str:
    return message.splitlines()[0]
