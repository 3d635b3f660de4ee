"""`kill -9` at random moments of a run and of a backfill: of the command alone, of its group, of all its processes, of one worker."""

import os
import random
import signal
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from tests.acceptance.claims_home import ClaimsHome, processes_of
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, as_undisturbed, left_standing, looked_at, run_again

Kill = Callable[[ClaimsHome, "subprocess.Popen[str]", int], bool]  # home, command, reader -> whether anything was killed
TRIES = 8  # of a moment that came too late


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


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: of what, when, what stood afterwards (old, new; '' where the command had always ended before), what did not hold."""

    kill: str
    moment: float
    stood: str
    complaints: list[str]


def _row(row: Row, order: Order, ground: Ground, kinds: list[Kill], count: int) -> Row:
    with ThreadPoolExecutor(order.jobs) as pool:
        trials = pool.map(lambda number: _trial(order, ground, kinds[number % len(kinds)], number), range(count))
        done = [_counted(row, trial) for trial in trials]
    moments = [trial.moment for trial in done if trial.stood]
    spread = f"{min(moments):.1f} to {max(moments):.1f} s, median {statistics.median(moments):.1f} s" if moments else "never"
    row.seen.append(f"killed after {spread} (undisturbed alone: {ground.undisturbed.seconds:.1f} s; {order.jobs} trials at a time)")
    stood = [sum(trial.stood == which for trial in done) for which in ("old", "new")]
    row.seen.append(f"afterwards the old publication stood {stood[0]} times, the new one {stood[1]} times; run again: the same hash")
    return row


def _counted(row: Row, trial: Trial) -> Trial:
    row.tried(f"{trial.kill} after {trial.moment:.2f} s", trial.complaints)
    return trial


def _trial(order: Order, ground: Ground, kill: Kill, number: int) -> Trial:
    """Kill it at a moment that is drawn again where the command had ended before."""
    dice, moment = random.Random(f"{order.seed} {number}"), 0.0  # noqa: S311 - the same moments for the same seed
    for _ in range(TRIES):
        moment = dice.uniform(0, ground.undisturbed.seconds * order.jobs)  # several at a time take longer
        with ground.trial() as home:
            stood, complaints = _killed_at(ground, home, kill, moment)
        if stood:
            return Trial(kill.__name__, moment, stood, complaints)
    return Trial(kill.__name__, moment, "", ["it had always ended before"])


def _killed_at(ground: Ground, home: ClaimsHome, kill: Kill, moment: float) -> tuple[str, list[str]]:
    """What stood afterwards, '' where there was nothing left to kill; and what did not hold."""
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
            return "", []
        look.complaints += left_standing(ground, home, look.reader)
        stood = "old" if home.published == ground.before else "new"
        look.complaints += run_again(ground, home) if kill is not a_worker else as_undisturbed(ground, home)
    return stood, look.complaints
