"""The content hash: one name for everything the current marts show, whenever and after whatever it was published."""

import hashlib

import duckdb

from warehouse.statements import run


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over the sorted rows of the current marts of this file. A file from before a mart existed keeps the hash it was given."""
    figures = str(_single(connection, "seal/content_hash"))
    final = _single(connection, "seal/final_content_hash") if has_final_view(connection) else None
    coverage = _single(connection, "seal/coverage_content_hash") if has_coverage(connection) else None
    rollup = _single(connection, "seal/rollup_content_hash") if has_table(connection, "meta", "claims_rollup") else None
    for more in (final, coverage, rollup):
        figures = figures if more is None else hashlib.sha256(f"{figures}\n{more}".encode()).hexdigest()
    return figures


def has_final_view(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has mart.claims_final_by_benefit_month."""
    return has_table(connection, "mart", "claims_final_by_benefit_month")


def has_coverage(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has mart.coverage_by_region_month, and what goes with it."""
    return has_table(connection, "mart", "coverage_by_region_month")


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """Whether the file has this table: one made before the table was has none."""
    return bool(_single(connection, "seal/has_table", schema=schema, table=table))


def _single(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> object:
    row = run(connection, name, **parameters).fetchone()
    return row[0] if row else None
