"""`make bench`: this pipeline beside its peers on the same files, and the targets of speed; writes docs/benchmarks.md.

python -m tests.proof.bench [--quick] [--all] [--only NAME ...] [--lines N ...] [--rounds N] [--scratch DIR] [--page FILE] [--results FILE]
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tests.proof.bench import cold, words
from tests.proof.bench.inputs import FOLDER, Input
from tests.proof.bench.process import ContenderFailed, Measured, measured
from tests.proof.bench.rounds import CALAMINE, CSV, DBT, LIMIT, OURS, PANDAS, XLSX, FiguresDiffer, Race, cpu, environment, peak, race, wall
from tests.proof.bench.tables import GIB, shown, side_by_side, steps, table
from tests.proof.bench.targets import Found, keep, kept, missed, targets_table
from tests.proof.machine import described
from tests.proof.page import write_section

DOCS = FOLDER.parents[2] / "docs"
PAGE = DOCS / "benchmarks.md"
LINES, MOST, QUICK = (350_000, 1_000_000, 5_000_000), 5_000_000, 35_000
MEASURES = ("cold", "backfill", "flip", "xlsx", "lines")
LONGER = ("messy", "months")  # a quarter of an hour more: with --all, or when named
EXTRA = ("twenty-million",)  # needs 20 GB of disk and minutes: only when named


@dataclass(slots=True)
class Bench:
    """One run of the benchmarks: what is asked for, and what has been found."""

    scratch: Path
    page: Path
    results: Path
    today: date
    is_quick: bool
    rounds: int | None
    lines: Sequence[int]
    began: float = field(default_factory=time.monotonic)
    found: dict[str, Found] = field(default_factory=dict)

    def tell(self, text: str) -> None:
        """Progress, with the minutes passed."""
        sys.stderr.write(f"[{(time.monotonic() - self.began) / 60:5.1f} min] {text}\n")
        sys.stderr.flush()

    def note(self, key: str, value: float | None, by_cpu: float | None = None) -> None:
        """A target's figure."""
        if value is not None:
            self.found[key] = Found(value, by_cpu, f"{self.today:%Y-%m-%d}")

    def write(self, heading: str, markdown: str) -> None:
        """A section of the page, with the machine it was measured on."""
        write_section(self.page, heading, f"{markdown}\n\n{described(self.today)}")
        sys.stdout.write(f"\n{heading}\n\n{markdown}\n")
        sys.stdout.flush()

    def rounds_of(self, usual: int) -> int:
        """How often, if nothing else is asked for."""
        return self.rounds or (1 if self.is_quick else usual)


def lines(bench: Bench) -> None:
    """One month in CSV, by size."""
    races = []
    for size in bench.lines:
        one = race(Input("csv", size), CSV, bench.scratch, rounds=bench.rounds_of(2), slow_rounds=bench.rounds_of(1), tell=bench.tell)
        races.append(one)
        bench.write(f"## One month, {size:,} lines", side_by_side(one))
    largest = races[-1]
    if largest.of.lines >= MOST or bench.is_quick:
        _targets_of_lines(bench, largest)
        bench.write("## Where the time goes", _stages(largest))


def _stages(one: Race) -> str:
    """The steps of this pipeline's first run; nothing where it did not run."""
    runs = one.runs.get(OURS)
    title = f"This pipeline, {one.of.title}, warm, by step as `claims run --json` tells it."
    return f"{title}\n\n{steps(runs[0].said['steps'])}" if runs else "not run"


def _targets_of_lines(bench: Bench, one: Race) -> None:
    bench.note("limit", one.ratio(OURS, LIMIT, wall), one.ratio(OURS, LIMIT, cpu))
    bench.note("pandas", one.ratio(OURS, PANDAS, wall), one.ratio(OURS, PANDAS, cpu))
    bench.note("pandas_memory", one.ratio(OURS, PANDAS, peak))
    bench.note("dbt", one.ratio(OURS, DBT, wall), one.ratio(OURS, DBT, cpu))
    bench.note("memory", one.median(OURS, lambda run: peak(run) / GIB))
    bench.note(
        "gx_share", one.median(OURS, lambda run: gx_share(run, "seconds")), one.median(OURS, lambda run: gx_share(run, "cpu_seconds"))
    )


def gx_share(run: Measured, seconds: str) -> float:
    """Per cent of the run that passed while Great Expectations judged."""
    told = run.said["steps"]
    return 100 * float(told["checking"][seconds]) / sum(float(one[seconds]) for one in told.values())


def messy(bench: Bench) -> None:
    """Five times the faults: a twentieth of the lines is set aside or warned of."""
    size = QUICK if bench.is_quick else LINES[0]
    one = race(Input("messy", size), CSV, bench.scratch, rounds=1, slow_rounds=1, tell=bench.tell)
    bench.write("## A messy month", side_by_side(one))


def months(bench: Bench) -> None:
    """Three years at once."""
    of = Input("csv", 3_000, 3) if bench.is_quick else Input("csv", 100_000, 36)
    one = race(of, CSV, bench.scratch, rounds=bench.rounds_of(1), slow_rounds=1, tell=bench.tell)
    bench.write("## Many months", side_by_side(one))


def xlsx(bench: Bench) -> None:
    """Workbooks: 200,000 lines of all columns, a million of eleven."""
    told = []
    for size in (3_000, 5_000) if bench.is_quick else (200_000, 1_000_000):
        one = race(Input("xlsx", size), XLSX, bench.scratch, rounds=bench.rounds_of(2), slow_rounds=1, tell=bench.tell)
        told.append(side_by_side(one))
    bench.note("xlsx", one.ratio(OURS, CALAMINE, wall), one.ratio(OURS, CALAMINE, cpu))
    bench.write("## Workbooks", "\n\n".join([words.WORKBOOKS, *told, _stages(one)]))


def cold_starts(bench: Bench) -> None:
    """Commands as a scheduler starts them."""
    told = cold.cold_runs(bench.scratch, bench.rounds_of(5), bench.tell)
    bench.note("cold", *told.beside(lambda one: one.by_prefect))
    bench.note("cold_here", *told.beside(lambda one: one.here))
    bench.note("unchanged", told.median(lambda one: one.again.wall), told.median(lambda one: one.again.cpu))
    rows: dict[str, Callable[[cold.Round], Measured]] = {
        "Prefect and Great Expectations imported, API answering: begun as here": lambda one: one.here,
        "the same, begun as Prefect does by itself": lambda one: one.by_prefect,
        f"`claims run`, {cold.LINES:,} new lines": lambda one: one.run,
        "`claims run`, nothing changed": lambda one: one.again,
    }
    figures = [(name, shown(_wall(told, of), 2), shown(_cpu(told, of), 2)) for name, of in rows.items()]
    bench.write(
        "## Cold commands",
        f"Medians of {len(told.rounds)} rounds, a home in use, imports included.\n\n{table(('process', 'wall, s', 'CPU, s'), figures)}\n\n"
        f"Steps of the last run over new lines; what passes before its import is not among them.\n\n{steps(told.steps)}",
    )


def _wall(told: cold.Cold, of: Callable[[cold.Round], Measured]) -> float:
    return told.median(lambda one: of(one).wall)


def _cpu(told: cold.Cold, of: Callable[[cold.Round], Measured]) -> float:
    return told.median(lambda one: of(one).cpu)


def backfill(bench: Bench) -> None:
    """What a month more costs."""
    by_wall, by_cpu = cold.further_month(bench.scratch, bench.rounds_of(2), bench.tell)
    bench.note("further_month", by_wall, by_cpu)
    bench.write(
        "## Each further month of a backfill",
        f"10,000 lines each, cold: {by_wall:.2f} s (CPU {by_cpu:.2f} s), which is (18 months − 6) ÷ 12.",
    )


def flip(bench: Bench) -> None:
    """A month of ten years changed."""
    place = bench.scratch / "runs" / "flip"
    shutil.rmtree(place, ignore_errors=True)  # of a run that was stopped
    place.mkdir(parents=True)
    script = [sys.executable, "-m", "tests.proof.bench.contenders.flip", place / "warehouse"]
    told = measured([str(part) for part in script], log=place / "stderr.txt", environment=environment(place)).said["times"]
    medians = {name: statistics.median(one[name] for one in told) for name in told[0]}
    bench.note("flip", medians["wall"], medians["cpu"])
    bench.write(
        "## Candidate and flip",
        f"10 years × 514 regencies × 6 benefit types × 4 segments stand, one month changed, medians of {len(told)}: "
        f"{medians['wall']:.2f} s (CPU {medians['cpu']:.2f} s): candidate {medians['build']:.2f} s, sealed in {medians['seal']:.2f} s, "
        f"flipped in {shown(medians['flip'], 3)} s. Recounts, checks and the public file are not in it.",
    )


def twenty_million(bench: Bench) -> None:
    """Does memory grow with the lines?"""
    small = race(Input("csv", MOST), CSV[1:2], bench.scratch, rounds=1, slow_rounds=1, tell=bench.tell)
    large = race(Input("twenty", 4 * MOST), CSV[1:2], bench.scratch, rounds=1, slow_rounds=1, tell=bench.tell)
    of_small, of_large = small.median(OURS, peak), large.median(OURS, peak)
    if of_small is None or of_large is None:
        raise ContenderFailed(str(small.not_run | large.not_run))
    bench.note("memory_20", of_large / of_small)
    bench.write(
        "## Twenty million lines",
        f"One CSV of 20 million lines: {shown(large.median(OURS, wall))} s, peak memory {of_large / GIB:.2f} GiB; "
        f"of 5 million: {shown(small.median(OURS, wall))} s, {of_small / GIB:.2f} GiB.",
    )


RUNNERS: dict[str, Callable[[Bench], None]] = {
    "lines": lines,
    "messy": messy,
    "months": months,
    "xlsx": xlsx,
    "cold": cold_starts,
    "backfill": backfill,
    "flip": flip,
    "twenty-million": twenty_million,
}


def summary(bench: Bench) -> None:
    """The table of targets, from this run and, on the same machine, those before it; and what is missed."""
    machine = described(bench.today).partition("; ")[2]
    found = kept(bench.results, machine) | bench.found
    keep(bench.results, machine, found)
    bench.write("## Targets", f"{words.TARGETS}\n\n{targets_table(found)}")
    reasons = [f"- {one.measure}: {words.reason(one.key)}" for one in missed(found)]
    bench.write("## Missed", "\n".join(reasons) or "None of the targets that were measured.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 1 where something could not be measured, or figures differ."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claims-bench-") as temporary:
        scratch = (asked.scratch or Path(temporary)).absolute()
        sizes = sorted(asked.lines or ([QUICK] if asked.quick else LINES))
        page = asked.page or (scratch / PAGE.name if asked.quick else PAGE)
        bench = Bench(scratch, page, asked.results or page.with_suffix(".json"), datetime.now(UTC).date(), asked.quick, asked.rounds, sizes)
        if not bench.page.exists():
            write_section(bench.page, "# Benchmarks", words.INTRODUCTION)
            for heading in ("## Targets", "## Missed"):
                write_section(bench.page, heading, "not run")
        failed = False
        for name in asked.only or (MEASURES + LONGER if asked.all or asked.quick else MEASURES):
            try:
                RUNNERS[name](bench)
                summary(bench)
            except (ContenderFailed, FiguresDiffer, OSError) as failure:
                failed = True
                bench.tell(f"{name}: {type(failure).__name__}: {failure}")
        write_section(bench.page, "## How it was measured", words.METHOD)
        bench.tell("done" if not failed else "done, not everything could be measured")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.proof.bench", description="This pipeline beside its peers, and the targets of speed."
    )
    parser.add_argument("--quick", action="store_true", help="small inputs, one round: whether all of it runs, not how fast it is")
    parser.add_argument("--only", nargs="+", choices=[*MEASURES, *LONGER, *EXTRA], help="these measures alone")
    parser.add_argument("--all", action="store_true", help="the messy month and the 36 months, too")
    parser.add_argument("--lines", nargs="+", type=int, help="sizes of the month in CSV")
    parser.add_argument("--rounds", type=int, help="how often each is run")
    parser.add_argument(
        "--scratch", type=Path, help="where inputs, the peers' environment and runs lie; kept  [default: a temporary folder]"
    )
    parser.add_argument("--page", type=Path, help="[default: docs/benchmarks.md; with --quick in the scratch folder]")
    parser.add_argument("--results", type=Path, help="what was measured, for the table of targets  [default: beside the page]")
    return parser


if __name__ == "__main__":
    sys.exit(main())
