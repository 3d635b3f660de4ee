"""Contenders side by side on the same files: interleaved (A B C A B C), every run a process of its own, ratios within a round."""

import os
import shutil
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.proof.bench.inputs import FOLDER, Input
from tests.proof.bench.peers import PeersMissing, peers_python
from tests.proof.bench.process import ContenderFailed, Measured, measured

ROOT = FOLDER.parents[2]
WARM = {"csv": Input("csv", 1000), "messy": Input("csv", 1000), "twenty": Input("csv", 1000), "xlsx": Input("xlsx", 1000)}
LONGEST_S = 1800  # a contender that takes longer is stopped, and the page says so
_runs = count()


class FiguresDiffer(Exception):
    """Two contenders that clean do not publish the same, so that they have not done the same work."""


@dataclass(frozen=True, slots=True)
class Contender:
    """`cleans`: it publishes figures, which must agree; else it reads and counts lines alone."""

    name: str
    module: str
    is_peer: bool
    cleans: bool


OURS, LIMIT = "this pipeline", "the limit: DuckDB alone"
PANDAS, DBT = "pandas + Great Expectations + DuckDB", "dbt-duckdb"
CALAMINE = "the limit: calamine alone"
CSV = (
    Contender(LIMIT, "limit", is_peer=False, cleans=False),
    Contender(OURS, "ours", is_peer=False, cleans=True),
    Contender(DBT, "dbt_build", is_peer=True, cleans=True),
    Contender("dlt → DuckDB, the load alone", "dlt_load", is_peer=True, cleans=False),
    Contender(PANDAS, "pandas_gx", is_peer=True, cleans=True),
)
XLSX = (Contender(CALAMINE, "calamine", is_peer=False, cleans=False), CSV[1])


@dataclass(slots=True)
class Race:
    """All rounds on one input: per contender its runs, by round; and why one did not run."""

    of: Input
    runs: dict[str, dict[int, Measured]] = field(default_factory=dict)
    not_run: dict[str, str] = field(default_factory=dict)

    def median(self, name: str, figure: Callable[[Measured], float]) -> float | None:
        """The median of a figure over the rounds."""
        runs = self.runs.get(name)
        return statistics.median(figure(one) for one in runs.values()) if runs else None

    def ratio(self, name: str, other: str, figure: Callable[[Measured], float]) -> float | None:
        """The median over the rounds of a figure ÷ the other's in the same round."""
        mine, theirs = self.runs.get(name, {}), self.runs.get(other, {})
        ratios = [figure(mine[number]) / figure(theirs[number]) for number in mine.keys() & theirs.keys()]
        return statistics.median(ratios) if ratios else None


def wall(one: Measured) -> float:
    """Seconds inside the process, once all was imported."""
    return float(one.said["wall"])


def cpu(one: Measured) -> float:
    """User and system seconds of the same."""
    return float(one.said["cpu"])


def peak(one: Measured) -> float:
    """Bytes, over the whole life of the processes."""
    return float(one.peak)


def race(of: Input, contenders: Sequence[Contender], scratch: Path, *, rounds: int, slow_rounds: int, tell: Callable[[str], None]) -> Race:
    """Run them all. `slow_rounds`: how often the peers run, some of which take minutes. Raises FiguresDiffer."""
    tell(f"writing {of.title}")
    folder, warm = of.written(scratch), WARM[of.kind].written(scratch)
    result = Race(of)
    for number in range(rounds):
        for one in contenders:
            if one.name not in result.not_run and (number < slow_rounds or not one.is_peer):
                tell(f"{of.title}, round {number + 1}: {one.name}")
                try:
                    result.runs.setdefault(one.name, {})[number] = run_once(one, folder, warm, scratch)
                except (ContenderFailed, PeersMissing) as failure:
                    result.not_run[one.name] = str(failure)
                    tell(f"not run: {one.name}: {failure}")
        compare({one.name: result.runs[one.name][number].said for one in contenders if number in result.runs.get(one.name, {})})
    return result


def run_once(one: Contender, folder: Path, warm: Path, scratch: Path) -> Measured:
    """One run; what it writes is removed."""
    python = peers_python(scratch) if one.is_peer else Path(sys.executable)
    out = scratch / "runs" / f"{one.module}-{os.getpid()}-{next(_runs)}"
    out.mkdir(parents=True)
    script = [python, "-m", f"tests.proof.bench.contenders.{one.module}", out, folder, warm]
    try:
        return measured([str(part) for part in script], log=out / "stderr.txt", environment=environment(out), limit_s=LONGEST_S)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def environment(person: Path) -> dict[str, str]:
    """Of every process: nothing of ours or Prefect's that is set here; a HOME of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLAIMS_", "PREFECT_", "PYTEST_", "DBT_"))}
    return {**kept, "HOME": str(person), "PYTHONPATH": str(ROOT)}


def compare(told: Mapping[str, Mapping[str, Any]]) -> None:
    """Counts and sen by month and benefit type of all that clean, and the number of lines of all, agree; else FiguresDiffer."""
    rows = {name: one["rows"] for name, one in told.items()}
    if len(set(rows.values())) > 1:
        raise FiguresDiffer(f"lines read: {rows}")
    cleaned = {name: one["figures"] for name, one in told.items() if "figures" in one}
    for name, figures in cleaned.items():
        first, expected = next(iter(cleaned.items()))
        for cell in sorted(figures.keys() | expected.keys()):
            if figures.get(cell) != expected.get(cell):
                raise FiguresDiffer(
                    f"{cell}: {first} {expected.get(cell)}, {name} {figures.get(cell)} (claims, payments, participants, sen)"
                )
