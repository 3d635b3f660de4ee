"""SQLAlchemy with one engine kept open; the third argument says how it pools: null, recycle, queue."""

import sys

from each_line import FILE, SQL, answer
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool, QueuePool

POOLS = {
    "null": {"poolclass": NullPool},
    "recycle": {"poolclass": QueuePool, "pool_recycle": 1},
    "queue": {"poolclass": QueuePool},
}
READ_ONLY = "access_mode=read_only&enable_external_access=false&lock_configuration=true"
engine = create_engine(f"duckdb:///{FILE}?{READ_ONLY}", **POOLS[sys.argv[3]])


def rows() -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(SQL))]


answer(rows)
