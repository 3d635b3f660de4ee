from decimal import Decimal

import pytest

from tests.acceptance.claims_home import ClaimsHome, Ended

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: sampled")]

ANNOUNCED = {"JHT": 2349, "JKM": 76, "JP": 75, "JKK": 4, "BEASISWA": 133}
ALTERED = """\
title: Two figures, one of them misprinted
source: drawn by hand
language: id
basis: payment_date
period: {from: 2022-01, to: 2022-07}
scope: {regency_code: 33.16}
components:
  - {benefit_type_code: JHT, claims: "2.348", amount: "Rp27,6 miliar"}
  - {benefit_type_code: JKM, claims: "76", amount: "Rp3,4 miliar"}
totals: []
"""


@pytest.fixture(scope="module")
def blora(tmp_path_factory: pytest.TempPathFactory) -> ClaimsHome:
    """The announcement's months, sampled and loaded."""
    home = ClaimsHome(tmp_path_factory.mktemp("blora") / "home")
    home.done("sample", "--profile", "blora")
    home.done("backfill", "2022-01", "2022-07")
    return home


@pytest.fixture(scope="module")
def reconciled(blora: ClaimsHome) -> Ended:
    """The shipped statement against the warehouse."""
    return blora.claims("reconcile", "blora-2022", "--json")


def test_the_announcement_is_reconciled(reconciled: Ended) -> None:
    assert reconciled.code == 0, str(reconciled)
    assert reconciled.result["agrees"] is True


def test_all_five_components_agree_in_claims_and_rupiah(reconciled: Ended) -> None:
    agreeing = {(part["benefit_type_code"], part["measure"]) for part in reconciled.result["components"] if part["agrees"]}
    assert agreeing == {(benefit, measure) for benefit in ANNOUNCED for measure in ("claim_count", "amount_paid_idr")}
    exact = {part["benefit_type_code"]: part["exact"] for part in reconciled.result["components"] if part["measure"] == "claim_count"}
    assert {benefit: int(count) for benefit, count in exact.items()} == ANNOUNCED


def test_the_case_total_is_all_five_components(reconciled: Ended) -> None:
    [total] = [total for total in reconciled.result["totals"] if total["measure"] == "claim_count"]
    assert [subset["left_out"] for subset in total["by_figures"]] == [[]]
    assert total["cannot_be_all"] is False
    assert Decimal(total["exact_sum"]) == sum(ANNOUNCED.values())


def test_the_rupiah_total_is_the_four_without_scholarships_and_cannot_be_all_five(reconciled: Ended) -> None:
    [total] = [total for total in reconciled.result["totals"] if total["measure"] == "amount_paid_idr"]
    assert [subset["left_out"] for subset in total["by_figures"]] == [["BEASISWA"]]
    assert total["cannot_be_all"] is True


def test_the_same_is_told_in_words(blora: ClaimsHome) -> None:
    told = blora.done("reconcile").stdout
    assert "all five" in told
    assert "all but BEASISWA" in told
    assert "cannot be all five" in told


def test_a_figure_that_does_not_agree_is_said_and_ends_with_1(blora: ClaimsHome) -> None:
    altered = blora.root.parent / "altered.yaml"
    altered.write_text(ALTERED, encoding="utf-8")
    ended = blora.claims("reconcile", str(altered), "--json")
    assert ended.code == 1, str(ended)
    assert [part["benefit_type_code"] for part in ended.result["components"] if not part["agrees"]] == ["JHT"]


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_demo_ends_with_the_table_and_the_path_for_a_bi_tool_in_under_a_minute(empty_home: ClaimsHome) -> None:
    ended = empty_home.done("demo")
    for benefit in ANNOUNCED:
        assert benefit in ended.stdout
    assert str(empty_home.file) in ended.stdout
    assert ended.seconds < 60, ended.seconds
