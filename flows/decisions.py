"""What the site decided about its senders' extracts, read from its reviewed tables before any engine is imported."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.correction_record import CorrectionRecord
from flows.corrections import read_corrections
from transforms.decisions import TABLES, Decisions, Dialect

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

    def of(self, sender_code: str, period: str, file_name: str = "") -> Decisions:
        """What holds for the extract of this sender, period (2022-07) and masked name; without a name, what holds for all of them."""
        corrections = tuple(one.correction for one in self.corrections if one.is_about(sender_code, period, file_name))
        own = [row for row in self.senders if _holds(row, sender_code, period)]
        headings = {row["heading"]: row.get("canonical") or "" for row in self.headings if _holds(row, sender_code, period)}
        return Decisions(headings, _dialect(own[-1]) if own else Dialect(), corrections)


def read_decisions(reference: Path, corrections: Path | None = None) -> SiteDecisions:
    """The decisions that stand in a home's `reference/` folder and in its folder of corrections."""
    records = read_corrections(corrections) if corrections else ()
    return SiteDecisions(_table(reference, "senders.csv"), _table(reference, "sender_headings.csv"), records)


def _table(reference: Path, name: str) -> list[Row]:
    return _in_order([*_rows(TABLES / name), *_rows(reference / name)])


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
