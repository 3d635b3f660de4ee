"""The API of our own: how it starts, what it leaves, what it says when it cannot."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.orchestrator import api as api_module
from flows.orchestrator.api import EmbeddedApi, embedded_api
from flows.orchestrator.errors import ApiDidNotStart

pytestmark = pytest.mark.xdist_group("prefect")
LeftOver = Callable[[Path], list[int]]

# What a command does: twice the same flow, a failing one, all in one process and one home.
COMMAND = """
import json, sys, time
from pathlib import Path
from flows.orchestrator.api import embedded_api

told = {"prefect_before": "prefect" in sys.modules, "answers": [], "seconds": {}}
for _ in range(2):
    with embedded_api(Path(sys.argv[1])) as api:
        from prefect import flow, get_run_logger, task
        from flows.orchestrator.direct import direct_run
        from flows.errors import NoExtracts

        api.wait()

        @task
        def one_more(number: int) -> int:
            get_run_logger().info("a line of the task")
            return number + 1

        @flow
        def count(number: int) -> int:
            return one_more(number)

        @flow
        def empty() -> None:
            pass

        @flow
        def refused() -> None:
            raise NoExtracts(["2022-07"], "landing")

        began = time.perf_counter()
        empty()
        told["seconds"]["with_heartbeat"] = time.perf_counter() - began
        with direct_run():
            told["answers"].append(count(1))
            began = time.perf_counter()
            empty()
            told["seconds"]["without_heartbeat"] = time.perf_counter() - began
            try:
                refused()
            except NoExtracts as error:
                told["refused"] = error.what
        leaving = time.perf_counter()
    told["seconds"]["leaving"] = time.perf_counter() - leaving

print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def command(prefect_home: Path) -> subprocess.CompletedProcess[str]:
    # A proxy that is not there: everything must pass it by.
    environment = {**_elsewhere(), "HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    arguments = [sys.executable, "-c", COMMAND, str(prefect_home)]
    return subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=240, env=environment)


def _elsewhere() -> dict[str, str]:
    """The environment without the session's own API."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(("PREFECT_", "NO_PROXY"))}


@pytest.fixture(scope="module")
def told(command: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert command.returncode == 0, command.stderr
    return dict(json.loads(command.stdout))


@pytest.mark.prefect
def test_two_servers_at_once_make_one_fresh_home_and_complain_of_nothing(
    fresh_starts: tuple[EmbeddedApi, list[str]],
) -> None:
    api, log = fresh_starts
    assert (api.home / "prefect.db").exists()
    assert log == []


@pytest.mark.prefect
def test_a_flow_with_a_task_runs_twice_in_one_home(told: dict[str, Any]) -> None:
    assert told["answers"] == [2, 2]


@pytest.mark.prefect
def test_prefect_is_not_imported_before_the_server_is_on_its_way(told: dict[str, Any]) -> None:
    assert not told["prefect_before"]


@pytest.mark.prefect
def test_without_heartbeats_a_flow_saves_the_second_that_joining_their_thread_takes(told: dict[str, Any]) -> None:
    assert told["seconds"]["with_heartbeat"] - told["seconds"]["without_heartbeat"] > 0.5


@pytest.mark.prefect
def test_the_server_is_left_quickly(told: dict[str, Any]) -> None:
    assert told["seconds"]["leaving"] < 3


@pytest.mark.prefect
def test_prefect_writes_nothing_on_the_terminal_of_a_run_by_hand_not_even_of_a_refused_one(
    command: subprocess.CompletedProcess[str], told: dict[str, Any]
) -> None:
    assert told["refused"].startswith("no usable extract for 2022-07")
    assert command.stderr == ""


@pytest.mark.prefect
def test_the_server_listens_on_the_loopback_address_alone(api: EmbeddedApi) -> None:
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if " 0A " in line]
    assert [address for address in listening if address.endswith(f":{api.port:04X}")] == [f"0100007F:{api.port:04X}"]


@pytest.mark.prefect
def test_parents_killed_in_any_way_while_starting_and_later_leave_no_server(prefect_home: Path, left_over: LeftOver) -> None:
    before = left_over(prefect_home)
    with _parent(prefect_home, "") as starting, _parent(prefect_home, "api.wait(); ") as healthy:
        begun = _servers([starting])
        assert _until(lambda: {*begun} <= {*left_over(prefect_home)})  # just begun it does not have its own name yet
        starting.terminate()
        assert set(_servers([healthy])) <= set(left_over(prefect_home))
        healthy.kill()
    assert _until(lambda: left_over(prefect_home) == before)


@pytest.mark.prefect
def test_ctrl_c_and_sigterm_do_not_end_the_server_before_its_clients(api: EmbeddedApi) -> None:
    assert api.pid is not None
    os.kill(api.pid, signal.SIGTERM)
    os.kill(api.pid, signal.SIGINT)
    time.sleep(0.3)
    api.wait()
    assert os.getsid(api.pid) != os.getsid(0)


def test_the_last_lines_of_a_server_that_dies_are_in_the_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "dies.py"
    script.write_text("print('one line'); raise SystemExit('no room for the database')")
    monkeypatch.setattr(api_module, "SCRIPT", script)
    with pytest.raises(ApiDidNotStart) as failed, embedded_api(tmp_path / ".prefect") as api:
        api.wait()
    assert "its process ended" in failed.value.what
    assert set(failed.value.last_lines.splitlines()) == {"one line", "no room for the database"}
    assert failed.value.where == str(tmp_path / ".prefect" / "api.log")


def test_a_server_that_never_answers_is_given_up_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_over: LeftOver) -> None:
    script = tmp_path / "api_process.py"
    script.write_text("import sys; sys.stdin.read()")
    monkeypatch.setattr(api_module, "SCRIPT", script)
    with pytest.raises(ApiDidNotStart, match="no answer in 0 s"), embedded_api(tmp_path, start_timeout_s=0.2) as api:
        api.wait()
    assert left_over(tmp_path) == []


def test_a_home_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ApiDidNotStart, match="Not a directory"), embedded_api(tmp_path / "file" / ".prefect"):
        pass


def test_what_the_block_set_is_gone_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "api_process.py"
    script.write_text("import sys; sys.stdin.read()")
    monkeypatch.setattr(api_module, "SCRIPT", script)
    with embedded_api(tmp_path) as api:
        assert os.environ["PREFECT_API_URL"] == api.url
        assert os.environ["PREFECT_HOME"] == str(tmp_path)
    assert "PREFECT_API_URL" not in os.environ


def _parent(prefect_home: Path, first: str) -> "subprocess.Popen[str]":
    """A command that starts a server, does `first`, tells the server's process id, and goes on for long."""
    text = (
        "import sys, time; from pathlib import Path; from flows.orchestrator.api import embedded_api\n"
        f"with embedded_api(Path(sys.argv[1])) as api: {first}print(api.pid, flush=True); time.sleep(60)"
    )
    arguments = [sys.executable, "-c", text, str(prefect_home)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=_elsewhere())


def _servers(parents: "list[subprocess.Popen[str]]") -> list[int]:
    """The process ids that these tell, once they do."""
    return [int(parent.stdout.readline()) for parent in parents if parent.stdout is not None]


def _until(holds: Callable[[], bool], within_s: float = 8) -> bool:
    deadline = time.monotonic() + within_s
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


@pytest.fixture(autouse=True)
def no_server_left_over(request: pytest.FixtureRequest, left_over: LeftOver) -> Iterator[None]:
    """Every test ends with as many servers as it began with, apart from the one that the session shares."""
    yield
    if "prefect_home" in request.fixturenames:
        home: Path = request.getfixturevalue("prefect_home")
        assert _until(lambda: len(left_over(home)) <= 1)
