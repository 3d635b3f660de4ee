"""From a figure to the rows behind it: which count, which do not and what counts in their place, which a hand touched."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.errors import UsageRefused
from flows.monthly.restatement import Policy
from flows.trace.cell import Cell
from flows.trace.errors import NotPublished
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.office import Office
from tests.acceptance.traced_home import JHT, called, copied, places, traced
from tests.acceptance.traced_home import JULY as DRAWN

pytestmark = pytest.mark.xdist_group("acceptance: trace")
JULY, AUGUST = date(2022, 7, 1), date(2022, 8, 1)
NIK = "3316014503800001"
KUDUS, PATI, AGUSTUS = ("kudus", "JULI.csv"), ("pati", "juli ********.xlsx"), ("kudus", "AGUSTUS.csv")


@pytest.fixture
def office(past: Office, tmp_path: Path) -> Office:
    return copied(past, tmp_path / "home")


def test_a_figure_leads_to_its_files_sheets_and_rows_and_their_amounts_sum_to_it(past: Office) -> None:
    told = traced(past)
    assert places(told) == [
        (*KUDUS, None, [2, 3, 6], "8000000"),
        (*PATI, "JHT", [2], "600000"),
        (*AGUSTUS, None, [3, 4], "3900000"),
    ]
    assert {row["measure"]: (row["published"], row["counted"]) for row in told.figures} == {
        "claim_count": ({"file": 5, "vintages": 5}, 5),
        "payment_count": ({"file": 6, "vintages": 6}, 6),
        "participant_count": ({"file": 5, "vintages": 5}, 5),
        "amount_paid_idr": ({"file": Decimal("12500000.00"), "vintages": Decimal("12500000.00")}, Decimal(12500000)),
    }
    assert told.is_equal


def test_lines_that_do_not_count_are_told_with_what_counts_instead(past: Office) -> None:
    told = [(row["sender"], row["row"], row["reason"], row["instead"]["file"], row["instead"]["row"]) for row in traced(past).not_counted]
    assert told == [("kudus", 4, "superseded", "AGUSTUS.csv", 3), ("pati", 3, "duplicate", "JULI.csv", 6)]


def test_an_earlier_publication_is_traced_to_what_it_counted(past: Office) -> None:
    told = traced(past, number=1)
    assert places(told) == [(*KUDUS, None, [2, 3, 4, 6], "11000000.5"), (*PATI, "JHT", [2], "600000")]
    assert [row["reason"] for row in told.not_counted] == ["duplicate"]
    assert told.is_equal


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        (Cell(JULY, "JHT", segment_code="BPU", branch_code="none", regency_code="33.18"), [3]),
        (Cell(JULY, "JP", regency_code="none"), [5]),
        (Cell(JULY, programme_code="JP", benefit_component_code="JP_HARI_TUA_SEKALIGUS"), [5]),
        (Cell(JULY, segment_code="BPU"), [3]),
    ],
    ids=["one row of the region mart", "without a regency", "a component", "several rows"],
)
def test_a_cell_of_any_monthly_mart_is_traced_and_verified(past: Office, cell: Cell, rows: list[int]) -> None:
    told = traced(past, cell, is_verified=True)
    assert told.is_equal
    assert [row for one in told.files for row in one["rows"]] == rows
    assert told.verdict is not None
    assert told.verdict.rows > 0


def test_several_rows_of_a_mart_have_no_published_distinct_counts(past: Office) -> None:
    told = {row["measure"]: row["published"] for row in traced(past, Cell(JULY, regency_code="33.16")).figures}
    assert told["claim_count"] == told["participant_count"] == {}
    assert told["payment_count"] == {"file": 4, "vintages": 4}


def test_what_was_decided_then_is_what_an_extract_is_read_by(office: Office) -> None:
    corrections = office.home.corrections
    corrections.mkdir()
    said = {"sender": "kudus", "period": "2022-07", "who": "Siti", "when": "2022-08-10", "why": "letter 12"}
    said |= {"match": {"claim_id": "K-1", "payment_id": "KP-1"}, "set": {"amount_paid_idr": "1500000"}, "rows": "1"}
    (corrections / "c1.yaml").write_text(json.dumps(said))
    assert office.run("2022-07", "2022-08")
    (corrections / "c1.yaml").unlink()  # taken back, and not yet run
    told = traced(office, is_verified=True)
    assert (told.publication, told.is_equal) == (3, True)
    assert places(told)[0] == (*KUDUS, None, [2, 3, 6], "8500000")
    assert [(row["file"], row["row"], row["code"], row["corrections"]) for row in told.by_hand] == [("JULI.csv", 2, "MC01", "c1")]
    assert traced(office, number=2, is_verified=True).is_equal


def test_lines_that_wait_behind_a_month_held_back_are_told(office: Office) -> None:
    rows = [(*row[:-1], "1000001") if row[1] == "KP-1" else row for row in DRAWN.rows]
    office.deliver("2022-07/kudus/JULI.csv", csv_bytes(DRAWN.with_rows(rows)))
    office.run("2022-07", "2022-08", policy=Policy("late"))
    told = traced(office, is_verified=True)
    assert (told.publication, told.is_equal) == (3, True)
    assert places(told) == places(traced(office, number=2)), "the month goes on showing the extract that stands no more"
    waiting = [(row["row"], row["instead"]["row"]) for row in told.not_counted if row["reason"] == "waiting"]
    assert (2, 2) in waiting
    assert {row["sha256"] for row in told.files if row["file"] == "JULI.csv"} == {traced(office, number=1).files[0]["sha256"]}


def test_what_is_not_published_is_refused(past: Office) -> None:
    for cell, number in ((JHT, 3), (Cell(AUGUST, "JHT"), 1), (Cell(JULY, "JXX"), None), (Cell(JULY, "JHT", regency_code="33.17"), None)):
        with pytest.raises(NotPublished):
            traced(past, cell, number)
    with pytest.raises(UsageRefused):
        traced(past, Cell(JULY, "JHT", "JHT_PENUH", regency_code="33.16"))


def test_the_command_shows_the_rows_as_runs_and_no_personal_value(past: Office) -> None:
    ended = called(past, "trace", "2022-07", "--benefit-type", "JHT", "--verify")
    assert (ended.exit_code, ended.stdout.splitlines()[-1]) == (0, "EQUAL")
    assert "2-3, 6" in ended.stdout
    assert "2022-08 kudus AGUSTUS.csv row 3" in ended.stdout
    told = json.loads(called(past, "trace", "2022-07", "--regency", "3316", "--json").stdout)
    assert (told["cell"], told["is_equal"], told["files"][0]["rows"]) == ({"regency_code": "33.16"}, True, [2, 3, 6])
    assert told["files"][0]["vault"] == f"vault/{told['files'][0]['sha256']}"
    for text in (ended.output, json.dumps(told)):
        assert NIK not in text
        assert "12345678" not in text
