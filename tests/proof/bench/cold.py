"""Cold commands: processes as a scheduler starts them, imports included."""

import itertools
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.proof.bench.home import home_of, lay, periods_of
from tests.proof.bench.inputs import Input
from tests.proof.bench.process import Measured, measured
from tests.proof.bench.rounds import environment

LINES = 10_000
SHORT, LONG = Input("csv", LINES, 6), Input("csv", LINES, 18)
_homes = itertools.count()


@dataclass(frozen=True, slots=True)
class Round:
    """`here`, `by_prefect`: the least that must start, begun in two ways. `run`: over new lines. `again`: with nothing changed."""

    here: Measured
    by_prefect: Measured
    run: Measured
    again: Measured


@dataclass(frozen=True, slots=True)
class Cold:
    """All rounds."""

    rounds: list[Round]

    def median(self, of: Callable[[Round], float]) -> float:
        """Of a figure."""
        return statistics.median(of(one) for one in self.rounds)

    def beside(self, start: Callable[[Round], Measured]) -> tuple[float, float]:
        """The run ÷ what must start at least, begun in this way, within a round: by the wall clock, by CPU seconds."""
        by_wall, by_cpu = (lambda one: one.run.wall / start(one).wall), (lambda one: one.run.cpu / start(one).cpu)
        return self.median(by_wall), self.median(by_cpu)

    @property
    def steps(self) -> dict[str, dict[str, float]]:
        """Of the last run over new lines."""
        steps: dict[str, dict[str, float]] = self.rounds[-1].run.said["steps"]
        return steps


def cold_runs(scratch: Path, rounds: int, tell: Callable[[str], None]) -> Cold:
    """Months of a home in use, one after the other, each beside the least that must start; and each again with nothing changed."""
    tell(f"writing {rounds + 1} months of {LINES:,} lines")
    folder = Input("csv", LINES, rounds + 1).written(scratch)
    first, *others = periods_of(folder)
    place = _place(scratch)
    home = home_of(folder, place / "home", [first])
    command(home, "run", "--period", first)  # migrates Prefect's database, which no later run does
    _started(place, "start_prefect")  # the same of the other
    found = []
    for number, period in enumerate(others):
        tell(f"cold start, round {number + 1}")
        here, by_prefect = _started(place, "start_here", str(home / ".prefect")), _started(place, "start_prefect")
        lay(folder, home, [period])
        found.append(Round(here, by_prefect, command(home, "run", "--period", period), command(home, "run", "--period", period)))
    shutil.rmtree(place)
    return Cold(found)


def _started(place: Path, script: str, *arguments: str) -> Measured:
    own = {"PREFECT_HOME": str(place / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    begun = environment(place) | (own if script == "start_prefect" else {})
    module = f"tests.proof.bench.contenders.{script}"
    return measured([sys.executable, "-m", module, *arguments], log=place / "stderr.txt", environment=begun)


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
    home = home_of(folder, _place(scratch) / "home")
    periods = periods_of(folder)
    try:
        return command(home, "backfill", periods[0], periods[-1])
    finally:
        shutil.rmtree(home.parent)


def _place(scratch: Path) -> Path:
    place = scratch / "runs" / f"cold-{next(_homes)}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place
