"""The content hash: one name for everything the current marts show, whenever and after whatever it was published.

It is a hash over hashes, one for each mart and month (span), so what a file took over of the publication before need not be hashed again
to be sealed. `content_hash` believes none of them.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

import duckdb
import polars as pl

from warehouse.statements import run

REGION, TO_DATE, ROLLUP = "claims_by_benefit_month_region", "claims_year_to_date", "claims_rollup"  # grow with the history
SPAN_OF = {REGION: "month", TO_DATE: "year_to_date"}
Key = tuple[str, str, date]  # mart, span (of the marts that grow), period
Hashes = dict[Key, str]


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over the sorted rows of the current marts of this file. A file from before a mart existed keeps the hash it was given."""
    return _together(connection, _hashes(connection))


def sealed_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """The same of a candidate, which knows what it took over, and with what hash. What is hashed now is kept for the next."""
    taken = {(mart, span, period): hashed for mart, span, period, hashed in run(connection, "seal/taken_over").fetchall()}
    found = _hashes(connection, run(connection, "seal/fresh_spans").fetchall() if taken else None)
    own = [(*key, hashed) for key, hashed in found.items()]
    keys = {"mart": pl.String, "span": pl.String, "period": pl.Date, "hash": pl.String}
    connection.register("incoming_hashes", pl.DataFrame(own, schema=keys, orient="row"))
    run(connection, "seal/keep_hashes")
    connection.unregister("incoming_hashes")
    return _together(connection, found | {key: hashed for key, hashed in taken.items() if hashed is not None})


def lag_residue(connection: duckdb.DuckDBPyConnection) -> int:
    """How many cells of the lag triangle, which no hash names, do not add up to the figures; 0 in a file from before there was any."""
    return int(str(_single(connection, "reads/lag_residue"))) if has_table(connection, "mart", "claims_lag_triangle") else 0


def has_final_view(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has mart.claims_final_by_benefit_month."""
    return has_table(connection, "mart", "claims_final_by_benefit_month")


def has_coverage(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has mart.coverage_by_region_month, and what goes with it."""
    return has_table(connection, "mart", "coverage_by_region_month")


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """Whether the file has this table: one made before the table was has none."""
    return bool(_single(connection, "seal/has_table", schema=schema, table=table))


def _hashes(connection: duckdb.DuckDBPyConnection, only: Sequence[Key] | None = None) -> Hashes:
    """Of each mart and month; of the marts that grow with the history `only` these spans (None = all)."""
    months = run(connection, "seal/month_hashes", region_periods=_periods(only, REGION), year_to_date_periods=_periods(only, TO_DATE))
    found = {(mart, SPAN_OF.get(mart, ""), period): hashed for mart, period, hashed in months.fetchall()}
    if has_table(connection, "meta", ROLLUP):
        spans = None if only is None else [f"{span} {period}" for mart, span, period in only if mart == ROLLUP]
        rows = run(connection, "seal/rollup_hashes", spans=spans, periods=_periods(only, ROLLUP)).fetchall()
        found |= {(ROLLUP, span, period): hashed for span, period, hashed in rows}
    return found


def _periods(only: Sequence[Key] | None, mart: str) -> list[date] | None:
    return None if only is None else sorted({period for one, _, period in only if one == mart})


def _together(connection: duckdb.DuckDBPyConnection, hashes: Hashes) -> str:
    months = sorted((mart, str(period), hashed) for (mart, _, period), hashed in hashes.items() if mart != ROLLUP)
    spans = sorted((span, str(period), hashed) for (mart, span, period), hashed in hashes.items() if mart == ROLLUP)
    figures = _sha256(months)
    final = _single(connection, "seal/final_content_hash") if has_final_view(connection) else None
    coverage = _single(connection, "seal/coverage_content_hash") if has_coverage(connection) else None
    for more in (final, coverage, _sha256(spans) if spans else None):
        figures = figures if more is None else hashlib.sha256(f"{figures}\n{more}".encode()).hexdigest()
    return figures


def _sha256(rows: list[tuple[str, str, str]]) -> str:
    return hashlib.sha256("\n".join(" ".join(row) for row in rows).encode()).hexdigest()


def _single(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> object:
    row = run(connection, name, **parameters).fetchone()
    return row[0] if row else None
