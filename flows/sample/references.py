"""The senders and branches of a sample as rows of the home's reference tables, so that they are known and expected."""

import csv
from datetime import date
from pathlib import Path

from flows.sample.desk import Desk
from flows.sample.participation import TARGET_COLUMNS, target_rows

SENDER_COLUMNS = ["sender_code", "sender_name", "valid_from", "valid_to", "branch_code", "amount_form", "date_order", "source"]
BRANCH_COLUMNS = ["branch_code", "branch_name", "valid_from", "valid_to", "source"]
DECIMAL_MARK = {"rupiah": "comma", "english": "point", "plain": ""}
SOURCE = "claims sample"


def write_references(reference: Path, desks: list[Desk], *, has_targets: bool = False) -> None:
    """Merge a row per sender and per branch into the home's tables; rows of others stay, an earlier first day too.

    With `has_targets` a target population per regency, too.
    """
    if has_targets:
        _merge(reference / "target_populations.csv", list(TARGET_COLUMNS), {row["regency_code"]: row for row in target_rows(desks)})
    senders = {desk.sender.code: _sender(desk) for desk in desks}
    branches = {desk.sender.branch_code: _branch(desk) for desk in desks}
    _merge(reference / "senders.csv", SENDER_COLUMNS, senders)
    _merge(reference / "branches.csv", BRANCH_COLUMNS, branches)


def _sender(desk: Desk) -> dict[str, str]:
    sender = desk.sender
    return {
        "sender_code": sender.code,
        "sender_name": sender.name,
        "valid_from": desk.first.isoformat(),
        "valid_to": "",
        "branch_code": sender.branch_code,
        "amount_form": DECIMAL_MARK[desk.dialect.text_amount],
        "date_order": "dmy",
        "source": SOURCE,
    }


def _branch(desk: Desk) -> dict[str, str]:
    first = date(2015, 7, 1).isoformat()
    return {
        "branch_code": desk.sender.branch_code,
        "branch_name": desk.sender.branch_name,
        "valid_from": first,
        "valid_to": "",
        "source": SOURCE,
    }


def _merge(path: Path, columns: list[str], rows: dict[str, dict[str, str]]) -> None:
    """Rows by their first column; the file is replaced whole."""
    known = {row[columns[0]]: row for row in _read(path)}
    for key, row in rows.items():
        earlier = known.get(key, {}).get("valid_from") or row["valid_from"]
        known[key] = row | {"valid_from": min(earlier, row["valid_from"])}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(known[key] for key in sorted(known))
    unfinished.replace(path)


def _read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
