"""Publications made before there was a final view: carried over, rolled back to, and still what they say they are."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, content, publish_next, record, sealed
from warehouse.candidate import build
from warehouse.content_hash import content_hash, has_final_view
from warehouse.doctor import examine_publications
from warehouse.figures import publications, standing_record
from warehouse.opening import opened
from warehouse.publish import publication_file
from warehouse.rollback import rollback_content
from warehouse.sums import SUMS

UNKNOWN = "period | benefit_type_code\n2022-01 | JHT\n2022-02 | JHT\n2022-02 | JKP\n2022-03 | JHT\n2022-03 | JKP"


def aged(file: Path) -> Path:
    """The file as it would have been made before the mart existed."""
    with duckdb.connect(file) as connection:
        connection.execute("drop table mart.claims_final_by_benefit_month")
        connection.execute("delete from meta.dictionary where table_name = 'claims_final_by_benefit_month'")
    file.with_name(SUMS).unlink(missing_ok=True)  # nor were there any
    return file


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A first publication without a final view, which its hash does not know of."""
    return aged(sealed(tmp_path / "1", content(final_month=UNKNOWN)))


def test_the_next_publication_carries_its_history_over_and_has_a_final_view(tmp_path: Path, old: Path) -> None:
    new = sealed(tmp_path / "2", content(benefit_month=BENEFIT_MONTH.replace("123456789", "7")), 2, old)
    with opened(new) as connection:
        assert has_final_view(connection)
        shown = connection.execute("select amount_paid_idr from mart.claims_as_of(1) where claim_count = 2").fetchall()
        assert shown == connection.execute("select 1234567.89::decimal(18, 2)").fetchall()
        assert connection.execute("select count(*) from mart.claims_final_by_benefit_month").fetchall() == [(5,)]
    assert publications(new)["content_hash"][0] == standing_record(old).content_hash


def test_rolling_back_to_it_shows_its_figures_under_its_own_hash_and_no_final_view(tmp_path: Path, old: Path) -> None:
    second = sealed(tmp_path / "2", number=2, previous=old)
    candidate = build(tmp_path / "3", rollback_content(old), record(3, 2, "rollback"), second)
    assert candidate.seal() == standing_record(old).content_hash != standing_record(second).content_hash
    with opened(candidate.file) as connection, opened(old) as before:
        cash = "from mart.claims_by_benefit_month"
        assert connection.execute(cash).fetchall() == before.execute(cash).fetchall()
        known = (
            "select count(*), count(coalesce(claim_count, payment_count, participant_count, amount_paid_idr, moved_in_idr, moved_out_idr))"
        )
        assert connection.execute(f"{known} from mart.claims_final_by_benefit_month").fetchall() == [(5, 0)]


def test_its_hash_is_still_found_right(old: Path) -> None:
    with opened(old) as connection:
        assert not has_final_view(connection)
        assert content_hash(connection) == standing_record(old).content_hash


def test_the_doctor_finds_it_well_beside_a_newer_one(tmp_path: Path) -> None:
    publish_next(tmp_path, content(final_month=UNKNOWN))
    aged(publication_file(tmp_path, 1))
    publish_next(tmp_path)
    assert [fix for _, fix in examine_publications(tmp_path, {})] == [""]
