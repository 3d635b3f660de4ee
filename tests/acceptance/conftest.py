"""Homes that several tests look at; who wants to change one works on a copy. A run costs ten seconds, so they are shared."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import KEY, ClaimsHome, Ended
from tests.acceptance.office import Office
from tests.acceptance.sampled import Sampled, sampled_home
from tests.acceptance.traced_home import home_with_a_past


@dataclass(frozen=True, slots=True)
class Delivered:
    """A home after its first run, and how that run ended."""

    home: ClaimsHome
    first_run: Ended


@pytest.fixture
def empty_home(tmp_path: Path) -> ClaimsHome:
    """A home that does not exist yet; its key would be made on first use."""
    return ClaimsHome(tmp_path / "home")


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    """The month drawn by hand, run once. Its key lies in its key file."""
    home = ClaimsHome(tmp_path_factory.mktemp("by_hand") / "home")
    by_hand.deliver(home)
    return Delivered(home, home.claims("run", "--period", by_hand.PERIOD, "--json"))


@pytest.fixture
def published_home(delivered: Delivered, tmp_path: Path) -> ClaimsHome:
    """A copy of the home with the month drawn by hand as publication 1, to be spoiled."""
    assert delivered.first_run.code == 0, str(delivered.first_run)
    return delivered.home.copied(tmp_path / "home")


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A home with two publications, to be looked at."""
    return home_with_a_past(Office(tmp_path_factory.mktemp("traced") / "home"))


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Sampled]:
    """`claims sample` and `claims backfill` with these arguments, once per session."""
    made: dict[tuple[str, ...], Sampled] = {}

    def _sampled(first: str, last: str, *arguments: str) -> Sampled:
        key = (first, last, *arguments)
        if key not in made:
            home = ClaimsHome(tmp_path_factory.mktemp("sampled") / "home", {"CLAIMS_PSEUDONYM_KEY": KEY})
            made[key] = sampled_home(home, first, last, *arguments)
        return made[key]

    return _sampled
