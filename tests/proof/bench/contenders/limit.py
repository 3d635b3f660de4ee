"""The limit: DuckDB alone reads the files and groups them by benefit type. Nothing is cleaned, nothing checked, nothing kept."""

from pathlib import Path
from typing import Any

import duckdb

from tests.proof.bench.contenders.contender import contend, extracts

QUERY = """select "JENIS MANFAAT", count(*) from read_csv(?, union_by_name = true) group by all"""


def work(folder: Path, _: Path) -> dict[str, Any]:
    """Lines by benefit type, as the word stands there."""
    with duckdb.connect() as connection:
        counts = connection.execute(QUERY, [[str(path) for _, path in extracts(folder)]]).fetchall()
    return {"rows": sum(count for _, count in counts)}


if __name__ == "__main__":
    contend(work)
