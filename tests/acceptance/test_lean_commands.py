"""Commands that only look import no more than they need: what starts slowly is not asked for twice a day."""

import re
import resource
from collections.abc import Callable

import pytest

from tests.acceptance import by_hand
from tests.acceptance.conftest import Delivered

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

IMPORTED = re.compile(r"import time:.*\| +([\w]+)\.[\w.]+$", re.MULTILINE)  # a refused import names the package alone
NEVER = {"prefect", "great_expectations", "pandas", "scipy", "altair", "sqlalchemy"}
ENGINES = {"polars", "duckdb", "numpy", "pyarrow"}
ALLOWED = {  # what each command may import of the engines
    ("--help",): set(),
    ("run", "--help"): set(),
    ("status",): set(),
    ("status", "--arrivals"): set(),
    ("publish",): {"duckdb"},
    ("query", "select 1"): {"duckdb"},
    ("explain", by_hand.PERIOD): {"duckdb"},
    ("trace", by_hand.PERIOD): ENGINES,
    ("quarantine", "list"): ENGINES - {"duckdb"},
    ("doctor",): ENGINES,
}


@pytest.mark.parametrize("command", [pytest.param(one, id=" ".join(one)) for one in ALLOWED])
def test_a_command_that_only_looks_imports_nothing_it_does_not_need(
    delivered: Delivered, command: tuple[str, ...], figure: Callable[[str], None]
) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = delivered.home.claims(*command, PYTHONPROFILEIMPORTTIME="1")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figure(f"claims {' '.join(command)}, cold, imports listed: {ended.seconds:.2f} s, {used:.2f} s CPU")
    imported = set(IMPORTED.findall(ended.stderr))
    assert "click" in imported, str(ended)
    assert imported & NEVER == set()
    assert imported & ENGINES <= ALLOWED[command]
