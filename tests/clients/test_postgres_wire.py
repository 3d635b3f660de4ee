"""Over PostgreSQL's wire protocol, for tools that have no DuckDB driver, and for BI on another host."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.beside import python_with
from tests.clients.flipping import ASKING, SQL, Flipped, client, exact

pytestmark = [pytest.mark.clients, pytest.mark.timeout(1800)]
BUENAVISTA = ("buenavista==0.5.0", "psycopg[binary]==3.2.10", "duckdb==1.5.6", "pyarrow==22.0.0", "python-dateutil", "pytz")


@contextmanager
def served(environment: Path, flipped: Flipped) -> Iterator[str]:
    """buenavista on a port of this machine that the kernel chose."""
    with subprocess.Popen(
        [environment / "python", ASKING / "postgres_server.py", flipped.file], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def test_each_session_sees_the_publication_that_stands_when_it_begins(flipped: Flipped) -> None:
    environment = python_with("buenavista", *BUENAVISTA)
    with served(environment, flipped) as port, client([environment / "python", ASKING / "with_psycopg.py", port, SQL]) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows
