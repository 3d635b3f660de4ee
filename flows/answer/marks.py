"""Findings become marks: which cell of which sheet, in which colour, with which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

FALLBACK = {"programme_code": "benefit_type_code", "benefit_type_code": "programme_code"}
ALWAYS_THERE = "claim_id"  # a finding about a column that the sheet does not have is told at the claim


@dataclass(frozen=True, slots=True)
class Table:
    """Payment lines in a sheet of the sender: its name, the row they begin in and where their columns are (canonical -> from 1)."""

    sheet: str
    masked: str
    first_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding and its place. `sheet` is the sender's own name; `column` is None where the place cannot be told."""

    sheet: str
    row: int
    column: int | None
    code: str
    severity: str
    sentence: str


def remarks(findings: pl.DataFrame, tables: Iterable[Table]) -> list[Remark]:
    """One for each finding (FINDING with its `sentence`), in the order of sheets, rows and columns; those without a place last.

    Sheets are named masked in findings: where two sheets share the masked name their findings have no place.
    """
    known = list(tables)
    order = {table.sheet: number for number, table in enumerate(known)}
    by_name: dict[str, list[Table]] = {}
    for table in known:
        by_name.setdefault(table.masked, []).append(table)
    placed = [_remark(finding, by_name.get(finding["sheet"], [])) for finding in findings.iter_rows(named=True)]
    return sorted(placed, key=lambda one: (one.column is None, order.get(one.sheet, 0), one.row, one.column or 0, one.code))


def _remark(finding: Mapping[str, Any], tables: list[Table]) -> Remark:
    sheet, column = finding["sheet"] or "", None
    above = [table for table in tables if table.first_row <= finding["source_row"]]
    if len({table.sheet for table in tables}) == 1 and above:
        nearest = max(above, key=lambda table: table.first_row)
        sheet, column = nearest.sheet, _column(finding["column"], nearest.columns)
    return Remark(sheet, finding["source_row"], column, finding["code"], finding["severity"], finding["sentence"])


def _column(column: str | None, columns: Mapping[str, int]) -> int | None:
    tried = (column or "", FALLBACK.get(column or "", ""), ALWAYS_THERE)
    return next((columns[one] for one in tried if one in columns), None)


def by_cell(placed: Iterable[Remark]) -> dict[str, dict[tuple[int, int], list[Remark]]]:
    """Sheet -> (row, column) -> its remarks."""
    found: dict[str, dict[tuple[int, int], list[Remark]]] = {}
    for one in placed:
        if one.column is not None:
            found.setdefault(one.sheet, {}).setdefault((one.row, one.column), []).append(one)
    return found
