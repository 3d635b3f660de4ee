"""What every contender is: a script that does its work once on a folder of extracts and tells how long that took.

It imports nothing but the standard library, since some contenders run in an environment of their own without this package.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, list[int]]  # "2022-07 JHT" -> claims, payments, participants, sen
Work = Callable[[Path, Path], dict[str, Any]]  # the folder with landing/, and one to write into -> what to tell: figures, rows, steps


def cpu_seconds() -> float:
    """User and system, of this process and of those it waited for."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def extracts(folder: Path) -> list[tuple[str, Path]]:
    """Period and file, by period."""
    return sorted((path.parent.parent.name, path) for path in (folder / "landing").glob("*/*/*"))


def contend(work: Work) -> None:
    """`script OUT FOLDER [WARM]`: work on WARM first, where given, to have all imported; then, timed, on FOLDER. Tells it as JSON."""
    out, folder, *warm = (Path(argument) for argument in sys.argv[1:])
    for number, tiny in enumerate(warm):
        made = out / f"warm-{number}"
        made.mkdir(parents=True)
        work(tiny, made)
    timed = out / "timed"
    timed.mkdir(parents=True)
    began, cpu_began = time.monotonic(), cpu_seconds()
    told = work(folder, timed)
    told |= {"wall": time.monotonic() - began, "cpu": cpu_seconds() - cpu_began}
    sys.stdout.write(json.dumps(told) + "\n")
