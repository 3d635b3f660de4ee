"""The process that serves Prefect's API to a run dies at a random moment of it."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from tests.acceptance.claims_home import ClaimsHome, Ended, processes_of
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, as_undisturbed, explained, left_standing, looked_at, run_again

LONGEST = 4  # times the undisturbed run, and a minute: afterwards it hangs


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """A run without its API either ends well or says what to do, soon; the next one does the rest."""
    row, ground = Row("Prefect's API killed in mid-run"), ground_of("run")
    dice, ends, longest = random.Random(order.seed), dict[int, int](), 0.0  # noqa: S311 - the same moments for the same seed
    for _ in range(order.count(2, 20)):
        moment = dice.uniform(0.05, 0.95) * ground.undisturbed.seconds
        with ground.trial() as home:
            ended, complaints = without_api(ground, home, moment)
        if ended is not None:
            ends[ended.code] = ends.get(ended.code, 0) + 1
            longest = max(longest, ended.seconds)
        row.tried(f"after {moment:.2f} s", complaints)
    told = ", ".join(f"{code} ({times} times)" for code, times in sorted(ends.items()))
    row.seen.append(f"the run ended with {told}, the longest after {longest:.0f} s (undisturbed {ground.undisturbed.seconds:.0f} s)")
    return [row]


def without_api(ground: Ground, home: ClaimsHome, moment: float) -> tuple[Ended | None, list[str]]:
    """How the run ended, None where it had ended before, and what did not hold."""
    began = time.monotonic()
    with looked_at(home, ground.before.number, ground.after.number) as look, home.running(*ground.command) as process:
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=moment)
        killed = [each for each, command in processes_of(home.root).items() if "api_process.py" in command]
        for each in killed:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        ended = None
        try:
            said = process.communicate(timeout=LONGEST * ground.undisturbed.seconds + 60)
            ended = Ended(ground.command, process.returncode, *said, time.monotonic() - began)
            look.complaints += explained(ended, 0, 1, 14)
        except subprocess.TimeoutExpired:
            look.complaints.append("the run hangs")
            process.kill()
        look.complaints += left_standing(ground, home, look.reader)
        look.complaints += run_again(ground, home) if ended is None or ended.code else as_undisturbed(ground, home)
    return ended if killed else None, look.complaints
