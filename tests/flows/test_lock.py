import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.errors import HomeBusy
from flows.lock import only_writer

HOLDER = """
import sys, time
from pathlib import Path
from flows.lock import only_writer
with only_writer(Path(sys.argv[1]), 0, print):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_and_gives_up_after_the_wait(tmp_path: Path) -> None:
    told: list[str] = []
    with only_writer(tmp_path / "lock", 0, told.append), pytest.raises(HomeBusy), only_writer(tmp_path / "lock", 0.1, told.append):
        pass
    assert told == ["another run is writing to this home; waiting for it to end"]


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path / "lock")], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
    started = time.monotonic()
    with only_writer(tmp_path / "lock", 5, print):
        assert time.monotonic() - started < 5
