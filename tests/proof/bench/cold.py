"""Cold commands: processes as a scheduler starts them, imports included."""

import itertools
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.proof.bench.home import home_of, periods_of
from tests.proof.bench.inputs import MONTH, Input
from tests.proof.bench.process import Measured, measured
from tests.proof.bench.rounds import environment

SMALL, SHORT, LONG = Input("csv", 10_000), Input("csv", 10_000, 6), Input("csv", 10_000, 18)
_homes = itertools.count()


@dataclass(frozen=True, slots=True)
class Cold:
    """Medians. `run` ÷ `denominator` is the median of the ratios within a round."""

    denominator: float
    run: float
    run_cpu: float
    ratio: float
    cpu_ratio: float
    unchanged: float
    unchanged_cpu: float
    rounds: int


def cold_runs(scratch: Path, rounds: int, tell: Callable[[str], None]) -> Cold:
    """The least that must start, `claims run` over 10,000 new lines, and the same again with nothing changed; in turn."""
    folder = SMALL.written(scratch)
    found: list[tuple[Measured, Measured, Measured]] = []
    for number in range(rounds):
        tell(f"cold start, round {number + 1}")
        home = _home(folder, scratch)
        script = [sys.executable, "-m", "tests.proof.bench.contenders.denominator", home.parent / "prefect"]
        least = measured([str(part) for part in script], log=home.parent / "stderr.txt", environment=environment(home.parent))
        found.append((least, command(home, "run", "--period", MONTH), command(home, "run", "--period", MONTH)))
        shutil.rmtree(home.parent)
    return Cold(
        denominator=statistics.median(least.wall for least, _, _ in found),
        run=statistics.median(run.wall for _, run, _ in found),
        run_cpu=statistics.median(run.cpu for _, run, _ in found),
        ratio=statistics.median(run.wall / least.wall for least, run, _ in found),
        cpu_ratio=statistics.median(run.cpu / least.cpu for least, run, _ in found),
        unchanged=statistics.median(again.wall for _, _, again in found),
        unchanged_cpu=statistics.median(again.cpu for _, _, again in found),
        rounds=rounds,
    )


def further_month(scratch: Path, rounds: int, tell: Callable[[str], None]) -> tuple[float, float]:
    """Wall and CPU seconds of each month beyond six: what a cold backfill of 18 months takes longer than one of 6, by months."""
    slopes = []
    for number in range(rounds):
        tell(f"backfills of {SHORT.months} and {LONG.months} months, round {number + 1}")
        short, long = (_backfill(one, scratch) for one in (SHORT, LONG))
        months = LONG.months - SHORT.months
        slopes.append(((long.wall - short.wall) / months, (long.cpu - short.cpu) / months))
    return statistics.median(wall for wall, _ in slopes), statistics.median(cpu for _, cpu in slopes)


def command(home: Path, *arguments: str) -> Measured:
    """`claims` on a home, cold."""
    script = [sys.executable, "-m", "flows.cli", "--home", str(home), "--json", *arguments]
    return measured(script, log=home.parent / "stderr.txt", environment=environment(home.parent) | {"CLAIMS_RESTATEMENT": "any"})


def _backfill(of: Input, scratch: Path) -> Measured:
    folder = of.written(scratch)
    home = _home(folder, scratch)
    periods = periods_of(folder)
    try:
        return command(home, "backfill", periods[0], periods[-1])
    finally:
        shutil.rmtree(home.parent)


def _home(folder: Path, scratch: Path) -> Path:
    place = scratch / "runs" / f"cold-{next(_homes)}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return home_of(folder, place / "home")
