"""The rows of the register."""

import re
from dataclasses import dataclass

CLAIMS = "claims"
CONTRACT = re.compile(r'(?<!\\)"contract": "(\w+)"')  # in a ledger; within a text of it the marks would be escaped


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file of the landing zone as it was last seen, and what its bytes were then."""

    path_id: str
    signature: str
    sha256: str


Content = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One delivery: these bytes, in this format, with this manifest, of this sender for this period. `arrival_id`: the order of arrival."""

    arrival_id: int
    sender_code: str
    period: str
    sha256: str
    manifest_sha256: str
    revision: int
    name_id: str
    file_name: str
    file_format: str
    size_bytes: int
    arrived_at: str
    kind: str = "full"  # full, delta, withdrawal, nil
    withdraws: str = ""  # of a withdrawal: the SHA-256 or the name_id that it names

    @property
    def content(self) -> Content:
        """What makes it new: sender, period, SHA-256 of bytes and manifest, and the format, which decides how the bytes are read."""
        return self.sender_code, self.period, self.sha256, self.manifest_sha256, self.file_format


@dataclass(frozen=True, slots=True)
class Resend:
    """A delivery of bytes that were there already, under the same or another name."""

    path_id: str
    signature: str
    arrival_id: int
    file_name: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class PartRecord:
    """What became of one extract under one fingerprint: a clean part with its ledger, or a refusal (both JSON)."""

    part_id: str
    arrival_id: int
    outcome: str
    ledger: str
    refusal: str
    made_at: str

    @property
    def contract(self) -> str:
        """The kind of extract, by its ledger: claims where that does not say (a refusal, a part from before there were others)."""
        told = CONTRACT.search(self.ledger)
        return told[1] if told else CLAIMS


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a part was made from. `base_id`: everything but the tables of words; `made_from`: the same by name, as digests (JSON).

    `words_id` names those tables as they were, `met_id` the words of them that the part was met with.
    """

    part_id: str
    base_id: str
    made_from: str
    words_id: str
    met_id: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parts of one period that contradict each other in so many lines."""

    part_id: str
    other_id: str
    lines: int


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One publication as the register remembers it. `periods` is a JSON list of `2022-07`."""

    number: int
    inputs_id: str
    content_hash: str
    record_hash: str
    kind: str
    periods: str
    published_at: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Inputs that a rollback rejected; `run` refuses them until they change or the hold is released. `parts` is a JSON list."""

    hold_id: int
    inputs_id: str
    parts: str
    number: int
    made_at: str
    released_at: str | None


@dataclass(frozen=True, slots=True)
class StandingPart:
    """An extract that stood at a publication, and its place among those of its sender and period."""

    part_id: str
    arrival_id: int
    arrival_order: int
    revision: int


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A payment month (2022-07) as a publication showed it. `is_held`: from the lines that the publication before showed."""

    period: str
    is_held: bool
    senders_expected: tuple[str, ...]
    senders_received: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A period (2022-07) whose newest extracts a publication leaves out, and why. Holds counts and names, never values.

    `gate_id`: by which gate; '' where that was not recorded.
    """

    period: str
    what: str
    place: str
    fix: str
    gate_id: str = ""


@dataclass(frozen=True, slots=True)
class PublicationBasis:
    """What a publication was counted from. `shows`: itself, or the publication whose figures a rollback shows again.

    `conditions_id` names what shapes it besides its parts: code, tables, senders, settings, schema. `inputs_seen`: the inputs that lay
    there, those of held months and of periods left out, too.
    """

    publication: int
    shows: int
    conditions_id: str
    inputs_seen: str
    parts: tuple[StandingPart, ...]
    months: tuple[ShownMonth, ...]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What would be published (migration 0005). `periods`, `ingredients` and `changes` are JSON; `base_number` is 0 before the first."""

    plan_id: str
    made_at: str
    made_by: str
    base_number: int
    base_record_hash: str
    inputs_id: str
    periods: str
    ingredients: str
    content_hash: str
    changes: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A run that might publish nothing more of these inputs on this publication, under this policy; the plan it left."""

    inputs_id: str
    base_number: int
    base_record_hash: str
    policy_id: str
    plan_id: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What shaped a publication besides its parts: enough to make it again under the same code and tables.

    `release`: the version of the package that first published under it.
    """

    conditions_id: str
    fingerprint: str
    schema_id: str
    maturity_months: int
    release: str
