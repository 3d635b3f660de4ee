"""What people decided about the extracts of one sender: reviewed data, and part of what a part is made from (law 1).

Only these extracts are read anew when it changes. No engine is imported here: whether a part is stale is known before any is.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

# What a correction does to a line: `set` and `approved` change what becomes of it, `already so` needs nothing.
SET, APPROVED, ALREADY = "set", "approved", "already so"
DONE = (SET, APPROVED, ALREADY)  # what a correction is there for; every other effect stops the period
# Neither what it said then nor what it should; two that would set one cell, or release one key twice; an amount or date that is not there.
OTHERWISE, NO_COLUMN, TWICE = "says otherwise", "no such column", "set twice"
UNCOUNTABLE, KEY_TWICE = "cannot be counted", "its key stands twice"
APPROVE = "approve"  # until the decided line tells what came of it

TABLES = Path(__file__).parent / "tables"  # as shipped, where the rows of all senders would stand


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the sender table says of a sender; asked only when the values do not decide. None: it says nothing."""

    amount_form: str | None = None  # comma (1.234.567,00) | point (1,234,567.00): the decimal mark
    date_order: str | None = None  # dmy | mdy


@dataclass(frozen=True, slots=True)
class Correction:
    """One change by hand, as far as an extract depends on it: which lines, and what they get or which codes are waived on them.

    Texts by canonical column, in pairs. `match` is compared with the cell as it stands in the file; `set` is in plain form: 1250000.25,
    2022-07-15. `was`: what the source said when this was decided.
    """

    correction_id: str
    match: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    row: int | None = None
    set: tuple[tuple[str, str], ...] = ()
    was: tuple[tuple[str, str], ...] = ()
    approve: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """How one sender's extracts of one period are to be read. `headings`: as written -> canonical column, '' for ignored ones."""

    headings: Mapping[str, str] = field(default_factory=dict)
    dialect: Dialect = field(default_factory=Dialect)
    corrections: tuple[Correction, ...] = ()

    @property
    def decisions_id(self) -> str:
        """The id of everything decided; '' where nothing is."""
        said = self.to_json()
        return said and hashlib.sha256(said.encode()).hexdigest()

    def to_json(self) -> str:
        """Everything decided, as JSON; '' where nothing is."""
        return "" if self == Decisions() else json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, said: str) -> Self:
        """The decisions that `to_json` wrote."""
        told = json.loads(said) if said else {}
        corrections = tuple(_correction(one) for one in told.get("corrections", ()))
        return cls(told.get("headings", {}), Dialect(**told.get("dialect", {})), corrections)


def _correction(told: Mapping[str, Any]) -> Correction:
    """With tuples where JSON knows lists only."""
    pairs = {name: tuple((column, text) for column, text in told[name]) for name in ("match", "set", "was")}
    return Correction(**(dict(told) | pairs | {"approve": tuple(told["approve"])}))


UNDECIDED = Decisions()
