import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.conftest import Delivered
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import lines

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

RUN = ("run", "--period", by_hand.PERIOD)
PROMISED_S = 1.5
IMPORTED = re.compile(r"import time:.*\| +([\w.]+)$", re.MULTILINE)


def seconds_to_import() -> float:
    """What three libraries take to import, more than a run that finds nothing needs: a measure of what else the machine is doing."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import polars, click, pydantic_settings"], check=True)
    return time.monotonic() - began


def test_a_run_that_finds_nothing_new_says_so_and_publishes_nothing(delivered: Delivered) -> None:
    before = delivered.home.published
    ended = delivered.home.done(*RUN)
    assert "nothing has changed: publication 1 stands" in ended.stdout
    assert delivered.home.done(*RUN, "--json").result["is_new"] is False
    assert delivered.home.published == before


def test_a_run_that_finds_nothing_new_ends_in_under_a_second_and_a_half(delivered: Delivered) -> None:
    taken = [(delivered.home.done(*RUN).seconds, seconds_to_import()) for _ in range(5)]
    seconds, measure = (min(column) for column in zip(*taken, strict=True))
    assert seconds < max(PROMISED_S, 1.5 * measure), taken


@pytest.mark.parametrize("engine", ["prefect", "great_expectations", "polars", "duckdb", "pandas", "sqlalchemy"])
def test_a_run_that_finds_nothing_new_imports_no_engine(delivered: Delivered, engine: str) -> None:
    ended = delivered.home.done(*RUN, PYTHONPROFILEIMPORTTIME="1")
    imported = {module.split(".")[0] for module in IMPORTED.findall(ended.stderr)}
    assert "click" in imported, "the listing was not read"
    assert engine not in imported


def test_a_run_that_finds_nothing_new_leaves_no_flow_run(delivered: Delivered) -> None:
    [database] = (delivered.home.root / ".prefect").rglob("prefect.db")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        before = connection.execute("select count(*) from flow_run").fetchone()
        delivered.home.done(*RUN)
        assert connection.execute("select count(*) from flow_run").fetchone() == before


def test_a_month_that_had_arrived_before_is_loaded_when_its_turn_comes(published_home: ClaimsHome) -> None:
    published_home.lay("2022-08/kudus/klaim.csv", csv_bytes(lines("august", day="{day:02d}/08/2022")))
    assert published_home.done(*RUN, "--json").result["is_new"] is False
    published_home.done("run", "--period", "2022-08")
    assert published_home.figures["2022-08", "JHT"][:2] == (24, 24)


def test_bytes_sent_again_under_the_same_name_change_nothing(published_home: ClaimsHome) -> None:
    before = published_home.published
    by_hand.deliver(published_home)
    assert published_home.done(*RUN, "--json").result["is_new"] is False
    assert published_home.published == before
