"""How much faster two worker processes make parts than one, each with one Polars thread."""

import shutil
import time
from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import pytest

from flows.arrivals.standing import Extract
from flows.monthly import workers
from flows.monthly.intake import take_arrivals
from flows.monthly.parts import files_of, unmade
from flows.monthly.workers import Workers
from flows.monthly.workplace import Workplace, open_workplace
from flows.periods import first_day
from flows.progress import Remaining
from flows.sample.plan import SamplePlan
from flows.sample.write import write_sample

AT_LEAST = 1.6


def seconds(workplace: Workplace, extracts: list[Extract], processes: int) -> float:
    """To make these parts from scratch, starting the processes included."""
    for extract in extracts:
        files = files_of(workplace, extract.part_id)
        files.lines.unlink(missing_ok=True)
        files.findings.unlink(missing_ok=True)
    began = time.monotonic()
    with Workers(
        workplace, processes, Remaining("cleaning", len(extracts), sum(extract.arrival.size_bytes for extract in extracts))
    ) as at_work:
        made = [at_work.make(extract) for extract in extracts]
        wait(made)
    passed = time.monotonic() - began
    assert {one.result().outcome for one in made} == {"clean"}
    return passed


@pytest.mark.bench
@pytest.mark.timeout(1800)
def test_two_worker_processes_are_faster_than_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]) -> None:
    monkeypatch.setattr(workers, "polars_threads", lambda _processes: 1)
    home = tmp_path / "home"
    (home / "register").mkdir(parents=True)
    workplace = open_workplace(home)
    workplace.home.prepare()
    plan = SamplePlan(first_day("2020-01"), first_day("2022-12"), senders=5, rows=4000, seed=7, messy=False, profile="national")
    write_sample(workplace.home.landing, workplace.home.truth, workplace.home.reference, plan)
    shutil.rmtree(workplace.home.workspace, ignore_errors=True)
    workplace = open_workplace(home)
    take_arrivals(workplace)
    extracts = unmade(workplace, None)
    one, two = seconds(workplace, extracts, 1), seconds(workplace, extracts, 2)
    figure(f"{len(extracts)} extracts: one worker {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f} (at least {AT_LEAST})")
    assert one / two >= AT_LEAST
