"""Data Docs in an office without a network: pages that ask for nothing, and an index that says what was checked."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest

from expectations.check import check
from tests.expectations.suite_runs import RUNS

ADDRESSES = {"src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"}
A_WARNING = "update audit.ledger set quarantined = 6, accepted = 91 where sender_code = 'K01'"
BESIDE = [  # what the suite `extract` holds senders against
    ["extract", "audit.sender_benefit", "4", "0", "none"],
    ["extract", "audit.sender_code", "1", "0", "none"],
    ["extract", "audit.sender_month", "4", "0", "none"],
]
CRITICAL = "update audit.ledger set is_balanced = false where sender_code = 'K02'"


class Page(HTMLParser):
    """What a browser would find in a page: tags, addresses, and the texts of table rows."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""
        self.rows: list[list[str]] = []
        self.in_cell = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ADDRESSES]
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""
        if tag == "tr":
            self.rows.append([])
            self.in_cell = False  # a table may stand in a cell
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] = " ".join([*self.rows[-1][-1].split(), *data.split()])

    def judged(self) -> list[list[str]]:
        return [row for row in self.rows if row[:1] in (["passed"], ["failed"])]


def pages(folder: Path) -> Iterator[tuple[Path, Page]]:
    return ((path, Page(path)) for path in folder.rglob("*.html"))


def rows_of_index(folder: Path) -> list[list[str]]:
    return [[re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "WHEN", cell) for cell in row] for row in Page(folder / "index.html").rows[1:]]


@pytest.fixture
def site(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    """Two runs: one with a warning over all suites, then one of two suites with a critical failure and a table that is gone."""
    connection.execute(A_WARNING)
    check(connection, list(RUNS.values()), docs_folder=tmp_path, run_name="publication 1, first of all")
    connection.execute(CRITICAL)
    connection.execute("drop table audit.month")
    check(connection, [RUNS["extract"], RUNS["month"]], docs_folder=tmp_path, run_name="publication 2 & <b>last</b>")
    return tmp_path


def test_no_page_asks_for_anything_outside_itself(site: Path) -> None:
    written = list(pages(site))
    assert len(written) == 1 + 16 + 7  # the index, a page per relation; the second run has the two suites and all that theirs look at
    for path, page in written:
        assert not {"script", "img", "iframe", "object", "embed", "base", "form"} & set(page.tags), path
        assert [address for address in page.addresses if urlsplit(address).scheme not in {"", "data"} or address.startswith("//")] == []
        assert not re.search(r"@import|url\(", path.read_text(encoding="utf-8"))


def test_every_page_forbids_the_browser_what_a_later_great_expectations_may_ask_for(site: Path) -> None:
    assert {page.policy.partition(";")[0] for _, page in pages(site)} == {"default-src 'none'"}


def test_every_link_leads_to_a_page_or_a_place_that_is_there(site: Path) -> None:
    for path, page in pages(site):
        links = [address for address in page.addresses if address != "data:," and not address.startswith("#")]
        assert links
        assert [link for link in links if not (path.parent / unquote(link)).is_file()] == []


def test_nothing_is_written_but_pages_and_results(site: Path) -> None:
    assert {path.suffix for path in site.rglob("*") if path.is_file()} == {".html", ".json", ""}
    assert [path.name for path in site.rglob("*") if path.is_file() and not path.suffix] == [".ge_store_backend_id"]


def test_the_index_lists_the_runs_newest_first_with_counts_and_the_worst_failure(site: Path) -> None:
    assert rows_of_index(site) == [
        ["publication 2 & <b>last</b>", "WHEN", "19", "15", "critical"],
        ["extract", "audit.ledger", "8", "2", "critical"],
        *BESIDE,
        ["month", "audit.branch_month", "1", "0", "none"],
        ["month", "audit.month", "0", "13", "critical"],
        ["month", "audit.place_month", "1", "0", "none"],
        ["publication 1, first of all", "WHEN", "86", "1", "warning"],
        ["extract", "audit.ledger", "9", "1", "warning"],
        *BESIDE,
        ["lines", "audit.lines", "12", "0", "none"],
        ["marts", "mart.claims_by_benefit_month", "13", "0", "none"],
        ["marts", "mart.claims_by_benefit_month_region", "3", "0", "none"],
        ["marts", "mart.claims_by_programme_month", "2", "0", "none"],
        ["marts", "mart.claims_final_by_benefit_month", "4", "0", "none"],
        ["marts", "mart.claims_year_to_date", "2", "0", "none"],
        ["marts", "meta.claims_rollup", "4", "0", "none"],
        ["month", "audit.branch_month", "1", "0", "none"],
        ["month", "audit.month", "13", "0", "none"],
        ["month", "audit.place_month", "1", "0", "none"],
        ["participation", "mart.coverage_by_region_month", "12", "0", "none"],
        ["participation", "mart.vulnerable_workers_by_source_month", "1", "0", "none"],
    ]


def test_a_result_page_says_verdict_severity_observation_and_reason_of_every_expectation(site: Path) -> None:
    (path,) = site.glob("validations/extract/publication-1*/*/*audit.ledger.html")
    judged = Page(path).judged()
    assert len(judged) == 10
    (failed,) = [row for row in judged if row[0] == "failed"]
    assert failed[1:] == [
        "warning",
        "Extracts of whose lines (all rows but furniture) more than 0.05 are set aside.",
        "1 row: 2022-07 K01",
        "one line in twenty set aside is more than typing errors; the sender should hear of it",
    ]


def test_what_could_not_be_judged_says_why_on_its_page(site: Path) -> None:
    (path,) = site.glob("validations/month/publication-2*/*/*audit.month.html")
    judged = Page(path).judged()
    assert len(judged) == 13
    assert [row for row in judged if row[0] == "passed" or "could not be judged" not in row[2]] == []


def test_a_senders_code_that_is_markup_stays_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    connection.execute("update audit.ledger set quarantined = 6, sender_code = '<img src=//x>' where sender_code = 'K01'")
    check(connection, [RUNS["extract"]], docs_folder=tmp_path, run_name="markup")
    (path,) = tmp_path.glob("validations/**/*audit.ledger.html")
    assert "2022-07 &lt;img src=//x&gt;" in path.read_text(encoding="utf-8")
    assert "img" not in Page(path).tags


def test_a_result_cut_off_by_a_killed_run_neither_stops_the_next_nor_is_listed(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    check(connection, [RUNS["extract"]], docs_folder=tmp_path, run_name="killed")
    result = min(tmp_path.glob("results/**/*.json"))
    result.write_text(result.read_text(encoding="utf-8")[:500], encoding="utf-8")
    check(connection, [RUNS["extract"]], docs_folder=tmp_path, run_name="next")
    assert [row[0] for row in rows_of_index(tmp_path)] == ["next", *["extract"] * 4, "killed", *["extract"] * 3]


def test_runs_forgotten_leave_no_folder_behind(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expectations.docs.RUNS_KEPT", 1)
    for name in ("first", "second"):
        check(connection, [RUNS["extract"]], docs_folder=tmp_path, run_name=name)
    assert list(tmp_path.rglob("first")) == []
    assert [row[0] for row in rows_of_index(tmp_path)] == ["second", *["extract"] * 4]


def test_a_results_counts_on_the_index_are_those_great_expectations_kept(site: Path) -> None:
    stored = [json.loads(path.read_text(encoding="utf-8"))["statistics"] for path in site.glob("results/*/publication-1*/*/*.json")]
    first = next(row for row in rows_of_index(site) if row[0].startswith("publication 1"))
    assert int(first[2]) == sum(one["successful_expectations"] for one in stored)
    assert int(first[3]) == sum(one["unsuccessful_expectations"] for one in stored)
