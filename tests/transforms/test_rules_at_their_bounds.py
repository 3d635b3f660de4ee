"""Each rule just inside its bound and just outside of it: one day, one sen, one line."""

from datetime import date

import pytest

from tests.transforms.judging import broken
from transforms.judge.claims import is_beyond_chance

KPJ = "12345678901"


def test_a_sen_above_or_below_zero_has_a_sign() -> None:
    drawn = """
    amount_paid_idr | payment_type | original_payment_id
    0.01            | ASLI         |
    -0.01           | ASLI         |
    -0.01           | RETUR        | P1
    0               | RETUR        | P1
    0.01            | RETUR        | P1
    0.01            | KOREKSI      | P1
    -0.01           | KOREKSI      | P1
    0.01            | PENGGANTI    |
    0               | PENGGANTI    |
    """
    assert broken(drawn) == ["", "AM02", "", "AM02", "AM02", "", "", "", "AM02"]


def test_the_period_ends_with_its_last_day_and_the_programmes_began_on_the_first_of_july_2015() -> None:
    drawn = """
    payment_date
    2022-07-31
    2022-08-01
    2015-07-01
    2015-06-30
    """
    assert broken(drawn) == ["", "DT02", "", "DT03"]


def test_dates_of_one_day_are_in_order_and_any_two_may_be_out_of_it() -> None:
    drawn = """
    contingency_date | submission_date | determination_date | payment_date
    2022-07-01       | 2022-07-01      | 2022-07-01         | 2022-07-01
    2022-07-02       | 2022-07-01      |                    | 2022-07-03
    2022-07-02       |                 | 2022-07-01         | 2022-07-03
                     | 2022-07-02      |                    | 2022-07-01
                     |                 | 2022-07-02         | 2022-07-01
                     | gestern         |                    | 2022-07-01
                     |                 | gestern            | 2022-07-01
    """
    assert broken(drawn) == ["", "DT05", "DT05", "DT05", "DT05", "DT04", "DT04"]


def test_only_benefits_that_need_an_event_warn_where_it_is_missing() -> None:
    drawn = """
    claim_id | programme_code | amount_paid_idr | contingency_date
    K1       | JKK            | 1000000         |
    K2       | JKK            | 1000000         | 2022-01-01
    K3       | JHT            | 1000000         |
    """
    assert broken(drawn) == ["DT07", "", ""]


def test_jkp_begins_on_the_first_of_february_2022_and_its_cap_holds_for_reissues_but_not_for_corrections() -> None:
    drawn = """
    claim_id | programme_code | payment_type | amount_paid_idr | payment_date | original_payment_id
    K1       | JKP            | ASLI         | 1000000         | 2022-02-01   |
    K2       | JKP            | ASLI         | 1000000         | 2022-01-31   |
    K3       | JHT            | ASLI         | 1000000         | 2022-01-31   |
    K4       | JKP            | PENGGANTI    | 2250000.01      | 2022-07-01   |
    K5       | JKP            | KOREKSI      | 2250000.01      | 2022-07-01   | P1
    """
    assert broken(drawn) == ["", "JKP1", "", "JKP2", ""]


def test_bounds_of_monthly_pensions_hold_to_the_sen_for_original_payments() -> None:
    drawn = """
    claim_id | programme_code | benefit_component_code | payment_type | amount_paid_idr | payment_date | original_payment_id
    K1       | JP             | JP_CACAT_BERKALA       | ASLI         | 363299.99       | 2022-07-01   |
    K2       | JP             | JP_CACAT_BERKALA       | ASLI         | 4357900         | 2022-07-01   |
    K3       | JP             | JP_CACAT_BERKALA       | ASLI         | 4357900.01      | 2022-07-01   |
    K4       | JP             | JP_CACAT_BERKALA       | RETUR        | -1              | 2022-07-01   | P1
    K5       | JP             | JP_CACAT_SEKALIGUS     | ASLI         | 1               | 2022-07-01   |
    """
    assert broken(drawn) == ["JP01", "", "JP02", "", ""]


def test_a_death_grant_is_over_by_a_sen_and_a_known_membership_gets_it_once() -> None:
    drawn = f"""
    claim_id | participant_kpj | programme_code | amount_paid_idr | contingency_date
    K1       | {KPJ}           | JKM            | 42000000        | 2022-05-01
    K2       | {KPJ}           | JKM            | 42000000.01     | 2022-05-01
    K3       | {KPJ}           | JKM            | 41999999.99     | 2022-05-01
    K4       | {KPJ}           | JKM            | 84000000        | 2022-05-01
    K5       | {KPJ}           | JHT            | 84000000        | 2022-05-01
    """
    assert broken(drawn) == ["", "JKM1", "JKM2", "JKM1", ""]


def test_scholarships_of_174_million_are_not_over_it_and_count_by_person() -> None:
    assert not any(_over_174_million([("3316010101850001", "S1", 60), ("3316010101850001", "S1", 60), *_REST]))
    assert all(_over_174_million([("3316010101850001", "S1", 60), ("3316010101850001", "S1", 60), *_REST, ("3316010101850001", "SMA", 3)]))
    assert not any(_over_174_million([(nik, "S1", 60) for nik in ("3316010101850001", "3316010101850002") * 2]))
    assert not any(_over_174_million([("", "S1", 60)] * 3))


_REST = (("3316010101850001", "S1", 48), ("3316010101850001", "SMA", 6))


def _over_174_million(lines: list[tuple[str, str, int]]) -> list[bool]:
    header = "participant_nik | programme_code | benefit_type_code | benefit_component_code | amount_paid_idr | contingency_date"
    drawn = [f"{nik} | JKM | BEASISWA | BEASISWA_{level} | {millions}000000 | 2022-05-01" for nik, level, millions in lines]
    return ["BEA4" in codes for codes in broken("\n".join([header, *drawn]))]


def test_a_fatal_accident_of_42_million_is_enough_and_one_sen_less_is_not() -> None:
    drawn = """
    claim_id | programme_code | benefit_component_code | amount_paid_idr | contingency_date
    K1       | JKK            | JKK_SANTUNAN_KEMATIAN  | 42000000        | 2022-05-01
    K2       | JKK            | JKK_SANTUNAN_KEMATIAN  | 41999999.99     | 2022-05-01
    """
    assert broken(drawn) == ["", "JKK3"]


@pytest.mark.parametrize(("zeros", "whole", "is_told"), [(7, 7, True), (6, 6, False), (12, 20, True), (11, 20, False), (0, 0, False),
                                                           (1, 10, False), (155, 1000, True), (154, 1000, False)])  # fmt: skip
def test_so_many_nik_end_in_zero_by_chance_and_no_more(zeros: int, whole: int, is_told: bool) -> None:  # noqa: FBT001
    """Chernoff's bound by hand: whole * (s ln(s / 0.1) + (1 - s) ln((1 - s) / 0.9)) against ln 2,000,000 = 14.5087."""
    assert is_beyond_chance(zeros=zeros, whole=whole) == is_told


def test_the_law_of_2_december_2019_holds_from_that_day() -> None:
    drawn = """
    claim_id | programme_code | segment_code | benefit_component_code | amount_paid_idr | contingency_date
    K1       | JKK            | PU           | JKK_HOMECARE           | 1               | 2019-12-02
    K2       | JKK            | PU           | JKK_HOMECARE           | 1               | 2019-12-01
    """
    assert broken(drawn) == ["", "JKK2"]


def test_a_scholarship_of_the_new_law_comes_from_april_2021_on() -> None:
    drawn = """
    claim_id | programme_code | benefit_type_code | benefit_component_code | amount_paid_idr | contingency_date | payment_date
    K1       | JKM            | BEASISWA          | BEASISWA_SMA           | 3000000         | 2020-01-01       | 2021-04-01
    K2       | JKM            | BEASISWA          | BEASISWA_SMA           | 3000000         | 2020-01-01       | 2021-03-31
    """
    assert broken(drawn) == ["", "BEA3"]


def test_a_monthly_old_age_pension_is_not_early_from_july_2030_on() -> None:
    drawn = "programme_code | benefit_component_code | payment_date\nJP | JP_HARI_TUA_BERKALA | {}"
    assert broken(drawn.format("2030-06-30"), period=date(2030, 7, 1)) == ["JP03"]
    assert broken(drawn.format("2030-07-01"), period=date(2030, 7, 1)) == [""]
