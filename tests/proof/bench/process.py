"""A process and all it starts, measured from outside: wall and CPU seconds, peak memory.

The process that measures imports no engine: on Linux a child's own peak begins at that of the process it was started from.
"""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EVERY_S = 0.2  # between two looks at memory: the kernel walks the page tables for each
PROC = Path("/proc")


class ContenderFailed(Exception):
    """A contender ended badly, was stopped at its limit, or did not say what it is asked to say."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`cpu`: user and system, of the process and all it waited for. `said`: the JSON it wrote, or that of its last line.

    `peak`, bytes: the larger of the highest sum of proportional set sizes (PSS: shared pages counted once) over the tree of processes, as
    looked at five times a second, and of the highest resident size of any one of them, as the kernel kept it (no peak is missed there).
    """

    wall: float
    cpu: float
    peak: int
    said: dict[str, Any]


def measured(command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str], limit_s: float = 3600) -> Measured:
    """Run the command to its end. Raises ContenderFailed with the last lines of what it wrote to stderr."""
    began = time.monotonic()
    with log.open("w") as errors:
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=errors, text=True, env=dict(environment))
    watch = _Watch(process.pid, began + limit_s)
    watch.start()
    assert process.stdout is not None
    with process.stdout as output:
        said = output.read().strip()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if watch.stopped:
        raise ContenderFailed(f"stopped after {limit_s:.0f} s")
    if process.returncode != 0:
        raise ContenderFailed(f"exit code {process.returncode}; {_last(log)}")
    peak = max(watch.peak, usage.ru_maxrss << 10)  # in KiB on Linux
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak, _json(said))


def _json(said: str) -> dict[str, Any]:
    for text in (said, said.rpartition("\n")[2]):
        with suppress(ValueError):
            told = json.loads(text)
            return told if isinstance(told, dict) else {}
    return {}


def _last(log: Path) -> str:
    return " / ".join(log.read_text(errors="replace").strip().splitlines()[-6:])


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it has ended; ends it at the deadline."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.peak, self.stopped = 0, False
        self._pid, self._deadline = pid, deadline
        self._ended = threading.Event()

    def run(self) -> None:
        """Look, again and again."""
        while not self._ended.wait(EVERY_S):
            self.peak = max(self.peak, sum(map(_pss, _tree(self._pid))))
            if time.monotonic() > self._deadline:
                with suppress(ProcessLookupError):
                    self.stopped = True
                    os.kill(self._pid, signal.SIGKILL)
                return

    def stop(self) -> None:
        """The process has ended."""
        self._ended.set()
        self.join()


def _tree(root: int) -> list[int]:
    """The process and its descendants, where the system tells (Linux)."""
    children: dict[int, list[int]] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _pss(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0
