"""One home, migrated once by two servers at the same time, for all tests that start Prefect's API."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.orchestrator.api import EmbeddedApi, embedded_api


def servers_of(prefect_home: Path) -> list[int]:
    """The processes that serve the API of this home, wherever they came from."""
    needles = (b"api_process.py", os.fsencode(prefect_home))
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if all(needle in command for needle in needles):
            found.append(int(process.name))
    return found


@pytest.fixture(autouse=True)
def no_prefect_in_the_environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not {"api", "prefect_home", "fresh_starts"} & set(request.fixturenames):
        for name in [name for name in os.environ if name.startswith(("PREFECT_", "CLAIMS_"))]:
            monkeypatch.delenv(name)
    elif (context := sys.modules.get("prefect.context")) is not None:  # imported by a test whose environment named no server
        context.refresh_global_settings_context()


@pytest.fixture(scope="session")
def fresh_starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedApi, list[str]]]:
    """Two servers found one home fresh: the one that stays, which turns crons into runs, and what both wrote to the log."""
    home = tmp_path_factory.mktemp("home") / ".prefect"
    other = EmbeddedApi(home, 180, schedules=False)
    with embedded_api(home, schedules=True) as api:
        assert isinstance(api, EmbeddedApi)
        other.start()
        try:
            other.wait()
            api.wait()
        finally:
            other.stop()
        yield api, (home / "api.log").read_text().splitlines()


@pytest.fixture(scope="session")
def prefect_home(fresh_starts: tuple[EmbeddedApi, list[str]]) -> Path:
    return fresh_starts[0].home


@pytest.fixture(scope="session")
def api(fresh_starts: tuple[EmbeddedApi, list[str]]) -> EmbeddedApi:
    """A server that turns crons into runs, in force in this process."""
    return fresh_starts[0]


@pytest.fixture
def left_over() -> Callable[[Path], list[int]]:
    return servers_of
