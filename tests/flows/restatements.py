"""Restatements with known causes: a small home whose extracts stand, and things that happen to it, each to lines of its own.

Arrivals are judged by the register's own rules and lines resolved by the house's own resolution; only the reading of files is replaced:
what an extract says is drawn here, so that the cause of every changed line is known beforehand.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
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
from warehouse.register.store import Register, open_register

MONTHS = (date(2022, 6, 1), date(2022, 7, 1), date(2022, 8, 1))
BENEFITS = ("JHT", "JKM", "JKK")
THEN, LATER = "2022-09-01T00:00:00+00:00", "2022-09-02T00:00:00+00:00"
Cell = tuple[date, str]


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


def late(office: Office) -> None:
    rows = office.fresh(MONTHS, 8)
    office.blame("late_lines", {row.key for row in rows})
    period = office.rng.choice(MONTHS[1:])
    office.deliver(period, "K03", f"susulan{len(office.arrivals)}", [row for row in rows if row.month <= period])


def corrected_later(office: Office) -> None:
    rows = [office.other(row) for row in office.free_rows(office.free_arrival(MONTHS[0]), 6, aside=False)]
    office.blame("corrected_lines", {row.key for row in rows})
    office.deliver(MONTHS[2], "K04", f"later{len(office.arrivals)}", rows)


def corrected_by_delta(office: Office) -> None:
    base = office.free_arrival(MONTHS[2])
    rows = [office.other(row) for row in office.free_rows(base, 6, aside=False)]
    office.blame("corrected_lines", {row.key for row in rows})
    office.deliver(MONTHS[2], base.sender_code, base.name_id, rows, kind="delta")


def koreksi(office: Office) -> None:
    rows = [replace(row, kind="correction") for row in office.fresh(MONTHS, 4)]
    office.blame("corrected_lines", {row.key for row in rows})
    office.deliver(MONTHS[2], "K05", f"koreksi{len(office.arrivals)}", rows)


def corrected_by_hand(office: Office) -> None:
    one = office.free_arrival()
    rows = [replace(office.other(row), by_hand="MC01") for row in office.free_rows(one, 3, aside=False)]
    office.blame("corrected_lines", {row.key for row in rows})
    office.decisions[one.arrival_id] = "d2"
    office.put(one, rows)


def released_by_hand(office: Office) -> None:
    one = office.free_arrival()
    code = office.rng.choice(["MC01", "MC02"])
    rows = [replace(row, is_aside=False, by_hand=code) for row in office.free_rows(one, 3, aside=True)]
    office.blame("quarantine_released", {row.key for row in rows})
    office.decisions[one.arrival_id] = "d2"
    office.put(one, rows)


def replaced(office: Office) -> None:
    one = office.free_arrival()
    old = office.rows[one.arrival_id]
    kept = [row for row in old if office.rng.random() > 0.3]
    new = [office.other(row) if office.rng.random() < 0.3 else row for row in kept] + office.fresh(MONTHS, 3)
    office.blame("replaced_extract", {row.key for row in (*old, *new)})
    office.deliver(first_day(one.period), one.sender_code, one.name_id, new)


def withdrawn(office: Office) -> None:
    one = office.free_arrival()
    office.blame("replaced_extract", {row.key for row in office.rows[one.arrival_id]})
    office.deliver(first_day(one.period), one.sender_code, f"tarik{one.arrival_id}", [], kind="withdrawal", withdraws=one.sha256)


def contradicted(office: Office) -> None:
    one = office.free_arrival()
    rows = [replace(row, sen=row.sen + 1, is_aside=False) for row in office.rows[one.arrival_id] if not row.is_aside][:2]
    office.blame("duplicate_found", {row.key for row in office.rows[one.arrival_id]})
    office.deliver(first_day(one.period), one.sender_code, f"other{one.arrival_id}", rows)


def read_otherwise(office: Office, cause: str) -> None:
    """New code, or new tables: every extract is read anew, some of their lines otherwise."""
    for one in [one for one in office.arrivals if -one.arrival_id not in office.taken and one.arrived_at == THEN]:
        if office.rng.random() < 0.6:
            changed = [office.other(row) for row in office.free_rows(one, 2, aside=False)]
            gone = [replace(row, is_aside=True) for row in office.free_rows(one, 2, aside=False)]
            come = [replace(row, is_aside=False) for row in office.free_rows(one, 2, aside=True)]
            office.blame(cause, {row.key for row in (*changed, *gone, *come)})
            office.put(one, [*changed, *gone, *come])


def new_code(office: Office) -> None:
    office.code = "c2"
    read_otherwise(office, "code_changed")


def new_tables(office: Office) -> None:
    office.tables = "t2"
    read_otherwise(office, "reference_changed")


ON_FILES: tuple[Callable[[Office], None], ...] = (replaced, withdrawn, contradicted)
ON_LINES: tuple[Callable[[Office], None], ...] = (
    late, corrected_later, corrected_by_delta, koreksi, corrected_by_hand, released_by_hand,
)  # fmt: skip
ANEW: tuple[Callable[[Office], None], ...] = (new_code, new_tables)  # never both: what an extract read anew says is one or the other's


@dataclass(frozen=True)
class Restated:
    """What is booked, what is true, and both publications' lines."""

    booked: pl.DataFrame
    then: State
    now: State
    true: dict[tuple[date, str, str], int]  # period, benefit type, cause -> sen


def restated(folder: Path, seed: int) -> Restated:
    """A home published, then one to four things that happen to it."""
    rng = Random(seed)  # noqa: S311 - drawn, not secret
    with open_register(folder / "register.sqlite") as register:
        office = Office(folder, register, rng)
        for period in MONTHS:
            for name in ("JHT", "JKM", "JKK"):
                told = office.fresh(tuple(month for month in MONTHS if month <= period), rng.randrange(8, 20))
                office.deliver(period, rng.choice(["K01", "K02"]), name, told)
        repeated = rng.sample(office.rows[1], 3)  # said again, word for word, two months later
        office.deliver(MONTHS[2], "K02", "ulang", [replace(row, is_aside=False) for row in repeated if not row.is_aside])
        then = office.state()
        office.now = LATER
        for happens in _chosen(rng):
            happens(office)
        now = office.state()
        return Restated(office.changes(then, now), then, now, _true(office, then, now))


def _chosen(rng: Random) -> list[Callable[[Office], None]]:
    """Files first: what happens to lines happens to those of other files; then what is read anew."""
    count = rng.choice([1, 1, 2, 3, 4])
    picked = rng.sample([*ON_FILES, *ON_LINES, rng.choice(ANEW)], count)
    order = [*ON_FILES, *ON_LINES, *ANEW]
    return sorted(picked, key=order.index)


def _true(office: Office, then: State, now: State) -> dict[tuple[date, str, str], int]:
    true: dict[tuple[date, str, str], int] = {}
    added: dict[tuple[int, date, str], int] = {}
    for sign, state in ((-1, then), (1, now)):
        for key, month, benefit, sen in state.lines.select("line_key", "payment_month", "benefit_type_code", "amount_paid_sen").iter_rows():
            if month in then.shown:
                added[key, month, benefit] = added.get((key, month, benefit), 0) + sign * sen
    for (key, month, benefit), sen in added.items():
        if sen:
            cell = month, benefit, office.cause_of[key]
            true[cell] = true.get(cell, 0) + sen
    return true


def misbooked(one: Restated) -> tuple[int, int]:
    """Sen on another cause than the true one, and sen in all."""
    booked = {
        tuple(row[:3]): row[3]
        for row in one.booked.group_by("period", "benefit_type_code", "cause").agg(pl.col("amount_paid_sen").sum()).iter_rows()
    }
    cells = {*booked, *one.true}
    wrong = sum(abs(booked.get(cell, 0) - one.true.get(cell, 0)) for cell in cells)  # type: ignore[call-overload]
    return -(-wrong // 2), sum(abs(sen) for sen in one.true.values())
