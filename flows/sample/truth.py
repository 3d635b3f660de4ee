"""The answer: true totals and every fault, from what was decided to plant and never from what the pipeline makes of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.sample import participation
from flows.sample.desk import Desk
from flows.sample.files import Written
from flows.sample.harvest import CODES_OF
from flows.sample.participation import Line
from flows.sample.plants import CASH
from flows.sample.tables import SEN

TYPES = ("JHT", "JKM", "JKK", "JP", "JKP", "BEASISWA")
COHORTS, SERIALS = 10_000, 10_000_000


@dataclass(slots=True)
class Truth:
    """Gathers what each extract adds. Counted lines are kept as numbers until the totals are taken: distinct counts cannot be added up."""

    counted: list[pl.DataFrame] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    lines: int = 0
    extracts: int = 0
    refused: int = 0
    participants: list[tuple[date, Line]] = field(default_factory=list)

    def add(self, batches: Iterable[Written], sender_number: int) -> str:
        """Take in one extract. Returns its name under landing/."""
        name = ""
        for written in batches:
            name = written.name
            self.lines += written.lines.height
            self.counted.append(counted_of(written.lines, sender_number))
            self.faults += faults_of(written)
        self.extracts += 1
        return name

    def add_participation(self, name: str, lines: Sequence[Line], desk: Desk) -> None:
        """Take in one participation extract."""
        self.extracts += 1
        self.lines += len(lines)
        self.participants += [(desk.period, line) for line in lines if line.counts]
        self.faults += participation.faults_of(name, lines, desk)

    def add_refused(self, name: str, kind: str, code: str) -> None:
        """Take in one unusable file: its lines count nowhere."""
        self.refused += 1
        self.faults.append({"file": name, "sheet": None, "row": None, "kind": kind, "code": code, "outcome": "refused"})

    def write(self, path: Path, periods: list[date]) -> None:
        """truth.json."""
        path.parent.mkdir(parents=True, exist_ok=True)
        truth = {"totals": totals(pl.concat(self.counted), periods), "faults": self.faults}
        if self.participants:
            truth |= participation.totals_of(self.participants)
        path.write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def counted_of(lines: pl.DataFrame, sender_number: int) -> pl.DataFrame:
    """Counted lines: payment month, benefit type, claim and participant as numbers, sen."""
    claim = (sender_number * COHORTS + pl.col("cohort")) * SERIALS + pl.col("claim_no")
    participant = pl.when(pl.col("nik").is_null()).then(-pl.col("kpj")).otherwise("nik")  # NIK, else KPJ
    return lines.filter("counts").select(
        period=pl.col("paid").dt.truncate("1mo"),
        benefit=pl.col("benefit").cast(pl.Enum(TYPES)),
        claim=claim.cast(pl.Int64),
        participant=participant.cast(pl.Int64),
        sen=pl.col("sen").cast(pl.Int64),
    )


def totals(counted: pl.DataFrame, periods: list[date]) -> list[dict[str, Any]]:
    """A row for each period and benefit type that existed: unemployment cash from February 2022."""
    cells = counted.group_by("period", "benefit").agg(
        claims=pl.col("claim").filter(pl.col("sen") > 0).n_unique(),
        payments=pl.len(),
        participants=pl.col("participant").n_unique(),
        sen=pl.col("sen").sum(),
    )
    found = {(row["period"], row["benefit"]): row for row in cells.iter_rows(named=True)}
    existing = [(period, benefit) for period in periods for benefit in TYPES if benefit != "JKP" or period >= CASH]
    return [_total(period, benefit, found.get((period, benefit))) for period, benefit in existing]


def _total(period: date, benefit: str, cell: dict[str, Any] | None) -> dict[str, Any]:
    cell = cell or {"claims": 0, "payments": 0, "participants": 0, "sen": 0}
    return {
        "period": f"{period:%Y-%m}",
        "benefit_type_code": benefit,
        "claim_count": cell["claims"],
        "payment_count": cell["payments"],
        "participant_count": cell["participants"],
        "amount_paid_idr": rupiah(cell["sen"]),
    }


def rupiah(sen: int) -> str:
    """Sen as rupiah with two decimals."""
    return f"{'-' if sen < 0 else ''}{abs(sen) // SEN}.{abs(sen) % SEN:02}"


def faults_of(written: Written) -> list[dict[str, Any]]:
    """One entry per planted line and code."""
    marked = written.lines.select("fault").with_columns(written.row).filter(pl.col("fault").is_not_null())
    return [
        {"file": written.name, "sheet": written.sheet, "row": row, "kind": kind, "code": code, "outcome": CODES_OF[kind][1]}
        for kind, row in marked.iter_rows()
        for code in CODES_OF[kind][0]
    ]
