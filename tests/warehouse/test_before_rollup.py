"""Publications made before there were quarters, windows, places and totals: carried over, rolled back to, still what they say they are."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_content import content, publish_next, record, sealed
from warehouse.candidate import build
from warehouse.content_hash import content_hash
from warehouse.doctor import examine_publications
from warehouse.figures import standing_record
from warehouse.metrics import metrics
from warehouse.opening import opened
from warehouse.publish import publication_file
from warehouse.rollback import rollback_content
from warehouse.sums import SUMS

NONE = {"rollup": "span", "codes": "kind"}
VIEWS = [name for name, one in metrics().relations.items() if one.get("kind", "view") == "view"]


def aged(file: Path) -> Path:
    """The file as it would have been made before them."""
    with duckdb.connect(file) as connection:
        for name in VIEWS:
            connection.execute(f"drop view mart.{name}")
        for name in ("meta.claims_rollup", "meta.code", "mart.dim_calendar"):
            connection.execute(f"drop table {name}")
        for name in ("province_code", "province_name"):
            connection.execute(f"alter table meta.regency drop column {name}")
    file.with_name(SUMS).unlink(missing_ok=True)  # nor were there any
    return file


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A first publication without them, of which its hash knows nothing."""
    return aged(sealed(tmp_path / "1", content(**NONE)))


def test_its_hash_is_still_found_right(old: Path) -> None:
    with opened(old) as connection:
        assert content_hash(connection) == standing_record(old).content_hash


def test_rolling_back_to_it_shows_its_figures_under_its_own_hash_and_none_that_it_did_not_have(tmp_path: Path, old: Path) -> None:
    second = sealed(tmp_path / "2", number=2, previous=old)
    candidate = build(tmp_path / "3", rollback_content(old), record(3, 2, "rollback"), second)
    assert candidate.seal() == standing_record(old).content_hash != standing_record(second).content_hash
    with opened(candidate.file) as connection, opened(old) as before:
        cash = "from mart.claims_by_benefit_month"
        assert connection.execute(cash).fetchall() == before.execute(cash).fetchall()
        assert connection.execute("select count(*) from mart.claims_quarterly").fetchall() == [(0,)]
        monthly = "select count(*), count(amount_paid_idr), count(amount_share_percent) from mart.claims_monthly"
        assert connection.execute(monthly).fetchall() == [(5, 2, 0)]  # what is known is shown, a share of an unknown total is not


def test_rolling_back_to_one_that_has_them_shows_the_same(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1")
    second = sealed(tmp_path / "2", content(**NONE), number=2, previous=first)
    candidate = build(tmp_path / "3", rollback_content(first), record(3, 2, "rollback"), second)
    assert candidate.seal() == standing_record(first).content_hash
    with opened(candidate.file) as connection, opened(first) as before:
        for name in ("meta.claims_rollup", "meta.code", "meta.regency", "mart.dim_calendar"):
            assert connection.execute(f"from {name}").fetchall() == before.execute(f"from {name}").fetchall()


def test_the_doctor_finds_it_well_beside_a_newer_one(tmp_path: Path) -> None:
    publish_next(tmp_path, content(**NONE))
    aged(publication_file(tmp_path, 1))
    publish_next(tmp_path)
    assert [fix for _, fix in examine_publications(tmp_path, {})] == [""]
