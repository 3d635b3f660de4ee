"""Parts made anew from the bytes in the vault, as was decided about them then, each held against the one recorded."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.monthly.parts import PartFiles, files_of, make_again
from flows.monthly.put_back import figures_of
from flows.monthly.shown import parts_behind
from flows.monthly.workplace import Workplace
from flows.progress import current
from flows.trace.errors import NotRecorded
from transforms.contracts import BY_CODE
from transforms.decisions import Decisions
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.line import FINDING, LINE
from warehouse.register.records import Arrival

EQUAL, OTHERS, GONE = "equal", "differs", "not there"


@dataclass(frozen=True, slots=True)
class PartCheck:
    """A part made anew against the one recorded: its lines and findings in clean/ and quarantine/, its ledger in the register.

    Each is equal, differs, or is not there.
    """

    part_id: str
    sender_code: str
    period: str
    file_name: str
    sha256: str
    lines: str
    findings: str
    ledger: str

    @property
    def is_equal(self) -> bool:
        """Nothing differs. What is not there cannot: `claims doctor` tells it."""
        return OTHERS not in (self.lines, self.findings, self.ledger)


@dataclass(slots=True)
class Remade:
    """The parts made anew so far. `recorded`: the home as it is; `apart`: the same with a scratch place for what is made."""

    recorded: Workplace
    apart: Workplace
    checks: dict[str, PartCheck] = field(default_factory=dict)

    def make(self, number: int) -> list[PartCheck]:
        """Every part behind publication `number`, each made once. Raises VaultDamaged, NotRecorded."""
        with self.recorded.register() as register:
            standing = parts_behind(register, number)
            arrivals = {one.arrival_id: one for one in register.arrivals()}
            decided = register.decided()
            ledgers = {part_id: part.ledger for part_id, part in register.parts().items()}
        for part in standing:
            if part.part_id not in self.checks:
                if part.part_id not in decided:
                    raise NotRecorded(number, "what had been decided about its extracts")
                arrival, said = arrivals[part.arrival_id], Decisions.from_json(decided[part.part_id])
                self.checks[part.part_id] = self._made(part.part_id, arrival, said, Ledger.from_json(ledgers[part.part_id]))
        return [self.checks[part.part_id] for part in standing]

    def _made(self, part_id: str, arrival: Arrival, decided: Decisions, recorded: Ledger) -> PartCheck:
        current().step(f"reading {arrival.period} {arrival.sender_code} {arrival.file_name} again")
        made, there = files_of(self.apart, part_id), files_of(self.recorded, part_id)
        ledger = self._ledger(arrival, made, decided)
        return PartCheck(
            part_id,
            arrival.sender_code,
            arrival.period,
            arrival.file_name,
            arrival.sha256,
            lines=_compared(there.lines, made.lines, BY_CODE[recorded.contract].line),
            findings=_compared(there.findings, made.findings, FINDING),
            ledger=EQUAL if ledger is not None and figures_of(ledger) == figures_of(recorded) else OTHERS,
        )

    def _ledger(self, arrival: Arrival, made: PartFiles, decided: Decisions) -> Ledger | None:
        """Of the part made anew; None where the extract is refused today, whose part then has no lines."""
        try:
            return make_again(self.apart, arrival, made, decided, self.apart.home.workspace)
        except ExtractRefused:
            for path, schema in ((made.lines, LINE), (made.findings, FINDING)):
                schema.to_frame().write_parquet(path)
            return None


def _compared(recorded: Path, made: Path, schema: pl.Schema) -> str:
    """Row by row, side by side, in bounded memory: both are in the order of the file."""
    if not recorded.exists():
        return GONE
    try:
        there = pl.scan_parquet(recorded, schema=schema).rename(lambda name: f"{name}, recorded")
        sides = pl.concat([pl.scan_parquet(made, schema=schema), there], how="horizontal")
        is_other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}, recorded")) for name in schema)
        return OTHERS if sides.select(is_other.any()).collect(engine="streaming").item() else EQUAL
    except (pl.exceptions.PolarsError, OSError):
        return OTHERS  # no Parquet any more, or of other columns
