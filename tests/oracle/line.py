"""One row of an extract, its cells read as far as they can be."""

import re
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.tables import EVENT_DATES, PROGRAMMES, WARNINGS, WORDS, bare


@dataclass
class Line:
    """One row of the extract, understood as far as it can be."""

    row: int
    text: dict[str, str | None]
    codes: set[str] = field(default_factory=set)
    outcome: str = ""
    line_key: tuple[object, ...] | None = None

    def code(self, column: str) -> str | None:
        text = self.text.get(column)
        return WORDS[column].get(bare(text)) if text else None

    def day(self, column: str) -> date | None:
        try:
            return date.fromisoformat(self.text.get(column) or "")
        except ValueError:
            return None

    @property
    def programme(self) -> str | None:
        said = self.code("programme_code")
        return said or (self.benefit if self.benefit in PROGRAMMES else None)

    @property
    def scholarship_as_programme(self) -> str | None:
        text = self.text.get("programme_code")
        found = WORDS["benefit_type_code"].get(bare(text)) if text else None
        return found if found not in PROGRAMMES else None

    @property
    def benefit(self) -> str | None:
        return self.code("benefit_type_code") or self.scholarship_as_programme or self.code("programme_code")

    @property
    def component(self) -> str | None:
        return self.code("benefit_component_code")

    @property
    def segment(self) -> str | None:
        return self.code("segment_code")

    @property
    def kind(self) -> str | None:
        return self.code("payment_type") if self.text.get("payment_type") else "original"

    @property
    def amount(self) -> int | None:
        text = self.text.get("amount_paid_idr") or ""
        return round(float(text) * 100) if re.fullmatch(r"-?\d+(\.\d\d)?", text) else None

    @property
    def pays(self) -> bool:
        return "status" not in self.text or self.code("status") == "DIBAYAR"

    @property
    def person(self) -> str | None:
        return self.text.get("participant_nik") or self.kpj

    @property
    def kpj(self) -> str | None:
        said = self.text.get("participant_kpj")
        return None if said and "E+" in said else said

    @property
    def content(self) -> tuple[object, ...]:
        days = [self.day(column) for column in (*EVENT_DATES, "payment_date")]
        said = [self.programme, self.benefit, self.component, self.segment, self.code("regency_code"), self.kind]
        return (*said, *days, self.amount, self.person, self.text.get("branch_code"), self.text.get("original_payment_id"))

    @property
    def judged_by_law(self) -> bool:
        return self.kind == "original" and self.segment != "PMI"

    @property
    def is_wrong(self) -> bool:
        return bool(self.codes - WARNINGS)


def total(lines: list[Line]) -> int:
    return sum(line.amount or 0 for line in lines)


def first_event(lines: list[Line]) -> date | None:
    return min((event for line in lines if (event := line.day("contingency_date"))), default=None)
