"""What a publication says of itself, and the chain that shows when a record was changed afterwards."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from warehouse.errors import PublicationOutOfOrder, PublicationUnbalanced

Kind = Literal["run", "backfill", "rollback", "apply"]


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """What a publication was made from. `published_at` is an instant (with time zone); `previous_number` is the one that stood before.

    `release`: the version of this package that made it; None in records from before it was noted.
    """

    number: int
    inputs_id: str
    kind: Kind
    published_at: datetime
    fingerprint: str
    key_id: str
    previous_number: int | None
    release: str | None = None

    def __post_init__(self) -> None:
        if self.number <= (self.previous_number or 0):
            raise PublicationOutOfOrder(self.number, self.previous_number, "the number does not follow the one before")
        if self.published_at.tzinfo is None:
            raise ValueError("published_at needs a time zone")


@dataclass(frozen=True, slots=True)
class PublicationLedger:
    """Where each accepted line of the standing extracts went, in lines and in sen. Cannot exist unbalanced."""

    accepted: int
    effective: int
    duplicate: int
    superseded: int
    waiting: int
    accepted_sen: int
    effective_sen: int
    duplicate_sen: int
    superseded_sen: int
    waiting_sen: int

    def __post_init__(self) -> None:
        lines = self.effective + self.duplicate + self.superseded + self.waiting
        if lines != self.accepted:
            raise PublicationUnbalanced(self.accepted, lines, "lines")
        sen = self.effective_sen + self.duplicate_sen + self.superseded_sen + self.waiting_sen
        if sen != self.accepted_sen:
            raise PublicationUnbalanced(self.accepted_sen, sen, "sen")


def record_hash(record: PublicationRecord, content_hash: str, previous_hash: str | None, history_hash: str | None = None) -> str:
    """SHA-256 over the hash before and this record as canonical JSON (keys sorted, no spaces, instants in UTC).

    Records from before releases and history hashes were noted have neither key.
    """
    fields = asdict(record) | {
        "published_at": record.published_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "content_hash": content_hash,
        "history_hash": history_hash,
    }
    known = {name: value for name, value in fields.items() if value is not None or name not in ("release", "history_hash")}
    text = json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash or ''}\n{text}".encode()).hexdigest()
