"""One warehouse per test, small and made in a second, for the clients to look at."""

from pathlib import Path

import pytest

from tests.clients.flipping import Flipped, with_one_publication


@pytest.fixture
def flipped(tmp_path: Path) -> Flipped:
    """A warehouse with one publication, and a second ready to be flipped in."""
    return with_one_publication(tmp_path / "warehouse")
