"""A home whose standing publication is drawn by hand, and bulletins of it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from flows.bulletin.report import Asked, Written, report
from flows.bulletin.runtime import FOLDER
from flows.home import Home

DRAWN, DRAWN_PUBLIC = (Path(__file__).with_name(f"drawn_{kind}.sql") for kind in ("warehouse", "public"))


def drawn_home(root: Path) -> Home:
    """A home with the drawn publication, its public file beside it, and nothing else."""
    home = Home(root)
    home.current_file.parent.mkdir(parents=True)
    with duckdb.connect(home.current_file) as connection:
        connection.execute(DRAWN.read_text(encoding="utf-8"))
    with duckdb.connect(home.current_public) as connection:
        connection.execute(DRAWN_PUBLIC.read_text(encoding="utf-8"))
    return home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The drawn home, to be looked at; its pages are written once."""
    return drawn_home(tmp_path_factory.mktemp("bulletin") / "home")


@pytest.fixture
def new_home(home: Home, pages: dict[str, Written], tmp_path: Path) -> Home:
    """A drawn home of the test's own, without a bulletin; putting the charts' runtime together takes seconds, so it is taken over."""
    shutil.copytree(home.reports / FOLDER, tmp_path / "home" / "reports" / FOLDER)
    return drawn_home(tmp_path / "home")


@pytest.fixture(scope="session")
def pages(home: Home) -> dict[str, Written]:
    """Every kind of bulletin of July 2022."""
    asked = {"id": Asked(), "en": Asked(language="en"), "blora": Asked(regency_code="33.16"), "public": Asked(is_public=True)}
    return {name: report(home, one) for name, one in asked.items()}


@pytest.fixture(scope="session")
def html(pages: dict[str, Written]) -> dict[str, str]:
    """Their text."""
    return {name: page.path.read_text(encoding="utf-8") for name, page in pages.items()}
