from pathlib import Path

import pytest

from flows.errors import ConfigurationRefused
from flows.settings import read_settings


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMS_HOME", raising=False)


def test_the_flag_goes_before_the_environment_and_that_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claims.toml").write_text("maturity_months = 5\nworkers = 4\n")
    monkeypatch.setenv("CLAIMS_HOME", "/elsewhere")
    monkeypatch.setenv("CLAIMS_WORKERS", "3")
    settings = read_settings(tmp_path)
    assert (settings.home, settings.maturity_months, settings.workers) == (tmp_path, 5, 3)


@pytest.mark.parametrize("line", ["maturty_months = 5", "workers = 0", "workers = 'many'", "workers ="])
def test_what_a_file_cannot_say_is_refused_with_its_name(tmp_path: Path, line: str) -> None:
    (tmp_path / "claims.toml").write_text(line)
    with pytest.raises(ConfigurationRefused) as refused:
        read_settings(tmp_path)
    assert "claims.toml" in refused.value.where


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_MATURTY_MONTHS", "5")
    with pytest.raises(ConfigurationRefused, match="CLAIMS_MATURTY_MONTHS"):
        read_settings(tmp_path)


def test_settings_are_frozen_and_hide_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_PSEUDONYM_KEY", "0f" * 32)
    settings = read_settings(tmp_path)
    assert "0f0f" not in repr(settings)
    with pytest.raises(ValueError, match="frozen"):
        settings.workers = 9  # type: ignore[misc]
