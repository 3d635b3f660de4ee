"""No row and no sen of any extract is lost or counted twice: what cleaning says against what was drawn and what the file holds."""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.transforms.conserved import kept

QUICK, ALL = 100, 1_000


@pytest.mark.parametrize("seed", range(0, QUICK, 10))
def test_rows_and_money_of_any_extract_are_conserved(seed: int) -> None:
    told = {each: kept(each) for each in range(seed, seed + 10)}
    assert {each: (code, lines) for each, (code, lines) in told.items() if code != "conserved" and lines} == {}


@pytest.mark.bench
@pytest.mark.timeout(7_200)
def test_rows_and_money_of_a_thousand_extracts_are_conserved() -> None:
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        told = list(pool.map(kept, range(2_000_000, 2_000_000 + ALL), chunksize=20))
    counted = Counter(code for code, _ in told)
    lines = sum(count for code, count in told if code == "conserved")
    sys.stderr.write(f"{ALL:,} extracts in {time.monotonic() - began:.0f} s: {dict(counted)}, {lines:,} lines conserved\n")
    assert counted["conserved"] > 0.8 * ALL
    assert {code for code, count in told if count} <= {
        "conserved",
        "EX08",
        "EX10: drawn so",
    }  # and no other reason to refuse one with lines
