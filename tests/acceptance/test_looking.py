"""Commands that only look make nothing."""

import pytest

from tests.acceptance.claims_home import ClaimsHome


@pytest.mark.parametrize(
    "command", [("status",), ("doctor",), ("publish",), ("quarantine", "list"), ("mapping", "list"), ("query", "select 1")]
)
def test_looking_at_a_home_that_does_not_exist_says_so_and_makes_none(empty_home: ClaimsHome, command: tuple[str, ...]) -> None:
    ended = empty_home.claims(*command)
    assert ended.code in (13, 14), str(ended)
    assert "yet" in ended.said
    assert not empty_home.root.exists()
