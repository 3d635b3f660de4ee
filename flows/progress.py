"""Progress to stderr: a moving line on a terminal, plain lines elsewhere. Results go to stdout and are not this module's."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

EVERY_S = 5.0  # between two lines of a log about the same step


class Progress(Protocol):
    """Is told what is being done; shows it somehow."""

    def step(self, text: str) -> None:
        """Something begins."""

    def advance(self, text: str) -> None:
        """How far the step has come; told often, shown as often as is of use."""

    def tell(self, text: str) -> None:
        """Something a person should see stay on the screen."""


class PlainProgress:
    """One line per step, for logs, to what stderr is at that moment."""

    def __init__(self) -> None:
        self._advanced_at = -EVERY_S

    def step(self, text: str) -> None:
        """Write the step."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def advance(self, text: str) -> None:
        """Write it now and then."""
        now = time.monotonic()
        if now - self._advanced_at >= EVERY_S:
            self._advanced_at = now
            self.step(text)

    def tell(self, text: str) -> None:
        """Write the notice."""
        self.step(text)


class LiveProgress:
    """One line that moves, for a terminal."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True)
        self._status = self._console.status("starting")

    def step(self, text: str) -> None:
        """Show the step in place of the one before."""
        self._status.update(text)

    def advance(self, text: str) -> None:
        """Show it in place of what was shown before."""
        self.step(text)

    def tell(self, text: str) -> None:
        """Leave the notice on the screen."""
        self._console.print(text, highlight=False)

    def start(self) -> None:
        """Begin to move."""
        self._status.start()

    def stop(self) -> None:
        """Leave the terminal as it was."""
        self._status.stop()


class TimedProgress:
    """Shows progress as `shown` does, and keeps how long each step took: from its first word to that of the next."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._name, self._began, self._cpu_began = "preparing", time.monotonic(), _cpu_seconds()
        self._taken: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def step(self, text: str) -> None:
        """Another step begins."""
        self._note(text)
        self._shown.step(text)

    def advance(self, text: str) -> None:
        """Another one, or the same goes on."""
        self._note(text)
        self._shown.advance(text)

    def tell(self, text: str) -> None:
        """No step."""
        self._shown.tell(text)

    def taken(self) -> dict[str, dict[str, float]]:
        """Wall and CPU seconds by step, in the order in which they were first begun. CPU of this process and of those it waited for."""
        self._note(self._name)
        return {name: {"seconds": round(wall, 3), "cpu_seconds": round(cpu, 3)} for name, (wall, cpu) in self._taken.items()}

    def _note(self, text: str) -> None:
        with self._lock:
            now, cpu = time.monotonic(), _cpu_seconds()
            taken = self._taken.setdefault(self._name, [0.0, 0.0])
            taken[0] += now - self._began
            taken[1] += cpu - self._cpu_began
            self._name, self._began, self._cpu_began = text.partition(" ")[0], now, cpu


def _cpu_seconds() -> float:
    return sum(os.times()[:4])


class Remaining:
    """Tells how far a step over many files has come, and how long the rest will take if it goes on as it went. For several threads."""

    def __init__(self, verb: str, files: int, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._verb, self._files, self._size, self._clock = verb, files, size, clock
        self._began_at = clock()
        self._begun = self._done = 0
        self._lock = threading.Lock()

    def begin(self, name: str) -> None:
        """The next file is begun."""
        with self._lock:
            self._begun = min(self._begun + 1, self._files)
            told = f"{self._verb} {self._begun} of {self._files}: {name}{self._left()}"
        current().advance(told)

    def end(self, size: int) -> None:
        """A file of so many bytes is done."""
        with self._lock:
            self._done += size

    def _left(self) -> str:
        passed = self._clock() - self._began_at
        if not self._done or passed < EVERY_S:
            return ""
        return f" ({self._done * 100 // self._size} %, about {duration(passed * (self._size - self._done) / self._done)} left)"


def duration(seconds: float) -> str:
    """`40 s`, `12 min`, `2 h 05 min`."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


_shown: Progress = PlainProgress()


def current() -> Progress:
    """Where progress is shown now. One process runs one command, so this is a module's state and not a parameter of every task."""
    return _shown


@contextmanager
def shown_on_terminal() -> Iterator[None]:
    """Show progress as the terminal allows, for the time of the block."""
    global _shown  # noqa: PLW0603 - see current()
    if not sys.stderr.isatty():
        yield
        return
    live = LiveProgress()
    previous, _shown = _shown, live
    live.start()
    try:
        yield
    finally:
        live.stop()
        _shown = previous


@contextmanager
def timed() -> Iterator[TimedProgress]:
    """Keep the time of each step of the block, shown as before."""
    global _shown  # noqa: PLW0603 - see current()
    previous = _shown
    _shown = watch = TimedProgress(previous)
    try:
        yield watch
    finally:
        _shown = previous
