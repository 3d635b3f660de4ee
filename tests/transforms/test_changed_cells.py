"""A change to any cell or row that changes a stated total is caught; one that changes none is not refused for it."""

import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.transforms.changed_extracts import HEADINGS, Case, Cells, drawn, holds
from tests.transforms.drawn_extracts import cleaned, write
from tests.transforms.one_change import changed
from transforms.errors import ExtractRefused

QUICK, ALL = 150, 5_000
FOR_TOTALS = ("EX06", "EX07")


def refusal(folder: Path, case: Case, rows: list[Cells]) -> str:
    """The code with which these rows are refused; empty where they are accepted."""
    path = write(folder / "extract", case.file_format, [HEADINGS, *rows])
    try:
        cleaned(folder, path, case.file_format, case.manifest())
    except ExtractRefused as refused:
        return refused.code
    return ""


def judged(seed: int) -> tuple[str, str]:
    """What was changed, and how it went: caught, kept, otherwise refused; slipped and refused wrongly are what must not be."""
    rng = random.Random(seed)  # noqa: S311
    case = drawn(rng)
    if not holds(case, case.rows):
        return "unchanged", "the oracle contradicts itself"
    what, rows = changed(rng, case)
    is_right = holds(case, rows)
    with TemporaryDirectory() as folder:
        code = refusal(Path(folder), case, rows)
    if is_right:
        return what, "refused wrongly" if code in FOR_TOTALS else "kept" if not code else "otherwise refused"
    return what, "caught" if code in FOR_TOTALS else "otherwise refused" if code else "slipped"


@pytest.mark.parametrize("seed", range(0, QUICK, 10))
def test_a_change_of_a_stated_total_is_caught_and_no_other_is_refused_for_it(seed: int) -> None:
    told = {each: judged(each) for each in range(seed, seed + 10)}
    assert {each: how for each, how in told.items() if how[1] not in ("caught", "kept", "otherwise refused")} == {}


@pytest.mark.parametrize("seed", range(10_000, 10_020))
def test_an_extract_as_it_was_drawn_is_not_refused(tmp_path: Path, seed: int) -> None:
    case = drawn(random.Random(seed))  # noqa: S311
    assert refusal(tmp_path, case, case.rows) == ""


@pytest.mark.bench
@pytest.mark.timeout(7_200)
def test_of_five_thousand_changes_each_that_changes_a_stated_total_is_caught() -> None:
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        told = list(pool.map(judged, range(1_000_000, 1_000_000 + ALL), chunksize=50))
    counted = Counter(how for _, how in told)
    shown = ", ".join(f"{count} {how}" for how, count in counted.most_common())
    sys.stderr.write(f"{ALL:,} changes in {time.monotonic() - began:.0f} s: {shown}\n")
    assert counted["slipped"] == 0
    assert set(counted) <= {"caught", "kept", "otherwise refused"}
    assert counted["caught"] > ALL / 3
    assert counted["kept"] > ALL / 10
