"""The flat views: which cells they have, what they are held against, and what they leave unsaid. Content drawn by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import content, sealed
from warehouse.opening import opened

HEADING = "span|period|breakdown|place_code|benefit_type_code|total_code|claim_count|payment_count|participant_count|amount_paid_sen"
# January 2021 to July 2022 but for March 2022; June 2022 lacks a sender.
MONTHS = [f"2021-{month:02}" for month in range(1, 13)] + [f"2022-{month:02}" for month in (1, 2, 4, 5, 6, 7)]
PERIODS = "period | senders_expected | senders_received\n" + "\n".join(f"{one} | 2 | {1 if one == '2022-06' else 2}" for one in MONTHS)
BENEFITS = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen
    2021-07 | JHT | 4 | 4 | 4 | 40000
    2022-02 | JHT | 1 | 1 | 1 | 0
    2022-04 | JHT | 3 | 3 | 3 | 10000
    2022-05 | JHT | 3 | 4 | 3 | 10001
    2022-06 | JHT | 1 | 1 | 1 | 9900
    2022-07 | JHT | 5 | 6 | 5 | 50005
    2022-07 | JKP | 1 | 1 | 1 | 24995
"""
ROLLUP = f"""{HEADING}
    month   | 2022-07 | nation |  |     | ALL               | 6 | 7 | 5 | 75000
    month   | 2022-06 | nation |  |     | ALL               | 1 | 1 | 1 | 9900
    month   | 2022-07 | regency | 33.16 | JHT |             | 5 | 6 | 5 | 50005
    month   | 2022-07 | regency |       | JKP |             | 1 | 1 | 1 | 24995
    quarter | 2021-07 | nation |  | JHT |                   | 4 | 4 | 4 | 40000
    quarter | 2022-04 | nation |  | JHT |                   | 5 | 7 | 5 | 20001
    quarter | 2022-07 | nation |  | JHT |                   | 5 | 6 | 5 | 50005
    year_to_date | 2021-07 | nation |  |     | ALL          | 4 | 4 | 4 | 40000
    year_to_date | 2022-07 | nation |  |     | ALL          | 12 | 15 | 9 | 95001
    year    | 2022-01 | segment | PU |     | ALL            | 12 | 15 | 9 | 95001
    rolling_12_months | 2021-12 | nation |  | JHT |         | 4 | 4 | 4 | 40000
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("flat") / "c", content(periods=PERIODS, benefit_month=BENEFITS, rollup=ROLLUP))


def asked(file: Path, sql: str) -> list[tuple[object, ...]]:
    with opened(file) as connection:
        return connection.execute(sql).fetchall()


def test_an_average_is_rounded_half_up_to_the_sen_and_exact(file: Path) -> None:
    rows = asked(file, "select average_per_claim_idr from mart.claims_monthly where period in ('2022-05-01', '2022-07-01') order by all")
    # 100.01 of 3 claims, 249.95 of 1, 500.05 of 5
    assert [value for (value,) in rows if value is not None] == [Decimal("33.34"), Decimal("100.01"), Decimal("249.95")]


def test_shares_are_of_all_benefit_types_of_the_month(file: Path) -> None:
    rows = asked(file, "select benefit_type_code, amount_share_percent from mart.claims_monthly where period = '2022-07-01' order by 1")
    assert rows == [("JHT", Decimal("66.6733")), ("JKP", Decimal("33.3267"))]


def test_changes_are_against_the_month_before_and_the_same_month_a_year_before(file: Path) -> None:
    columns = "amount_change_month_idr, amount_change_month_percent, amount_change_year_idr, amount_change_year_percent"
    sql = f"select {columns}, claim_count_change_month, claim_count_change_year from mart.claims_monthly where benefit_type_code = 'JHT'"
    assert asked(file, f"{sql} and period = '2022-05-01'") == [
        (Decimal("0.01"), Decimal("0.0100"), Decimal("100.01"), None, 0, 3)  # nothing was paid in May 2021: a change, but no percentage
    ]
    assert asked(file, f"{sql} and period = '2022-07-01'") == [
        (None, None, Decimal("100.05"), Decimal("25.0125"), None, 1)  # a sender of June is not in: it is half reported
    ]
    assert asked(file, f"{sql} and period = '2022-04-01'")[0][:2] == (None, None)  # March is not published


def test_a_half_reported_month_is_shown_and_held_against_no_other(file: Path) -> None:
    for relation, code in (("claims_monthly", "benefit_type_code = 'JHT'"), ("claims_monthly_total", "total_code = 'ALL'")):
        rupiah = "amount_change_month_idr, amount_change_month_percent, amount_change_year_idr"
        columns = f"{rupiah}, claim_count_change_month, claim_count_change_year"
        sql = f"select amount_paid_idr, {columns} from mart.{relation} where {code} and period ="
        assert asked(file, f"{sql} '2022-06-01'") == [(Decimal("99.00"), None, None, None, None, None)]
        assert asked(file, f"{sql} '2022-07-01'")[0][1:3] == (None, None)


def test_a_change_on_a_month_of_nothing_has_no_percentage(file: Path) -> None:
    assert asked(
        file,
        "select amount_change_month_idr, amount_change_month_percent from mart.claims_monthly"
        " where period = '2022-02-01' and benefit_type_code = 'JHT'",
    ) == [(Decimal("0.00"), None)]


def test_a_quarter_is_complete_where_its_months_are_published_and_held_only_against_one_with_all_senders(file: Path) -> None:
    columns = "is_complete, months_included, amount_paid_idr, amount_change_quarter_idr, amount_change_year_idr"
    sql = f"select strftime(quarter, '%Y-%m'), {columns} from mart.claims_quarterly where benefit_type_code = 'JHT' order by 1"
    assert {row[0]: row[1:] for row in asked(file, sql)} == {
        "2021-01": (True, 3, Decimal("0.00"), None, None),
        "2021-04": (True, 3, Decimal("0.00"), Decimal("0.00"), None),
        "2021-07": (True, 3, Decimal("400.00"), Decimal("400.00"), None),
        "2021-10": (True, 3, Decimal("0.00"), Decimal("-400.00"), None),
        "2022-01": (False, 2, None, None, None),  # March is not published: what nobody saw is not nothing
        "2022-04": (True, 3, Decimal("200.01"), None, None),  # all of it is published, but June lacks a sender
        "2022-07": (False, 1, Decimal("500.05"), None, None),
    }


def test_a_year_so_far_is_held_against_the_same_months_a_year_before_only_where_all_are_published(file: Path) -> None:
    sql = "select amount_paid_idr, amount_change_year_idr, is_complete from mart.claims_year_to_date_total"
    assert asked(file, f"{sql} where period = '2022-07-01' and total_code = 'ALL' and scope = 'national'") == [
        (Decimal("950.01"), None, False)
    ]


def test_a_window_of_twelve_months_is_complete_with_all_of_them(file: Path) -> None:
    sql = "select months_included, is_complete, claim_count, maturity from mart.claims_rolling_12_months where benefit_type_code = 'JHT'"
    assert asked(file, f"{sql} and period = '2021-12-01'") == [(12, True, 4, "final")]
    assert asked(file, f"{sql} and period = '2021-06-01'") == [(6, False, None, "provisional")]


def test_a_total_is_nothing_where_all_senders_are_in_and_unknown_where_not(file: Path) -> None:
    sql = "select claim_count, amount_paid_idr from mart.claims_monthly_total where total_code = 'WITHOUT_EDUCATION'"
    assert asked(file, f"{sql} and period = '2021-03-01'") == [(0, Decimal("0.00"))]
    assert asked(file, f"{sql} and period = '2022-06-01'") == [(None, None)]


def test_places_have_only_what_had_lines_with_names_where_there_are_any(file: Path) -> None:
    columns = "regency_code, regency_name, province_name, benefit_type_code, claim_count"
    assert asked(file, f"select {columns} from mart.claims_monthly_by_regency order by claim_count") == [
        (None, None, None, "JKP", 1),
        ("33.16", "Kabupaten Blora", "Jawa Tengah", "JHT", 5),
    ]
    yearly = "select segment_name_en, total_name_en, is_complete, months_included from mart.claims_yearly_by_segment_total"
    assert asked(file, yearly) == [("Wage earners", "All benefit types", False, 6)]


def test_the_calendar_has_every_month_of_the_years_published_with_its_names(file: Path) -> None:
    rows = asked(
        file, "select month_label_id, month_label_en, quarter_label, is_published from mart.dim_calendar where year = 2022 order by period"
    )
    assert [row[3] for row in rows] == [True, True, False, True, True, True, True, False, False, False, False, False]
    assert rows[7] == ("Agustus 2022", "August 2022", "2022-Q3", False)


def test_month_names_are_those_of_unicode() -> None:
    from babel import Locale

    from warehouse.release_tables import month_table

    for language in ("id", "en"):
        names = Locale.parse(language).months["stand-alone"]["wide"]
        assert month_table()[f"name_{language}"].to_list() == [names[month] for month in range(1, 13)]
