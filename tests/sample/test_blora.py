from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.sample.plan import SamplePlan
from tests.sample.oracle import sample

JANUARY, JULY = date(2022, 1, 1), date(2022, 7, 1)


def by_type(totals: list[dict[str, Any]]) -> dict[str, tuple[int, Decimal]]:
    sums: dict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    for total in totals:
        claims, amount = sums[total["benefit_type_code"]]
        sums[total["benefit_type_code"]] = (claims + total["claim_count"], amount + Decimal(total["amount_paid_idr"]))
    return sums


@pytest.mark.parametrize(("seed", "is_messy"), [(7, False), (8, False), (9, True)])
def test_the_totals_are_those_of_the_announcement(tmp_path: Path, seed: int, is_messy: bool) -> None:  # noqa: FBT001
    _, truth = sample(tmp_path, SamplePlan(JANUARY, JULY, seed=seed, messy=is_messy, profile="blora"))
    sums = by_type(truth["totals"])
    assert sums["JHT"] == (2_349, Decimal("27598437250.00"))
    assert sums["JKM"] == (76, 81 * Decimal(42_000_000))
    assert sums["JP"] == (75, Decimal(648_400_000))
    assert sums["JKK"] == (4, Decimal(247_200_000))
    assert sums["BEASISWA"] == (133, Decimal(467_500_000))
    assert sums["JKP"] == (0, Decimal(0))
    assert truth["faults"]


def test_most_old_age_claims_are_paid_in_march(tmp_path: Path) -> None:
    _, truth = sample(tmp_path, SamplePlan(JANUARY, JULY, profile="blora"))
    counts = {total["period"]: total["claim_count"] for total in truth["totals"] if total["benefit_type_code"] == "JHT"}
    assert max(counts, key=lambda period: counts[period]) == "2022-03"


def test_the_months_come_in_several_formats(tmp_path: Path) -> None:
    sample(tmp_path, SamplePlan(JANUARY, JULY, profile="blora"))
    formats = {path.name.split(".", 1)[1] for path in (tmp_path / "landing").rglob("klaim-*")}
    assert formats == {"csv", "xlsx", "csv.gz", "parquet"}
