"""Things that happen to a home's extracts, each to lines of its own, which it is the true cause of."""

from collections.abc import Callable
from dataclasses import replace

from flows.periods import first_day
from tests.flows.drawn_office import MONTHS, THEN, Office


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
