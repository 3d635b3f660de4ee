"""A small home whose extracts stand, drawn line by line: what was delivered, what stands, and what changed between two states of it.

Arrivals are judged by the register's own rules and lines resolved by the house's own resolution; only the reading of files is replaced:
what an extract says is drawn here, so that the cause of every changed line is known beforehand.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

import polars as pl

from flows.arrivals.standing import Extract
from flows.monthly.changes_since import Files, Shown, changes_since
from flows.monthly.deliveries_changed import MadeFrom, Records
from flows.monthly.extracts import Extracts, extracts_of
from flows.periods import first_day
from transforms.effective import Part, Resolution, effective_lines, resolve
from transforms.line import FINDING, LINE
from warehouse.register.records import Arrival, Overlap, PartRecord
from warehouse.register.store import Register

MONTHS = (date(2022, 6, 1), date(2022, 7, 1), date(2022, 8, 1))
BENEFITS = ("JHT", "JKM", "JKK")
THEN, LATER = "2022-09-01T00:00:00+00:00", "2022-09-02T00:00:00+00:00"


@dataclass(frozen=True)
class Row:
    """A line as its extract says it."""

    key: int
    claim: int
    person: int | None
    month: date
    benefit: str
    sen: int
    row: int
    kind: str = "original"
    is_aside: bool = False
    by_hand: str = ""

    @property
    def content(self) -> int:
        told = f"{self.claim} {self.person} {self.month} {self.benefit} {self.sen} {self.kind}"
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8])


@dataclass(frozen=True)
class Counted:
    parts: tuple[Part, ...]
    resolution: Resolution


@dataclass(frozen=True)
class State:
    """What a publication would count."""

    counted: Counted
    shown: frozenset[date]
    stands: frozenset[str]
    lines: pl.DataFrame


@dataclass
class Office:
    """A home: its register, what each arrival says as it is read now, and under what it is read."""

    folder: Path
    register: Register
    rng: Random
    arrivals: list[Arrival] = field(default_factory=list)
    rows: dict[int, list[Row]] = field(default_factory=dict)
    code: str = "c1"
    tables: str = "t1"
    decisions: dict[int, str] = field(default_factory=dict)
    made_from: dict[str, MadeFrom] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)  # arrivals and keys that something has happened to
    cause_of: dict[int, str] = field(default_factory=dict)  # key -> the true cause
    last_key: int = 0
    now: str = THEN

    # What is delivered.
    def deliver(self, period: date, sender: str, name: str, rows: list[Row], kind: str = "full", withdraws: str = "") -> Arrival:
        number = len(self.arrivals) + 1
        one = Arrival(number, sender, f"{period:%Y-%m}", f"sha{number}", "", 0, name, name, "csv", 1, self.now, kind, withdraws)
        self.arrivals.append(one)
        self.rows[number] = [replace(row, row=place) for place, row in enumerate(rows, 2)]
        return one

    def fresh(self, months: tuple[date, ...], count: int) -> list[Row]:
        return [self._fresh(months) for _ in range(count)]

    def _fresh(self, months: tuple[date, ...]) -> Row:
        self.last_key += 1
        rng = self.rng
        person = rng.choice([None, *range(12)])
        is_aside = rng.random() < 0.2
        return Row(
            self.last_key,
            rng.randrange(15),
            person,
            rng.choice(months),
            rng.choice(BENEFITS),
            rng.choice([-1, 1, 1]) * rng.randrange(1, 99),
            0,
            is_aside=is_aside,
        )

    # What stands.
    def part_id_of(self, one: Arrival) -> str:
        return f"{one.arrival_id}-{self.code}-{self.tables}-{self.decisions.get(one.arrival_id, 'd1')}"

    def state(self) -> State:
        self.register.keep_arrivals([one for one in self.arrivals if one not in self.register.arrivals()])
        while True:
            extracts = self._extracts()
            parts, every = (tuple(self._part(one) for one in own) for own in (extracts.standing, (*extracts.standing, *extracts.contested)))
            everything = resolve(every)
            self.register.keep_overlaps([Overlap(*pair) for pair in everything.overlaps])
            names = {part.part_id for part in parts}
            if not any(names & {one, other} for one, other, _ in everything.overlaps):
                break
        counted = Counted(parts, resolve(parts))
        shown = frozenset(part.period for part in parts)
        return State(counted, shown, frozenset(names), effective_lines(parts, counted.resolution, shown).collect())

    def _extracts(self) -> Extracts:
        while True:
            extracts = extracts_of(self.register, None, self.part_id_of)
            missing = [one for one in extracts.standing if one.part_id not in self.register.parts()]
            if not missing:
                return extracts
            for one in missing:
                self._make(one)

    def _make(self, one: Extract) -> None:
        number, part_id = one.arrival.arrival_id, one.part_id
        rows = [row for row in self.rows[number] if not row.is_aside]
        frame = pl.DataFrame([_line(row) for row in rows], schema=LINE)
        frame.write_parquet(self.folder / f"{part_id}.parquet")
        pl.DataFrame([found for row in self.rows[number] for found in _findings(row)], schema=FINDING).write_parquet(
            self.folder / f"{part_id}.findings.parquet"
        )
        months = {f"{month:%Y-%m}": 1 for month in frame["payment_month"].unique()}
        self.made_from[part_id] = MadeFrom(self.decisions.get(number, "d1"), self.code, self.tables, "0.25")
        self.register.keep_part(
            PartRecord(
                part_id,
                number,
                "clean",
                json.dumps({"payment_months": months}),
                "",
                self.now,
            )
        )

    def _part(self, one: Extract) -> Part:
        revision, order = one.order
        path, period = self.folder / f"{one.part_id}.parquet", first_day(one.arrival.period)
        return Part(one.part_id, path, one.arrival.sender_code, period, order, revision, one.arrival.kind == "delta")

    def changes(self, then: State, now: State, shown_then: Sequence[Shown] | None = None) -> pl.DataFrame:
        judged = extracts_of(self.register, None, self.part_id_of).judged
        return changes_since(
            then.counted,
            now.counted,
            shown_then=shown_then or [Shown(then.shown, THEN, then.stands)],
            shown_now=now.shown,
            stands=now.stands,
            records=Records(judged, self.register.parts(), self.register.overlaps(), self.made_from),
            files=Files(lambda part: self.folder / f"{part}.parquet", lambda part: self.folder / f"{part}.findings.parquet"),
        )

    # What happens.
    def free_arrival(self, period: date | None = None) -> Arrival:
        chosen = [one for one in self.arrivals if -one.arrival_id not in self.taken and one.arrived_at == THEN]
        one = self.rng.choice([one for one in chosen if period is None or one.period == f"{period:%Y-%m}"])
        self.taken.add(-one.arrival_id)
        return one

    def free_rows(self, one: Arrival, count: int, *, aside: bool) -> list[Row]:
        chosen = [row for row in self.rows[one.arrival_id] if row.key not in self.taken and row.is_aside == aside]
        picked = self.rng.sample(chosen, min(count, len(chosen)))
        self.taken |= {row.key for row in picked}
        return picked

    def put(self, one: Arrival, rows: list[Row]) -> None:
        """This is how these rows of an extract read from now on."""
        new = {row.row: row for row in rows}
        self.rows[one.arrival_id] = [new.get(row.row, row) for row in self.rows[one.arrival_id]]

    def blame(self, cause: str, keys: set[int]) -> None:
        self.cause_of |= dict.fromkeys(keys, cause)

    def other(self, row: Row) -> Row:
        rng = self.rng
        changed = replace(row, sen=row.sen + rng.choice([-7, 13]), benefit=rng.choice([row.benefit, *BENEFITS]))
        return replace(changed, month=rng.choice([row.month, row.month, *MONTHS]), claim=rng.choice([row.claim, row.claim, 14]))


def _line(row: Row) -> dict[str, object]:
    keys = {"line_key": row.key, "content_key": row.content, "claim_key": row.claim, "participant_key": row.person}
    what = {"payment_month": row.month, "benefit_type_code": row.benefit, "amount_paid_sen": row.sen, "payment_type": row.kind}
    return dict.fromkeys(LINE) | keys | what | {"source_row": row.row}


def _findings(row: Row) -> list[dict[str, object]]:
    place = dict.fromkeys(FINDING) | {"source_row": row.row, "line_key": row.key}
    aside = {"code": "AM02", "severity": "error", "outcome": "quarantined"}
    hand = {"code": row.by_hand, "severity": "warning", "outcome": "warned", "pattern": "record"}
    return [place | aside] * row.is_aside + [place | hand] * bool(row.by_hand)


def held(now: State, before: State, month: date) -> State:
    """`now`, but this month shows the lines it showed before; for homes where no line changed its month."""
    gone = tuple(part for part in before.counted.parts if part.part_id not in now.stands)
    told = [pl.scan_parquet(part.path).with_columns(part_id=pl.lit(part.part_id)) for part in (*now.counted.parts, *gone)]
    shown = pl.concat([before.lines.filter(pl.col("payment_month") == month), now.lines.filter(pl.col("payment_month") != month)])
    waiting = pl.concat(told).collect().join(shown, on=["part_id", "line_key"], how="anti").with_columns(reason=pl.lit("waiting"))
    displaced = waiting.select(now.counted.resolution.displaced.columns)
    return State(Counted((*now.counted.parts, *gone), Resolution(displaced, [])), now.shown, now.stands, shown)
