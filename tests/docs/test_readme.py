"""README and CONTRIBUTING say what is so. A generated block that drifted is printed as it should be."""

import re
import tomllib
from pathlib import Path

import pytest

from flows.cli.app import COMMANDS
from flows.settings import PREFIX, Settings

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text()
CONTRIBUTING = (TOP / "CONTRIBUTING.md").read_text()


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.DOTALL)
    assert found is not None, f"README.md has no block {name}"
    return found[1]


def settings_table() -> str:
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        rows.append(f"| `{PREFIX}{name.upper()}` | {'' if field.default is None else f'`{field.default}`'} | {field.description} |")
    return "\n".join(rows) + "\n"


def test_every_setting_stands_in_the_readme_with_its_default() -> None:
    assert block("settings") == settings_table()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"claims {command}" in README.replace("claims --home /tmp/claims ", "claims ") + " claims demo claims serve"


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:transforms|warehouse|expectations|flows|tests)/[\w/.]+?)/?`", CONTRIBUTING))))
def test_every_place_that_contributing_names_is_there(path: str) -> None:
    assert (TOP / path).exists()


def test_the_lock_names_no_address_and_hashes_everything() -> None:
    lock = (TOP / "requirements.lock").read_text()
    assert "://" not in lock
    pins = re.findall(r"^[\w.-]+==", lock, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=", lock, re.MULTILINE))


def test_every_direct_dependency_is_pinned_in_the_lock() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!\[ ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    lock = (TOP / "requirements.lock").read_text()
    assert sorted(name for name in names if f"\n{name}==" not in f"\n{lock}") == []
