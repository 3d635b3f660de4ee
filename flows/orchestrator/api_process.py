"""The sibling process that serves Prefect's API to one command. Run as a script by `api.py`, so it imports nothing of ours.

Its arguments: the descriptor of a bound socket, the lock file, and `schedules` or `runs`. Its standard input is a pipe that nobody
writes to: when that closes, the parent is gone, however it ended, and so is this process.
"""

import contextlib
import fcntl
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import uvicorn

GRACE_S = 5.0  # for what is still being written when the parent has gone


class Connection(Protocol):
    """What is asked of a connection of Prefect's."""

    def exec_driver_sql(self, statement: str, /) -> object:
        """Carry a statement out."""


class OneAtATime(uvicorn.Server):
    """A server that migrates its database while no other one does, and that only the lifeline ends."""

    def __init__(self, config: uvicorn.Config, lock: Path) -> None:
        super().__init__(config)
        self.lock = lock

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Migrate and start listening, alone in this home."""
        with _held(self.lock):
            await super().startup(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals ignored."""
        # A service manager's SIGTERM reaches us as well as the parent, whose last calls we must still answer.
        yield


def main(descriptor: int, lock: Path, *, schedules: bool) -> None:
    """Serve until the parent is gone."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    starting: list[OneAtATime] = []
    threading.Thread(target=_end_with_parent, args=(starting,), daemon=True).start()
    server = _server(lock, schedules=schedules)
    starting.append(server)
    server.run(sockets=[socket.socket(fileno=descriptor)])
    os._exit(0)  # everything is written; taking the interpreter down would keep the parent waiting for 1.5 s


def _server(lock: Path, *, schedules: bool) -> OneAtATime:
    from prefect.server.api.server import create_app

    _make_writers_wait()
    # Not ephemeral: only then does the server turn crons into runs, and serve its pages.
    app = create_app(ephemeral=not schedules, final=True)
    config = uvicorn.Config(app, log_config=None, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=1)
    return OneAtATime(config, lock)


def _make_writers_wait() -> None:
    """Prefect begins transactions that read first and then write as SQLite's DEFERRED ones, which do not wait for another writer.

    They fail at once, whatever the busy timeout; its server answers 503, and its clients try again two seconds later.
    """
    from prefect.server.database.configurations import SQLITE_BEGIN_MODE, AioSqliteConfiguration

    def begin(_: AioSqliteConfiguration, connection: Connection) -> None:
        if SQLITE_BEGIN_MODE.get() is not None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    AioSqliteConfiguration.begin_sqlite_stmt = begin  # type: ignore[assignment,method-assign]


def _end_with_parent(starting: list[OneAtATime]) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    for server in starting:
        if server.started:
            server.should_exit = True
            time.sleep(GRACE_S)
    os._exit(0)  # in the middle of a migration too: the next start takes it up (tried at four random moments)


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    """Hold the lock; a killed process cannot leave it behind."""
    with lock.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), schedules=sys.argv[3] == "schedules")
