"""The clock set back, and far forward, under the real command: libfaketime, where this machine has it."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, looked_at, run_again

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1", "/usr/local/lib/faketime/libfaketimeMT.so.1")
SHIFTS = {"an hour back": "-1h", "a month back": "-31d", "ten years back": "-10y", "a year ahead": "+1y"}


def library() -> str | None:
    """Where libfaketime is; FAKETIME_LIBRARY names another place. None where it is not installed (Debian: `apt install faketime`)."""
    found = (str(path) for pattern in LIBRARIES for path in Path("/").glob(pattern[1:]))
    return os.environ.get("FAKETIME_LIBRARY") or next(found, None)


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """The run comes after one by a later clock, and ends as it does by the right one."""
    row, found = Row("the clock set back, or far ahead, between two runs"), library()
    if found is None:
        row.seen.append("libfaketime is not on this machine (Debian: `apt install faketime`)")
        return [row]
    ground = ground_of("run")
    for name, shift in [*SHIFTS.items()][: order.count(1, len(SHIFTS))]:
        with ground.trial() as home:
            row.tried(name, _shifted(ground, home, found, shift))
    row.seen.append(f"{', '.join(SHIFTS)}: the same hash, chain and ledger; a run by the right clock afterwards finds nothing to do")
    return [row]


def _shifted(ground: Ground, home: ClaimsHome, found: str, shift: str) -> list[str]:
    settings = {"LD_PRELOAD": found, "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
    with looked_at(home, ground.before.number, ground.after.number) as look:
        ended = home.claims(*ground.command, "--json", **settings)
        look.complaints += [f"by that clock: {ended}"] if ended.code else []
        look.complaints += run_again(ground, home)
    return look.complaints
