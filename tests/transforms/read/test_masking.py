"""Long numbers in names and messages: somebody's NIK or account number."""

import subprocess
import sys
from pathlib import Path

import pytest

from transforms.read.masking import starred, without_long_numbers, without_unbroken_numbers

ROOT = Path(__file__).parents[3]


def test_a_file_name_keeps_its_length_under_stars() -> None:
    assert starred("klaim 3316081234567890 rev2.csv") == "klaim **************** rev2.csv"


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
