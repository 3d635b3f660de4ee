"""Whether the target populations can be used, told row by row. No engine is imported here: it is known when a home is opened."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from transforms.rows import SHIPPED, rows_of
from transforms.vocabulary.errors import VocabularyRefused

TABLE = "target_populations"
TARGET_KEY = ["regency_code", "target_group", "valid_from"]
FIX = "write it as in the shipped table"
FILLED = ("target_group", "segments", "year", "population", "valid_from", "source")
NUMBERS = {"year": re.compile("[0-9]{4}"), "population": re.compile("0*[1-9][0-9]{0,17}")}
WANTED = {"year": "a year like 2022", "population": "a whole number above 0, without separators"}


def refuse_unusable_targets(overlay: Path | None) -> None:
    """Raise VocabularyRefused for a row that cannot be read, and for two targets of one place and group in the same month.

    Raises ReferenceTableRefused where the table has not the shape of the shipped one.
    """
    rows_of(TABLE, TARGET_KEY, overlay)
    own = list(_numbered(overlay / f"{TABLE}.csv")) if overlay and (overlay / f"{TABLE}.csv").exists() else []
    for line, row in own:
        _refuse(line, row)
    replaced = {_key(row) for _, row in own}
    shipped = [(0, row) for _, row in _numbered(SHIPPED / f"{TABLE}.csv") if _key(row) not in replaced]
    _refuse_overlaps([*shipped, *own])


def _numbered(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file, strict=True, restval="")
        yield from ((table.line_num, row) for row in table)


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in TARGET_KEY)


def _refuse(line: int, row: dict[str, str]) -> None:
    for column in FILLED:
        if not row[column].strip():
            raise VocabularyRefused(TABLE, f"row {line}, column {column}: it is blank", FIX)
    for column, form in NUMBERS.items():
        if not form.fullmatch(row[column]):
            raise VocabularyRefused(TABLE, f"row {line}, column {column}: it is not {WANTED[column]}", FIX)
    for column in ("valid_from", "valid_to"):
        if row[column] and _day(row[column]) is None:
            raise VocabularyRefused(TABLE, f"row {line}, column {column}: it is not a date like 2022-07-01", FIX)
    if row["valid_to"] and row["valid_to"] < row["valid_from"]:
        raise VocabularyRefused(TABLE, f"row {line}, column valid_to: it lies before valid_from", FIX)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def _refuse_overlaps(rows: list[tuple[int, dict[str, str]]]) -> None:
    until: dict[tuple[str, str], str] = {}
    for line, row in sorted(rows, key=lambda one: (one[1]["valid_from"], one[0])):
        group = row["regency_code"], row["target_group"]
        if group in until and row["valid_from"] <= until[group]:
            named = f"row {line}" if line else "a shipped row"
            what = f"{named}, column valid_from: another population of this place and group is valid in the same month"
            raise VocabularyRefused(TABLE, what, "end the one (valid_to) before the other begins")
        until[group] = row["valid_to"] or "9999-12-31"
