import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.acceptance.conftest import Delivered

pytestmark = [pytest.mark.browser, pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

SUITES = ("extract", "lines", "month", "marts")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--enable-logging=stderr")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def looked_at(page: Path, profile: Path) -> tuple[str, str]:
    """The page as a browser shows it, and what the browser complained of; skips where there is none."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"not run: none of {', '.join(BROWSERS)} is installed")
    done = subprocess.run(
        [browser, *FLAGS, f"--user-data-dir={profile}", "--virtual-time-budget=5000", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_the_index_of_the_checks_shows_every_suite_without_an_error_on_the_console(delivered: Delivered, tmp_path: Path) -> None:
    shown, complaints = looked_at(delivered.home.root / "reports" / "data_docs" / "index.html", tmp_path)
    text = re.sub(r"<(script|style).*?</\1>", "", shown, flags=re.DOTALL)
    for suite in SUITES:
        assert re.search(rf">\s*{suite}\b", text), suite
    assert complaints == ""


def test_every_link_of_the_index_leads_to_a_page_that_opens_without_an_error(delivered: Delivered, tmp_path: Path) -> None:
    folder = delivered.home.root / "reports" / "data_docs"
    shown, _ = looked_at(folder / "index.html", tmp_path)
    linked = {folder / unquote(link) for link in re.findall(r'href="([^":#]+\.html)"', shown)} - {folder / "index.html"}
    assert len(linked) >= len(SUITES)
    for page in sorted(linked)[:8]:
        assert page.exists(), page
        assert looked_at(page, tmp_path)[1] == ""
