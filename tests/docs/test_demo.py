"""What the README shows of the demo is what the demo prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text()


@pytest.mark.prefect
def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    home = tmp_path / "data"
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "--home", str(home), "demo"], capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.replace(str(home.absolute()), "…/data")
    shown = re.search(r"<!-- demo -->\n```text\n(.*?)```\n<!-- /demo -->", README, re.DOTALL)
    assert shown is not None
    assert [line.rstrip() for line in printed.splitlines()] == shown[1].splitlines()
