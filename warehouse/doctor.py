"""Whether the publications are what they say they are. Reads only; every fault is named with a way out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from warehouse.candidate import FILE_NAME
from warehouse.content_hash import content_hash
from warehouse.errors import WarehouseError
from warehouse.figures import publications
from warehouse.opening import opened, reading
from warehouse.publish import published, standing
from warehouse.record import PublicationRecord, record_hash

RESTORE = "restore warehouse/publications from a backup, or run again: figures are made anew from the vault"


def examine_publications(warehouse: Path, recorded: Mapping[int, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What was found, as (what, fix); an empty fix means well. `recorded`: number -> record hash and content hash of the register."""
    number = standing(warehouse)
    if number is None:
        yield "nothing has been published yet", ""
        return
    faults = [fault for each in published(warehouse) for fault in _faults(warehouse / "publications" / str(each), each, recorded)]
    yield from faults
    if not faults:
        yield f"publication {number} stands; figures and record chain of {len(published(warehouse))} publications verified", ""


def _faults(folder: Path, number: int, recorded: Mapping[int, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if any(folder.glob("*.wal")):
        yield f"a .wal lies beside publication {number}: someone opened it for writing", "remove the .wal; open the file read-only"
    try:
        found = _hashes(folder / FILE_NAME)
    except WarehouseError as error:
        yield f"publication {number} {error.what}", error.fix
        return
    record, content, chain_holds = found
    if not chain_holds:
        yield f"the record inside publication {number} was edited: its hash chain breaks", RESTORE
    if (record, content) != recorded.get(number, (record, content)):
        yield f"publication {number} is not the one the register remembers", RESTORE


def _hashes(file: Path) -> tuple[str, str, bool]:
    """The last record hash, the content hash computed anew, and whether every record follows from the one before."""
    rows = publications(file).to_dicts()
    chained = [_recomputed(row, before) for row, before in zip(rows, [None, *(row["record_hash"] for row in rows)], strict=False)]
    with opened(file) as connection, reading(file):
        content = content_hash(connection)
    holds = chained == [row["record_hash"] for row in rows] and content == rows[-1]["content_hash"]
    return rows[-1]["record_hash"], content, holds


def _recomputed(row: dict[str, Any], before: str | None) -> str:
    record = PublicationRecord(
        number=row["publication"],
        inputs_id=row["inputs_id"],
        kind=row["kind"],
        published_at=row["published_at"],
        fingerprint=row["fingerprint"],
        key_id=row["key_id"],
        previous_number=row["previous_publication"],
    )
    return record_hash(record, row["content_hash"], before)
