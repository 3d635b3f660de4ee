"""dbt-duckdb: the same rules, tests and aggregates as models and tests, `dbt build` into a candidate that then replaces the file."""

import json
import os
from pathlib import Path
from typing import Any

from tests.proof.bench.contenders.contender import contend, extracts

PROJECT = Path(__file__).parents[1] / "dbt_project"
TABLES = Path(__file__).parents[4] / "transforms" / "tables"
KEY = bytes.fromhex("0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0").ljust(64, b"\0")


def work(folder: Path, out: Path) -> dict[str, Any]:
    """Everything `dbt build` does; its own log is kept."""
    from dbt.cli.main import dbtRunner

    candidate, published = out / "candidate.duckdb", out / "warehouse.duckdb"
    os.environ["CLAIMS_CANDIDATE"] = str(candidate)
    given = {
        "files": "[" + ", ".join(f"'{path}'" for _, path in extracts(folder)) + "]",
        "branches": str(folder / "reference" / "branches.csv"),
        "tables": str(TABLES),
        "inner_pad": bytes(byte ^ 0x36 for byte in KEY).hex(),
        "outer_pad": bytes(byte ^ 0x5C for byte in KEY).hex(),
    }
    where = [
        "--project-dir",
        str(PROJECT),
        "--profiles-dir",
        str(PROJECT),
        "--target-path",
        str(out / "target"),
        "--log-path",
        str(out / "logs"),
    ]
    built = dbtRunner().invoke(["--quiet", "build", *where, "--vars", json.dumps(given)])
    if not built.success:
        raise SystemExit(f"dbt build: {built.exception or [one.message for one in built.result if one.status in ('error', 'fail')]}")
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()  # it would keep the file open, and its last changes beside it
    candidate.replace(published)
    return _told(published)


def _told(published: Path) -> dict[str, Any]:
    import duckdb

    with duckdb.connect(str(published), read_only=True) as connection:
        cells = connection.execute(
            "select strftime(period, '%Y-%m') || ' ' || benefit_type, claim_count, payment_count, participant_count, amount_sen"
            " from claims_by_benefit_month"
        ).fetchall()
        [(rows,)] = connection.execute("select sum(rows_read) from ledger").fetchall()
    return {"figures": {cell: [int(value) for value in values] for cell, *values in cells}, "rows": int(rows)}


if __name__ == "__main__":
    contend(work)
