from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

CLEAN = Path(__file__).parent / "clean_candidate.sql"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """An open candidate without a fault: small tables of every relation the suites judge."""
    with duckdb.connect() as opened:
        opened.execute(CLEAN.read_text(encoding="utf-8"))
        yield opened
