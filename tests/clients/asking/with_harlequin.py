"""What Harlequin does when it opens a file and runs a query: its own adapter, read-only. Reopened for each question."""

from each_line import FILE, SQL, answer
from harlequin_duckdb import DuckDbAdapter


def rows() -> list[tuple[object, ...]]:
    connection = DuckDbAdapter((FILE,), read_only=True, no_init=True).connect()
    try:
        table = connection.execute(SQL).fetchall()
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    finally:
        connection.conn.close()


answer(rows)
