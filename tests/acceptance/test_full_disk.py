import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.conftest import Delivered
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import PERIOD, lines

pytestmark = [pytest.mark.privileged, pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

DISK = "96m"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own; skips where none can be mounted."""
    if os.geteuid():
        pytest.skip("not run: needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"not run: no file system can be mounted here ({mounted.stderr.strip()})")
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


@pytest.mark.parametrize("leave_kib", [0, 64, 512, 1500, 3000, 5000], ids=lambda kib: f"{kib} KiB left")
def test_a_full_disk_is_told_nothing_is_published_and_the_next_run_succeeds(delivered: Delivered, small_disk: Path, leave_kib: int) -> None:
    home = delivered.home.copied(small_disk / "home")
    before = home.published
    home.lay(f"{PERIOD}/kudus/tambahan.csv", csv_bytes(lines("additional")))
    filler = fill(small_disk, leave_kib << 10)
    ended = home.claims("run", "--period", PERIOD)
    if ended.code == 0:
        pytest.skip(f"{leave_kib} KiB were enough")
    assert ended.code in (1, 13, 14), str(ended)
    assert "Traceback" not in ended.said, str(ended)
    assert "unforeseen" not in ended.said, str(ended)
    assert "space" in ended.stderr, str(ended)
    assert "where: " in ended.stderr
    assert "fix: " in ended.stderr
    assert home.published == before
    filler.unlink()
    assert home.done("run", "--period", PERIOD, "--json").result["number"] == 2
