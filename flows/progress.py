"""Progress to stderr: a moving line on a terminal, plain lines elsewhere. Results go to stdout and are not this module's."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO


class Progress(Protocol):
    """Is told what is being done; shows it somehow."""

    def step(self, text: str) -> None:
        """Something begins."""

    def tell(self, text: str) -> None:
        """Something a person should see stay on the screen."""


class PlainProgress:
    """One line per step, for logs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def step(self, text: str) -> None:
        """Write the step."""
        print(text, file=self._stream, flush=True)

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

    def tell(self, text: str) -> None:
        """Leave the notice on the screen."""
        self._console.print(text, highlight=False)

    def start(self) -> None:
        """Begin to move."""
        self._status.start()

    def stop(self) -> None:
        """Leave the terminal as it was."""
        self._status.stop()


_shown: Progress = PlainProgress(sys.stderr)


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
