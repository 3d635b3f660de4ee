"""Figures proved from the vault: what is told where something was tampered with or is gone, and what cannot be rebuilt."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.errors import VaultDamaged
from flows.monthly.restatement import Policy
from flows.trace.cell import Cell
from flows.trace.errors import NotRecorded, OtherRelease, PartGone
from flows.trace.publications import rebuild
from flows.trace.trace import trace
from flows.trace.verify import verifier
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.office import Office
from tests.acceptance.traced_home import JHT, called, copied, places, traced
from tests.acceptance.traced_home import JULY as DRAWN
from warehouse.opening import opened

pytestmark = pytest.mark.xdist_group("acceptance: trace")
JULY, AUGUST = date(2022, 7, 1), date(2022, 8, 1)


@pytest.fixture
def office(past: Office, tmp_path: Path) -> Office:
    return copied(past, tmp_path / "home")


def test_every_month_of_every_publication_is_as_it_is_rebuilt(past: Office) -> None:
    with verifier(past.workplace()) as rebuilding:
        verdicts = [rebuilding.verify_month(month, number) for month, number in ((JULY, 1), (JULY, 2), (AUGUST, 2))]
    assert all(verdict.is_equal for verdict in verdicts)
    assert [len(verdict.parts) for verdict in verdicts] == [2, 3, 3]
    assert {(part.lines, part.findings, part.ledger) for part in verdicts[-1].parts} == {("equal", "equal", "equal")}
    assert not list(past.home.vault.glob(".verify-*")), "what was made to be thrown away lies there still"


def test_what_a_killed_verification_left_is_swept_and_that_of_others_is_not(office: Office) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, others = (office.home.vault / f".verify-{process}-x" for process in (ended.pid, os.getppid()))
    for folder in (left, others):
        folder.mkdir()
    with verifier(office.workplace()):
        assert len(list(office.home.vault.glob(".verify-*"))) == 2
    assert list(office.home.vault.glob(".verify-*")) == [others]


def test_no_part_is_needed_in_clean_to_verify(office: Office) -> None:
    shutil.rmtree(office.home.clean)
    shutil.rmtree(office.home.quarantine)
    told = traced(office, is_verified=True)
    assert told.is_equal
    assert places(told)[0] == ("kudus", "JULI.csv", None, [2, 3, 6], "8000000")


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "no Parquet"])
def test_a_part_that_cannot_be_read_is_told_and_verified_nevertheless(office: Office, is_gone: bool) -> None:  # noqa: FBT001
    path = next(office.home.clean.glob("*.parquet"))
    path.unlink()
    if not is_gone:
        path.write_bytes(b"PAR1 no more")
    with pytest.raises(PartGone):
        traced(office)
    verdict = traced(office, is_verified=True).verdict
    assert verdict is not None
    assert verdict.is_equal is is_gone, "what is gone cannot differ"
    assert [part.lines for part in verdict.parts if part.lines != "equal"] == ["not there" if is_gone else "differs"]


def test_a_part_that_was_tampered_with_is_told(office: Office) -> None:
    part_id = next(row["part_id"] for row in traced(office).files if row["file"] == "JULI.csv")
    path = office.home.clean / f"{part_id}.parquet"
    more = pl.when(pl.col("source_row") == 2).then(1).otherwise(0)
    pl.read_parquet(path).with_columns(amount_paid_sen=pl.col("amount_paid_sen") + more).write_parquet(path)
    told = traced(office)
    assert [row["state"] for row in told.figures] == ["EQUAL", "EQUAL", "EQUAL", "DIFFERS"]
    verdict = traced(office, is_verified=True).verdict
    assert verdict is not None
    assert [(part.file_name, part.lines, part.ledger) for part in verdict.parts if not part.is_equal] == [("JULI.csv", "differs", "equal")]
    assert verdict.differences == (), "the published figures are what the vault gives"


def test_bytes_that_are_no_longer_those_of_their_name_are_told(office: Office) -> None:
    path = office.home.vault / next(row["sha256"] for row in traced(office).files)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"1000000", b"9000000"))
    with pytest.raises(VaultDamaged):
        traced(office, is_verified=True)
    assert [found.state for found in rebuild(office.root, None)] == ["ill", "ill"]


EDITS = {
    "the mart": (
        "file",
        "update mart.claims_by_benefit_month set amount_paid_idr = amount_paid_idr + 0.01 where benefit_type_code = 'JHT'",
    ),
    "the vintages": (
        "vintages",
        "update mart.claims_by_benefit_month_vintages set claim_count = 6 where benefit_type_code = 'JHT' and publication_to is null",
    ),
    "another mart": ("file", "delete from mart.claims_by_programme_month where benefit_type_code = 'JP'"),
    "the running totals": ("file", "update mart.claims_year_to_date set payment_count = 1 where regency_code = '33.18'"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_figure_edited_in_the_warehouse_is_told(office: Office, edit: str) -> None:
    source, sql = EDITS[edit]
    with duckdb.connect(office.home.current_file.resolve()) as connection:
        connection.execute(sql)
    verdict = traced(office, Cell(JULY), is_verified=True).verdict
    assert verdict is not None
    assert not verdict.is_equal
    assert {one.source for one in verdict.differences} == {source}


def test_another_fingerprint_is_named_with_the_release_that_is_needed(office: Office) -> None:
    workplace = replace(office.workplace(), fingerprint="another")
    with pytest.raises(OtherRelease) as refused:
        trace(workplace, JHT, 1, is_verified=True)
    assert "release" in refused.value.fix
    assert trace(workplace, JHT, 1, is_verified=False).is_equal, "recorded parts tell nevertheless what is behind"


def test_a_month_held_back_needs_the_release_that_made_it(office: Office) -> None:
    (office.root / "claims.toml").write_text("maturity_months = 1\n")  # other conditions than those of publication 2
    office.deliver("2022-07/kudus/JULI.csv", csv_bytes(DRAWN.with_rows(DRAWN.rows[1:])))
    office.run("2022-07", "2022-08", policy=Policy("late"))
    assert traced(office, Cell(AUGUST), 3, is_verified=True).is_equal
    with sqlite3.connect(office.home.register) as connection:
        connection.execute("update condition set fingerprint = 'of old', release = '0.9' where maturity_months = 3")
    connection.close()
    with pytest.raises(OtherRelease, match="or a month that it held back") as refused:
        traced(office, Cell(AUGUST), 3, is_verified=True)
    assert "release 0.9" in refused.value.fix


def test_a_period_left_out_since_another_release_read_it_is_no_difference(office: Office) -> None:
    with sqlite3.connect(office.home.register) as connection:
        first = "part_id = (select part_id from part where arrival_id = 1)"
        connection.execute(f"update ingredients set made_from = json_set(made_from, '$.code', 'of old') where {first}")
    connection.close()
    with pytest.raises(OtherRelease, match="as another release, or other tables, read it"):
        traced(office, is_verified=True)
    assert [found.state for found in rebuild(office.root, None)] == ["note", "note"]


def test_a_publication_from_before_this_was_recorded_cannot_be_rebuilt(office: Office) -> None:
    with sqlite3.connect(office.home.register) as connection:
        connection.execute("delete from condition")
    connection.close()
    with pytest.raises(NotRecorded):
        traced(office, is_verified=True)
    assert [found.state for found in rebuild(office.root, None)] == ["note", "note"]


def test_the_command_says_differs_and_exits_with_1(office: Office) -> None:
    with duckdb.connect(office.home.current_file.resolve()) as connection:
        connection.execute(EDITS["the mart"][1])
    ended = called(office, "trace", "2022-07", "--benefit-type", "JHT")
    assert (ended.exit_code, ended.stdout.splitlines()[-1]) == (1, "DIFFERS")


def test_publications_are_rebuilt_on_another_home_from_vault_and_register_alone(past: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "other")
    for name in ("vault", "register", "reference"):
        shutil.copytree(past.root / name, other.root / name)
    ended = called(other, "doctor", "--rebuild", "all", "--json")
    with opened(past.home.current_file) as connection:
        hashes = [row[0] for row in connection.execute("select content_hash from meta.publication order by publication").fetchall()]
    told = json.loads(ended.stdout)
    assert (ended.exit_code, [row["state"] for row in told]) == (0, ["well", "well"])
    assert [row["what"].split(", ")[1] for row in told] == hashes
    assert called(other, "doctor", "--rebuild", "7").exit_code != 0
    assert not other.home.clean.exists()
