"""What the site decided about its senders' extracts, read from its reviewed tables before any engine is imported."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms.decisions import TABLES, Decisions, Dialect

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SiteDecisions:
    """Every decision of a home: rows of its `reference/senders.csv` and `reference/sender_headings.csv`, the later of equals last."""

    senders: Sequence[Row]
    headings: Sequence[Row]

    @property
    def senders_id(self) -> str:
        """Names the table of senders: who is expected shapes what is published."""
        return hashlib.sha256(json.dumps(self.senders).encode()).hexdigest()

    def of(self, sender_code: str, period: str) -> Decisions:
        """What holds for the extracts of this sender and period (2022-07)."""
        own = [row for row in self.senders if _holds(row, sender_code, period)]
        headings = {row["heading"]: row.get("canonical") or "" for row in self.headings if _holds(row, sender_code, period)}
        return Decisions(headings, _dialect(own[-1]) if own else Dialect())


def read_decisions(reference: Path) -> SiteDecisions:
    """The decisions that stand in a home's `reference/` folder."""
    return SiteDecisions(*(_in_order([*_rows(TABLES / name), *_rows(reference / name)]) for name in ("senders.csv", "sender_headings.csv")))


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (text or "").strip() for name, text in row.items() if name} for row in csv.DictReader(file)]


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.get("valid_from", ""))


def _holds(row: Row, sender_code: str, period: str) -> bool:
    first, last = row.get("valid_from", ""), row.get("valid_to", "")
    return row.get("sender_code") == sender_code and first[:7] <= period and (not last or last[:7] >= period)


def _dialect(row: Row) -> Dialect:
    return Dialect(row.get("amount_form") or None, row.get("date_order") or None)
