"""One drawn table per family of rules, but for the statutory ones: the lines, and the codes each breaks."""

import polars as pl

from tests.transforms.judging import broken, codes, judge, outcomes, typed_lines
from transforms.judge.rules import BIT, CODES, RULES

NIK = "3316010101850001"


def test_codes_are_unique_and_fit_a_mask_of_64_bits() -> None:
    assert len(set(CODES)) == len(CODES) <= 64
    assert BIT["ID01"] == 1


def test_every_rule_says_what_is_wrong_in_both_languages_and_why() -> None:
    assert all(rule.sentence_en and rule.sentence_id and rule.source for rule in RULES)


def test_a_sound_line_breaks_nothing() -> None:
    assert broken("claim_id\nK1") == [""]


def test_programme_and_benefit_type() -> None:
    drawn = """
    programme_code  | benefit_type_code | benefit_component_code
    JHT             | JHT               | JHT_10
    Jaminan Pensiun |                   | JP_CACAT_SEKALIGUS
                    | JHT               |
                    |                   |
    XYZ             | JHT               |
    JHT             | XYZ               |
    JHT             | JP                |
    JHT             |                   | XYZ
    JHT             |                   | JKM_BERKALA
    JHT             | BEASISWA          |
    """
    assert broken(drawn) == ["", "", "", "PR01", "PR01", "PR02", "PR03", "PR04", "PR04", "PR03 DT07"]


def test_scholarship_may_be_named_by_the_programme_column_alone() -> None:
    drawn = """
    programme_code | benefit_type_code | amount_paid_idr | contingency_date
    BEASISWA       |                   | 3000000         | 2021-01-01
    JKM            | BEASISWA          | 3000000         | 2021-01-01
                   | BEASISWA          | 3000000         | 2021-01-01
    BEASISWA       | JHT               | 3000000         | 2021-01-01
    """
    lines = judge(typed_lines(drawn)).collect()
    assert codes(lines.lazy()) == ["", "", "", "PR03"]
    assert lines["programme_code"].to_list()[:3] == [None, "JKM", None]
    assert lines["benefit_type_code"].to_list()[:3] == ["BEASISWA"] * 3


def test_segment_and_programme() -> None:
    drawn = """
    segment_code        | programme_code | benefit_component_code | amount_paid_idr
    PU                  | JP             | JP_ANAK_SEKALIGUS      | 1000000
    bukan penerima upah | JHT            |                        | 1000000
    BPU                 | JP             |                        | 1000000
    JAKON               | JHT            |                        | 1000000
    PMI                 | JKP            |                        | 1000000
    SWASTA              | JHT            |                        | 1000000
                        | JHT            |                        | 1000000
    """
    assert broken(drawn) == ["", "", "SG02", "SG02", "SG02", "SG01", "SG03"]


def test_a_blank_warns_only_where_the_extract_has_the_column() -> None:
    assert broken("claim_id | segment_code | participant_nik | regency_code\nK1 | | | ") == ["SG03 NK02 RG02"]
    assert broken("claim_id\nK1") == [""]


def test_dates() -> None:
    drawn = """
    contingency_date | submission_date | determination_date | payment_date
    2022-01-01       | 2022-02-01      | 2022-03-01         | 2022-04-01
                     |                 |                    |
                     |                 |                    | 31/12/2021
                     |                 |                    | 2022-08-01
                     |                 |                    | 2015-06-30
    yesterday        |                 |                    | 2022-07-01
    2022-07-02       |                 |                    | 2022-07-01
                     | 2022-05-02      | 2022-05-01         | 2022-07-01
    """
    assert broken(drawn) == ["", "DT01", "DT01", "DT02", "DT03", "DT04", "DT05", "DT05"]


def test_an_accident_is_old_after_five_years_and_an_event_may_be_missing() -> None:
    drawn = """
    programme_code | contingency_date | payment_date
    JKK            | 2017-07-15       | 2022-07-15
    JKK            | 2017-07-14       | 2022-07-15
    JHT            | 2010-01-01       | 2022-07-15
    JKK            |                  | 2022-07-15
    JHT            |                  | 2022-07-15
    """
    assert broken(drawn) == ["", "DT06", "", "DT07", ""]


def test_the_sign_of_an_amount_follows_the_payment_type() -> None:
    drawn = """
    amount_paid_idr | payment_type | original_payment_id
    1               |              |
    0               | ASLI         |
    -1              | PENGGANTI    |
    -1              | RETUR        | P1
    1               | RETUR        | P1
    1               | KOREKSI      |
    0               | KOREKSI      | P1
    x               |              |
                    |              |
    1               | HADIAH       |
    """
    assert broken(drawn) == ["", "AM02", "AM02", "", "AM02", "PT02", "AM02", "AM01", "AM01", "PT01"]


def test_only_paid_lines_are_judged_and_an_unknown_status_warns() -> None:
    drawn = """
    status  | amount_paid_idr | payment_date
    DIBAYAR | x               | 2022-07-01
    Lunas   | 1               | 2022-07-01
    DITOLAK | x               |
    AYO     | x               |
            | x               | 2022-07-01
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["AM01", "", "", "ST01", "AM01 ST02"]
    assert outcomes(lines) == ["quarantined", "accepted", "not_a_payment", "not_a_payment", "quarantined"]


def test_numbers_of_people_and_employers() -> None:
    drawn = """
    participant_nik    | participant_kpj | employer_npp
    3316010101850001   | 12345678901     | 15070955
    '3316014101850001  | 12AB5678901     | JJ012345
    331601010185000    | 1234567890      | 1507095
    3316013002850001   | 12345678901     | 15070955
    3316012902840001   | 12345678901     | 15070955
    3316012902850001   | 12345678901     | 15070955
    0016010101850001   | 12345678901     | 15070955
    3,31608E+15        | 12345678901     | 15070955
    """
    assert broken(drawn) == ["", "", "KP01 NP01 NK01", "NK01", "", "NK01", "NK03", "NK04"]


def test_claim_and_payment_numbers_that_a_spreadsheet_destroyed_are_set_aside_and_name_no_line() -> None:
    drawn = """
    claim_id             | payment_id
    2,20701E+11          | P1
    2,20701E+11          | P1
    9.23092E+17          | P3
    9.230922011e17       | P4
    2E+11                |
    K6                   | 2,20701E+11
    K7                   | 1.55E11
    2.20701E+011         | P5
    '2.20701E+11         | P6
    2.20701 E+11         | P7
    5.12E1               | 1.5E11
    3.1e5                | 2.2E10
    5E12                 | 2E7
    2.5E                 | 12,5
    2207010000000000000  | 923092201109691123
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["ID06"] * 5 + ["ID07"] * 2 + ["ID06"] * 3 + [""] * 5
    frame = lines.collect()
    assert frame["line_key"].is_null().to_list() == [True] * 10 + [False] * 5
    assert frame["claim_id"].to_list()[:2] == ["9,99999A+99"] * 2
    assert frame["payment_id"].to_list()[5:7] == ["9,99999A+99", "9.99A99"]
    assert frame["claim_id"].to_list()[5] == "K6"


def test_a_destroyed_kpj_names_no_participant_and_no_membership() -> None:
    drawn = f"""
    claim_id | participant_nik | participant_kpj | programme_code | amount_paid_idr | contingency_date
    K1       |                 | 1,20701E+10     | JHT            | 1000000         |
    K2       |                 | 1,20701E+10     | JHT            | 1000000         |
    K3       | {NIK}           | 1.20701e+10     | JHT            | 1000000         |
    K4       |                 | 12345678901     | JHT            | 1000000         |
    K5       | {NIK}           | 1,20701E+10     | JKM            | 84000000        | 2022-05-01
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["NK02 KP02", "NK02 KP02", "KP02", "NK02", "KP02"]  # two memberships of one death: nobody can tell they are one
    assert lines.collect()["participant_key"].is_null().to_list() == [True, True, False, False, False]
    assert lines.collect()["outcome"].to_list() == ["accepted"] * 5


def test_a_claim_number_may_not_be_the_persons_own_number_or_name() -> None:
    drawn = f"""
    claim_id | payment_id | participant_nik | participant_name | beneficiary_account
    {NIK}    | P1         | {NIK}           |                  |
    K1       | {NIK}      | {NIK}           |                  |
    K1       | SITI       | {NIK}           | SITI             |
    K1       | 9988776655 | {NIK}           |                  | 9988776655
    K1       | P2         | {NIK}           | SITI             | 9988776655
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["ID03", "ID03", "ID03", "ID03", ""]
    shown = lines.filter(pl.col("outcome") == "quarantined").collect()
    assert NIK not in str(shown.to_dicts())
    assert "SITI" not in str(shown.to_dicts())


def test_a_claim_number_in_words_is_the_line_of_a_summary() -> None:
    drawn = """
    claim_id
    REKAP JHT
    8 klaim
    1.250 peserta
    s.d. bulan lalu
    A-1
    KLM
    K 12
    12 K
    2022 JHT 7
    """
    lines = judge(typed_lines(drawn))
    assert codes(lines) == ["ID05"] * 4 + [""] * 5
    assert CODES[-4:] == ("ID05", "ID06", "ID07", "KP02"), "a rule's place is its bit: new ones stand last"
    assert lines.collect()["claim_id"].to_list()[:3] == ["AAAAA AAA", "9 AAAAA", "9.999 AAAAAAA"]


def test_a_link_that_is_the_persons_own_number_is_kept_as_its_shape() -> None:
    drawn = f"participant_nik | payment_type | original_payment_id | amount_paid_idr\n{NIK} | RETUR | {NIK} | -1\n{NIK} | RETUR | P1 | -1"
    assert judge(typed_lines(drawn)).collect()["original_payment_id"].to_list() == ["9" * 16, "P1"]


def test_regencies() -> None:
    assert broken("regency_code\n33.16\n3316\n33.2\n-") == ["", "", "RG01", "RG02"]
