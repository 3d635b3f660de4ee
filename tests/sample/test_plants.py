from datetime import date
from pathlib import Path

import pytest

from flows.sample.harvest import CODES_OF
from flows.sample.plan import SamplePlan
from flows.sample.refused import UNUSABLE
from tests.sample.oracle import sample


def kinds(home: Path, plan: SamplePlan) -> set[str]:
    return {fault["kind"] for fault in sample(home, plan)[1]["faults"]}


def test_every_kind_of_fault_appears_in_three_extracts_of_20000_lines_a_month(tmp_path: Path) -> None:
    found = kinds(tmp_path, SamplePlan(date(2022, 6, 1), date(2022, 7, 1)))
    assert set(CODES_OF) - found == {"nik_numeric_cell"}  # that one needs a workbook, and no office sends one of 20,000 lines


def test_a_workbook_brings_the_nik_that_became_a_number(tmp_path: Path) -> None:
    found = kinds(tmp_path, SamplePlan(date(2022, 6, 1), date(2022, 6, 1), senders=2, rows=3_000, messy=True))
    assert "nik_numeric_cell" in found


def test_a_messy_sample_has_every_kind_of_unusable_file(tmp_path: Path) -> None:
    found = kinds(tmp_path, SamplePlan(date(2022, 5, 1), date(2022, 7, 1), rows=40, messy=True))
    assert {unusable.kind for unusable in UNUSABLE} <= found


@pytest.mark.parametrize(
    "period", [date(2015, 7, 1), date(2019, 12, 1), date(2020, 3, 1), date(2021, 3, 1), date(2025, 2, 1), date(2027, 1, 1)]
)
def test_any_month_since_the_beginning_can_be_written(tmp_path: Path, period: date) -> None:
    summary, truth = sample(tmp_path, SamplePlan(period, period, senders=2, rows=400, messy=True))
    assert summary.lines == 800
    assert truth["faults"]


def test_an_extract_has_exactly_the_lines_asked_for(tmp_path: Path) -> None:
    for rows in (1, 7, 20, 333):
        summary, _ = sample(tmp_path / str(rows), SamplePlan(date(2022, 7, 1), date(2022, 7, 1), senders=7, rows=rows))
        assert summary.lines == 7 * rows
