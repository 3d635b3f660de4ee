"""The clock set back, and far ahead, under the real command with all its processes."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, looked_at, run_again

SHIFTED = Path(__file__).parent / "shifted"
HOUR, DAY = 3600, 86_400
SHIFTS = {"an hour back": -HOUR, "a month back": -31 * DAY, "ten years back": -3652 * DAY, "a year ahead": 365 * DAY}


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """The run comes after one by a later clock, and ends as it does by the right one."""
    row, ground = Row("the clock set back, or far ahead, between two runs"), ground_of("run")
    some = [*SHIFTS.items()][: order.count(1, len(SHIFTS))]
    for name, shift in some:
        with ground.trial() as home:
            row.tried(name, shifted(ground, home, shift))
    told = ", ".join(name for name, _ in some)
    row.seen.append(f"{told}: the same hash, chain and ledger; a run by the right clock afterwards finds nothing to do")
    return [row]


def shifted(ground: Ground, home: ClaimsHome, shift_s: int) -> list[str]:
    """What did not hold where the clock was so many seconds ahead."""
    path = os.pathsep.join(filter(None, (str(SHIFTED), os.environ.get("PYTHONPATH"))))
    with looked_at(home, ground.before.number, ground.after.number) as look:
        ended = home.claims(*ground.command, "--json", PYTHONPATH=path, CLOCK_SHIFT_S=str(shift_s))
        look.complaints += [f"by that clock: {ended}"] if ended.code else []
        look.complaints += run_again(ground, home)
        [(seconds,)] = home.query("select epoch(now()) - epoch(published_at) from meta.publication order by publication desc limit 1")
        look.complaints += [] if abs(seconds + shift_s) < HOUR / 2 else [f"it was published {seconds} s ago: the clock was not shifted"]
    return look.complaints
