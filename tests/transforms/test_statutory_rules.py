"""One drawn table per statutory rule over single lines: the lines, and the codes each breaks."""

from datetime import date

import pytest

from tests.transforms.judging import broken


def test_jkp_by_its_start_and_monthly_cap() -> None:
    drawn = """
    programme_code | benefit_component_code | amount_paid_idr | payment_date
    JKP            | JKP_BULAN_1            | 2250000         | 2022-07-01
    JKP            | JKP_BULAN_1            | 2250000.01      | 2022-07-01
    JKP            | JKP_BULAN_4            | 1250001         | 2022-07-01
    JKP            |                        | 2250000         | 2022-07-01
    JKP            | JKP_BULAN_2            | 2250000         | 2022-01-31
    """
    assert broken(drawn) == ["", "JKP2", "JKP2", "", "JKP1"]


def test_jkp_by_the_cap_of_2025() -> None:
    drawn = """
    claim_id | programme_code | benefit_component_code | amount_paid_idr | payment_date
    K1       | JKP            | JKP_BULAN_6            | 3000000         | 2025-02-07
    K2       | JKP            |                        | 3000001         | 2025-02-07
    K3       | JKP            | JKP_BULAN_1            | 3000000         | 2025-02-06
    """
    assert broken(drawn, period=date(2025, 2, 1)) == ["", "JKP2", "JKP2"]


def test_components_of_the_death_grant_follow_the_date_of_death() -> None:
    drawn = """
    claim_id | programme_code | segment_code | benefit_component_code | amount_paid_idr | contingency_date
    K1       | JKM            | PU           | JKM_PEMAKAMAN          | 10000000        | 2019-12-02
    K2       | JKM            | PU           | JKM_PEMAKAMAN          | 10000000        | 2019-12-01
    K3       | JKM            | PU           | JKM_PEMAKAMAN          | 3000000         | 2019-12-01
    K4       | JKM            | PMI          | JKM_PEMAKAMAN          | 5000000         | 2022-01-01
    """
    assert broken(drawn) == ["", "JKM3", "", ""]


def test_scholarships_are_multiples_of_yearly_amounts() -> None:
    drawn = """
    claim_id | programme_code | benefit_type_code | benefit_component_code | amount_paid_idr | contingency_date | payment_date
    K1       | JKM            | BEASISWA          | BEASISWA_SMA           | 3000000         | 2020-01-01       | 2022-07-01
    K2       | JKM            | BEASISWA          | BEASISWA_TK_SD         | 3000000         | 2020-01-01       | 2022-07-01
    K3       | JKM            | BEASISWA          |                        | 3000000         | 2020-01-01       | 2022-07-01
    K4       | JKM            | BEASISWA          |                        | 6000000         | 2020-01-01       | 2022-07-01
    K5       | JKM            | BEASISWA          |                        | 5000000         | 2020-01-01       | 2022-07-01
    K6       | JKM            | BEASISWA          | BEASISWA_S1            | 72000000        | 2020-01-01       | 2022-07-01
    K7       | JKM            | BEASISWA          |                        | 12000000        | 2019-12-01       | 2022-07-01
    K8       | JKM            | BEASISWA          |                        | 24000000        | 2019-12-01       | 2022-07-01
    K9       | JKM            | BEASISWA          |                        | 3000000         | 2020-01-01       | 2021-03-31
    K10      | JKM            | BEASISWA          |                        | 5000000         |                  | 2022-07-01
    """
    assert broken(drawn) == ["", "BEA2", "", "BEA2", "BEA1", "BEA1", "", "BEA1", "BEA3", "DT07"]


def test_caps_of_transport_and_home_care_follow_the_date_of_the_accident() -> None:
    drawn = """
    programme_code | benefit_component_code | amount_paid_idr | contingency_date
    JKK            | JKK_TRANSPORT_DARAT    | 5000000         | 2020-01-01
    JKK            | JKK_TRANSPORT_DARAT    | 5000001         | 2020-01-01
    JKK            | JKK_TRANSPORT_LAUT     | 1500001         | 2019-12-01
    JKK            | JKK_HOMECARE           | 20000000        | 2020-01-01
    JKK            | JKK_HOMECARE           | 20000001        | 2020-01-01
    JKK            | JKK_HOMECARE           | 1               | 2019-12-01
    """
    assert broken(drawn) == ["", "JKK1", "JKK1", "", "JKK2", "JKK2"]


@pytest.mark.parametrize(("paid", "amount", "code"), [
    ("2022-02-28", "356600", ""), ("2022-03-01", "356600", "JP01"), ("2022-03-01", "363300", ""), ("2022-03-01", "4357901", "JP02"),
])  # fmt: skip
def test_monthly_pensions_lie_between_the_bounds_of_their_month(paid: str, amount: str, code: str) -> None:
    drawn = f"programme_code | benefit_component_code | amount_paid_idr | payment_date\nJP | JP_CACAT_BERKALA | {amount} | {paid}"
    assert broken(drawn) == [code]


def test_a_monthly_old_age_pension_comes_too_early_until_2030() -> None:
    drawn = "programme_code | benefit_component_code | payment_date\nJP | JP_HARI_TUA_BERKALA | {}"
    assert broken(drawn.format("2022-07-01")) == ["JP03"]
    assert broken(drawn.format("2030-07-01"), period=date(2030, 7, 1)) == [""]
