"""How long `claims explain` takes with ten million lines in clean/: as a process of its own, from its start to its end."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import polars as pl
import pytest

from tests.acceptance.claims_home import KEY, RESTATES, ClaimsHome

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7_200)]

ROWS = 5_000_000
MONTHS = ("2022-06", "2022-07")
TIMES, AT_MOST_S = 5, 2.0


def test_a_restated_month_is_explained_within_two_seconds_beside_ten_million_lines(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """The later month brings late lines of the earlier one, so the second publication restates what the first one showed."""
    home = ClaimsHome(tmp_path / "home", {"CLAIMS_PSEUDONYM_KEY": KEY, **RESTATES}, longest_s=3_600)
    home.done("sample", "--from", MONTHS[0], "--to", MONTHS[1], "--senders", "1", "--rows", str(ROWS))
    for month in MONTHS:
        home.done("run", "--period", month)
    lines = pl.scan_parquet(home.root / "clean" / "*.parquet").select(pl.len()).collect().item()
    first, *others = [home.done("explain", MONTHS[0], "--benefit-type", "JHT", "--json") for _ in range(TIMES + 1)]
    (one,) = [one for one in first.result["figures"] if one["measure"] == "amount_paid_idr"]
    assert one["causes"]
    seconds = [one.seconds for one in others]
    beside = f"{lines:,} lines in clean/"
    figure(f"claims explain beside {beside}: median {median(seconds):.2f} s (at most {AT_MOST_S}), the first {first.seconds:.2f} s")
    assert lines > ROWS * len(MONTHS) * 0.95
    assert median(seconds) <= AT_MOST_S
