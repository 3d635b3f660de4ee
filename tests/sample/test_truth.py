from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.sample.plan import SamplePlan
from tests.sample.oracle import Cell, recount, sample

MAY, JULY = date(2022, 5, 1), date(2022, 7, 1)


@pytest.mark.parametrize(("seed", "is_messy"), [(21, False), (22, True)])
def test_the_totals_are_those_of_a_slow_recount_of_the_files(tmp_path: Path, seed: int, is_messy: bool) -> None:  # noqa: FBT001
    plan = SamplePlan(MAY, JULY, senders=7, rows=500, seed=seed, messy=is_messy, formats=("csv",))
    _, truth = sample(tmp_path, plan)
    for unusable in (tmp_path / "landing").glob("*/*/tambahan-*"):
        unusable.unlink()
    cells = recount(tmp_path / "landing", truth["faults"])
    assert len(truth["totals"]) == 3 * 6
    for total in truth["totals"]:
        cell = cells.get((total["period"], total["benefit_type_code"]), Cell())
        counted = (len(cell.claims), cell.payments, len(cell.people), cell.amount)
        told = (total["claim_count"], total["payment_count"], total["participant_count"], Decimal(total["amount_paid_idr"]))
        assert counted == told, (total["period"], total["benefit_type_code"])


def test_before_february_2022_there_is_no_row_for_unemployment_cash(tmp_path: Path) -> None:
    _, truth = sample(tmp_path, SamplePlan(date(2022, 1, 1), date(2022, 2, 1), senders=1, rows=50))
    rows = [(total["period"], total["benefit_type_code"]) for total in truth["totals"]]
    assert ("2022-01", "JKP") not in rows
    assert ("2022-02", "JKP") in rows
    assert len(rows) == 5 + 6


def test_every_fault_has_its_own_place_and_code(tmp_path: Path) -> None:
    _, truth = sample(tmp_path, SamplePlan(MAY, JULY, senders=3, rows=1_000, messy=True, formats=("csv", "parquet")))
    places = [(fault["file"], fault["sheet"], fault["row"], fault["code"]) for fault in truth["faults"]]
    assert len(places) == len(set(places))
    assert {fault["outcome"] for fault in truth["faults"]} == {"quarantined", "warned", "duplicate", "late", "superseded", "refused"}


def test_a_small_extract_stays_far_below_the_quarantine_limit(tmp_path: Path) -> None:
    _, truth = sample(tmp_path, SamplePlan(date(2022, 1, 1), JULY, senders=4, rows=20, messy=True))
    spoiled: dict[str, int] = {}
    for fault in truth["faults"]:
        if fault["outcome"] == "quarantined":
            spoiled[fault["file"]] = spoiled.get(fault["file"], 0) + 1
    assert max(spoiled.values()) <= 2  # of 20 lines
