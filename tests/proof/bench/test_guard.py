"""Guards against the pipeline becoming twice as slow: 100,000 lines beside the limit on the same file, in one run."""

import statistics
from pathlib import Path

import pytest

from tests.proof.bench.inputs import Input
from tests.proof.bench.rounds import CSV, LIMIT, OURS, cpu, race

pytestmark = pytest.mark.timeout(900)
LINES, ROUNDS = 100_000, 3
# CPU seconds of this pipeline ÷ those of DuckDB counting the lines, both warm: measured MEASURED on the machine of docs/benchmarks.md.
MEASURED, BAND = 18.0, 2.0


def test_a_warm_run_takes_no_more_than_twice_the_cpu_it_took_beside_the_limit(tmp_path: Path) -> None:
    one = race(Input("csv", LINES), CSV[:2], tmp_path, rounds=ROUNDS, slow_rounds=ROUNDS, tell=lambda _: None)
    assert one.not_run == {}
    ratio = one.ratio(OURS, LIMIT, cpu)
    assert ratio is not None
    assert ratio < MEASURED * BAND, {name: [round(cpu(run), 2) for run in runs.values()] for name, runs in one.runs.items()}
    assert statistics.median(run.said["rows"] for run in one.runs[OURS].values()) == LINES
