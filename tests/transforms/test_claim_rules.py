"""Rules that need several lines of an extract."""

import polars as pl

from tests.transforms.judging import broken, codes, judge, outcomes, typed_lines


def test_an_exact_repeat_is_a_duplicate_and_a_contradiction_sets_all_aside() -> None:
    drawn = """
    claim_id | payment_id | amount_paid_idr
    K1       | P1         | 100
    K1       | P1         | 100
    K2       | P1         | 100
    K2       | P2         | 100
    K2       | P2         | 101
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["", "ID04", "", "ID02", "ID02"]
    assert outcomes(lines) == ["accepted", "duplicate", "accepted", "quarantined", "quarantined"]


def test_lines_without_payment_number_are_told_apart_by_their_order() -> None:
    drawn = """
    claim_id | payment_id | amount_paid_idr
    K1       |            | 100
    K1       |            | 100
    K1       |            | 200
    K2       |            | 100
    """
    lines = judge(typed_lines(drawn)).collect()
    assert codes(lines.lazy()) == ["", "", "", ""]
    assert lines["line_key"].n_unique() == 4
    again = judge(typed_lines(drawn)).collect()
    assert lines["line_key"].equals(again["line_key"])


def test_the_second_of_equal_lines_is_second_on_whatever_sheet_it_stands() -> None:
    one = typed_lines("claim_id\nK1\nK1")
    two = judge(typed_lines("claim_id\nK1"), typed_lines("claim_id\nK1")).collect()
    assert judge(one).collect()["line_key"].to_list() == two["line_key"].to_list()


def test_lines_that_were_not_paid_neither_repeat_nor_contradict() -> None:
    drawn = """
    claim_id | payment_id | amount_paid_idr | status
    K1       | P1         | 100             | DIAJUKAN
    K1       | P1         | 150             | DIBAYAR
    """
    assert outcomes(judge(typed_lines(drawn))) == ["not_a_payment", "accepted"]


def test_the_repeat_of_a_line_that_is_set_aside_takes_its_place() -> None:
    drawn = "claim_id | payment_id | contingency_date\nK1 | P1 | kemarin\nK1 | P1 |"
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["DT04", ""]


def test_a_death_grant_over_the_total_sets_all_lines_of_the_membership_aside() -> None:
    drawn = """
    claim_id | participant_kpj | programme_code | amount_paid_idr | contingency_date | original_payment_id
    K1       | 12345678901     | JKM            | 42000000        | 2022-05-01       |
    K2       | 12345678901     | JKM            | 42000000        | 2022-05-01       |
    K2       | 12345678902     | JKM            | 42000000        | 2022-05-01       |
    K3       | 12345678901     | JKM            | 42000000        | 2022-05-01       |
    K3       | 12345678901     | JKM            | 1               |                  |
    K4       |                 | JKM            | 84000000        | 2022-05-01       |
    K5       |                 | JKM            | 50000000        | 2022-05-01       |
    K6       | 12345678901     | JKM            | 24000000        | 2019-12-01       |
    K7       | 12345678901     | JKM            | 50000000        |                  |
    """
    assert broken(drawn) == ["", "", "", "JKM1", "DT07 JKM1", "", "JKM1", "", "DT07"]


def test_a_death_grant_below_the_total_warns_unless_it_is_the_funeral_alone() -> None:
    drawn = """
    claim_id | segment_code | programme_code | amount_paid_idr | contingency_date
    K1       | PU           | JKM            | 20000000        | 2022-05-01
    K2       | PU           | JKM            | 10000000        | 2022-05-01
    K3       | PU           | JKM            | 3000000         | 2019-12-01
    K4       | PMI          | JKM            | 20000000        | 2022-05-01
    K5       | PU           | JKM            | 32000000        | 2022-05-01
    K5       | PU           | JKM            | 10000000        | 2022-05-01
    """
    assert broken(drawn) == ["JKM2", "", "", "", "", ""]


def test_sums_run_over_sound_lines_that_stand_once() -> None:
    drawn = """
    claim_id | payment_id | participant_kpj | programme_code | amount_paid_idr | contingency_date | status
    K1       | P1         | 12345678901     | JKM            | 42000000        | 2022-05-01       | DIBAYAR
    K1       | P1         | 12345678901     | JKM            | 42000000        | 2022-05-01       | DIBAYAR
    K1       | P2         | 12345678901     | JKM            | 42000000        | 2022-08-01       | DIBAYAR
    K1       | P3         | 12345678901     | JKM            | 42000000        | 2022-05-01       | DIAJUKAN
    """
    assert broken(drawn) == ["", "ID04", "DT05", ""]


def test_jkp_has_six_months() -> None:
    six = "claim_id | programme_code\n" + "\n".join(["K1 | JKP"] * 6)
    assert broken(six) == [""] * 6
    assert broken(six + "\nK1 | JKP") == ["JKP3"] * 7


def test_a_fatal_accident_pays_at_least_42_million() -> None:
    drawn = """
    claim_id | programme_code | benefit_component_code | amount_paid_idr | contingency_date
    K1       | JKK            | JKK_SANTUNAN_KEMATIAN  | 20000000        | 2022-05-01
    K1       | JKK            | JKK_BERKALA            | 12000000        | 2022-05-01
    K2       | JKK            | JKK_SANTUNAN_KEMATIAN  | 30000000        | 2022-05-01
    K2       | JKK            | JKK_BERKALA            | 12000000        | 2022-05-01
    K3       | JKK            | JKK_SANTUNAN_KEMATIAN  | 20000000        | 2019-12-01
    K4       | JKK            | JKK_PENGOBATAN         | 20000           | 2022-05-01
    """
    assert broken(drawn) == ["JKK3", "JKK3", "", "", "", ""]


def test_scholarships_of_one_participant_end_at_174_million() -> None:
    line = "3316010101850001 | JKM | BEASISWA | 60000000 | 2022-05-01"
    header = "participant_nik | programme_code | benefit_type_code | amount_paid_idr | contingency_date\n"
    assert broken(header + "\n".join([line] * 3)) == ["BEA2 BEA4"] * 3
    assert broken(header + "\n".join([line] * 2)) == ["BEA2"] * 2


def test_a_partial_payment_can_be_had_once() -> None:
    drawn = """
    claim_id | benefit_component_code
    K1       | JHT_10
    K1       | JHT_30
    K2       | JHT_10
    K2       | JHT_PENUH
    """
    assert broken(drawn) == ["JHT1", "JHT1", "", ""]


def test_an_extract_of_which_more_nik_end_in_zero_than_chance_allows_is_warned_about() -> None:
    niks = [f"331601010185{number:03}0" for number in range(50)]
    others = [f"331601010185{number:03}1" for number in range(450)]

    def told(*niks: str) -> list[str]:
        return broken("participant_nik\n" + "\n".join(niks))

    assert told(*niks) == ["NK05"] * 50
    assert told(*niks[:7]) == ["NK05"] * 7
    assert told(*niks[:6]) == [""] * 6  # once in a million times
    assert told(*niks[:20], *others[:30]) == ["NK05"] * 20 + [""] * 30
    assert told(*niks, *others) == [""] * 500  # one in ten, as they should be


def test_a_nik_that_ends_in_zero_is_one_however_often_it_is_paid() -> None:
    assert broken("participant_nik\n" + "\n".join(["3316010101850010"] * 60 + ["3316010101850001"])) == [""] * 61


def test_a_line_counts_each_code_once() -> None:
    drawn = "claim_id | payment_id | programme_code | amount_paid_idr | contingency_date\nK1 | P1 | JKM | 1 | 2022-05-01"
    masks = judge(typed_lines(drawn)).collect()["mask"]
    assert masks.dtype == pl.UInt64
    assert codes(judge(typed_lines(drawn))) == ["JKM2"]
