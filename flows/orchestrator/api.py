"""An API for Prefect's flows, with no server to start beforehand.

Prefect's default imports the server into the flow's process and takes twice as long; here a sibling process is started first and
imports the server while we import the rest. Importing this module imports neither Prefect nor any engine.
"""

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from flows.errors import ClaimsError
from flows.orchestrator.environment import LOOPBACK, QUIET, client_environment, in_force, server_environment
from flows.orchestrator.errors import ApiDidNotStart, ApiDied, ApiUnreachable
from flows.orchestrator.reachable import check_reachable, is_healthy

SCRIPT = Path(__file__).with_name("api_process.py")
LOG_NAME = "api.log"
LOG_LIMIT = 1_000_000  # bytes; a longer log is begun anew
LAST_LINES = 8
POLL_S = 0.05
DRAIN_S = 5.0
STOP_S = 6.0  # longer than the process' own grace


class Api(Protocol):
    """Prefect's API, ours or a configured one."""

    url: str

    def wait(self) -> None:
        """Return once it answers."""

    def ended(self) -> ClaimsError | None:
        """The error to tell where it is there no more."""


class ConfiguredApi:
    """The server that PREFECT_API_URL names. It was asked once, and nothing is started or stopped."""

    def __init__(self, url: str) -> None:
        check_reachable(url)
        self.url = url

    def wait(self) -> None:
        """Return at once: it has answered already."""

    def ended(self) -> ClaimsError | None:
        """ApiUnreachable where it does not answer any more."""
        try:
            check_reachable(self.url)
        except ApiUnreachable as error:
            return error
        return None


class EmbeddedApi:
    """An API in a process of our own, on the loopback address, over the database in `prefect_home`."""

    def __init__(self, prefect_home: Path, start_timeout_s: float, *, schedules: bool) -> None:
        self.home = prefect_home.absolute()
        self.log = self.home / LOG_NAME
        self._log_start = 0
        self._timeout_s = start_timeout_s
        self._schedules = schedules
        self._process: subprocess.Popen[bytes] | None = None
        # Bound here and handed on: nobody can take the port in between. It listens only when the API is ready.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{LOOPBACK}:{self.port}/api"

    @property
    def pid(self) -> int | None:
        """The process that serves, while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and return at once."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._open_log() as log, self._socket:
                self._process = self._spawn(log.fileno())
        except OSError as error:
            self._socket.close()
            raise ApiDidNotStart(error.strerror or str(error), self.log, "") from error

    def wait(self) -> None:
        """Return once it answers. Raises ApiDidNotStart when its process ends first, or the time is up."""
        deadline = time.monotonic() + self._timeout_s
        while not is_healthy(self.port):
            if self._process is None or self._process.poll() is not None:
                raise ApiDidNotStart("its process ended", self.log, self._last_lines())
            if time.monotonic() > deadline:
                raise ApiDidNotStart(f"no answer in {self._timeout_s:.0f} s", self.log, self._last_lines())
            time.sleep(POLL_S)

    def ended(self) -> ClaimsError | None:
        """ApiDied where its process has ended."""
        if self._process is not None and self._process.poll() is None:
            return None
        return ApiDied(self.log, self._last_lines())

    def stop(self) -> None:
        """End the process quickly. Only after its clients: they would try for minutes to reach it. Idempotent."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _spawn(self, log: int) -> subprocess.Popen[bytes]:
        mode = "schedules" if self._schedules else "runs"
        descriptor = self._socket.fileno()
        return subprocess.Popen(  # noqa: S603 - our own interpreter and script
            # -P: the script's folder must not shadow installed packages.
            [sys.executable, "-P", str(SCRIPT), str(descriptor), str(self.home / "api.lock"), mode],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env=server_environment(self.home, self.url, schedules=self._schedules),
            cwd=self.home,  # Prefect reads .env, prefect.toml and pyproject.toml from where it stands
            pass_fds=(descriptor,),
            start_new_session=True,  # Ctrl-C is for us; the API outlives its clients
        )

    def _open_log(self) -> IO[bytes]:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.write_bytes(b"")
        log = self.log.open("ab")
        self._log_start = log.tell()
        return log

    def _last_lines(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return "\n".join(log.read().decode(errors="replace").splitlines()[-LAST_LINES:])


@contextmanager
def embedded_api(prefect_home: Path, start_timeout_s: float = 180, *, schedules: bool = False) -> Iterator[Api]:
    """An API for the flows of this block: enter it before importing Prefect, `wait()` on it before the first flow.

    Where PREFECT_API_URL is set, that server is asked once instead; raises ApiUnreachable within seconds when it does not answer.
    `schedules=True` is for `claims serve`: the server then turns crons into runs, has its pages, and Prefect's log is kept as it is.
    """
    quiet = {} if schedules else {name: value for name, value in QUIET.items() if name not in os.environ}
    if url := os.environ.get("PREFECT_API_URL"):
        with in_force(quiet):
            yield ConfiguredApi(url)
        return
    api = EmbeddedApi(prefect_home, start_timeout_s, schedules=schedules)
    api.start()
    try:
        with in_force({**client_environment(api.home, api.url, schedules=schedules), **quiet}):
            try:
                yield api
            finally:
                _drain_clients(api)
    finally:
        api.stop()


def _drain_clients(api: Api) -> None:
    """Prefect's threads for events and logs would otherwise try for minutes to reach an API that is gone."""
    is_gone, left = api.ended() is not None, set()
    for module, worker in (("prefect.events.worker", "EventsWorker"), ("prefect.logging.handlers", "APILogWorker")):
        if (loaded := sys.modules.get(module)) is not None:
            logging.getLogger(worker).setLevel(logging.ERROR)  # it warns of any item it still holds, and then sends it
            left |= getattr(loaded, worker).drain_all(timeout=0 if is_gone else DRAIN_S, at_exit=False).not_done
    if left and is_gone:
        _give_up()


def _give_up() -> None:
    """Nobody is there to take what the threads hold: at the interpreter's end they would try ten times for each event.

    Prefect names no public way to let go; a service that is cancelled counts as done.
    """
    import asyncio

    from prefect._internal.concurrency.threads import get_global_loop

    if (loop := get_global_loop().loop) is None:
        return

    def cancel_services() -> None:
        for task in asyncio.all_tasks(loop):
            if "QueueService" in repr(task.get_coro()):
                task.cancel()

    loop.call_soon_threadsafe(cancel_services)
