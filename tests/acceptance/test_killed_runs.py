import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.claims_home import ClaimsHome, Publication, gone_within
from tests.acceptance.sampled import Sampled
from tests.proof.faults.onlooker import read_meanwhile

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: sampled")]

FIRST, LAST = "2022-01", "2022-02"
SEED = ("--seed", "104729", "--rows", "500", "--senders", "3")  # shared with test_seeds
LEFT_ALONE_S = 20  # the API's process gives its database a moment when its parent is gone


@dataclass(frozen=True, slots=True)
class HalfLoaded:
    """A home with the first month published and the second one delivered; and the same months loaded undisturbed elsewhere."""

    home: ClaimsHome
    undisturbed_hash: str
    undisturbed_s: float


@pytest.fixture(scope="module")
def half_loaded(sampled: Callable[..., Sampled], tmp_path_factory: pytest.TempPathFactory) -> HalfLoaded:
    """The second month arrives after the first has been published."""
    whole = sampled(FIRST, LAST, *SEED)
    home = ClaimsHome(tmp_path_factory.mktemp("killed") / "home", whole.home.settings)
    home.done("sample", "--from", FIRST, "--to", LAST, *SEED)
    later = home.root / "landing" / LAST
    later.rename(home.root / LAST)
    first_run = home.claims("run", "--period", FIRST)
    assert first_run.code == 0, str(first_run)
    (home.root / LAST).rename(later)
    assert home.published != whole.home.published
    assert whole.home.published is not None
    return HalfLoaded(home, whole.home.published.content_hash, whole.backfill.seconds)


def killed_then_run_again(base: HalfLoaded, folder: Path, wait_for_moment: Callable[[ClaimsHome, subprocess.Popen[str]], None]) -> None:
    """The whole trial: a reader looks on, a run is killed, nothing of it is left, the next run ends with the undisturbed figures."""
    home = base.home.copied(folder / "home")
    with read_meanwhile(home) as seen:
        with home.running("backfill", FIRST, LAST) as process:
            wait_for_moment(home, process)
            process.kill()
        assert gone_within(home.root, LEFT_ALONE_S, apart_from=seen["pid"]) == []
        after_kill = home.published
        again = home.claims("backfill", FIRST, LAST, "--json")
    assert again.code == 0, str(again)
    assert again.result["content_hash"] == base.undisturbed_hash
    assert home.published is not None
    assert (home.published.number, home.published.content_hash) == (2, base.undisturbed_hash)
    assert after_kill in (base.home.published, home.published)
    assert seen["complaints"] == []
    assert seen["looks"] > 0
    assert set(seen["publications"]) <= {1, 2}
    assert home.done("doctor", "--every-byte").code == 0


def after(seconds: float) -> Callable[[ClaimsHome, subprocess.Popen[str]], None]:
    """A moment counted from the start."""
    return lambda _home, _process: time.sleep(seconds)


def when_there_is(pattern: str) -> Callable[[ClaimsHome, subprocess.Popen[str]], None]:
    """The moment at which a path below the home first matches."""

    def wait(home: ClaimsHome, process: subprocess.Popen[str]) -> None:
        before = set(home.root.glob(pattern))
        while process.poll() is None and not set(home.root.glob(pattern)) - before:
            time.sleep(0.002)

    return wait


def when_it_says(word: str) -> Callable[[ClaimsHome, subprocess.Popen[str]], None]:
    """The moment at which a line of its progress first holds the word."""

    def wait(_home: ClaimsHome, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        while word not in (line := process.stderr.readline()):
            assert line, f"it ended without a word of {word}"

    return wait


@pytest.mark.parametrize("step", ["cleaning", "building"])
def test_a_run_killed_at_this_step_and_run_again_ends_as_if_undisturbed(half_loaded: HalfLoaded, tmp_path: Path, step: str) -> None:
    killed_then_run_again(half_loaded, tmp_path, when_it_says(step))


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.4, 0.8])
def test_a_run_killed_on_its_way_and_run_again_ends_as_if_undisturbed(half_loaded: HalfLoaded, tmp_path: Path, share: float) -> None:
    killed_then_run_again(half_loaded, tmp_path, after(share * half_loaded.undisturbed_s))


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        "vault/.taking-*",
        "warehouse/publications/.candidate/*",
        "clean/*.parquet",
        "clean/months/*",
        "warehouse/publications/2",
        "warehouse/.current.next",
        "reports/**/*.html",
    ],
)
def test_a_run_killed_at_a_delicate_moment_and_run_again_ends_as_if_undisturbed(
    half_loaded: HalfLoaded, tmp_path: Path, pattern: str
) -> None:
    killed_then_run_again(half_loaded, tmp_path, when_there_is(pattern))


@pytest.mark.slow
@pytest.mark.parametrize("trial", range(8))
def test_a_run_killed_at_a_random_moment_and_run_again_ends_as_if_undisturbed(half_loaded: HalfLoaded, tmp_path: Path, trial: int) -> None:
    moment = random.SystemRandom().uniform(0.1 * (trial + 1), 0.1 * (trial + 2)) * half_loaded.undisturbed_s
    try:
        killed_then_run_again(half_loaded, tmp_path, after(moment))
    except AssertionError as error:
        error.add_note(f"killed {moment:.3f} s after its start")
        raise


def test_a_run_that_is_asked_to_end_leaves_no_process_and_no_half_publication(half_loaded: HalfLoaded, tmp_path: Path) -> None:
    home = half_loaded.home.copied(tmp_path / "home")
    with home.running("backfill", FIRST, LAST) as process:
        when_it_says("cleaning")(home, process)
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in said
    assert gone_within(home.root, LEFT_ALONE_S) == []
    assert home.published in (half_loaded.home.published, Publication(2, half_loaded.undisturbed_hash))


def test_a_run_that_ends_by_itself_leaves_no_process(half_loaded: HalfLoaded) -> None:
    assert gone_within(half_loaded.home.root, LEFT_ALONE_S) == []
