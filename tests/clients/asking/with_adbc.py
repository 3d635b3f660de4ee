"""ADBC: the driver is in the duckdb wheel. One connection per question, and the path resolved: a publication has its own."""

from pathlib import Path

import _duckdb
from adbc_driver_manager import dbapi
from each_line import FILE, SQL, answer

OPTIONS = {"access_mode": "read_only", "enable_external_access": "false", "lock_configuration": "true"}


def rows() -> list[tuple[object, ...]]:
    path = {"path": str(Path(FILE).resolve())}
    with (
        dbapi.connect(driver=_duckdb.__file__, entrypoint="duckdb_adbc_init", db_kwargs=OPTIONS | path, autocommit=True) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(SQL)
        return cursor.fetchall()


answer(rows)
