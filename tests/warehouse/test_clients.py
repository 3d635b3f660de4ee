"""A published file in other DuckDB clients, each in a virtualenv of its own: CLAIMS_DUCKDB_CLIENTS=<folder with one per version>."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import sealed

VERSIONS = ("1.4", "1.5", "2.0")
READ = """
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(duckdb.__version__, connection.execute("select count(*) from mart.claims_as_of(1)").fetchone()[0])
"""


@pytest.mark.slow
@pytest.mark.clients
@pytest.mark.parametrize("version", VERSIONS)
def test_the_file_opens_in_duckdb_clients_of_other_versions(tmp_path: Path, version: str) -> None:
    clients = os.environ.get("CLAIMS_DUCKDB_CLIENTS", "")
    python = Path(clients) / version / "bin" / "python"
    if not clients or not python.exists():
        pytest.skip(f"not run: no DuckDB {version} client (set CLAIMS_DUCKDB_CLIENTS)")
    done = subprocess.run([python, "-c", READ, sealed(tmp_path / "c")], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(version)
    assert done.stdout.split()[1] == "5"
