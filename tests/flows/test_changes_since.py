"""Restatements with known causes, through the register's own judgement of what stands."""

from pathlib import Path

import pytest

from tests.flows.restatements import misbooked, restated
from tests.transforms.drawn_parts import assert_sums


@pytest.mark.parametrize("seed", range(25))
def test_what_happened_to_extracts_is_told_by_cause_and_sums_to_the_difference(seed: int, tmp_path: Path) -> None:
    one = restated(tmp_path, seed)
    assert_sums(one.booked, one.then.lines, one.now.lines, sorted(one.then.shown), sorted(one.now.shown))
    assert misbooked(one)[0] == 0, (one.true, one.booked)
