"""The bulletin as a browser shows it: charts drawn, nothing asked of a network, no complaint, and nothing axe-core calls serious."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.bulletin.report import Written

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
ALL_DRAWN = "document.querySelectorAll('[data-chart]').length === document.querySelectorAll('[data-chart].is-drawn').length"
KINDS = ("id", "en", "blora", "public")


@dataclass
class Opened:
    """A page in a browser, what it complained of, and what it asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser that is installed; none is fetched."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"not run: none of {', '.join(BROWSERS)} is installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Any, path: Path, *, scheme: str = "light", size: dict[str, int] | None = None) -> Iterator[Opened]:
    """The page, once its charts are drawn."""
    context = browser.new_context(viewport=size or DESK, color_scheme=scheme)
    seen = Opened(context.new_page())
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.goto(path.as_uri())
    seen.page.wait_for_function(ALL_DRAWN, timeout=60_000)
    yield seen
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_charts_are_drawn_without_a_complaint_and_without_a_request(
    kind: str, scheme: str, browser: Any, pages: dict[str, Written]
) -> None:
    with opened(browser, pages[kind].path, scheme=scheme) as seen:
        marks = seen.page.evaluate(
            "[...document.querySelectorAll('[data-chart]')].map(one => one.querySelectorAll('.mark-rect path').length)"
        )
        colours = seen.page.evaluate("[...document.querySelectorAll('.mark-rect path')].map(one => getComputedStyle(one).fill)")
    assert len(marks) == {"blora": 7, "public": 6}.get(kind, 8)  # nobody lost their job in the drawn public file: no panel
    assert all(marks), marks
    assert not {colour for colour in colours if not colour.startswith("rgb")}  # a colour's name that is not known would be black or none
    assert len(set(colours)) >= 5
    assert seen.complaints == []
    assert seen.requests == [pages[kind].path.as_uri()]


def test_charts_take_the_colours_of_the_scheme(browser: Any, pages: dict[str, Written]) -> None:
    first = "getComputedStyle(document.querySelector('.mark-rect path')).fill"
    with opened(browser, pages["id"].path) as light:
        by_day = light.page.evaluate(first)
    with opened(browser, pages["id"].path, scheme="dark") as dark:
        assert dark.page.evaluate(first) != by_day


def test_bars_stand_for_the_figures_of_the_table_beside_them(browser: Any, pages: dict[str, Written]) -> None:
    with opened(browser, pages["id"].path) as seen:
        spec = json.loads(seen.page.locator("#chart-history").text_content())
        months = seen.page.evaluate(
            "[...document.querySelectorAll('.section-history details table tbody tr')]"
            ".map(row => [...row.querySelectorAll('td')].map(cell => cell.dataset.value ?? null))"
        )
    [rows] = (
        [rows for rows in spec["datasets"].values() if "height" in rows[0]] if "datasets" in spec else [spec["layer"][0]["data"]["values"]]
    )
    drawn = sum(Decimal(str(row["height"])) for row in rows if row["height"] is not None)
    told = sum(Decimal(value) for row in months for value in row[:-1] if value is not None)
    assert abs(drawn * 10**9 - told) < 1
    assert {row["place"] for row in rows if row["height"] is None} >= {"Jun 2021"}


def test_a_reader_who_points_at_a_bar_is_told_its_exact_month_and_amount(browser: Any, pages: dict[str, Written]) -> None:
    with opened(browser, pages["id"].path) as seen:
        seen.page.locator("#chart-history-title + .chart .mark-rect path").first.hover(force=True)
        tooltip = seen.page.locator("#vg-tooltip-element.visible")
        tooltip.wait_for()
        assert "Jaminan Hari Tua" in tooltip.inner_text()
        assert "Rp" in tooltip.inner_text()
    assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*KINDS, "index"])
def test_axe_finds_nothing_serious(name: str, scheme: str, browser: Any, pages: dict[str, Written]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = pages["id"].path.with_name("index.html") if name == "index" else pages[name].path
    context = browser.new_context(viewport=DESK, color_scheme=scheme, bypass_csp=True)  # axe-core is a script from outside the page
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function(ALL_DRAWN, timeout=60_000)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = axe.run(page).response["violations"]
    context.close()
    assert [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found if one["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_needs_no_scrolling_sideways(kind: str, browser: Any, pages: dict[str, Written]) -> None:
    with opened(browser, pages[kind].path, size=PHONE) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        wide = seen.page.evaluate("[...document.querySelectorAll('.chart svg')].map(one => one.getBoundingClientRect().right)")
    assert max(wide) <= PHONE["width"]


def test_the_page_prints_on_a_few_sheets_with_its_charts(browser: Any, pages: dict[str, Written]) -> None:
    with opened(browser, pages["id"].path) as seen:
        sheets = seen.page.pdf(format="A4", print_background=True)
        seen.page.emulate_media(media="print")
        drawn = seen.page.evaluate("[...document.querySelectorAll('.chart svg')].every(one => one.getBoundingClientRect().height > 40)")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        are_told = seen.page.locator(".bases li").first.is_visible()
        paper = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sheets.startswith(b"%PDF")
    assert are_told
    assert 1 < sheets.count(b"/Type /Page\n") <= 12
    assert drawn
    assert paper == "rgb(255, 255, 255)"


def test_without_scripts_the_figures_are_still_there(browser: Any, pages: dict[str, Written]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["en"].path.as_uri())
    assert "Charts need JavaScript" in page.content()
    assert page.locator(".section-month tbody tr").count() == 8
    context.close()


def test_the_index_leads_to_every_bulletin_and_back(browser: Any, pages: dict[str, Written]) -> None:
    index = pages["id"].path.with_name("index.html")
    with opened(browser, index) as seen:
        names = seen.page.evaluate("[...document.querySelectorAll('tbody a')].map(one => one.getAttribute('href'))")
        assert len(names) == len(pages) - 1  # the public one has an index of its own
        for name in names:
            seen.page.goto((index.parent / name).as_uri())
            seen.page.locator(".masthead nav a").first.click()
            assert seen.page.url == index.as_uri()
    assert seen.complaints == []
