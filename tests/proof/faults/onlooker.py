"""A reader that looks on while something else happens to a home."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.acceptance.claims_home import ClaimsHome

READER = Path(__file__).with_name("reader.py")


@contextmanager
def read_meanwhile(home: ClaimsHome, pause_s: float = 0.0) -> Iterator[dict[str, Any]]:
    """A reader looks at the published files again and again during the block; afterwards the dictionary holds what it saw."""
    stop, seen = home.root.parent / "stop", dict[str, Any]()
    with subprocess.Popen([sys.executable, READER, home.file, stop, str(pause_s)], stdout=subprocess.PIPE, text=True) as reader:
        seen["pid"] = reader.pid
        try:
            yield seen
        finally:
            stop.touch()
            printed, _ = reader.communicate(timeout=120)
            stop.unlink()
    seen |= json.loads(printed)


def complaints_of(seen: dict[str, Any], *publications: int) -> list[str]:
    """What is wrong with what a reader saw, that was to see these publications and no other, never going back."""
    numbers, told = seen["publications"], list(seen["complaints"])
    if not set(numbers) <= set(publications) or numbers != sorted(numbers):
        told.append(f"a reader saw publications {numbers} instead of {publications}")
    return told if seen["looks"] else [*told, "the reader never looked"]
