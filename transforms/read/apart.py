"""A process apart, for what may end the process it runs in: a hostile file can make the Parquet decoders abort, which nothing can catch.

Run as `python -m transforms.read.apart` it is that process: it answers calls from its standard input until that ends.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

Answer = TypeVar("Answer")
ROOT = Path(__file__).parents[2]  # where `transforms` is found, installed or not


class Died(Exception):
    """The process apart ended before it had answered. `how`: `signal 6`, `exit 1`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.how = f"signal {-code}" if code < 0 else f"exit {code}"


class Apart:
    """A process of its own for as long as the context lasts. What it prints is thrown away: a panic may quote a cell."""

    def __enter__(self) -> Self:
        asked, thrown_away = subprocess.PIPE, subprocess.DEVNULL
        command = [sys.executable, "-m", "transforms.read.apart"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=asked, stdout=asked, stderr=thrown_away)  # noqa: S603 - a command of our own
        return self

    def ask(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """What the function, found by its name, returns or raises there. Raises Died."""
        told, answered = self._process.stdin, self._process.stdout
        if told is None or answered is None:
            raise Died(0)
        call = pickle.dumps((function, arguments))
        try:
            told.write(call)
            told.flush()
            answer, failure = pickle.load(answered)  # noqa: S301 - from a process of our own
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # ValueError: its pipes were closed after its death
            raise Died(self._end()) from None
        if failure is not None:
            raise failure
        return answer  # type: ignore[no-any-return]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._end()

    def _end(self) -> int:
        self._process.communicate()
        return self._process.returncode


def answer_all(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answer each call with what it returns or raises. A panic, which is no Exception, ends the process as an abort does."""
    while True:
        try:
            function, arguments = pickle.load(calls)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        answers.write(pickle.dumps(_told(function, arguments)))
        answers.flush()


def _told(function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, Exception | None]:
    try:
        return function(*arguments), None
    except Exception as failure:  # noqa: BLE001 - raised again where it was asked
        return None, failure


if __name__ == "__main__":
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    answer_all(sys.stdin.buffer, own)
