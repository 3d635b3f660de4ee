"""The bundle in a stock Superset: imported over REST, its charts asked before and after a flip, its dashboard seen in a browser."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.acceptance.claims_home import ClaimsHome
from tests.clients.browser import opened_page
from tests.clients.superset_server import PASSWORD, USER, Superset, running_superset
from tests.warehouse.drawn_content import publish_next
from tests.warehouse.many_years import many_years

pytestmark = [pytest.mark.superset, pytest.mark.timeout(3600)]
TOTAL = "select claim_count, participant_count, amount_paid_idr from mart.claims_monthly_total where total_code = 'ALL' order by period"
TROUBLE = ".ant-alert-error, .ant-message-error, .toast-danger, [data-test='error-boundary'], .missing-chart-container, .alert-danger"
DRAWN_MS = 120_000


@dataclass
class Shown:
    """A home with two years of figures, and a Superset that the bundle of that home was imported into."""

    home: ClaimsHome
    superset: Superset
    bundle: Path

    def flip(self) -> None:
        """Publish other figures."""
        publish_next(self.home.root / "warehouse", many_years(2, seed=8))

    def newest(self) -> tuple[Any, ...]:
        """Claims, participants and rupiah of the newest month, all benefit types."""
        return self.home.query(TOTAL)[-1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("superset")
    home = ClaimsHome(folder / "home")
    publish_next(home.root / "warehouse", many_years(2))
    bundle = folder / "claims.zip"
    home.done("superset", str(bundle))
    with running_superset(folder) as superset:
        superset.upload("/api/v1/dashboard/import/", "formData", bundle, passwords="{}", overwrite="true")
        yield Shown(home, superset, bundle)


def charts(superset: Superset) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = superset.get("/api/v1/chart/?q=(page_size:100)")["result"]
    return sorted(found, key=lambda chart: str(chart["slice_name"]))


def asked(superset: Superset, chart: dict[str, Any]) -> dict[str, Any]:
    """What a chart's own question answers now, and its SQL."""
    (answer,) = superset.get(f"/api/v1/chart/{chart['id']}/data/?force=true")["result"]
    assert answer["error"] is None
    return dict(answer)


def test_importing_again_updates_instead_of_doubling_by_either_door(shown: Shown) -> None:
    before = len(charts(shown.superset))
    shown.superset.upload("/api/v1/dashboard/import/", "formData", shown.bundle, passwords="{}", overwrite="true")
    shown.superset.upload("/api/v1/assets/import/", "bundle", shown.bundle, passwords="{}")
    assert len(charts(shown.superset)) == before >= 8
    assert shown.superset.get("/api/v1/dashboard/")["count"] == 1


def test_every_column_is_described_and_metrics_say_what_may_be_summed(shown: Shown) -> None:
    sets = shown.superset.get("/api/v1/dataset/?q=(page_size:100)")["result"]
    assert len(sets) > 5
    for one in sets:
        told = shown.superset.get(f"/api/v1/dataset/{one['id']}")["result"]
        assert [column["column_name"] for column in told["columns"] if not column["description"]] == []
        assert [metric["metric_name"] for metric in told["metrics"] if not metric["description"]] == []


def test_every_chart_shows_what_the_warehouse_says_before_and_after_a_flip(shown: Shown) -> None:
    before = shown.newest()
    for _ in range(2):
        for chart in charts(shown.superset):
            answer = asked(shown.superset, chart)
            with duckdb.connect(shown.home.file.resolve(), read_only=True) as connection:
                exact = connection.execute(answer["query"]).fetchall()
            rows = [tuple(row[name] for name in answer["colnames"]) for row in answer["data"]]
            assert as_superset(rows) == as_superset(exact), chart["slice_name"]
            assert rows or chart["slice_name"] == "Effective coverage", chart["slice_name"]
        if shown.newest() == before:
            shown.flip()
    assert shown.newest() != before


def as_superset(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Superset has floats for decimals and milliseconds for dates: both sides as it has them, in any order."""
    from datetime import UTC, date, datetime
    from decimal import Decimal

    def plain(value: Any) -> Any:
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            return round(float(value), 2)
        if isinstance(value, date):
            return round(datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp() * 1000, 2)
        return value

    return sorted((tuple(map(plain, row)) for row in rows), key=repr)


def test_the_dashboard_shows_the_figures_in_a_browser_without_a_complaint(shown: Shown, tmp_path: Path) -> None:
    claims, people, amount = shown.newest()
    with opened_page(width=1400, height=3000) as page:  # all of it at once: Superset draws only what is in sight
        page.goto(f"{shown.superset.address}/login/")
        page.fill("input#username, input[name=username]", USER)
        page.fill("input#password, input[name=password]", PASSWORD)
        page.press("input#password, input[name=password]", "Enter")
        page.wait_for_url("**/welcome/**", timeout=DRAWN_MS)
        page.goto(f"{shown.superset.address}/superset/dashboard/claims/")
        page.wait_for_function(
            f"document.querySelectorAll('.dashboard-chart .slice_container').length >= {len(charts(shown.superset))}"
            " && !document.querySelector('[data-test=\"loading-indicator\"], .loading')",
            timeout=DRAWN_MS,
        )
        page.wait_for_timeout(3000)  # charts are drawn with a movement
        page.screenshot(path=Path(os.environ.get("SCREENSHOTS", tmp_path)) / "bi-superset.png")
        assert page.locator(".dashboard-chart canvas").count() >= 5  # drawn charts: three courses, bars, lines
        assert [one.inner_text() for one in page.query_selector_all(TROUBLE)] == []
        numbers = [one.inner_text() for one in page.query_selector_all(".header-line")]
        assert numbers == [f"{amount:,.0f}", f"{claims:,}", f"{people:,}"]
