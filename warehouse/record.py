"""What a publication says of itself, and the chain that shows when a record was changed afterwards."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from warehouse.errors import PublicationOutOfOrder, PublicationUnbalanced

Kind = Literal["run", "backfill", "rollback"]


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """What a publication was made from. `published_at` is an instant (with time zone); `previous_number` is the one that stood before."""

    number: int
    inputs_id: str
    kind: Kind
    published_at: datetime
    fingerprint: str
    key_id: str
    previous_number: int | None

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


def record_hash(record: PublicationRecord, content_hash: str, previous_hash: str | None) -> str:
    """SHA-256 over the hash before and this record as canonical JSON (keys sorted, no spaces, instants in UTC)."""
    fields = asdict(record) | {
        "published_at": record.published_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "content_hash": content_hash,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash or ''}\n{text}".encode()).hexdigest()
