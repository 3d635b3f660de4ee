import subprocess

import pytest

from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import PERIOD, lines

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and everything said."""
    stdout, stderr = process.communicate(timeout=200)
    return process.returncode, stdout + stderr


def test_two_runs_at_once_publish_once_and_neither_fails(published_home: ClaimsHome) -> None:
    published_home.lay(f"{PERIOD}/kudus/tambahan.csv", csv_bytes(lines("additional")))
    with published_home.running("run", "--period", PERIOD) as one, published_home.running("run", "--period", PERIOD) as other:
        ends = [ended(one), ended(other)]
    assert [code for code, _ in ends] == [0, 0], ends
    assert all("Traceback" not in said for _, said in ends)
    assert sorted("nothing has changed" in said for _, said in ends) == [False, True], ends
    assert published_home.published is not None
    assert published_home.published.number == 2
    assert published_home.done("doctor", "--every-byte").code == 0


def test_a_run_that_may_not_wait_is_told_that_another_one_is_at_work(published_home: ClaimsHome) -> None:
    published_home.lay(f"{PERIOD}/kudus/tambahan.csv", csv_bytes(lines("additional")))
    with published_home.running("run", "--period", PERIOD) as one:
        assert one.stderr is not None
        while "cleaning" not in (line := one.stderr.readline()):
            assert line, "it ended before it began to clean"
        refused = published_home.claims("run", "--period", PERIOD, CLAIMS_LOCK_WAIT_SECONDS="0")
        code, said = ended(one)
    assert code == 0, said
    assert refused.code == 1, str(refused)
    assert "another run" in refused.stderr
    assert "fix: " in refused.stderr
    assert "Traceback" not in refused.said
