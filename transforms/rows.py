"""The rows of a reference table: shipped as CSV beside the code, overlaid row by row by the home's `reference/` folder.

No engine is imported here: what changed in the tables is asked before any is.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

SHIPPED = Path(__file__).parent / "tables"
Row = dict[str, str | None]

# Table -> the columns that make a row the same row in the home's overlay. Other tables belong to the release and are not overlaid.
KEYS = {
    "programmes": ["programme_code"],
    "benefit_types": ["benefit_type_code"],
    "programme_benefits": ["programme_code", "benefit_type_code"],
    "benefit_components": ["benefit_component_code"],
    "segments": ["segment_code"],
    "segment_programmes": ["segment_code", "programme_code"],
    "statuses": ["status"],
    "payment_types": ["payment_type"],
    "statutory_amounts": ["rule_code", "benefit_type_code", "benefit_component_code", "valid_from"],
    "jp_pension_bounds": ["valid_from"],
    "regions": ["regency_code", "code_system", "valid_from"],
    "branches": ["branch_code", "valid_from"],
    "worker_groups": ["worker_group_code"],
    "registration_sources": ["source_code"],
    "senders": ["sender_code", "valid_from"],
    "sender_headings": ["sender_code", "heading", "valid_from"],
}
WORD_KEYS = {"aliases": ["column", "raw"], "headings": ["heading"]}
OVERLAID = (*KEYS, *WORD_KEYS)
READ_ABOVE = (
    "materiality",
    "estimate_rules",
    "target_populations",
)  # of the home's folder: they say nothing of lines, and no part depends on them


class ReferenceTableRefused(Exception):
    """A table of the home's `reference/` folder does not have the shipped table's shape."""

    def __init__(self, table: str, missing: list[str], unknown: list[str], fault: str = "") -> None:
        super().__init__(table)
        self.table, self.missing, self.unknown, self.fault = table, missing, unknown, fault

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        return self.fault or f"columns differ from the shipped table: missing {self.missing or 'none'}, unknown {self.unknown or 'none'}"

    @property
    def where(self) -> str:
        """The table concerned."""
        return f"reference/{self.table}.csv"

    @property
    def fix(self) -> str:
        """What to do about it."""
        if self.fault:
            return "save it again as CSV UTF-8, with commas, and no cell outside the header's columns"
        return f"give it exactly the header of transforms/tables/{self.table}.csv"


def columns_of(name: str) -> list[str]:
    """The columns of a shipped table, in its order."""
    return _read(name, SHIPPED / f"{name}.csv")[0]


def rows_of(name: str, key: Sequence[str], overlay: Path | None) -> list[Row]:
    """The shipped rows of table `name`, those of the home that share `key` in their place, new ones added. Blank cells are None.

    Raises ReferenceTableRefused.
    """
    columns, shipped = _read(name, SHIPPED / f"{name}.csv")
    site = overlay / f"{name}.csv" if overlay else None
    if site is None or not site.exists():
        return shipped
    found, own = _read(name, site)
    _refuse_other_columns(name, columns, found)
    replaced = {tuple(row[column] for column in key) for row in own}
    kept = [row for row in shipped if tuple(row[column] for column in key) not in replaced]
    return [*kept, *({column: row[column] for column in columns} for row in own)]


def _read(name: str, path: Path) -> tuple[list[str], list[Row]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file, strict=True)
            columns = next(table, [])
            return columns, [_row(name, columns, cells, table.line_num) for cells in table if cells]
    except (UnicodeDecodeError, csv.Error):
        raise ReferenceTableRefused(name, [], [], "it is not CSV in UTF-8") from None


def _row(name: str, columns: list[str], cells: list[str], line: int) -> Row:
    if len(cells) > len(columns):
        raise ReferenceTableRefused(name, [], [], f"the row in line {line} has more cells than the header")
    filled = [cell or None for cell in cells] + [None] * (len(columns) - len(cells))
    return dict(zip(columns, filled, strict=True))


def _refuse_other_columns(name: str, shipped: list[str], own: list[str]) -> None:
    missing = [column for column in shipped if column not in own]
    unknown = [column for column in own if column not in shipped]
    if missing or unknown:
        raise ReferenceTableRefused(name, missing, unknown)
    if len(own) != len(shipped):
        raise ReferenceTableRefused(name, [], [], "a column stands twice in its header")
