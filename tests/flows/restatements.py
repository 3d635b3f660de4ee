"""Restatements with known causes: a small home is published, things happen to it, and what is booked is held against what is true."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import polars as pl

from tests.flows.drawn_office import LATER, MONTHS, Office, State
from tests.flows.happenings import ANEW, ON_FILES, ON_LINES
from warehouse.register.store import open_register


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
