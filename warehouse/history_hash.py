"""The history hash: one name for everything a publication wrote into the record that later publications carry over.

That is its own row of meta.publication, its rows of meta.revision and meta.check_result, and the vintages it opened and closed.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.content_hash import has_coverage
from warehouse.statements import run

Row = Mapping[str, Any]
CARRIED = ("check_result", "revision")  # tables of meta whose rows are carried over, with the publication that wrote them
HASHES = ("history_hash", "record_hash")  # of a row of meta.publication: these are made from the others


@dataclass(frozen=True, slots=True)
class Written:
    """What publications wrote, by publication: rows of meta as canonical text, and hashes of vintages by (what, publication)."""

    rows: dict[str, dict[int, list[str]]]
    vintages: dict[tuple[str, int], str]

    def history_hash(self, row: Row) -> str:
        """The history hash of the publication whose row of meta.publication this is (its hashes are not looked at)."""
        number, before = row["publication"], row["previous_publication"]
        own = {name: value for name, value in row.items() if name not in HASHES}
        parts: dict[str, object] = {"publication": canonical(own)}
        parts |= {name: sorted(rows.get(number, [])) for name, rows in self.rows.items()}
        parts |= {what: hashed for (what, publication), hashed in self.vintages.items() if publication == _writer(what, number, before)}
        return hashlib.sha256(canonical(parts).encode()).hexdigest()

    def strays(self, records: list[Row]) -> list[str]:
        """What is written in the name of publications that are not among `records`."""
        numbers, befores = ({row[name] for row in records} for name in ("publication", "previous_publication"))
        lost = {name for name, rows in self.rows.items() if not numbers.issuperset(rows)}
        lost |= {what for what, publication in self.vintages if publication not in (befores if _ends(what) else numbers)}
        return sorted(lost)


def written(connection: duckdb.DuckDBPyConnection, number: int | None = None, previous_number: int | None = None) -> Written:
    """What publication `number`, which follows `previous_number`, wrote; without numbers what each publication of the file wrote."""
    rows: dict[str, dict[int, list[str]]] = {}
    for name in CARRIED:
        by_publication = defaultdict(list)
        for row in run(connection, f"seal/rows_of_{name}", number=number).pl().iter_rows(named=True):
            by_publication[row["publication"]].append(canonical(row))
        rows[name] = dict(by_publication)
    names = ("seal/vintage_hashes", *(["seal/coverage_vintage_hashes"] if has_coverage(connection) else []))
    hashes = [row for name in names for row in run(connection, name, number=number, previous_number=previous_number).fetchall()]
    return Written(rows, {(what, publication): hashed for what, publication, hashed in hashes})


def records(connection: duckdb.DuckDBPyConnection, number: int | None = None) -> list[dict[str, Any]]:
    """The rows of meta.publication (of one publication), oldest first."""
    return run(connection, "seal/rows_of_publication", number=number).pl().sort("publication").to_dicts()


def canonical(value: object) -> str:
    """JSON that says the same in every version: keys sorted, no spaces, amounts and instants as text, and no key whose value is NULL.

    A table that becomes wider later has NULL there for the rows it was handed: their hash is to stay.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: object) -> object:
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items() if inner is not None}
        case list():
            return [_plain(inner) for inner in value]
        case Decimal():
            return format(value.normalize(), "f")
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
    return value


def _ends(what: str) -> bool:
    return what.endswith("closed")


def _writer(what: str, number: int, before: int | None) -> int | None:
    """Under which publication the vintages stand that `number` opened, or ended: an end names the last publication that showed the row."""
    return before if _ends(what) else number
