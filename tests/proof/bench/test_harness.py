import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.proof.bench.__main__ import Bench, summary
from tests.proof.bench.inputs import Input
from tests.proof.bench.peers import PINNED, PeersMissing, peers_python
from tests.proof.bench.process import ContenderFailed, Measured, measured
from tests.proof.bench.rounds import DBT, LIMIT, OURS, PANDAS, FiguresDiffer, Race, compare, cpu, wall
from tests.proof.bench.tables import side_by_side
from tests.proof.bench.targets import Found, targets_table

FIGURES = {"2022-07 JHT": [3, 4, 3, 1_000_000_00], "2022-07 JKM": [1, 1, 1, 42_000_000_00]}


def ran(wall_s: float, rows: int = 5, **changed: list[int]) -> Measured:
    """A run of a contender that cleans."""
    figures = FIGURES | {cell.replace("_", " ").replace("y", "2022-07"): values for cell, values in changed.items()}
    return Measured(wall_s + 1, wall_s, 1 << 30, {"wall": wall_s, "cpu": 2 * wall_s, "rows": rows, "figures": figures})


def counted(wall_s: float, rows: int = 5) -> Measured:
    """A run of one that reads alone."""
    return Measured(wall_s, wall_s, 1 << 28, {"wall": wall_s, "cpu": wall_s, "rows": rows})


def test_ratios_are_taken_within_a_round_and_the_median_is_shown() -> None:
    limits = {0: counted(1.0), 1: counted(2.0), 2: counted(4.0)}
    one = Race(Input("csv", 5), {LIMIT: limits, OURS: {0: ran(5.0), 1: ran(8.0), 2: ran(28.0)}})
    assert one.ratio(OURS, LIMIT, wall) == 5.0
    assert one.ratio(OURS, LIMIT, cpu) == 10.0
    assert one.ratio(PANDAS, LIMIT, wall) is None
    told = side_by_side(one)
    assert f"| {OURS} | 8.0 | 5.0 | 16.0 | 10.0 | 1.00 | 3 |" in told.splitlines()


def test_a_ratio_knows_only_the_rounds_that_both_ran() -> None:
    one = Race(Input("csv", 5), {OURS: {0: ran(4.0), 1: ran(6.0)}, PANDAS: {0: ran(40.0)}})
    assert one.ratio(OURS, PANDAS, wall) == 0.1


@pytest.mark.parametrize("values", [[3, 4, 3, 1_000_000_01], [3, 4, 2, 1_000_000_00], [3, 5, 3, 1_000_000_00]])
def test_no_table_is_written_where_a_contender_is_off_by_a_sen_or_a_count(values: list[int]) -> None:
    one = Race(Input("csv", 5), {OURS: {0: ran(1.0)}, DBT: {0: ran(1.0, y_JHT=values)}})
    with pytest.raises(FiguresDiffer, match="2022-07 JHT"):
        side_by_side(one)


def test_a_cell_that_one_contender_lacks_differs() -> None:
    told = {OURS: {"rows": 5, "figures": FIGURES}, DBT: {"rows": 5, "figures": {"2022-07 JHT": FIGURES["2022-07 JHT"]}}}
    with pytest.raises(FiguresDiffer, match="2022-07 JKM"):
        compare(told)


def test_a_reader_that_has_lost_a_line_differs() -> None:
    with pytest.raises(FiguresDiffer, match="lines read"):
        compare({OURS: ran(1.0).said, LIMIT: counted(1.0, rows=4).said})


def test_a_contender_that_did_not_run_is_named_with_its_reason() -> None:
    one = Race(Input("csv", 5), {OURS: {0: ran(1.0)}}, {DBT: "the index cannot be reached"})
    assert side_by_side(one).endswith(f"not run: {DBT}: the index cannot be reached")


def test_a_target_is_met_at_its_bound_missed_above_it_and_never_passed_over() -> None:
    told = targets_table({"limit": Found(10.0), "dbt": Found(1.01, 0.9), "memory": Found(1.5), "xlsx": Found(2.0)})
    rows = {line.split("|")[1].strip(): line.split("|")[5].strip() for line in told.splitlines()}
    assert rows["5 million lines, warm: time ÷ the limit's"] == "yes, not the aim"
    assert rows["the same ÷ dbt-duckdb build"] == "**no**"
    assert rows["1 million lines in XLSX ÷ calamine alone"] == "yes"
    assert rows["each further month of a backfill, 10,000 lines"] == "–"


def test_a_run_of_one_part_keeps_what_others_have_measured(tmp_path: Path) -> None:
    for key in ("limit", "xlsx"):
        bench = Bench(tmp_path, tmp_path / "page.md", tmp_path / "page.json", date(2022, 8, 1), is_quick=True, rounds=None, lines=())
        bench.note(key, 1.5)
        summary(bench)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page.count("1.50") == 2
    assert page.count("## Targets") == 1


def test_memory_is_that_of_the_whole_tree_and_cpu_that_of_children_too(tmp_path: Path) -> None:
    child = "import time; block = bytearray(60 << 20); block[::4096] = b'x' * len(block[::4096]); time.sleep(0.6)"
    script = f"import subprocess, sys; a = [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]; [p.wait() for p in a]"
    command = [sys.executable, "-c", f"{script}; print('{{\"rows\": 1}}')"]
    ask = (
        "import dataclasses, json, os, pathlib; from tests.proof.bench.process import measured; "
        f"one = measured({command!r}, log=pathlib.Path({str(tmp_path / 'log')!r}), environment=os.environ); "
        "print(json.dumps(dataclasses.asdict(one)))"
    )  # a child's peak begins at that of its parent, which must be small, then
    said = subprocess.run([sys.executable, "-c", ask], cwd=Path.cwd(), capture_output=True, text=True, check=True).stdout
    one = json.loads(said)
    assert one["said"] == {"rows": 1}
    assert one["cpu"] > 0
    if sys.platform == "linux":
        assert 120 << 20 < one["peak"] < 400 << 20


def test_a_process_that_fails_tells_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ContenderFailed, match=r"exit code 3.*no such file"):
        measured(
            [sys.executable, "-c", "import sys; sys.stderr.write('no such file'); sys.exit(3)"],
            log=tmp_path / "log", environment=os.environ,
        )  # fmt: skip


def test_a_process_that_takes_too_long_is_stopped_and_named(tmp_path: Path) -> None:
    with pytest.raises(ContenderFailed, match="stopped after 0 s"):
        measured([sys.executable, "-c", "import time; time.sleep(60)"], log=tmp_path / "log", environment=os.environ, limit_s=0.3)


def test_without_the_peers_packages_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(PeersMissing, match=r"peers\.txt could not be installed"):
        peers_python(tmp_path)


def test_every_peer_is_pinned_and_no_index_is_named() -> None:
    lines = PINNED.read_text().splitlines()
    assert all("==" in line for line in lines)
    assert not [line for line in lines if "//" in line or line.startswith("-")]
