"""Quick forms of `make attacks`: what takes longer is tried there."""

from pathlib import Path

import pytest

from tests.proof.attacks import injected
from tests.proof.attacks.fuzzed import fuzz
from tests.proof.attacks.querying import ask_everything


def test_no_query_writes_reads_a_file_reaches_the_network_or_takes_without_end(tmp_path: Path) -> None:
    asked = ask_everything(tmp_path / "asked", longest_s=0.5)
    assert asked.faults == []
    assert asked.statements > 100


@pytest.mark.parametrize("seed", [1, 2])
def test_hostile_names_pass_through_a_month_and_change_nothing_but_their_own_lines(tmp_path: Path, seed: int) -> None:
    assert injected.attempt(tmp_path, seed, names=8).faults == []


@pytest.mark.parametrize("target", ["manifest", "statement", "correction", "mapping", "reader"])
def test_whatever_is_drawn_is_read_or_refused_soon(tmp_path: Path, target: str) -> None:
    assert fuzz(target, 20, 7, tmp_path).faults == ()
