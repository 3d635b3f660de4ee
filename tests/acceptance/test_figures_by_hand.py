import pytest

from tests.acceptance import by_hand
from tests.acceptance.conftest import Delivered

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]


def test_a_month_in_four_formats_and_dialects_is_published_at_once(delivered: Delivered) -> None:
    assert delivered.first_run.code == 0, str(delivered.first_run)
    assert delivered.first_run.result["number"] == 1


def test_every_figure_of_the_month_is_the_one_computed_by_hand(delivered: Delivered) -> None:
    assert delivered.home.figures == {(by_hand.PERIOD, benefit): figure for benefit, figure in by_hand.TRUTH.items()}


def test_the_programme_and_region_marts_count_at_their_own_grain(delivered: Delivered) -> None:
    by_regency = delivered.home.query(
        "select regency_code, sum(claim_count), sum(payment_count), sum(participant_count), sum(amount_paid_idr)"
        " from mart.claims_by_benefit_month_region where benefit_type_code = 'JHT' group by all"
    )
    assert {row[0]: row[1:] for row in by_regency} == by_hand.JHT_BY_REGENCY
    by_programme = delivered.home.query(
        "select programme_code, benefit_component_code, claim_count, payment_count"
        " from mart.claims_by_programme_month where benefit_type_code = 'JKM' order by all"
    )
    assert by_programme == [("JKM", "JKM_BERKALA", 1, 1), ("JKM", "JKM_PEMAKAMAN", 1, 1), ("JKM", "JKM_SEKALIGUS", 1, 1)]


def test_the_year_to_date_of_the_only_month_is_that_month(delivered: Delivered) -> None:
    national = delivered.home.query(
        "select strftime(period, '%Y-%m'), benefit_type_code, claim_count, payment_count, participant_count, amount_paid_idr"
        " from mart.claims_year_to_date where scope = 'national'"
    )
    assert {(row[0], row[1]): row[2:] for row in national} == delivered.home.figures


def test_each_line_set_aside_is_named_by_file_row_code_and_outcome(delivered: Delivered) -> None:
    listed = delivered.home.done("quarantine", "list", "--all", "--json").result
    set_aside = {(row["sender"], row["row"], row["code"], row["outcome"]) for row in listed if row["outcome"] != "warned"}
    assert set_aside - {("kudus", 17, "LT01", "late")} == by_hand.SET_ASIDE
    assert {(row["period"][:7], row["file"]) for row in listed if row["sender"] == "kudus"} == {("2022-07", "Klaim Juli.csv")}


def test_the_ledger_of_the_publication_balances_to_the_sen(delivered: Delivered) -> None:
    [(read, accepted, not_paid, quarantined, duplicate, furniture)] = delivered.home.query(
        "select sum(rows_read), sum(accepted), sum(not_a_payment), sum(quarantined), sum(duplicate), sum(furniture) from meta.ledger"
    )
    assert read == accepted + not_paid + quarantined + duplicate + furniture
    assert (not_paid, quarantined, duplicate) == (by_hand.NOT_A_PAYMENT, 2, 1)
    [(effective, waiting, amount)] = delivered.home.query("select effective_rows, waiting_rows, effective_amount_idr from meta.publication")
    assert waiting == by_hand.WAITING
    assert effective + waiting == accepted
    assert amount == sum(figure[3] for figure in by_hand.TRUTH.values())


def test_a_payment_of_a_month_nobody_has_delivered_is_not_published(delivered: Delivered) -> None:
    assert delivered.home.query("select distinct strftime(period, '%Y-%m') from mart.claims_by_benefit_month") == [(by_hand.PERIOD,)]
