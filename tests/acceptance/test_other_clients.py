import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.acceptance import by_hand
from tests.acceptance.conftest import Delivered

pytestmark = [pytest.mark.clients, pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand"), pytest.mark.timeout(600)]

VERSIONS = ("1.4.4", "1.5.6", "2.0.0")
LOOK = """
import duckdb, json, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    rows = connection.execute(
        "select benefit_type_code, claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar)"
        " from mart.claims_by_benefit_month"
    ).fetchall()
    vintages = connection.execute("select count(*) from mart.claims_as_of(1)").fetchall()
    asked = ("1", "'1'", "date '2100-01-01'", "timestamptz '2100-01-01 10:00:00+07'", "timestamp '2100-01-01 10:00:00'", "'2100-01-01'")
    nation, regions = (
        [connection.execute(f"select count(*) from mart.{macro}({moment})").fetchone()[0] for moment in asked]
        for macro in ("claims_as_of", "claims_region_as_of")
    )
    side_by_side = connection.execute("select count(*) from range(1, 3) as asked(n), mart.claims_as_of(n)").fetchone()[0]
    live = connection.execute("select count(*) from mart.claims_by_benefit_month_region").fetchone()[0]
    assert set(nation) == {side_by_side} == {vintages[0][0]} and set(regions) == {live} and live > 0, (nation, regions, side_by_side)
with duckdb.connect() as connection:
    connection.execute(f"attach '{sys.argv[1]}' as klaim (read_only)")
    connection.execute("use klaim")
    assert connection.execute("select count(*) from mart.claims_as_of('2100-01-01')").fetchall() == vintages
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    comments = connection.execute("select count(comment) from duckdb_columns() where schema_name = 'mart'").fetchall()
print(json.dumps([duckdb.__version__, rows, vintages[0][0], comments[0][0]]))
"""


def python_with(version: str) -> Path:
    """An interpreter with this DuckDB, installed once per machine; skips where it cannot be."""
    folder = Path(tempfile.gettempdir()) / "claims-duckdb-clients" / version
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"duckdb=={version}"]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            pytest.skip(f"not run: pip cannot install duckdb {version} here ({done.stderr.strip().splitlines()[-1]})")
        ready.touch()
    return python


@pytest.mark.parametrize("version", VERSIONS)
def test_the_published_file_tells_the_same_totals_in_this_version_of_duckdb(delivered: Delivered, version: str) -> None:
    looked = subprocess.run(
        [python_with(version), "-c", LOOK, delivered.home.file], capture_output=True, text=True, check=False, timeout=120
    )
    assert looked.returncode == 0, looked.stderr
    seen_by, rows, vintages, comments = json.loads(looked.stdout)
    assert seen_by == version
    told = {(by_hand.PERIOD, benefit): (claims, lines, people, amount) for benefit, claims, lines, people, amount in rows}
    assert told == {cell: (*figure[:3], str(figure[3])) for cell, figure in delivered.home.figures.items()}
    assert vintages == len(rows)
    assert comments > 0
    assert looked.stderr == ""
