"""Bulletins of publications with gaps, built through the warehouse's own schema: what a span lacks is told, and no change is made up."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from flows.bulletin.report import Asked, report
from flows.bulletin.runtime import FOLDER
from flows.home import Home
from flows.periods import first_day
from tests.bulletin.conftest import drawn_home
from tests.bulletin.read_page import figures, said, visible
from tests.warehouse.drawn_content import content, sealed

MONTHS = [f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 12)]
MEASURES = "claim_count | payment_count | participant_count | amount_paid_sen"


def _figures(month: str) -> str:
    """Every month pays alike: twelve claims and 1,200,000 rupiah, in 2022 a quarter more."""
    return "15 | 15 | 15 | 150000000" if month.startswith("2022") else "12 | 12 | 12 | 120000000"


def _so_far(month: str, published: list[str]) -> str:
    """The sum of the months: nobody has two claims here."""
    months = [one for one in published if one[:4] == month[:4] and one <= month]
    claims, sen = (sum(int(_figures(one).split(" | ")[n]) for one in months) for n in (0, 3))
    return f"{claims} | {claims} | {claims} | {sen}"


def _home(root: Path, missing: tuple[str, ...] = (), late: tuple[str, ...] = ()) -> Home:
    """A home whose standing file has these months but for `missing`; of `late` ones a sender is not in."""
    published = [month for month in MONTHS if month not in missing]
    periods = [f"{month} | 2 | {1 if month in late else 2}" for month in published]
    month = [f"{one} | JHT | {_figures(one)}" for one in published]
    years = [f"{one} | national | JHT | | {_so_far(one, published)}" for one in published]
    years += [f"{one} | regency | JHT | 33.16 | {_so_far(one, published)}" for one in published]
    rollup = [f"month | {one} | nation | | | {total} | {_figures(one)}" for one in published for total in ("ALL", "WITHOUT_EDUCATION")]
    rollup += [f"month | {one} | regency | 33.16 | JHT | | {_figures(one)}" for one in published]
    rollup += [f"month | {one} | regency | 33.16 | | ALL | {_figures(one)}" for one in published]
    rollup += [
        f"year_to_date | {one} | nation | | | {code} | {_so_far(one, published)}"
        for one in published
        for code in ("ALL", "WITHOUT_EDUCATION")
    ]
    rollup += [f"year_to_date | {one} | regency | 33.16 | | ALL | {_so_far(one, published)}" for one in published]
    given = content(
        periods="\n".join(["period | senders_expected | senders_received", *periods]),
        benefit_month="\n".join([f"period | benefit_type_code | {MEASURES}", *month]),
        year_to_date="\n".join([f"period | scope | benefit_type_code | regency_code | {MEASURES}", *years]),
        rollup="\n".join([f"span | period | breakdown | place_code | benefit_type_code | total_code | {MEASURES}", *rollup]),
    )
    home = Home(root)
    home.current_file.parent.mkdir(parents=True)
    shutil.copy(sealed(root / "made", given), home.current_file)
    return home


def _page(home: Home, period: str = "2022-11", language: str = "en", regency_code: str | None = None) -> str:
    return report(home, Asked(first_day(period), "en" if language == "en" else "id", regency_code)).path.read_text()


@pytest.fixture(autouse=True)
def runtime(home: Home, pages: object, tmp_path: Path) -> None:
    """Putting the charts' runtime together takes seconds: it is taken over."""
    del pages
    shutil.copytree(home.reports / FOLDER, tmp_path / "home" / "reports" / FOLDER)


def _row(page: str, section: str, heading: str) -> list[str]:
    found = re.search(rf'id="{section}".*?<tr[^>]*><th scope="row">{heading}.*?</th>(.*?)</tr>', page, re.DOTALL)
    assert found is not None
    return re.findall(r"<td[^>]*>(.*?)</td>", found[1])


@pytest.mark.parametrize("regency", [None, "33.16"])
def test_whole_spans_are_compared_by_the_warehouses_own_change(regency: str | None, tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    page = _page(home, regency_code=regency)
    assert "Compared with January – November 2021, the number of claims rose by 25.0% and the amount paid rose by 25.0%." in said(page)
    assert "cannot be compared." not in visible(page)
    assert "not complete" not in said(page)
    [told] = {one.value for one in figures(page) if one.measure == "amount_change_year_percent"}
    assert told == Decimal("25.0000")


@pytest.mark.parametrize("regency", [None, "33.16"])
def test_a_span_with_months_and_senders_missing_is_told_so_and_held_against_nothing(regency: str | None, tmp_path: Path) -> None:
    home = _home(tmp_path / "home", missing=("2022-05", "2022-09"), late=("2022-07",))
    page = _page(home, regency_code=regency)
    gap = "9 of 11 months are published; May, September missing; July 1 of 2 senders"
    assert f"This range is not complete: {gap}." in said(page)
    assert "It cannot be compared with January – November 2021." in said(page)
    assert "Compared with" not in said(page)
    text = visible(page)
    assert text.count(gap) >= 3  # two tiles and the table of the year, beside the paragraph
    assert "Therefore the two cannot be compared." in text
    assert _row(page, "year", "Old age")[6:] == ["n/a", "n/a"]


def test_the_same_is_told_in_indonesian(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", missing=("2022-05", "2022-09"), late=("2022-07",))
    text = said(_page(home, language="id"))
    assert "Rentang ini tidak lengkap: 9 dari 11 bulan dipublikasikan; Mei, September belum ada; Juli 1 dari 2 pengirim." in text
    assert "Tidak dapat dibandingkan dengan Januari–November 2021." in text


def test_a_gap_a_year_before_is_told_and_nothing_is_held_against_it(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", missing=("2021-03",))
    page = _page(home)
    assert "It cannot be compared with January – November 2021: 10 of 11 months are published; March missing." in said(page)
    assert "not complete" not in said(page)
    assert _row(page, "year", "Old age")[6:] == ["n/a", "n/a"]
    assert [re.sub("<[^>]*>", "", cell) for cell in _row(page, "month", "Old age")[6:]] == ["▲+25.0%", "▲+25.0%"]


@pytest.mark.parametrize("regency", [None, "33.16"])
def test_a_half_reported_month_has_no_change(regency: str | None, tmp_path: Path) -> None:
    home = _home(tmp_path / "home", late=("2022-11",))
    page = _page(home, regency_code=regency)
    assert _row(page, "month", "Old age")[6:] == ["n/a", "n/a"]
    assert "November 1 of 2 senders" in visible(page)
    assert "Cannot be compared with November 2021" in visible(page)


def _history(page: str, month: str) -> list[str]:
    table = page.partition("Rupiah paid per month by benefit type")[2].partition("</table>")[0]
    return [re.sub("<[^>]*>", "", one) for one in re.findall(r"<td[^>]*>(.*?)</td>", table.partition(f">{month}")[2].partition("</tr>")[0])]


def test_a_month_of_a_place_without_lines_is_nothing_or_not_reported_and_a_type_without_a_start_yet_is_neither(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", missing=("2022-05",), late=("2022-07",))
    unpaid = ", ".join(f"date '{month}-01'" for month in ("2022-06", "2022-07"))
    home.current_file.chmod(0o600)
    with duckdb.connect(home.current_file) as connection:
        connection.execute(f"delete from meta.claims_rollup where breakdown = 'regency' and span = 'month' and period in ({unpaid})")
        connection.execute("insert into meta.benefit_type values ('NEW', 'Baru', 'Brand new', date '2022-07-10')")
    page = _page(home, regency_code="33.16")
    jht, new, whole = 0, -2, -1
    assert [_history(page, month)[jht] for month in ("May 2022", "June 2022", "July 2022")] == ["…", "0", "…"]
    assert [_history(page, month)[whole] for month in ("May 2022", "June 2022", "July 2022")] == ["…", "0", "…"]  # all benefit types
    assert [_history(page, month)[new] for month in ("May 2022", "June 2022", "July 2022", "August 2022")] == ["/", "/", "…", "0"]
    assert _row(_page(home, "2022-06"), "month", "Brand new") == ["/"] * 8
    zero = _row(_page(home, "2022-06", regency_code="33.16"), "month", "Old age")
    assert (zero[:4], zero[5:]) == (["0"] * 4, ["n/a"] * 3)  # no average of nothing, and no change of what has none
    assert _row(_page(home, "2022-07", regency_code="33.16"), "month", "Old age") == ["…"] * 6 + ["n/a"] * 2


def test_where_nobody_knows_who_should_report_nothing_is_on_record(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    home.current_file.chmod(0o600)
    with duckdb.connect(home.current_file) as connection:
        connection.execute("update meta.claims_rollup set senders_expected = null where period = date '2022-11-01'")
        connection.execute("update mart.claims_by_benefit_month set senders_expected = null where period = date '2022-11-01'")
        connection.execute("delete from meta.claims_rollup where breakdown = 'regency' and period = date '2022-11-01' and span = 'month'")
    assert _row(_page(home, regency_code="33.16"), "month", "Old age") == ["–"] * 6 + ["n/a"] * 2


def test_one_of_anything_is_told_in_the_singular(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", missing=tuple(month for month in MONTHS if month not in ("2022-01", "2022-02")), late=("2022-01",))
    home.current_file.chmod(0o600)
    with duckdb.connect(home.current_file) as connection:
        for table in ("claims_by_benefit_month", "claims_year_to_date"):
            connection.execute(f"update mart.{table} set claim_count = 1, participant_count = 1")
        connection.execute("update meta.claims_rollup set claim_count = 1, participant_count = 1")
    text = visible(_page(home, "2022-01"))
    assert "came to 1 claim worth" in said(_page(home, "2022-01"))
    assert "1 participant " in text
    nouns = "claims|senders|months|participants|extracts|places|rows|cases"
    assert not re.findall(rf"\b1 (?:{nouns})\b", text)


def test_a_page_of_another_release_among_the_bulletins_is_passed_over(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    home.bulletins.mkdir(parents=True, exist_ok=True)
    strange = '<script type="application/json" id="bulletin-record">{"period": "2022-01", "edition": 7}</script>'
    (home.bulletins / "2022-01.html").write_text(strange)
    _page(home)
    assert "2022-01.html" not in (home.bulletins / "index.html").read_text()


def test_participation_is_told_in_a_row_of_its_own_and_counted_as_no_payment(tmp_path: Path) -> None:
    home = drawn_home(tmp_path / "home2")
    shutil.copytree(tmp_path / "home" / "reports" / FOLDER, home.reports / FOLDER)
    page = _page(home, "2022-07")
    assert "Of 540 rows, 520 were accepted as payments" in visible(page)
    assert _row(page, "quality", "blora: participation")[2:4] == ["17", "16"]
    assert "PT02" not in visible(page)
    with duckdb.connect(home.current_file, read_only=True) as connection:
        assert connection.execute("select sum(rows_read) from meta.ledger").fetchall() == [(557,)]
