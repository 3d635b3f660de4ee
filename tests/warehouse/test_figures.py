from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import sealed
from warehouse.figures import benefit_by_month, publications, standing_record, year_to_date


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("figures") / "c")


def test_benefit_by_month_takes_a_range_open_or_closed(file: Path) -> None:
    assert benefit_by_month(file).height == 5
    assert benefit_by_month(file, date(2022, 2, 1)).height == 4
    february = benefit_by_month(file, date(2022, 2, 1), date(2022, 2, 1))
    assert february.select("benefit_type_code", "amount_paid_idr").rows() == [("JHT", Decimal("1234567.89")), ("JKP", None)]


def test_year_to_date_is_of_the_country_or_of_one_regency(file: Path) -> None:
    country = year_to_date(file, date(2022, 2, 1))
    assert country.select("benefit_type_code", "claim_count", "payment_count").rows() == [("JHT", 2, 3), ("JKP", None, None)]
    blora = year_to_date(file, date(2022, 2, 1), "33.16")
    assert blora.select("benefit_type_code", "claim_count", "amount_paid_idr").rows() == [("JHT", 1, Decimal("1234567.00"))]
    assert year_to_date(file, date(2022, 2, 1), "33.15").is_empty()


def test_the_record_names_inputs_hash_and_months(file: Path) -> None:
    standing = standing_record(file)
    assert (standing.number, standing.kind, standing.inputs_id) == (1, "run", "inputs-1")
    assert standing.periods == (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1))
    listed = publications(file)
    assert listed["content_hash"].to_list() == [standing.content_hash]
    assert listed.select("accepted_rows", "waiting_rows", "accepted_amount_idr").rows() == [(5, 0, Decimal("5.00"))]
