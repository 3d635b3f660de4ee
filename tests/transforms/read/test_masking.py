"""Long numbers in names and messages: somebody's NIK or account number."""

import subprocess
import sys
from pathlib import Path

import pytest

from transforms.read.masking import heading_shown, pattern, starred, without_long_numbers, without_typed_numbers, without_unbroken_numbers

ROOT = Path(__file__).parents[3]


def test_a_file_name_keeps_its_length_under_stars() -> None:
    assert starred("klaim 3316081234567890 rev2.csv") == "klaim **************** rev2.csv"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("klaim 331608.123456.7890.csv", "klaim ******.******.****.csv"),
        ("klaim 3316-0812-3456-7890.csv", "klaim ****-****-****-****.csv"),
        ("rek 7700 9988 12.csv", "rek **** **** **.csv"),
        ("klaim_2022-07-01_2022-07-31.csv", "klaim_2022-07-01_2022-07-31.csv"),
        ("klaim 01.07.2022-31.07.2022 rev 2.csv", "klaim 01.07.2022-31.07.2022 rev 2.csv"),
        ("2022-07/klaim 3316 0812 3456 7890/x.csv", "2022-07/klaim **** **** **** ****/x.csv"),
    ],
)
def test_a_number_in_groups_is_starred_in_a_file_name_and_dates_are_not(name: str, shown: str) -> None:
    assert starred(name) == shown


def test_what_somebody_typed_comes_back_without_a_nik_and_with_its_figures() -> None:
    told = "there is no plan 3316081234567890\n  27598437250.00 published\x1b[2J"
    assert without_typed_numbers(told) == "there is no plan *\n  27598437250.00 published\ufffd[2J"


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    hostile = "a\x1b[31mb\x07c\u202egnp\nd\udcffe"
    assert [mask(hostile) for mask in (starred, without_long_numbers, heading_shown)] == ["a\ufffd[31mb\ufffdc\ufffdgnp d\ufffde"] * 3
    assert pattern("x\x1b]0;1") == "A\ufffd]9;9"


def test_a_sheet_name_loses_long_numbers_spaced_or_not() -> None:
    assert without_long_numbers("JHT 3316 0812 3456 7890 / 3316081234567890") == "JHT * / *"


def test_a_message_loses_long_numbers_and_keeps_dates_times_and_amounts() -> None:
    told = "run 3316081234567890 ended 2022-08-05 06:00:00: 1.234.567.890,00 stated, 7654321 found"
    assert without_unbroken_numbers(told) == "run * ended 2022-08-05 06:00:00: 1.234.567.890,00 stated, 7654321 found"


@pytest.mark.parametrize("mask", [starred, without_long_numbers, without_unbroken_numbers])
def test_seven_digits_are_nobody_s_number(mask: object) -> None:
    assert mask("kantor K01, 7654321") == "kantor K01, 7654321"  # type: ignore[operator]


def test_masking_starts_no_engine() -> None:
    asked = "import sys, transforms.read.masking; print({'polars', 'duckdb', 'prefect', 'fsspec'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == "set()"


def test_long_numbers_are_masked_in_one_home() -> None:
    """Of flows and transforms: expectations may not import transforms, and masks what DuckDB says by itself."""
    sources = [path for room in ("flows", "transforms") for path in (ROOT / room).rglob("*.py")]
    homes = [path.relative_to(ROOT).as_posix() for path in sources if r"\d{8,}" in path.read_text(encoding="utf-8")]
    assert homes == ["transforms/read/masking.py"]
