"""The publication: lines across extracts, months, and the ledger over them."""

import dataclasses
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows.monthly.basis import Lines
from flows.monthly.months import _ledger, _waiting
from tests.accounting.raised import raised
from tests.drawing import table
from transforms import aggregate
from transforms.basis import Basis, held
from transforms.effective import OF_PART, Part, effective_lines, resolve
from transforms.ledger import Ledger
from transforms.line import LINE
from transforms.totals import displaced_totals
from warehouse.errors import PublicationUnbalanced
from warehouse.record import PublicationLedger

MAY, JUNE, JULY, AUGUST, SEPTEMBER = (date(2022, month, 1) for month in range(5, 10))

PUBLISHED = PublicationLedger(
    accepted=15, effective=8, duplicate=4, superseded=2, waiting=1,
    accepted_sen=1500, effective_sen=800, duplicate_sen=400, superseded_sen=200, waiting_sen=100,
)  # fmt: skip


def publication_ledger() -> None:
    """No field can move alone."""
    assert dataclasses.replace(PUBLISHED) == PUBLISHED
    for field, value in dataclasses.asdict(PUBLISHED).items():
        changed = {field: value + 1}
        assert raised(PublicationUnbalanced, lambda changed=changed: dataclasses.replace(PUBLISHED, **changed)), field


PARTS = {
    ("a", JULY): """
        1 | 10 | 2022-07-01 | JHT | 1
        2 | 20 | 2022-07-01 | JHT | 2
        3 | 30 | 2022-07-01 | JKM | 4
        4 | 40 | 2022-07-01 | JHT | 8
        5 | 50 | 2022-06-01 | JHT | 16
        8 | 80 | 2022-07-01 | JHT | 32""",
    ("a2", JULY): """
        1 | 10 | 2022-07-01 | JHT | 1
        9 | 90 | 2022-07-01 | JKM | 64""",
    ("b", AUGUST): """
        2 | 21 | 2022-08-01 | JHT | 128
        3 | 30 | 2022-07-01 | JKM | 4
        4 | 41 | 2022-07-01 | JHT | 256
        6 | 60 | 2022-07-01 | JKM | 512
        7 | 70 | 2022-05-01 | JHT | 1024
        8 | 81 | 2022-07-01 | JHT | 2048""",
    ("b2", AUGUST): "4 | 41 | 2022-07-01 | JHT | 256",
    ("c", SEPTEMBER): """
        3 | 30 | 2022-07-01 | JKM | 4
        8 | 80 | 2022-07-01 | JHT | 32
        10 | 100 | 2022-09-01 | JKM | 4096""",
}  # fmt: skip
COLUMNS = "line_key | content_key | payment_month | benefit_type_code | amount_paid_sen"


def part(folder: Path, name: str, period: date, drawing: str, arrival: int) -> tuple[Part, Ledger]:
    """A part of these lines, and its ledger."""
    lines = table(f"{COLUMNS}\n{drawing.strip()}", dict(LINE)).with_columns(source_row=pl.int_range(2, 2 + pl.len(), dtype=pl.UInt32))
    lines.write_parquet(folder / name)
    sen, count = lines["amount_paid_sen"].sum(), lines.height
    months = {f"{month:%Y-%m}": number for month, number in lines.group_by("payment_month").len().iter_rows()}
    empty = dict.fromkeys((field.name for field in dataclasses.fields(Ledger)), 0) | {"codes": {}, "evidence": {}}
    accepted = {"rows_read": count, "accepted": count, "amount_read_sen": sen, "amount_accepted_sen": sen, "payment_months": months}
    return Part(name, folder / name, "K01", period, arrival), Ledger(**empty | accepted)


def publication() -> None:
    """Which line of which part counts, and that every accepted one is effective, duplicate, superseded or waiting."""
    with TemporaryDirectory() as name:
        made = [part(Path(name), *key, drawing, nth) for nth, (key, drawing) in enumerate(PARTS.items())]
        parts = tuple(one for one, _ in made)
        resolution = resolve(parts[::-1])
        lines = Lines(Basis(parts, resolution), Basis((), resolution), (), (), {one.part_id: ledger for one, ledger in made}, {})
        told = sorted(resolution.displaced.select("part_id", "line_key", "reason").iter_rows())
        assert told == [
            ("a", 2, "superseded"), ("a", 4, "superseded"), ("a", 8, "superseded"), ("a2", 1, "duplicate"), ("b", 3, "duplicate"),
            ("b", 8, "superseded"), ("b2", 4, "duplicate"), ("c", 3, "duplicate"),
        ]  # fmt: skip
        assert resolution.overlaps == []
        months = [JULY, AUGUST, SEPTEMBER]
        figures = [aggregate.by_benefit_month(effective_lines(lines.parts_of(month), resolution, [month])).collect() for month in months]
        ledger = _ledger(lines, months, pl.concat(figures))
        assert _waiting(lines, [MAY, JUNE, *months]) == (0, 0)
        assert effective_lines([], resolution, months).collect().schema == LINE | OF_PART
        assert resolve([]).displaced.is_empty()
    assert displaced_totals(resolution.displaced, "superseded") == (4, 2 + 8 + 32 + 2048)
    assert ledger == PublicationLedger(
        accepted=18, effective=8, duplicate=4, superseded=4, waiting=2,
        accepted_sen=1 + 2 + 4 + 8 + 16 + 32 + 1 + 64 + 128 + 4 + 256 + 512 + 1024 + 2048 + 256 + 4 + 32 + 4096,
        effective_sen=1 + 4 + 64 + 128 + 256 + 512 + 32 + 4096, duplicate_sen=1 + 4 + 256 + 4, superseded_sen=2 + 8 + 32 + 2048,
        waiting_sen=16 + 1024,
    )  # fmt: skip


def held_months() -> None:
    """A held month shows what it showed; what would change it waits, and no line has two fates or none."""
    with TemporaryDirectory() as name:
        drawings = {
            ("july", JULY): "1 | 1 | 2022-07-01 | JHT | 1\n2 | 2 | 2022-06-01 | JHT | 2\n7 | 7 | 2022-07-01 | JHT | 64",
            ("again", JULY): "1 | 9 | 2022-07-01 | JHT | 4\n2 | 2 | 2022-06-01 | JHT | 2",
            ("august", AUGUST): "3 | 3 | 2022-08-01 | JHT | 8\n4 | 4 | 2022-07-01 | JHT | 16\n7 | 8 | 2022-08-01 | JHT | 32",
        }
        made = [part(Path(name), *key, drawing, nth) for nth, (key, drawing) in enumerate(drawings.items())]
        ledgers = {one.part_id: ledger for one, ledger in made}
        july, again, august = (one for one, _ in made)
        old, new = (Basis(parts, resolve(parts)) for parts in ((july,), (again, august)))
        shown = held(new, old, [JULY])
        told = sorted(shown.resolution.displaced.select("part_id", "line_key", "reason").iter_rows())
        assert told == [("again", 1, "waiting"), ("august", 4, "waiting"), ("august", 7, "waiting"), ("july", 2, "superseded")]
        counted = shown.lines([JUNE, JULY, AUGUST]).select("part_id", "line_key").collect()
        assert sorted(counted.iter_rows()) == [("again", 2), ("august", 3), ("july", 1), ("july", 7)]
        assert [one.part_id for one in shown.parts] == ["again", "august", "july"]
        lines = Lines(shown, Basis((), shown.resolution), (), (), ledgers, {})
        assert _waiting(lines, [JUNE, JULY, AUGUST]) == (3, 4 + 16 + 32)
        assert _waiting(lines, [JULY, AUGUST]) == (3 + 1, 4 + 16 + 32 + 2)
        both = (july, august)
        staying = held(Basis(both, resolve(both)), old, [JULY])
        assert sorted(staying.lines([JULY]).select("part_id", "line_key").collect().iter_rows()) == [("july", 1), ("july", 7)]
        assert held(new, old, []) is new


def overlaps() -> None:
    """Parts of one period that contradict each other are told, once, with the number of their keys."""
    with TemporaryDirectory() as name:
        drawings = {"x": "1 | 1 | 2022-07-01 | JHT | 1\n2 | 2 | 2022-07-01 | JHT | 2\n3 | 3 | 2022-07-01 | JHT | 3"}
        drawings["y"] = "1 | 9 | 2022-07-01 | JHT | 5\n2 | 2 | 2022-07-01 | JHT | 2\n3 | 8 | 2022-07-01 | JHT | 3"
        parts = [part(Path(name), key, JULY, drawing, nth)[0] for nth, (key, drawing) in enumerate(drawings.items())]
        found = resolve(parts)
        assert found.overlaps == [("x", "y", 2)]
        told = sorted(found.displaced.select("part_id", "line_key", "reason").iter_rows())
        assert told == [("x", 1, "superseded"), ("x", 3, "superseded"), ("y", 2, "duplicate")]
        for delta in (0, 1):  # whichever is the delta: between extracts of one sender it amends
            amending = [dataclasses.replace(one, is_delta=nth == delta) for nth, one in enumerate(parts)]
            assert resolve(amending).overlaps == []
            others = [dataclasses.replace(one, sender_code=f"K0{nth}") for nth, one in enumerate(amending)]
            assert resolve(others).overlaps == [("x", "y", 2)]


# What has to fail for a defect in each module.
