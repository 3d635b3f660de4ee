import subprocess
import sys
from pathlib import Path

import pytest

from transforms import fingerprint as module
from transforms.fingerprint import READ_BEFORE, fingerprint, release


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "segments.csv").write_text("segment_code\nPU\n")
    (tmp_path / "rules.py").write_text('"""What it is."""\n\n\ndef double(x):\n    """Twice x."""\n    return x * 2\n')
    monkeypatch.setattr(module, "HOUSE", tmp_path)
    return tmp_path


def test_comments_and_docstrings_do_not_count(house: Path) -> None:
    before = fingerprint(None)
    (house / "rules.py").write_text('"""Something else."""\n# why\ndef double(x):\n    return x * 2\n')
    assert fingerprint(None) == before


def test_code_counts(house: Path) -> None:
    before = fingerprint(None)
    (house / "rules.py").write_text("def double(x):\n    return x * 3\n")
    assert fingerprint(None) != before


def test_tables_count_shipped_and_of_the_home(house: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("reference")
    before = fingerprint(home)
    (home / "aliases.csv").write_text("column,raw,code,source\n")
    with_overlay = fingerprint(home)
    (house / "tables" / "segments.csv").write_text("segment_code\nPU\nBPU\n")
    assert len({before, with_overlay, fingerprint(home)}) == 3


def test_tables_of_words_are_kept_apart_from_those_that_count_whole(house: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("reference")
    before = release(home)
    (home / "regions.csv").write_text("regency_code\n")
    with_regions = release(home)
    (home / "statuses.csv").write_text("status\n")
    with_statuses = release(home)
    assert with_regions.tables_id == before.tables_id
    assert with_regions.words_id != before.words_id
    assert with_statuses.words_id == with_regions.words_id
    assert with_statuses.tables_id != with_regions.tables_id
    assert {before.code, with_statuses.code} == {before.code}


def test_a_table_of_the_home_that_cleaning_does_not_read_does_not_count(house: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("reference")
    before = release(home)
    (home / "materiality.csv").write_text("band\n")
    (home / "limits.csv").write_text("limit\n")
    assert release(home) == before


def test_what_modules_mean_is_kept_and_never_believed_for_other_bytes(house: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = tmp_path_factory.mktemp("clean")
    first = release(None, kept)
    assert (kept / READ_BEFORE).exists()
    assert release(None, kept) == first == release(None)
    (house / "rules.py").write_text("def double(x):\n    return x * 3\n")
    assert release(None, kept) == release(None) != first
    (kept / READ_BEFORE).write_text("{ torn")
    assert release(None, kept) == release(None)


def test_a_home_without_reference_folder_is_a_home_without_tables(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "reference") == fingerprint(None)


def test_polars_is_not_loaded_for_it() -> None:
    asked = "import sys; from transforms.fingerprint import fingerprint; fingerprint(None); assert 'polars' not in sys.modules"
    subprocess.run([sys.executable, "-c", asked], check=True)
