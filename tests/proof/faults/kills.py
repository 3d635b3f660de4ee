"""`kill -9` at random moments of a run and of a backfill: of the command alone, of its group, of all its processes, of one worker."""

import os
import random
import signal
import statistics
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from tests.acceptance.claims_home import ClaimsHome, processes_of
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, as_undisturbed, left_standing, looked_at, run_again

Kill = Callable[[ClaimsHome, "subprocess.Popen[str]", int], bool]  # home, command, reader -> whether anything was killed
TRIES = 5  # of a moment that came too late


def alone(_home: ClaimsHome, process: "subprocess.Popen[str]", _reader: int) -> bool:
    """The command's own process: its API and workers must notice."""
    process.kill()
    return True


def group(_home: ClaimsHome, process: "subprocess.Popen[str]", _reader: int) -> bool:
    """What a shell's job is."""
    os.killpg(process.pid, signal.SIGKILL)
    return True


def everything(home: ClaimsHome, _process: "subprocess.Popen[str]", reader: int) -> bool:
    """What a service manager or a container kills: the command, its API, its workers."""
    killed = [_killed(each) for each in processes_of(home.root, apart_from=reader)]  # each of them, whatever became of the one before
    return any(killed)


def a_worker(home: ClaimsHome, process: "subprocess.Popen[str]", reader: int) -> bool:
    """What the kernel's memory killer would choose; where there is none yet, the first one, soon after it begins."""
    while process.poll() is None:
        workers = [each for each, command in processes_of(home.root, apart_from=reader).items() if "flows.monthly.worker" in command]
        if workers and _killed(workers[-1]):
            return True
        time.sleep(0.2)
    return False


def _killed(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        return True
    return False


def of_a_run(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """The command `claims run`."""
    row = Row("`kill -9` at random moments of `claims run`")
    return [_row(row, order, ground_of("run"), [alone, group, everything], order.count(3, 200))]


def of_a_backfill(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """The command `claims backfill`, with worker processes."""
    row = Row("`kill -9` at random moments of `claims backfill`, worker processes included")
    return [_row(row, order, ground_of("backfill"), [alone, everything, a_worker, group], order.count(2, 200))]


def _row(row: Row, order: Order, ground: Ground, kinds: list[Kill], trials: int) -> Row:
    dice = random.Random(order.seed)  # noqa: S311 - the same moments for the same seed
    moments: list[float] = []
    stood = {"old": 0, "new": 0}
    for number in range(trials):
        kill = kinds[number % len(kinds)]
        for _ in range(TRIES):  # a moment is drawn again where the command had ended before it
            moment = dice.uniform(0, 1) * ground.undisturbed.seconds
            with ground.trial() as home:
                complaints = _killed_at(ground, home, kill, moment, stood)
            if complaints is not None:
                break
        moments += [] if complaints is None else [moment]
        row.tried(f"{kill.__name__} after {moment:.2f} s", ["it had always ended before"] if complaints is None else complaints)
    spread = f"{min(moments):.1f} to {max(moments):.1f} s, median {statistics.median(moments):.1f}" if moments else "never"
    row.seen += [f"moments over {ground.undisturbed.seconds:.1f} s ({spread})"]
    row.seen += [f"afterwards the old publication stood {stood['old']} times, the new one {stood['new']} times; run again: the same hash"]
    return row


def _killed_at(ground: Ground, home: ClaimsHome, kill: Kill, moment: float, stood: dict[str, int]) -> list[str] | None:
    """One trial; None where there was nothing left to kill."""
    with looked_at(home, ground.before.number, ground.after.number) as look:
        with home.running(*ground.command) as process:
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=moment)
            hit = process.poll() is None and kill(home, process, look.reader)
            if hit and kill is not a_worker:
                process.wait()
            elif hit:
                _, said = process.communicate()
                look.complaints += (
                    [] if process.returncode == 0 else [f"a worker was killed, and the run ended with {process.returncode}: {said}"]
                )
        if not hit:
            return None
        look.complaints += left_standing(ground, home, look.reader)
        stood["old" if home.published == ground.before else "new"] += 1
        look.complaints += run_again(ground, home) if kill is not a_worker else as_undisturbed(ground, home)
    return look.complaints
