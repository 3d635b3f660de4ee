"""One writer per home: an OS file lock, which a killed process cannot leave behind."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import HomeBusy

POLL_S = 0.2


@contextmanager
def only_writer(lock: Path, wait_s: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the home for writing. Waits up to `wait_s` for another run, saying so once; then raises HomeBusy."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, lock, wait_s, tell)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, lock: Path, wait_s: float, tell: Callable[[str], None]) -> None:
    deadline = time.monotonic() + wait_s
    told = False
    while not _taken(descriptor):
        if not told:
            tell("another run is writing to this home; waiting for it to end")
            told = True
        if time.monotonic() >= deadline:
            raise HomeBusy(lock, wait_s)
        time.sleep(POLL_S)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
