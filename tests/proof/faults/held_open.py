"""A reader that holds every file of the home open, and the published one with a query half read, while a run publishes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import duckdb

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, as_undisturbed, left_standing, looked_at

FIGURES = "select * from mart.claims_by_benefit_month order by all"


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """The run publishes beside it; what was opened before goes on showing what it showed."""
    row, ground = Row("every file of the home held open by a reader while a run publishes"), ground_of("run")
    held = 0
    for _ in range(order.count(1, 5)):
        with ground.trial() as home:
            with looked_at(home, ground.before.number, ground.after.number) as look:
                with _all_held(home) as (count, table, register):
                    before = table.execute(FIGURES).fetchall()
                    ended = home.claims(*ground.command)
                    look.complaints += [str(ended)] if ended.code else []
                    look.complaints += [] if table.execute(FIGURES).fetchall() == before else ["what was open changed under its reader"]
                    register.rollback()
                look.complaints += left_standing(ground, home, look.reader) + as_undisturbed(ground, home)
            row.tried(f"{count} files", look.complaints)
            held = max(held, count)
    row.seen.append(
        f"{held} files held, two of them in DuckDB, the register within a transaction: the run ends with 0, the reader keeps its figures"
    )
    return [row]


@contextmanager
def _all_held(home: ClaimsHome) -> Iterator[tuple[int, duckdb.DuckDBPyConnection, sqlite3.Connection]]:
    """How many files are held, a connection to the published file, and one to the register in the middle of a read."""
    files = [path for path in home.root.rglob("*") if path.is_file()]
    with ExitStack() as stack:
        for path in files:
            stack.enter_context(path.open("rb"))
        table = stack.enter_context(duckdb.connect(str(home.file), read_only=True))
        stack.enter_context(duckdb.connect(str(home.file.with_name("claims_public.duckdb")), read_only=True))
        register = sqlite3.connect(home.root / "register" / "register.sqlite", isolation_level=None)
        stack.callback(register.close)
        register.execute("begin")
        register.execute("select count(*) from arrival").fetchall()
        yield len(files), table, register
