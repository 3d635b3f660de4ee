"""Publications made before the year to date told whether it is whole: still what they say they are, rolled back to under the same hash."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_content import content, publish_next, record, sealed
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash
from warehouse.doctor import examine_publications
from warehouse.figures import standing_record
from warehouse.opening import opened
from warehouse.publish import publication_file
from warehouse.rollback import rollback_content
from warehouse.sums import SUMS

TOLD = "select distinct strftime(period, '%Y-%m'), months_included, is_complete from mart.claims_year_to_date order by 1"
WITHOUT_MARCH = """
    period  | senders_expected | senders_received
    2022-01 | 2                | 2
    2022-02 | 2                | 1
    2022-04 | 1                | 1
"""
WITHOUT_ENGLISH = """
    period  | regency_code | worker_group_code | worker_group_name | worker_group_name_en | source_code | source_name | source_name_en | participant_count
    2022-02 | 33.16        | RENTAN            | Pekerja rentan    |                      | CSR         | CSR         |                | 900
"""  # noqa: E501


def lacking() -> CandidateContent:
    """A year of which March is not published."""
    figures = """
        period  | scope    | benefit_type_code | regency_code | claim_count | payment_count | participant_count | amount_paid_sen
        2022-04 | national | JHT               |              | 2           | 3             | 2                 | 123456789
        2022-04 | regency  | JHT               | 33.16        | 1           | 2             | 1                 | 123456700
    """
    return content(periods=WITHOUT_MARCH, year_to_date=figures)


def aged(file: Path) -> Path:
    """The file as it would have been made before the columns existed."""
    with duckdb.connect(file) as connection:
        for name in ("months_included", "is_complete"):
            connection.execute(f"alter table mart.claims_year_to_date drop column {name}")
    file.with_name(SUMS).unlink(missing_ok=True)  # nor were there any
    return file


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return aged(sealed(tmp_path / "1", lacking()))


def test_its_hash_is_still_found_right(old: Path) -> None:
    with opened(old) as connection:
        assert content_hash(connection) == standing_record(old).content_hash


@pytest.mark.parametrize("is_old", [True, False])
def test_rolling_back_to_one_whose_year_lacks_a_month_shows_the_same_under_the_same_hash(tmp_path: Path, *, is_old: bool) -> None:
    first = sealed(tmp_path / "1", lacking())
    before = standing_record(aged(first) if is_old else first).content_hash
    second = sealed(tmp_path / "2", number=2, previous=first)
    candidate = build(tmp_path / "3", rollback_content(first), record(3, 2, "rollback"), second)
    assert candidate.seal() == before != standing_record(second).content_hash
    with opened(candidate.file) as connection:
        assert connection.execute(TOLD).fetchall() == [("2022-01", 1, True), ("2022-02", 2, True), ("2022-04", 3, False)]


def test_the_hash_that_a_release_without_the_columns_gave_is_the_one_of_today(tmp_path: Path) -> None:
    """Written down from that release: another value would make every publication of old look edited. It had no English names of groups."""
    of_old = content(worker_month=WITHOUT_ENGLISH)
    assert (
        standing_record(sealed(tmp_path / "1", of_old)).content_hash == "e9036c37ee137a26a464792a8369aea8ad972aba4f075231d2a4e1eed404620a"
    )


@pytest.mark.parametrize("edit", ["is_complete = true", "months_included = 4", "months_included = 4, is_complete = true"])
def test_a_year_that_says_otherwise_than_its_months_is_found_edited(tmp_path: Path, edit: str) -> None:
    candidate = build(tmp_path / "1", lacking(), record(), None)
    before = content_hash(candidate.connection)
    candidate.connection.execute(f"update mart.claims_year_to_date set {edit} where period = date '2022-04-01' and scope = 'regency'")
    assert content_hash(candidate.connection) != before
    candidate.discard()


def test_the_doctor_finds_it_well_beside_a_newer_one(tmp_path: Path) -> None:
    publish_next(tmp_path, lacking())
    aged(publication_file(tmp_path, 1))
    publish_next(tmp_path)
    assert [fix for _, fix in examine_publications(tmp_path, {})] == [""]
