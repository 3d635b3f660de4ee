"""The quick form of `make score`: ten classes and 24 sound months."""

import subprocess
import sys

import pytest

from tests.proof.score import page
from tests.proof.score.__main__ import QUICK
from tests.proof.score.classes import CLASSES, ESCAPES
from tests.proof.score.measure import measure


def test_every_class_has_a_code_of_its_own_and_every_escape_a_class() -> None:
    codes = [one.code for one in CLASSES]
    assert len(set(codes)) == len(codes) >= 45
    assert set(ESCAPES) <= set(codes)


def test_ten_classes_of_defect_are_caught_and_sound_months_pass_in_silence() -> None:
    classes = [one for one in CLASSES if one.code in QUICK]
    score = page.score_of(measure(24, seed=5, trials=1, jobs=1, classes=classes), classes)
    assert [one.defect.name for one in score.classes if one.recall != 1] == []
    assert score.alarms == ()
    assert score.is_sound
    assert score.controls


@pytest.mark.long
def test_the_command_judges_in_processes_of_its_own() -> None:
    """What a process that is spawned cannot import is seen here alone."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.proof.score", "--months", "1", "--trials", "1", "--only", "A01", "--jobs", "2"],
        capture_output=True,
        text=True,
        check=True,
        timeout=280,
    )
    assert told.stdout.startswith("recall 100.0% over 1 classes (1 of 1 plantings); 0 false alarms in 1 sound months")
