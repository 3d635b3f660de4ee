"""The content of an earlier publication, read back from its file, so that a new one can show its figures again."""

from pathlib import Path

import duckdb
import polars as pl

from warehouse.content import FRAMES, CandidateContent
from warehouse.content_hash import has_table
from warehouse.errors import WarehouseUnreadable
from warehouse.opening import opened, reading
from warehouse.record import PublicationLedger
from warehouse.statements import run

# What a file has from which a frame is read back. A file made before that table was has the frame read by <frame>_unknown.sql.
LATER = {
    "final_month": ("mart", "claims_final_by_benefit_month"),
    "lag_month": ("mart", "claims_lag_triangle"),
    "completion": ("mart", "claims_completion"),
    "estimate_rules": ("meta", "estimate_rule"),
    "regions": ("meta", "regency"),
    "rollup": ("meta", "claims_rollup"),
    "codes": ("meta", "code"),
    "coverage": ("mart", "coverage_by_region_month"),
    "worker_month": ("mart", "vulnerable_workers_by_source_month"),
}


def rollback_content(file: Path) -> CandidateContent:
    """What the publication in `file` was built from: building it again gives the same current marts and the same content hash.

    A publication from before there was a final view has none to show: its cells are NULL. Vintages and revisions are not in it: they
    continue from the publication that stands (`previous` of `build`).
    """
    with opened(file) as connection, reading(file):
        frames = {name: _replayed(connection, name) for name in FRAMES}
        row = run(connection, "replay/publication").fetchone()
    if row is None:
        raise WarehouseUnreadable(file, "it holds no record of a publication")
    maturity_months, *counts = row
    return CandidateContent(**frames, publication_ledger=PublicationLedger(*counts), maturity_months=maturity_months)


def _replayed(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    is_known = name not in LATER or has_table(connection, *LATER[name])
    return run(connection, f"replay/{name}{'' if is_known else '_unknown'}").pl()
