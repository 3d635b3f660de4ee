"""What publications wrote into the record cannot be edited unnoticed: in the file, in the register, in either's past."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, REGION_MONTH, content, names_in, record
from warehouse.candidate import build
from warehouse.content import FINDINGS
from warehouse.doctor import examine_publications, newest_whole
from warehouse.figures import publications
from warehouse.history_hash import canonical
from warehouse.opening import opened
from warehouse.publish import prune, publication_file, publish, stand_again, standing_file
from warehouse.record import record_hash
from warehouse.register.records import PublicationRow
from warehouse.rollback import rollback_content
from warehouse.sums import SUMS

FINDING = pl.DataFrame([{"suite": "month", "expectation": "X", "severity": "warning", "passed": True}]).select(
    *("suite", "expectation", "severity", "passed"),
    *(pl.lit(None, FINDINGS[name]).alias(name) for name in FINDINGS if name not in ("suite", "expectation", "severity", "passed")),
)
FIGURES = (7, 8, None, 8, 7)  # million sen of February, JHT; None: no line


def publish_number(warehouse: Path, number: int, kind: str = "run", release: str = "0.9") -> None:
    if kind == "rollback":
        given = rollback_content(publication_file(warehouse, number - 2))
    else:
        paid = FIGURES[number - 1]
        marts = {"benefit_month": BENEFIT_MONTH, "region_month": REGION_MONTH}
        shown = {name: text.replace("1234567", f"{paid}000000") for name, text in marts.items()}
        given = content(**shown) if paid else content(**{name: content().frames()[name].clear() for name in marts})
    folder = warehouse / "publications" / ".candidate"
    own = replace(record(number, number - 1 or None, kind), release=release)
    candidate = build(folder, given, own, standing_file(warehouse))
    candidate.record_checks(FINDING)
    candidate.seal()
    publish(warehouse, folder, number)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three publications; the third shows nothing of what the second changed. Copied by the tests."""
    folder = tmp_path_factory.mktemp("made")
    for number in (1, 2, 3):
        publish_number(folder, number)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "warehouse", symlinks=True))


def remembered(warehouse: Path) -> dict[int, PublicationRow]:
    """What the register holds of every publication of the standing file."""
    file = standing_file(warehouse)
    assert file is not None
    return {
        row["publication"]: PublicationRow(
            row["publication"], row["inputs_id"], row["content_hash"], row["record_hash"], row["kind"], "[]", "2022-08-05T06:00:00+00:00"
        )
        for row in publications(file).to_dicts()
    }


def faults(warehouse: Path, recorded: dict[int, PublicationRow]) -> list[str]:
    return [what for what, fix in examine_publications(warehouse, recorded) if fix]


def edit(warehouse: Path, sql: str, number: int = 3) -> None:
    with duckdb.connect(publication_file(warehouse, number)) as connection:
        assert connection.execute(sql).fetchone() == (1,), "exactly one row is edited"


def test_a_record_that_nobody_edited_is_found_well(warehouse: Path) -> None:
    found = list(examine_publications(warehouse, remembered(warehouse)))
    verified = "content hash, vintages, revisions, checks and record chain verified, and that the lag triangle adds up to the figures"
    unverified = "the estimates (mart.claims_completion) are in no hash"
    assert found == [(f"publication 3 stands; of 3 publications {verified}; {unverified}", "")]


def test_a_lag_triangle_that_does_not_add_up_to_the_figures_is_found(warehouse: Path) -> None:
    with duckdb.connect(publication_file(warehouse, 3)) as connection:
        rows = connection.execute("update mart.claims_lag_triangle set amount_paid_idr = amount_paid_idr + 1").fetchone()
    assert rows is not None
    assert rows[0] > 0
    [told] = faults(warehouse, remembered(warehouse))
    assert told.startswith("the lag triangle of publication 3 was edited")


def test_what_two_files_say_of_one_publication_is_told_once(warehouse: Path) -> None:
    recorded = remembered(warehouse)
    recorded[2] = replace(recorded[2], content_hash="another")
    assert faults(warehouse, recorded) == ["publication 2 is not the one the register remembers"]


NATIONAL, REGIONAL = "mart.claims_by_benefit_month_vintages", "mart.claims_by_benefit_month_region_vintages"


@pytest.mark.parametrize(
    ("sql", "publication"),
    [
        (f"update {NATIONAL} set amount_paid_idr = amount_paid_idr + 0.01 where publication_to = 1 and claim_count = 2", 1),
        (f"update {NATIONAL} set publication_from = 1 where publication_from = 2 and claim_count = 2", 2),
        (f"update {NATIONAL} set publication_to = 3 where publication_to = 2 and claim_count = 2", 3),
        (f"delete from {NATIONAL} where publication_from = 2 and claim_count = 2", 2),
        (f"update {REGIONAL} set payment_count = 9 where publication_to = 1 and segment_code is not null", 1),
        (f"update {REGIONAL} set regency_code = null where publication_from = 2 and segment_code is not null", 2),
        (f"delete from {REGIONAL} where publication_to = 2 and segment_code is not null", 2),
        ("update meta.revision set old_value = 1 where publication = 2 and measure = 'amount_paid_idr'", 2),
        ("delete from meta.revision where publication = 3 and measure = 'claim_count'", 3),
        ("insert into meta.revision (publication, period, benefit_type_code, measure) values (1, '2022-02-01', 'JHT', 'claim_count')", 1),
        ("update meta.check_result set passed = false where publication = 1", 1),
        ("update meta.publication set effective_rows = 4 where publication = 1", 1),
        ("update meta.publication set published_at = '2022-08-04 06:00:00+00' where publication = 2", 2),
        ("update meta.publication set release = '1.0' where publication = 1", 1),
        ("update meta.publication set history_hash = null where publication = 2", 2),
    ],
)
def test_an_edited_past_entry_is_found_and_its_publication_named(warehouse: Path, sql: str, publication: int) -> None:
    recorded = remembered(warehouse)
    edit(warehouse, sql)
    found = faults(warehouse, recorded)
    assert any(f"publication {publication}" in what.removeprefix("the record inside publication 3") for what in found), found


def test_rows_in_the_name_of_a_publication_that_never_was_are_found(warehouse: Path) -> None:
    edit(warehouse, "insert into meta.revision (publication, period, benefit_type_code, measure) values (9, '2022-02-01', 'JHT', 'x')")
    edit(warehouse, f"insert into {NATIONAL} select * replace (0 as publication_from, 0 as publication_to) from {NATIONAL} limit 1")
    said = [what.split(": ")[1] for what in faults(warehouse, remembered(warehouse))]
    whose = "by a publication that it does not know"
    assert said == [f"there are rows of {name} {whose}" for name in ("benefit_month closed", "benefit_month opened", "revision")]


def test_a_chain_made_anew_over_an_edited_past_is_not_the_one_the_register_remembers(tmp_path: Path, warehouse: Path) -> None:
    forged = tmp_path / "forged"
    for number in (1, 2, 3):
        publish_number(forged, number, release="1.0" if number == 2 else "0.9")  # whole in itself
    assert faults(forged, remembered(forged)) == []
    found = faults(forged, remembered(warehouse))
    assert sorted(set(found)) == [f"publication {number} is not the one the register remembers" for number in (2, 3)]


@pytest.mark.parametrize("name", ["record_hash", "content_hash", "inputs_id", "kind"])
def test_a_register_edited_in_its_past_is_found(warehouse: Path, name: str) -> None:
    recorded = remembered(warehouse)
    recorded[1] = replace(recorded[1], **{name: "backfill"})
    assert set(faults(warehouse, recorded)) == {"publication 1 is not the one the register remembers"}


def test_a_publication_taken_out_of_the_record_is_missed(warehouse: Path) -> None:
    recorded = remembered(warehouse)
    edit(warehouse, "delete from meta.publication where publication = 2")
    found = faults(warehouse, recorded)
    assert "publication 2, which the register remembers, is not in the record" in found
    assert any("chain breaks at publication 3" in what for what in found)


def test_a_figure_edited_in_a_mart_is_found(warehouse: Path) -> None:
    edit(warehouse, "update mart.claims_by_benefit_month set payment_count = 9 where period = '2022-01-01'", 2)
    assert faults(warehouse, remembered(warehouse)) == ["figures of publication 2 were edited: they are not those of its content hash"]


def test_records_from_before_history_hashes_go_on_and_their_chain_is_still_judged(tmp_path: Path) -> None:
    publish_number(tmp_path, 1)
    file = publication_file(tmp_path, 1)
    own = publications(file).to_dicts()[0]
    with duckdb.connect(file) as connection:
        connection.execute("alter table meta.publication drop column release")
        connection.execute("alter table meta.publication drop column history_hash")
        connection.execute("update meta.publication set record_hash = ?", [record_hash(record(1), own["content_hash"], None)])
    file.with_name(SUMS).unlink()  # nor were there any
    publish_number(tmp_path, 2)
    assert faults(tmp_path, remembered(tmp_path)) == []
    edit(tmp_path, "update meta.publication set key_id = 'other' where publication = 1", 2)
    assert any("chain breaks at publication 1" in what for what in faults(tmp_path, remembered(tmp_path)))


def test_a_table_that_becomes_wider_later_keeps_the_hash_of_the_rows_it_was_handed() -> None:
    old = {"publication": 1, "old_value": Decimal("1.50")}
    assert canonical(old) == canonical(old | {"difference": None, "causes": None}) == '{"old_value":"1.5","publication":1}'
    assert canonical(old) != canonical(old | {"causes": [{"cause": "late_lines", "amount": Decimal("0.10")}]})


def test_amounts_and_instants_are_the_same_text_in_any_scale_and_time_zone() -> None:
    jakarta = datetime(2022, 8, 5, 13, tzinfo=timezone(timedelta(hours=7)))
    assert canonical({"a": jakarta}) == canonical({"a": datetime(2022, 8, 5, 6, tzinfo=UTC)})
    assert json.loads(canonical([date(2022, 8, 1), Decimal("100.00"), Decimal("0.00"), Decimal("999999999999999999.99")])) == [
        "2022-08-01",
        "100",
        "0",
        "999999999999999999.99",
    ]


def test_vintages_stay_whatever_is_pruned_and_the_record_is_still_verified(tmp_path: Path) -> None:
    for number in range(1, 6):
        publish_number(tmp_path, number, "rollback" if number == 5 else "run")  # 5 shows 3 again: no line
        prune(tmp_path, 2)
    assert names_in(tmp_path / "publications") == ["4", "5"]
    file = standing_file(tmp_path)
    assert file is not None
    seen = "select cast(amount_paid_idr as bigint) from mart.claims_as_of(?) where period = '2022-02-01' and benefit_type_code = 'JHT'"
    placed = "select cast(sum(amount_paid_idr) as bigint) from mart.claims_region_as_of(?)"
    with opened(file) as connection:
        national = [connection.execute(seen, [number]).fetchall() for number in range(1, 6)]
        regional = [connection.execute(placed, [number]).fetchall() for number in range(1, 6)]
    assert national == [[(7000001,)], [(8000001,)], [(None,)], [(8000001,)], [(None,)]]
    assert regional == [[(7000001,)], [(8000001,)], [(None,)], [(8000001,)], [(None,)]]
    assert faults(tmp_path, remembered(tmp_path)) == []


def test_a_lost_link_is_named_and_the_newest_whole_publication_stands_again(warehouse: Path) -> None:
    recorded = remembered(warehouse)
    (warehouse / "current").unlink()
    [(what, fix)] = list(examine_publications(warehouse, recorded))
    assert (what, fix) == (
        "publication 3 was published last, but none stands",
        "have the newest whole publication stand again: claims publish --restore",
    )
    with publication_file(warehouse, 3).open("r+b") as file:
        file.truncate(100_000)
    number = newest_whole(warehouse, recorded)
    assert number == 2
    stand_again(warehouse, number)
    assert standing_file(warehouse) == publication_file(warehouse, 2)


def test_damage_that_no_reader_meets_is_damage_too_and_the_publication_before_is_put_back(warehouse: Path) -> None:
    recorded = remembered(warehouse)
    with publication_file(warehouse, 3).open("ab") as file:
        file.write(b"\x00")  # behind the last block: no engine looks there
    assert faults(warehouse, recorded) == ["the file of publication 3 has other bytes than were published, though no figure is another"]
    assert newest_whole(warehouse, recorded) == 2


def test_a_publication_that_was_never_recorded_is_not_put_back(warehouse: Path) -> None:
    recorded = remembered(warehouse)
    assert newest_whole(warehouse, {1: recorded[1]}) == 1
    assert newest_whole(warehouse, {}) is None


def test_every_damaged_block_of_a_published_file_is_found(warehouse: Path) -> None:
    file, block = publication_file(warehouse, 3), 256 << 10
    whole, recorded = file.read_bytes(), remembered(warehouse)
    unnoticed = 0
    for begin in range(12 << 10, len(whole) - block + 1, block):
        file.write_bytes(whole[: begin + 900] + bytes([whole[begin + 900] ^ 1]) + whole[begin + 901 :])
        unnoticed += not [what for what in faults(warehouse, recorded) if "publication 3" in what]
    assert unnoticed == 0  # not even what months made again have left behind, and nobody reads
