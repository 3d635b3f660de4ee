"""Where every row and every sen of an extract went."""

import json
from dataclasses import asdict, dataclass, field
from typing import Self

from transforms.errors import RowsUnaccounted


@dataclass(frozen=True, slots=True)
class Ledger:
    """One extract's account. It cannot exist unbalanced: RowsUnaccounted is raised instead.

    Money in sen (where people are counted: hundredths of one) over readable amounts; furniture holds none.
    `codes`: lines per rule code, warnings included.
    `payment_months`: accepted lines per payment month ('2022-07'). Read is what the sender sent; what corrections by hand added to it
    or took from it stands beside. `corrections`: correction id -> lines by what it did; `corrected_lines`: the keys of those it matched.
    """

    rows_read: int
    accepted: int
    not_a_payment: int
    quarantined: int
    duplicate: int
    furniture: int
    amount_read_sen: int
    amount_accepted_sen: int
    amount_not_a_payment_sen: int
    amount_quarantined_sen: int
    amount_duplicate_sen: int
    amount_unreadable_rows: int
    codes: dict[str, int]
    payment_months: dict[str, int]
    evidence: dict[str, str]
    amount_corrected_sen: int = 0
    corrections: dict[str, dict[str, int]] = field(default_factory=dict)
    corrected_lines: dict[str, list[int | None]] = field(default_factory=dict)
    contract: str = "claims"

    def __post_init__(self) -> None:
        rows = self.accepted + self.not_a_payment + self.quarantined + self.duplicate + self.furniture
        if rows != self.rows_read:
            raise RowsUnaccounted(self.rows_read, rows, "rows")
        sen = self.amount_accepted_sen + self.amount_not_a_payment_sen + self.amount_quarantined_sen + self.amount_duplicate_sen
        if sen != self.amount_read_sen + self.amount_corrected_sen:
            raise RowsUnaccounted(self.amount_read_sen + self.amount_corrected_sen, sen, "sen")
        if sum(self.payment_months.values()) != self.accepted:
            raise RowsUnaccounted(self.accepted, sum(self.payment_months.values()), "accepted lines by payment month")

    @property
    def lines(self) -> int:
        """The payment lines among the rows."""
        return self.rows_read - self.furniture

    def to_json(self) -> str:
        """The ledger as JSON text, keys in a fixed order."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The ledger that `to_json` wrote; checked again."""
        return cls(**json.loads(text))
