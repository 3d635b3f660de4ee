"""Headless Chromium, for clients that people look at."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def opened_page(**viewport: int) -> Iterator[Any]:
    """A page of a browser of its own. Skips, saying why, where there is none."""
    from playwright.sync_api import sync_playwright

    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        pytest.skip("not run: needs Chromium")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            yield chromium.new_page(viewport=viewport or None)
        finally:
            chromium.close()
