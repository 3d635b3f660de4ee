"""A place to make things anew in and throw them away: it hangs on a home's vault, register and reference tables, and on nothing else."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flows.home import PRIVATE, Home
from flows.monthly.workplace import Workplace

BEGINS = ".verify-"  # and the id of the process


@dataclass(frozen=True, slots=True)
class ScratchHome(Home):
    """The vault, register, reference and warehouse of a home; parts, findings and months in `made`."""

    made: Path

    @property
    def workspace(self) -> Path:
        """Not the run's, which each run empties."""
        return self.made / "work"

    @property
    def clean(self) -> Path:
        """Parts made anew."""
        return self.made / "clean"

    @property
    def quarantine(self) -> Path:
        """Their findings."""
        return self.made / "quarantine"

    @property
    def candidate(self) -> Path:
        """Where a publication is built anew."""
        return self.made / "candidate"


@contextmanager
def scratch(workplace: Workplace) -> Iterator[Workplace]:
    """The workplace, with parts and months apart, for the time of the block. Below the vault: what is read may hold personal values."""
    _sweep(workplace.home.vault)
    made = Path(tempfile.mkdtemp(prefix=f"{BEGINS}{os.getpid()}-", dir=workplace.home.vault))
    home = ScratchHome(workplace.home.root, made)
    try:
        for folder in (home.workspace, home.months, home.quarantine):
            folder.mkdir(parents=True, mode=PRIVATE)
        yield replace(workplace, home=home)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(vault: Path) -> None:
    """Remove what killed processes left."""
    for left in vault.glob(f"{BEGINS}*"):
        process = left.name.removeprefix(BEGINS).split("-")[0]
        if process.isdecimal() and not _is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another person's
        return True
    return True
