"""Thirty years of arrivals: what is looked up for each of them is looked up, not searched for."""

import json
import time
from collections.abc import Callable

from flows.arrivals.standing import Extract, judge
from flows.monthly.deliveries_changed import Records, facts_of
from warehouse.register.records import Arrival, PartRecord

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
