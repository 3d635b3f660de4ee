import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from warehouse.register.errors import MigrationChanged, RegisterUnreadable
from warehouse.register.migrate import Migration, known, migrate, pending
from warehouse.register.records import Arrival, Condition, HeldBack, PartRecord, PlanRecord, PublicationRow, Resend, Sighting
from warehouse.register.store import open_register

ARRIVAL = Arrival(0, "blora", "2022-07", "ab", "", 0, "name", "JHT.csv", "csv", 12, "2022-08-01T00:00:00+00:00")


def test_identical_bytes_keep_their_first_place(tmp_path: Path) -> None:
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_arrivals([ARRIVAL])
        register.keep_arrivals([ARRIVAL])
        assert [arrival.arrival_id for arrival in register.arrivals()] == [1]


def test_the_same_bytes_in_another_format_are_another_arrival(tmp_path: Path) -> None:
    as_workbook = replace(ARRIVAL, file_name="JHT.xlsx", file_format="xlsx")
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_arrivals([as_workbook, ARRIVAL])
        assert register.arrivals() == [replace(as_workbook, arrival_id=1), replace(ARRIVAL, arrival_id=2)]
        assert register.arrival_of(ARRIVAL.content) == replace(ARRIVAL, arrival_id=2)
        assert register.arrival_of(replace(ARRIVAL, manifest_sha256="cd").content) is None


def test_arrivals_registered_before_kinds_were_keep_their_numbers_and_their_parts(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "r.sqlite")
    migrate(connection, known()[:1])
    row = "'blora', '2022-07', {sha}, {manifest}, 0, 'name', 'JHT.csv', 'csv', 12, '2022-08-01T00:00:00+00:00'"
    for number, manifest in ((3, "''"), (7, "'m'")):
        connection.execute(f"insert into arrival values ({number}, {row.format(sha=number, manifest=manifest)})")
    connection.execute("insert into part values ('p', 7, 'clean', '{}', '', '2022-08-01')")
    connection.commit()
    connection.close()
    with open_register(tmp_path / "r.sqlite") as register:
        assert [(one.arrival_id, one.sha256, one.kind) for one in register.arrivals()] == [(3, "3", "full"), (7, "7", "")]
        register.keep_arrivals([ARRIVAL])
        register.keep_resends([Resend("path", "1", 3, "JHT.csv", "2022-08-02")])
        assert register.arrivals()[-1].arrival_id == 8
    connection = sqlite3.connect(tmp_path / "r.sqlite")
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert [row[2] for table in ("part", "resend") for row in connection.execute(f"pragma foreign_key_list({table})")] == ["arrival"] * 2
    connection.close()


def test_a_reader_sees_the_register_while_a_run_writes(tmp_path: Path) -> None:
    with open_register(tmp_path / "r.sqlite") as writer, open_register(tmp_path / "r.sqlite") as reader:
        writer.keep_arrivals([ARRIVAL])
        assert len(reader.arrivals()) == 1


def test_a_plan_is_kept_once_and_a_run_that_held_back_names_the_newest(tmp_path: Path) -> None:
    plan = PlanRecord("p1", "2022-08-05", "run", 1, "record", "inputs", "[]", "{}", "hash", "{}")
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_plan(plan)
        register.keep_plan(replace(plan, made_at="later"))
        register.keep_plan(replace(plan, plan_id="p2"))
        for plan_id in ("p1", "p2"):
            register.keep_held_back(HeldBack("inputs", 1, "record", "policy", plan_id))
        assert register.plans() == [plan, replace(plan, plan_id="p2")]
        assert register.held_back() == [HeldBack("inputs", 1, "record", "policy", "p2")]


def test_a_publication_recorded_twice_is_one(tmp_path: Path) -> None:
    row = PublicationRow(1, "inputs", "hash", "record", "run", '["2022-07"]', "2022-08-05T00:00:00+00:00")
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_publication(row)
        register.keep_publication(row)
        assert register.publications() == [row]


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    part = PartRecord("p", 1, "clean", "{}", "", "2022-08-01T00:00:00+00:00")
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_arrivals([ARRIVAL])
        register.keep_part(part)
        register.keep_sightings([Sighting("path", "1", "ab"), Sighting("path", "2", "cd")])
        register.keep_key_id("key", "2022-08-01")
        register.keep_hold("inputs", "[]", 3, "2022-08-01")
        register.release_holds("2022-08-02")
        assert register.parts() == {"p": part}
        assert register.sightings() == {"path": Sighting("path", "2", "cd")}
        assert register.key_id() == "key"
        assert [hold.released_at for hold in register.holds()] == ["2022-08-02"]


def test_an_applied_migration_that_was_edited_is_refused() -> None:
    connection = sqlite3.connect(":memory:")
    migrate(connection, [Migration("0001_a", "create table a (x)")])
    with pytest.raises(MigrationChanged, match="0001_a"):
        migrate(connection, [Migration("0001_a", "create table a (y)")])
    connection.close()


def test_a_migration_that_fails_leaves_neither_table_nor_record() -> None:
    connection = sqlite3.connect(":memory:")
    broken = Migration("0001_a", "create table a (x); create table a (x)")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, [broken])
    connection.rollback()
    assert pending(connection, [broken]) == [broken]
    assert connection.execute("select count(*) from sqlite_master where name = 'a'").fetchone() == (0,)
    connection.close()


def test_migrations_are_numbered_without_gaps() -> None:
    assert [int(migration.name[:4]) for migration in known()] == list(range(1, len(known()) + 1))


def test_a_file_that_is_no_register_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.sqlite").write_bytes(b"this is not a database at all, but long enough to be one" * 40)
    with pytest.raises(RegisterUnreadable), open_register(tmp_path / "r.sqlite"):
        pass


def test_what_a_part_and_a_publication_were_made_under_is_remembered_as_it_was_first(tmp_path: Path) -> None:
    condition = Condition("c1", "code", "schema", 3, "1.0")
    with open_register(tmp_path / "r.sqlite") as register:
        register.keep_decided("p1", "", "")
        register.keep_decided("p2", "d1", '{"headings": {}}')
        register.keep_decided("p2", "d2", "another")
        register.keep_condition(condition)
        register.keep_condition(replace(condition, release="2.0"))
        assert register.decided() == {"p1": "", "p2": '{"headings": {}}'}
        assert register.condition("c1") == condition
        assert register.condition("c2") is None


def test_what_an_earlier_publication_stands_again_for_is_forgotten_but_kept_aside(tmp_path: Path) -> None:
    rows = [PublicationRow(number, "inputs", "content", f"record {number}", "run", "[]", "2022-08-01") for number in (1, 2, 3)]
    with open_register(tmp_path / "r.sqlite") as register:
        for row in rows:
            register.keep_publication(row)
        register.keep_restoration(1, "2022-08-05")
        assert register.publications() == rows[:1]
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as connection:
        [(restored_at, number, lost)] = connection.execute("select restored_at, number, lost from restoration").fetchall()
    assert (restored_at, number) == ("2022-08-05", 1)
    assert [one["record_hash"] for one in json.loads(lost)] == ["record 2", "record 3"]


def test_a_damaged_page_of_the_register_is_found(tmp_path: Path) -> None:
    file = tmp_path / "r.sqlite"
    with open_register(file) as register:
        register.keep_arrivals([ARRIVAL])
        assert register.damage() == ""
    content = bytearray(file.read_bytes())
    content[-4096:] = bytes(range(256)) * 16
    file.write_bytes(content)
    with open_register(file) as register:
        assert register.damage()
