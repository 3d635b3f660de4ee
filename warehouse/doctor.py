"""Whether the publications are what they say they are. Reads only; every fault is named with a way out."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.content_hash import content_hash, lag_residue
from warehouse.errors import WarehouseError
from warehouse.history_hash import Written, records, written
from warehouse.on_disk import FILE_NAME
from warehouse.opening import opened, read_all, reading
from warehouse.public_file import public_fault
from warehouse.record import PublicationRecord, record_hash
from warehouse.register.records import PublicationRow
from warehouse.standing import PUBLICATIONS, kept, published, standing
from warehouse.sums import has_other_bytes

RESTORE = "restore warehouse/publications from a backup, or have the newest whole one stand again (claims publish --restore) and run again"
RESTORE_LINK = "have the newest whole publication stand again: claims publish --restore"
RESTORE_REGISTER = "restore the file, or the register, whichever was edited, from a backup"
REMEMBERED = ("inputs_id", "content_hash", "record_hash", "kind")  # what both the register and the file know of a publication

VERIFIED = "content hash, vintages, revisions, checks and record chain"
ADDS_UP = "the lag triangle adds up to the figures"
UNVERIFIED = "the estimates (mart.claims_completion) are in no hash"


def examine_publications(warehouse: Path, recorded: Mapping[int, PublicationRow]) -> Iterator[tuple[str, str]]:
    """What was found, as (what, fix); an empty fix means well. `recorded`: the publications of the register, by number.

    Every kept file is held against itself: its figures, the history it carries, the chain of its records. The standing one also against
    the register, publication by publication; of the others what they say of themselves.
    """
    try:
        number = standing(warehouse)
    except WarehouseError as error:
        yield error.what, error.fix
        return
    if number is None and not recorded:
        yield "nothing has been published yet", ""
        return
    if number is None or number < max(recorded, default=0):
        yield f"publication {max(recorded)} was published last, but {number or 'none'} stands", RESTORE_LINK
    if number is None:
        return
    numbers = published(warehouse)
    faults = [
        fault for each in numbers for fault in _faults(warehouse / "publications" / str(each), each, recorded, is_newest=each == number)
    ]
    yield from dict.fromkeys(faults)  # what two files say of one publication is one fault
    if not faults:
        kept = f"{len(numbers)} publication{'' if len(numbers) == 1 else 's'}"
        yield f"publication {number} stands; of {kept} {VERIFIED} verified, and that {ADDS_UP}; {UNVERIFIED}", ""


def newest_whole(warehouse: Path, recorded: Mapping[int, PublicationRow]) -> int | None:
    """The newest publication on disk of which nothing is wrong, its public file included; None where there is none.

    One that was never recorded was not published: a run was killed before the flip.
    """
    there = [number for number in reversed(kept(warehouse)) if number in recorded]
    return next((number for number in there if _is_whole(warehouse / PUBLICATIONS / str(number), number, recorded)), None)


def _is_whole(folder: Path, number: int, recorded: Mapping[int, PublicationRow]) -> bool:
    return not any(_faults(folder, number, recorded, is_newest=False)) and not public_fault(folder, number)


def _faults(folder: Path, number: int, recorded: Mapping[int, PublicationRow], *, is_newest: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a publication; where nothing that is read of its file is, whether its bytes are those that were published."""
    found = list(_faults_within(folder, number, recorded, is_newest=is_newest))
    yield from found
    if not found and has_other_bytes(folder / FILE_NAME):
        yield f"the file of publication {number} has other bytes than were published, though no figure is another", RESTORE


def _faults_within(folder: Path, number: int, recorded: Mapping[int, PublicationRow], *, is_newest: bool) -> Iterator[tuple[str, str]]:
    if any(folder.glob("*.wal")):
        yield f"a .wal lies beside publication {number}: someone opened it for writing", "remove the .wal; open the file read-only"
    file = folder / FILE_NAME
    try:
        with opened(file) as connection, reading(file):
            read_all(connection)
            rows, history, content, residue = records(connection), written(connection), content_hash(connection), lag_residue(connection)
    except WarehouseError as error:
        yield f"publication {number} {error.what}", error.fix
        return
    if not rows or rows[-1]["publication"] != number:
        yield f"the file of publication {number} holds another one's record", RESTORE
        return
    if content != rows[-1]["content_hash"]:
        yield f"figures of publication {number} were edited: they are not those of its content hash", RESTORE
    if residue:
        yield f"the lag triangle of publication {number} was edited: {residue} of its cells do not add up to the figures", RESTORE
    for what in (*_edited(rows, history), *_broken(rows)):
        yield f"the record inside publication {number} was edited: {what}", RESTORE
    for what in _strangers(rows if is_newest else rows[-1:], recorded, is_newest=is_newest):
        yield what, RESTORE_REGISTER


def _edited(rows: Sequence[dict[str, Any]], history: Written) -> Iterator[str]:
    """Publications whose entries in the history are not those they wrote. Those without a history hash cannot be judged."""
    for row in rows:
        if row.get("history_hash") not in (None, history.history_hash(row)):
            yield f"what publication {row['publication']} wrote (its own record, revisions, checks or vintages) is no longer that"
    for what in history.strays(list(rows)):
        yield f"there are rows of {what} by a publication that it does not know"


def _broken(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Where its hash chain breaks."""
    for row, before in zip(rows, [None, *(row["record_hash"] for row in rows)], strict=False):
        if _recomputed(row, before) != row["record_hash"]:
            yield f"its hash chain breaks at publication {row['publication']}"


def _strangers(rows: Sequence[dict[str, Any]], recorded: Mapping[int, PublicationRow], *, is_newest: bool) -> Iterator[str]:
    """Publications that the register remembers otherwise. One it does not know is no fault: a run may have been killed."""
    for row in rows:
        known = recorded.get(row["publication"])
        if known is not None and any(getattr(known, name) != row[name] for name in REMEMBERED):
            yield f"publication {row['publication']} is not the one the register remembers"
    if is_newest:
        missing = recorded.keys() - {row["publication"] for row in rows}
        for number in sorted(number for number in missing if number < rows[-1]["publication"]):  # later ones: `current` was pointed back
            yield f"publication {number}, which the register remembers, is not in the record"


def _recomputed(row: dict[str, Any], before: str | None) -> str:
    record = PublicationRecord(
        number=row["publication"],
        inputs_id=row["inputs_id"],
        kind=row["kind"],
        published_at=row["published_at"],
        fingerprint=row["fingerprint"],
        key_id=row["key_id"],
        previous_number=row["previous_publication"],
        release=row.get("release"),
    )
    return record_hash(record, row["content_hash"], before, row.get("history_hash"))
