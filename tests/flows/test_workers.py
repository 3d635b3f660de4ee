import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import wait
from pathlib import Path

import polars as pl
import pytest

from flows.arrivals.standing import Extract
from flows.monthly import workers
from flows.monthly.intake import take_arrivals
from flows.monthly.parts import files_of, unmade
from flows.monthly.worker_process import WorkerProcess
from flows.monthly.workers import Workers, WorkerStopped, makers, processes_worth
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import Remaining
from tests.acceptance.by_hand import deliver
from tests.acceptance.claims_home import ClaimsHome, left_over_processes


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """The month drawn by hand, taken in; nothing is made yet."""
    monkeypatch.delenv("CLAIMS_HOME", raising=False)
    home = ClaimsHome(tmp_path / "home")
    deliver(home)
    home.root.joinpath("register").mkdir(parents=True, exist_ok=True)
    opened = open_workplace(home.root)
    opened.home.prepare()
    take_arrivals(opened)
    return open_workplace(home.root)


def missing(workplace: Workplace) -> list[Extract]:
    with workplace.register() as register:
        periods = {arrival.period for arrival in register.arrivals()}
    return unmade(workplace, periods)


def at_work(workplace: Workplace, processes: int = 2) -> Workers:
    return Workers(workplace, processes, Remaining("cleaning", 9, 9))


def content(workplace: Workplace, extracts: list[Extract]) -> list[pl.DataFrame]:
    return [pl.read_parquet(files_of(workplace, extract.part_id).lines) for extract in extracts]


def processes_of(workplace: Workplace) -> list[str]:
    return [told for told in left_over_processes(workplace.home.root) if "flows.monthly.worker " in told]


def test_worker_processes_make_the_same_parts_as_the_run_itself(workplace: Workplace) -> None:
    extracts = missing(workplace)
    with makers(workplace, extracts) as here:
        alone = [here.make(extract).result() for extract in extracts]
    by_hand = content(workplace, extracts)
    for extract in extracts:
        files_of(workplace, extract.part_id).lines.unlink()
    with at_work(workplace) as pool:
        made = [pool.make(extract) for extract in extracts]
        apart = [one.result() for one in made]
    assert apart == alone
    assert [one.equals(other) for one, other in zip(content(workplace, extracts), by_hand, strict=True)] == [True] * len(extracts)
    assert missing(workplace) == []
    assert processes_of(workplace) == []


def test_an_extract_over_which_every_worker_dies_is_refused_and_the_others_are_made(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracts = missing(workplace)
    deadly = extracts[0]
    asked: list[tuple[str, int]] = []
    ask = WorkerProcess.ask

    def ask_or_die(process: WorkerProcess, extract: Extract) -> object:
        asked.append((extract.part_id, len(pool._running)))
        if extract == deadly:
            os.kill(process._process.pid, signal.SIGABRT)
        return ask(process, extract)

    monkeypatch.setattr(WorkerProcess, "ask", ask_or_die)
    with at_work(workplace) as pool:
        made = [pool.make(extract) for extract in extracts]
        wait(made)
    outcomes = [one.result() for one in made]
    assert [one.outcome for one in outcomes] == ["refused"] + ["clean"] * (len(extracts) - 1)
    refusal = json.loads(outcomes[0].refusal)
    assert (refusal["code"], "signal 6" in refusal["what"]) == ("EX02", True)
    assert [part_id for part_id, _ in asked].count(deadly.part_id) == 2
    assert asked[-1][0] == deadly.part_id
    assert deadly not in missing(workplace)
    assert not (workplace.home.workspace / deadly.part_id).exists()


def test_a_worker_that_died_for_another_reason_leaves_its_extract_to_a_second_try(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracts = missing(workplace)
    killed: list[str] = []
    ask = WorkerProcess.ask

    def ask_and_kill_once(process: WorkerProcess, extract: Extract) -> object:
        if not killed:
            killed.append(extract.part_id)
            os.kill(process._process.pid, signal.SIGKILL)
        return ask(process, extract)

    monkeypatch.setattr(WorkerProcess, "ask", ask_and_kill_once)
    with at_work(workplace) as pool:
        made = [pool.make(extract) for extract in extracts]
        assert {one.result().outcome for one in made} == {"clean"}


def test_a_worker_that_is_asked_to_end_refuses_nothing(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    extracts = missing(workplace)
    ask = WorkerProcess.ask

    def ask_and_stop(process: WorkerProcess, extract: Extract) -> object:
        process._process.terminate()
        return ask(process, extract)

    monkeypatch.setattr(WorkerProcess, "ask", ask_and_stop)
    with at_work(workplace, 1) as pool:
        made = pool.make(extracts[0])
        with pytest.raises(WorkerStopped):
            made.result()
    assert extracts[0] in missing(workplace)


def test_workers_refuse_to_work_under_other_tables_than_the_run_began_with(workplace: Workplace) -> None:
    extracts = missing(workplace)
    (workplace.home.reference / "regions.csv").write_text("regency_code,regency_name,valid_from,source\n")
    with at_work(workplace, 1) as pool:
        made = pool.make(extracts[0])
        with pytest.raises(WorkerStopped, match="changed while the run was under way"):
            made.result()


def test_where_no_worker_can_start_the_run_says_so_and_no_extract_is_refused(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    extracts = missing(workplace)
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o700)
    for executable, why in ((broken, "exit 3"), (tmp_path / "nowhere", "No such file")):
        monkeypatch.setattr(sys, "executable", str(executable))
        with at_work(workplace) as pool:
            made = [pool.make(extract) for extract in extracts]
            wait(made, timeout=60)
        for one in made:
            with pytest.raises(WorkerStopped, match=why):
                one.result(timeout=0)
    assert missing(workplace) == extracts
    with workplace.register() as register:
        assert register.parts() == {}


def test_a_refusal_that_cannot_be_recorded_is_told_to_whoever_waits_for_the_part(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracts = missing(workplace)[:2]
    ask = WorkerProcess.ask

    def die(process: WorkerProcess, extract: Extract) -> object:
        os.kill(process._process.pid, signal.SIGABRT)
        return ask(process, extract)

    def on_a_full_disk(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(WorkerProcess, "ask", die)
    monkeypatch.setattr(workers, "keep", on_a_full_disk)
    with at_work(workplace, 1) as pool:
        made = [pool.make(extract) for extract in extracts]
        wait(made, timeout=60)
        for one in made:
            with pytest.raises(OSError, match="no space left"):
                one.result(timeout=0)


def test_what_is_wrong_with_the_vault_is_told_as_the_run_itself_would(workplace: Workplace) -> None:
    from flows.errors import VaultDamaged

    extracts = missing(workplace)
    damaged = workplace.home.vault / extracts[0].arrival.sha256
    damaged.unlink()
    with at_work(workplace) as pool:
        made = pool.make(extracts[0])
        with pytest.raises(VaultDamaged):
            made.result()


def test_workers_of_a_killed_run_are_gone_at_once(workplace: Workplace) -> None:
    script = """
        import sys, time
        from pathlib import Path
        from flows.monthly.worker_process import WorkerProcess
        from flows.monthly.workers import Workers
        from flows.monthly.workplace import open_workplace
        workplace = open_workplace(Path(sys.argv[1]))
        started = [WorkerProcess(workplace, 1) for _ in range(2)]
        for one in started:
            one.begin()
        print("started", flush=True)
        time.sleep(60)
    """
    run = [sys.executable, "-c", textwrap.dedent(script), str(workplace.home.root)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert len(processes_of(workplace)) == 2
        process.kill()
        process.wait()
    deadline = time.monotonic() + 5
    while processes_of(workplace) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert processes_of(workplace) == []


def test_the_biggest_extract_that_waits_is_next(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    extracts = missing(workplace)
    begun: list[int] = []
    ordered = threading.Event()
    ask = WorkerProcess.ask

    def told(process: WorkerProcess, extract: Extract) -> object:
        ordered.wait()
        begun.append(extract.arrival.size_bytes)
        return ask(process, extract)

    monkeypatch.setattr(WorkerProcess, "ask", told)
    with at_work(workplace, 1) as pool:
        made = [pool.make(extract) for extract in sorted(extracts, key=lambda one: one.arrival.size_bytes)]
        ordered.set()
        wait(made)
    assert begun[1:] == sorted(begun[1:], reverse=True)


@pytest.mark.parametrize(
    ("sizes", "processes"),
    [
        ([10_000_000], 1),
        ([1_000, 1_000, 1_000], 1),
        ([5_000_000, 5_000_000], 2),
        ([1_000_000] * 60, 4),
        ([300_000_000, 20_000], 1),
        ([], 1),
        ([0], 1),
    ],
    ids=["one extract", "few small ones", "two large ones", "many", "a large one beside a small one", "none", "an empty one"],
)
def test_processes_are_started_where_they_are_worth_it(sizes: list[int], processes: int) -> None:
    assert processes_worth(sizes, 4) == processes
