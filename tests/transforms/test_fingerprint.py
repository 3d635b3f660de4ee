import subprocess
import sys
from pathlib import Path

import pytest

from transforms import fingerprint as module
from transforms.fingerprint import fingerprint


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


def test_a_home_without_reference_folder_is_a_home_without_tables(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "reference") == fingerprint(None)


def test_polars_is_not_loaded_for_it() -> None:
    asked = "import sys; from transforms.fingerprint import fingerprint; fingerprint(None); assert 'polars' not in sys.modules"
    subprocess.run([sys.executable, "-c", asked], check=True)
