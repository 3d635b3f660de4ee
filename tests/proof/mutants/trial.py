"""Tries mutants in a copy of the tree: `python -m tests.proof.mutants.trial job.json` writes one JSON line for each.

Importing costs more than most tests. So one process imports what is installed and then forks, before Polars has started a thread that
works (a fork from then on would hang). A change that acts at import is made on disk, and a child imports the project anew. Changes inside
functions share a child that has collected all tests: there the function's code is swapped, and put back. What fails is run once more with
the sound code, so that nothing left behind by an earlier change, and no unsteady test, is taken for a find.
"""

import contextlib
import functools
import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.proof.mutants.collected import Chosen, Loop, preload, pytest_arguments

CPU_S, WALL_S, BYTES = 20, 600, 14 << 30
OURS = ("transforms", "flows", "warehouse", "expectations", "tests")
SURVIVED, FAILED, NO_IMPORT, TIMED_OUT, CRASHED, BROKEN = "survived", "failed", "does not import", "timed out", "crashed", "broken"
_CACHE = type(functools.cache(len))
CODES = {0: SURVIVED, 1: FAILED, 2: NO_IMPORT, 4: NO_IMPORT}


@dataclass(frozen=True)
class Trial:
    """One mutant: the file, its function (empty where it acts at import), its new text, and the tests, quickest first."""

    key: str
    path: str
    function: str
    text: str
    tests: tuple[str, ...]
    cpu_s: float


@contextlib.contextmanager
def on_disk(path: Path, text: str) -> Iterator[None]:
    """The file has another text for as long as this is open, and no bytecode that could be taken for it."""
    sound = path.read_bytes()
    path.write_text(text, encoding="utf-8")
    for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
        stale.unlink()
    try:
        yield
    finally:
        path.write_bytes(sound)


def in_child(work: Callable[[], tuple[int, str]], cpu_s: float) -> tuple[str, str]:
    """What a forked child says of itself: its fate, and the test that failed. One that uses up its time is ended, with all it started."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _as_child(work, writer, cpu_s)
    os.close(writer)
    return _said(child, reader)


def _as_child(work: Callable[[], tuple[int, str]], writer: int, cpu_s: float) -> None:
    os.setsid()
    sys.dont_write_bytecode = True
    seconds = math.ceil(CPU_S + 6 * cpu_s)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    code, said = 3, "nothing"
    try:
        code, said = work()
    except BaseException as error:  # noqa: BLE001  whatever it is, the parent is told
        said = repr(error)
    os.write(writer, json.dumps([code, said]).encode())
    os._exit(0)


def _said(child: int, reader: int) -> tuple[str, str]:
    deadline, ended, status = time.monotonic() + WALL_S, 0, 0
    while not ended and time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        time.sleep(0 if ended else 0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    status = status if ended else os.waitpid(child, 0)[1]
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    if not said:
        return (TIMED_OUT if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else CRASHED), ""
    code, test = json.loads(said)
    return CODES.get(code, BROKEN), test


def _end(child: int) -> None:
    """It, and all it started: each child leads a session of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)


def _function(trial: Trial) -> FunctionType | None:
    """What its name stands for, behind properties and decorators; None where that is no function of Python."""
    found: Any = importlib.import_module(trial.path.removesuffix(".py").replace("/", "."))
    for name in trial.function.split("."):
        found = vars(found).get(name)
        for inside in ("fget", "__func__", "func", "__wrapped__"):
            found = found if isinstance(found, type) else getattr(found, inside, found)
    return found if isinstance(found, FunctionType) else None


def _code_of(code: CodeType, path: Sequence[str]) -> CodeType | None:
    for name in path:
        inner = [one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name]
        if len(inner) != 1:
            return None
        code = inner[0]
    return code


class Trials:
    """The trials of a job, those inside functions first."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.root, self.work = Path(job["root"]), Path(job["work"])
        self.trials = [Trial(**{**one, "tests": tuple(one["tests"])}) for one in job["trials"]]
        self.results = Path(job["results"])
        self.sound = {trial.path: (self.root / trial.path).read_bytes() for trial in self.trials}

    def all(self) -> None:
        """Every trial; one whose function had acted before it was swapped is tried once more, imported anew."""
        tried = -1
        while inside := [trial for trial in self._left() if trial.function and trial.key not in self._said()]:
            if tried == len(inside):
                self._write(inside[0], TIMED_OUT, "", sure=False)  # the child fell over it, or stood still
            tried = len(inside)
            self._inside(inside)
        for trial in self._left():
            self._write(trial, *self._anew(trial))

    def _said(self) -> dict[str, bool]:
        lines = self.results.read_text().splitlines() if self.results.exists() else []
        return {said["key"]: said["sure"] for said in map(json.loads, lines)}

    def _left(self) -> list[Trial]:
        said = self._said()
        return [trial for trial in self.trials if not said.get(trial.key)]

    def _inside(self, trials: list[Trial]) -> None:
        child = os.fork()
        if not child:
            os.setsid()
            sys.dont_write_bytecode = True
            loop = Loop(lambda loop: self._swap_each(loop, trials))
            os._exit(int(pytest.main(pytest_arguments(_files(trials), self.work), plugins=[loop])))
        size, moved, ended = -1, time.monotonic(), 0
        while not ended and time.monotonic() - moved < WALL_S:
            ended, _ = os.waitpid(child, os.WNOHANG)
            now = self.results.stat().st_size if self.results.exists() else 0
            size, moved = now, moved if now == size else time.monotonic()
            time.sleep(0.2)
        _end(child)
        for path, text in self.sound.items():  # one that was ended has left its change
            self.root.joinpath(path).write_bytes(text)

    def _swap_each(self, loop: Loop, trials: list[Trial]) -> None:
        for trial in trials:
            path = self.root / trial.path
            sound = path.read_text(encoding="utf-8")
            function = _function(trial)
            old, new = (_code_of(_compiled(text, path), trial.function.split(".")) for text in (sound, trial.text))
            if function is None or old is None or new is None or function.__code__.co_firstlineno != old.co_firstlineno:
                self._write(trial, SURVIVED, "not swapped", sure=False)
                continue
            acted = (old.co_filename, old.co_firstlineno) in loop.at_import
            with on_disk(path, trial.text), _swapped(function, new):
                fate, test = _limited(loop, trial)
            steady = not test or not loop.run([test])
            self._write(trial, fate, test, sure=steady and (fate != SURVIVED or not acted))
            if not steady:
                return

    def _anew(self, trial: Trial) -> tuple[str, str]:
        with on_disk(self.root / trial.path, trial.text):
            return in_child(functools.partial(_fresh, pytest_arguments(_files([trial]), self.work), trial.tests), trial.cpu_s)

    def _write(self, trial: Trial, fate: str, test: str, *, sure: bool = True) -> None:
        with self.results.open("a") as lines:
            lines.write(json.dumps({"key": trial.key, "fate": fate, "test": test, "sure": sure}) + "\n")


def _files(trials: Sequence[Trial]) -> list[str]:
    return sorted({test.split("::")[0] for trial in trials for test in trial.tests})


def _limited(loop: Loop, trial: Trial) -> tuple[str, str]:
    """The fate of what is in place now; it fails a test, too, by using up its time."""
    stopped: list[int] = []

    def stop(*_: object) -> None:
        stopped.append(1)
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CPU_S + 6 * trial.cpu_s)
    try:
        failed = loop.run(trial.tests)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return (TIMED_OUT if stopped else FAILED if failed else SURVIVED), failed


def _compiled(text: str, path: Path) -> CodeType:
    try:
        return compile(text, str(path), "exec")
    except SyntaxError:
        return compile("", str(path), "exec")


@contextlib.contextmanager
def _swapped(function: FunctionType, code: CodeType) -> Iterator[None]:
    """The function keeps its identity, so whoever imported it has the change, too; what it has left in caches is forgotten."""
    sound = function.__code__
    function.__code__ = code
    _forget()
    try:
        yield
    finally:
        function.__code__ = sound
        _forget()


def _forget() -> None:
    for cache in [one for one in gc.get_objects() if type(one) is _CACHE and str(one.__module__).split(".")[0] in OURS]:
        cache.cache_clear()


def _fresh(arguments: list[str], tests: Sequence[str]) -> tuple[int, str]:
    chosen = Chosen(tests)
    code = int(pytest.main(arguments, plugins=[chosen]))
    return code, chosen.failed


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    preload()
    Trials(json.loads(Path(sys.argv[1]).read_text())).all()
