"""Coverage in the published file: exact, with its vintages, in the record's hashes, and shown again by a rollback."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_content import COVERAGE, WORKER_MONTH, content, publish_next, record, sealed
from warehouse.candidate import build
from warehouse.content_hash import content_hash
from warehouse.doctor import examine_publications
from warehouse.errors import ContentRefused
from warehouse.figures import coverage, coverage_changed, coverage_restated, standing_record
from warehouse.publish import standing_file
from warehouse.rollback import rollback_content

OTHER = COVERAGE.replace("17920", "17930").replace("50868", "50896")
VINTAGES = "select participant_count, coverage_percent, publication_from, publication_to from mart.coverage_by_region_month_vintages"


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_coverage_is_shown_to_four_decimals_beside_what_it_is_made_of(tmp_path: Path) -> None:
    shown = (
        "select participant_count, target_population, cast(coverage_percent as varchar), regency_name from mart.coverage_by_region_month"
    )
    assert rows(sealed(tmp_path / "1"), f"{shown} where target_group is not null") == [(17_920, 352_284, "5.0868", "Kabupaten Blora")]


def test_each_coverage_ever_shown_is_kept_with_the_publications_that_showed_it(tmp_path: Path) -> None:
    for given in (content(), content(coverage=OTHER), content()):
        publish_next(tmp_path, given)
    file = standing_file(tmp_path)
    assert file is not None
    found = rows(file, f"{VINTAGES} where target_group is not null order by publication_from")
    assert [(str(row[1]), *row[2:]) for row in found] == [("5.0868", 1, 1), ("5.0896", 2, 2), ("5.0868", 3, None)]
    assert rows(file, "select count(*) from mart.coverage_by_region_month_vintages where publication_to is null") == [(4,)]
    assert [row[1] for row in coverage_changed(file).rows()] == [1]
    assert [what for what, fix in examine_publications(tmp_path, {}) if fix] == []


def test_what_a_publication_showed_otherwise_is_told_old_and_new(tmp_path: Path) -> None:
    unreported = OTHER.replace("| BPU        |            | 14180", "| BPU        |            |      ")
    retargeted = OTHER.replace("352284", "400000").replace("50896", "44825") + OTHER.strip().splitlines()[1].replace("2022-02", "2022-03")
    for given in (content(), content(coverage=OTHER), content(coverage=unreported), content(coverage=retargeted + "\n")):
        publish_next(tmp_path, given)
    file = standing_file(tmp_path)
    assert file is not None

    def told(since: int) -> list[tuple[object, ...]]:
        found = coverage_restated(file, since)
        return [(one.regency_code, one.segment_code, one.target_group, one.measure, one.old_value, one.new_value) for one in found]

    target = ("33.16", None, "informal", "target_population", 352_284, 400_000)
    assert told(4) == []
    of_blora, of_all = (("33.16", "BPU"), (None, "BPU"))
    again = [(*cell, None, "participant_count", None, 14_180) for cell in (of_all, of_blora)]
    assert sorted(told(3), key=str) == sorted([*again, target], key=str)
    assert told(2) == [target]  # what came and went in between is no change
    assert told(1) == [("33.16", None, "informal", "participant_count", 17_920, 17_930), target]
    assert told(0) == []


def test_a_file_without_vintages_of_coverage_tells_none(tmp_path: Path) -> None:
    file = tmp_path / "old.duckdb"
    duckdb.connect(str(file)).close()
    assert coverage_restated(file, 1) == ()


def test_a_coverage_that_is_no_longer_shown_is_closed(tmp_path: Path) -> None:
    publish_next(tmp_path)
    publish_next(tmp_path, content(coverage="period", worker_month="period"))
    file = standing_file(tmp_path)
    assert file is not None
    assert rows(file, "select distinct publication_from, publication_to from mart.coverage_by_region_month_vintages") == [(1, 1)]


def test_an_edited_vintage_of_coverage_is_found(tmp_path: Path) -> None:
    publish_next(tmp_path)
    file = standing_file(tmp_path)
    assert file is not None
    file.chmod(0o600)
    with duckdb.connect(str(file)) as connection:
        connection.execute("update mart.coverage_by_region_month_vintages set participant_count = 1 where target_group is not null")
    assert any("vintages" in what for what, _ in examine_publications(tmp_path, {}))


def test_without_coverage_the_content_hash_is_what_it_was(tmp_path: Path) -> None:
    without = build(tmp_path / "a", content(coverage="period", worker_month="period"), record(), None)
    before = content_hash(without.connection)
    for table in ("coverage_by_region_month", "vulnerable_workers_by_source_month"):
        without.connection.execute(f"drop table mart.{table} cascade")
    assert content_hash(without.connection) == before
    without.connection.close()


def test_a_rollback_shows_the_coverage_again(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    again = build(tmp_path / "2", rollback_content(file), record(), None)
    hashed = content_hash(again.connection)
    again.connection.close()
    assert hashed == standing_record(file).content_hash


def test_groups_of_workers_and_their_sources_have_their_names_in_both_languages(tmp_path: Path) -> None:
    names = "worker_group_name, worker_group_name_en, source_name, source_name_en"
    shown = rows(sealed(tmp_path / "1"), f"select {names} from mart.vulnerable_workers_by_source_month")
    assert shown == [("Pekerja rentan", "Vulnerable workers", "CSR", "Company CSR")]


def test_a_file_from_before_there_were_english_names_keeps_its_hash_and_is_rolled_back_to_without_them(tmp_path: Path) -> None:
    unnamed = WORKER_MONTH.replace("Vulnerable workers", "").replace("Company CSR", "")
    file = sealed(tmp_path / "1", content(worker_month=unnamed))
    file.chmod(0o600)
    with duckdb.connect(str(file)) as connection:
        for column in ("worker_group_name_en", "source_name_en"):
            connection.execute(f"alter table mart.vulnerable_workers_by_source_month drop column {column}")
        without = content_hash(connection)
    assert without == standing_record(file).content_hash
    [row] = rollback_content(file).worker_month.to_dicts()
    assert (row["worker_group_name"], row["worker_group_name_en"], row["source_name_en"]) == ("Pekerja rentan", None, None)
    again = build(tmp_path / "2", rollback_content(file), record(), None)
    hashed = content_hash(again.connection)
    again.connection.close()
    assert hashed == standing_record(file).content_hash


def test_months_of_which_only_participants_were_reported_are_periods_of_the_publication(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1", content(coverage=COVERAGE.replace("2022-02", "2022-05")))
    assert f"{standing_record(file).periods[-1]:%Y-%m}" == "2022-05"
    assert rows(file, "select count(*) from mart.claims_by_benefit_month where period = date '2022-05-01'") == [(0,)]
    [period] = {row[0] for row in rows(file, "select period from mart.coverage_by_region_month")}
    assert coverage(file, period, "33.16").height == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (COVERAGE + COVERAGE.strip().splitlines()[1] + "\n", "two rows"),
        (COVERAGE.replace("17920", "-1"), "below zero"),
        (COVERAGE.replace("50868", ""), "without both"),
        (COVERAGE.replace("2022-02", "2022-02-02"), "first day"),
    ],
)
def test_a_coverage_that_cannot_be_is_not_built(tmp_path: Path, drawn: str, words: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        build(tmp_path / "c", content(coverage=drawn), record(), None)
    assert words in refused.value.what
