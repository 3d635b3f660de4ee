"""Thirty years of arrivals: what is looked up for each of them is looked up, not searched for."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows import changes
from flows.arrivals.standing import Extract, judge
from flows.monthly.basis import Lines
from flows.monthly.deliveries_changed import Records, facts_of
from flows.monthly.extracts import extracts_of
from flows.periods import first_day
from transforms.effective import Part
from warehouse.register.records import Arrival, PartRecord
from warehouse.register.store import open_register

THEN, NOW = "2022-09-01T00:00:00+00:00", "2022-09-02T00:00:00+00:00"
SECONDS = 10  # one after the other they take a fraction of one; each against each, minutes


def arrivals(count: int) -> list[Arrival]:
    """Of 50 senders, month by month, an extract each."""
    periods = [f"{1993 + number // 600}-{number // 50 % 12 + 1:02d}" for number in range(count)]
    return [
        Arrival(number, f"S{number % 50:02d}", period, f"sha{number}", "", 0, "name", "JHT.csv", "csv", 1, THEN)
        for number, period in enumerate(periods)
    ]


def judged(count: int) -> tuple[list[Extract], dict[str, PartRecord]]:
    """As they are judged now, and their parts: each was refused, and read anew since."""
    own = arrivals(count)
    ledger = json.dumps({"payment_months": {"2022-07": 1}})
    old = {f"old{one.arrival_id}": PartRecord(f"old{one.arrival_id}", one.arrival_id, "refused", "", "{}", THEN) for one in own}
    new = {f"{one.arrival_id}": PartRecord(f"{one.arrival_id}", one.arrival_id, "clean", ledger, "", NOW) for one in own}
    return judge(own, lambda one: f"{one.arrival_id}", set()), old | new


def test_what_became_of_every_arrival_is_told_in_seconds(figure: Callable[[str], None]) -> None:
    extracts, parts = judged(18_000)
    began = time.perf_counter()
    facts = facts_of((), {one.part_id for one in extracts}, THEN, Records(extracts, parts))
    took = time.perf_counter() - began
    figure(f"facts of 18,000 arrivals that came back: {took:.2f} s")
    assert facts.height == 36_000
    assert facts["fate"].unique().to_list() == ["refused"]
    assert took < SECONDS


def test_the_parts_of_every_month_are_told_in_seconds(figure: Callable[[str], None]) -> None:
    extracts, _ = judged(18_000)
    parts = tuple(Part(one.part_id, Path(), one.arrival.sender_code, first_day(one.arrival.period), 0, 0, False) for one in extracts)
    ledgers = {part.part_id: SimpleNamespace(payment_months={f"{part.period:%Y-%m}": 1, "2022-07": 1}) for part in parts}
    lines = Lines(SimpleNamespace(parts=parts), SimpleNamespace(parts=()), (), (), ledgers, {})  # type: ignore[arg-type]
    months = sorted({part.period for part in parts})
    began = time.perf_counter()
    told = [len(lines.parts_of(month)) for month in months]
    took = time.perf_counter() - began
    figure(f"the parts of each of {len(months)} months among 18,000: {took:.2f} s")
    assert told == [18_000 if month == date(2022, 7, 1) else 50 for month in months]
    assert took < SECONDS


def test_what_each_extract_replaced_is_found_in_seconds(figure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    extracts, parts = judged(18_000)
    again = [replace(one, part_id=f"n{one.part_id}", order=(1, one.order[1])) for one in extracts]
    told = SimpleNamespace(standing=tuple(again), judged=(*extracts, *again))
    register = SimpleNamespace(parts=lambda: parts)
    workplace = SimpleNamespace(register=lambda: nullcontext(register))
    monkeypatch.setattr(changes, "extracts_of", lambda *_: told)
    monkeypatch.setattr(changes, "last_made", lambda *_: None)
    monkeypatch.setattr(changes, "files_of", lambda *_: SimpleNamespace(exist=True))
    began = time.perf_counter()
    known = changes._known(workplace)  # type: ignore[arg-type]
    found = [changes._replaced(workplace, one, known) for one in again]  # type: ignore[arg-type]
    took = time.perf_counter() - began
    figure(f"what each of 18,000 corrections replaced: {took:.2f} s")
    assert found == [one.part_id for one in extracts]
    assert took < SECONDS


def test_each_arrival_is_judged_once_where_no_content_says_otherwise(figure: Callable[[str], None], tmp_path: Path) -> None:
    asked: list[int] = []

    def part_id_of(one: Arrival) -> str:
        asked.append(one.arrival_id)
        return f"{one.arrival_id}"

    with open_register(tmp_path / "register.sqlite") as register:
        register.keep_arrivals(arrivals(3_000))
        began = time.perf_counter()
        told = extracts_of(register, None, part_id_of)
        figure(f"extracts_of 3,000 arrivals without parts: {time.perf_counter() - began:.2f} s")
    assert len(told.standing) == 3_000
    assert len(asked) == 3_000
