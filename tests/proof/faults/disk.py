"""A full disk at each write: a small disk of its own, on which ever more is left."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, explained, left_standing, looked_at, run_again

DISK = "128m"
ENOUGH = 12 << 20  # bytes that a run of the small home does not use up


class NoDisk(Exception):
    """No file system can be mounted here."""


@contextmanager
def small_disk(folder: Path, size: str = DISK) -> Iterator[Path]:
    """A disk of its own at `folder`. Raises NoDisk."""
    if os.geteuid():
        raise NoDisk("needs root")
    folder.mkdir(parents=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True, check=False)
    if mounted.returncode:
        raise NoDisk(mounted.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path, leave: int) -> Path:
    """A file that leaves so many bytes free."""
    space = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, space.f_bavail * space.f_frsize - leave)
    return filler


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """Whatever write it is that fails: told, nothing published, and the next run succeeds."""
    row, ground = Row("the disk is full, at each write of a run"), ground_of("run")
    trials, most = order.count(2, 40), 0
    try:
        for number in range(trials):
            leave = ENOUGH * number // trials
            with small_disk(ground.home.root.parent / f"disk-{number}") as disk, ground.trial(disk / "trial") as home:
                was_full, complaints = _filled(ground, home, disk, leave)
            most = max(most, leave if was_full else 0)
            row.tried(f"{leave >> 10} KiB left", complaints)
    except NoDisk as error:
        row.seen.append(f"no small disk can be mounted ({error})")
        return [row]
    row.seen.append(
        f"0 to {ENOUGH >> 10} KiB left; up to {most >> 10} KiB the run says that no space is left and the old publication stands"
    )
    return [row]


def _filled(ground: Ground, home: ClaimsHome, disk: Path, leave: int) -> tuple[bool, list[str]]:
    """Whether that was too little, and what did not hold."""
    with looked_at(home, ground.before.number, ground.after.number) as look:
        filler = fill(disk, leave)
        ended = home.claims(*ground.command)
        look.complaints += explained(ended, 0, 1, 13, 14)
        look.complaints += [] if ended.code == 0 or "space" in ended.stderr else [f"it is not said what it is: {ended}"]
        filler.unlink()
        look.complaints += left_standing(ground, home, look.reader)
        look.complaints += [] if ended.code == 0 or home.published == ground.before else [f"ended with {ended.code} but published"]
        look.complaints += run_again(ground, home)
    return ended.code != 0, look.complaints
