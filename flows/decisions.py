"""What the site decided about its senders' extracts, read from its reviewed tables before any engine is imported."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from flows.correction_record import CorrectionRecord
from flows.corrections import read_corrections
from flows.errors import DecisionsRefused
from transforms.decisions import TABLES, Decisions, Dialect

SENDERS, SENDER_HEADINGS = "senders.csv", "sender_headings.csv"
ALLOWED = {"amount_form": ("comma", "point"), "date_order": ("dmy", "mdy"), "kind": ("column", "ignored")}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SiteDecisions:
    """Every decision of a home: rows of its `reference/senders.csv` and `reference/sender_headings.csv`, the later of equals last;
    and its manual corrections, by id.
    """

    senders: Sequence[Row]
    headings: Sequence[Row]
    corrections: Sequence[CorrectionRecord] = ()

    @property
    def senders_id(self) -> str:
        """Names the table of senders: who is expected shapes what is published."""
        return hashlib.sha256(json.dumps(self.senders).encode()).hexdigest()

    @property
    def rows_id(self) -> str:
        """Names how many lines each manual correction must touch: no part depends on it, but a period may be left out for it."""
        return hashlib.sha256(json.dumps([(one.correction.correction_id, one.rows) for one in self.corrections]).encode()).hexdigest()

    def of(self, sender_code: str, period: str, file_name: str = "", sha256: str = "") -> Decisions:
        """What holds for the extract of this sender, period (2022-07), masked name and content; without these two, for all of them."""
        corrections = tuple(one.correction for one in self.corrections if one.is_about(sender_code, period, file_name, sha256))
        own = [row for row in self.senders if _holds(row, sender_code, period)]
        headings = {row["heading"]: row.get("canonical") or "" for row in self.headings if _holds(row, sender_code, period)}
        return Decisions(headings, _dialect(own[-1]) if own else Dialect(), corrections)


def read_decisions(reference: Path, corrections: Path | None = None) -> SiteDecisions:
    """The decisions that stand in a home's `reference/` folder and in its folder of corrections.

    Raises DecisionsRefused for a table that says what nobody can obey.
    """
    records = read_corrections(corrections) if corrections else ()
    return SiteDecisions(_table(reference, SENDERS), _table(reference, SENDER_HEADINGS), records)


def _table(reference: Path, name: str) -> list[Row]:
    return _in_order([*rows_of(TABLES / name), *rows_of(reference / name)])


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of one such table, checked, in the order of the file; none where there is no file."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            _refuse_other_columns(path, table.fieldnames or ())
            rows = [_checked(path, table.line_num, row) for row in table]
    except (UnicodeDecodeError, csv.Error):
        raise DecisionsRefused("it is not CSV in UTF-8", _place(path), "save it again as CSV UTF-8, with commas") from None
    return rows


def columns_of(table: str) -> list[str]:
    """The columns of the table of this name, as shipped."""
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


@cache
def canonical_columns() -> frozenset[str]:
    """Every column of the extract contract that a heading may mean."""
    with (TABLES / "headings.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["canonical"] for row in csv.DictReader(file)) - {""}


def _refuse_other_columns(path: Path, found: Sequence[str]) -> None:
    wanted = columns_of(path.name)
    if sorted(found) != sorted(wanted):
        missing, unknown = ([name for name in one if name not in other] for one, other in ((wanted, found), (found, wanted)))
        what = f"columns differ from the shipped table: missing {missing or 'none'}, unknown or twice {unknown or 'none'}"
        raise DecisionsRefused(what, _place(path), f"give it exactly the header {','.join(wanted)}")


def _checked(path: Path, line: int, row: Mapping[str | None, str | None]) -> dict[str, str]:
    """The row, every cell stripped. Raises DecisionsRefused."""
    cells = {name: (text or "").strip() for name, text in row.items() if name is not None}
    wrong = "has more cells than the header" if None in row else _what_is_wrong(cells)
    if wrong:
        raise DecisionsRefused(f"row {line} {wrong}", _place(path), "correct the row, or take it out")
    return cells


def _what_is_wrong(row: Row) -> str:
    for name, allowed in ALLOWED.items():
        if row.get(name, "") not in ("", *allowed):
            return f"has an unknown {name}: it must be {' or '.join(allowed)}, or blank"
    for name in ("valid_from", "valid_to"):
        if not _is_day(row[name]):
            return f"has no date as {name}: write it like 2022-07-01, or leave it blank"
    if not row["sender_code"]:
        return "names no sender"
    return _what_is_wrong_with_heading(row) if "heading" in row else ""


def _what_is_wrong_with_heading(row: Row) -> str:
    canonical, kind = row["canonical"], row["kind"]
    if canonical and canonical not in canonical_columns():
        return "has an unknown canonical column; the columns are: " + ", ".join(sorted(canonical_columns()))
    if not row["heading"] or kind != ("column" if canonical else "ignored"):
        return "must have a heading, and either a canonical column and kind column, or none and kind ignored"
    return ""


def _is_day(text: str) -> bool:
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _place(path: Path) -> str:
    return f"reference/{path.name}"


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.get("valid_from", ""))


def _holds(row: Row, sender_code: str, period: str) -> bool:
    first, last = row.get("valid_from", ""), row.get("valid_to", "")
    return row.get("sender_code") == sender_code and first[:7] <= period and (not last or last[:7] >= period)


def _dialect(row: Row) -> Dialect:
    return Dialect(row.get("amount_form") or None, row.get("date_order") or None)
