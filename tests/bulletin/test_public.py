import re
from decimal import Decimal

import duckdb
import pytest

from flows.bulletin.elements import SIGNS
from flows.bulletin.report import Asked, report
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home
from flows.periods import first_day
from tests.bulletin.read_page import said, visible

PUBLIC = Asked(is_public=True)


def row(page: str, section: str, heading: str) -> list[str]:
    """The cells of one row of a section's first table."""
    found = re.search(rf'<section class="section section-{section}".*?<th scope="row">{heading}.*?</th>(.*?)</tr>', page, re.DOTALL)
    assert found is not None
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found[1])]


def test_the_public_bulletin_needs_the_public_file_alone(new_home: Home) -> None:
    new_home.current_file.unlink()
    written = report(new_home, PUBLIC)
    assert written.path == new_home.public_bulletins / "2022-07.html"
    assert (new_home.public_bulletins / "index.html").exists()
    assert not new_home.bulletins.exists()


def test_suppressed_held_not_reported_and_nothing_are_four_signs(html: dict[str, str]) -> None:
    page = html["public"]
    assert row(page, "month", "Jaminan Hari Tua")[0] == "407"
    assert row(page, "month", "Jaminan Kehilangan Pekerjaan")[:2] == ["0", "0"]
    assert row(page, "month", "Jaminan Kecelakaan Kerja")[:3] == [SIGNS["suppressed"]] * 3
    assert row(page, "month", "Jaminan Kematian")[:3] == [SIGNS["unknown"]] * 3
    assert row(page, "month", "Jaminan Pensiun")[0] == f"16 {SIGNS['held']}"
    for mark in ("suppressed", "held", "unknown"):
        assert f"<dt>{SIGNS[mark]}</dt>" in page


def test_nothing_is_added_up_that_would_tell_of_what_is_not_shown(html: dict[str, str]) -> None:
    page = html["public"]
    assert row(page, "year", "Jaminan Kecelakaan Kerja")[0] == SIGNS["suppressed"]
    assert row(page, "year", "Jaminan Kehilangan Pekerjaan") == ["0", SIGNS["nonexistent"], "n/a"]
    assert row(page, "year", "Jaminan Hari Tua")[1:] == [SIGNS["unknown"], "n/a"]  # a month of that year is not published
    shown = sum(Decimal(400 + month) * Decimal("1000000.25") for month in range(1, 8))
    assert row(page, "year", "Jaminan Hari Tua")[0] == f"{shown:,.0f}".replace(",", ".")
    assert "Semua jenis manfaat" not in visible(page)
    assert row(page, "month", "Jaminan Pensiun")[3:] == ["n/a", "n/a"]  # a held figure is an older one: no change is taken from it


def test_the_public_announcement_tells_what_is_shown_and_names_what_is_not(html: dict[str, str]) -> None:
    assert said(html["public"]) == (
        "Pada Juli 2022, pembayaran klaim jaminan sosial ketenagakerjaan secara nasional menurut jenis manfaat: "
        "Jaminan Hari Tua (JHT) 407 kasus senilai Rp407,0 juta dan Jaminan Pensiun (JP) 16 kasus senilai Rp16,0 juta. "
        "Angka Jaminan Kecelakaan Kerja tidak ditampilkan untuk melindungi peserta. Angka Juli 2022 masih sementara dan dapat berubah. "
        "Baru 1 dari 2 pengirim yang masuk; angkanya belum memuat yang lain."
    )


def test_cells_restated_since_the_last_public_bulletin_are_told(new_home: Home) -> None:
    first = report(new_home, PUBLIC)
    first.path.write_text(first.path.read_text().replace('"publication": 2', '"publication": 1'))  # as if made before publication 2
    again = report(new_home, PUBLIC)
    assert again.since == 1
    page = again.path.read_text()
    assert row(page, "restated", "Juni 2022") == ["Jaminan Hari Tua", "Klaim", "397", "406"]
    restated = page.partition('id="restated"')[2].partition("</section>")[0]
    assert "Jaminan Pensiun" not in restated  # held since then: nothing that was told has changed


def test_a_held_cell_is_told_in_a_section_of_its_own_with_the_publication_it_is_of(html: dict[str, str]) -> None:
    page, sign = html["public"], SIGNS["held"]
    assert row(page, "held", "Juli 2022") == ["Jaminan Pensiun", f"16 {sign}", f"16.000.004 {sign}", "1"]
    assert "menyangkut kurang dari 5 klaim" in visible(page)
    assert "Angka ini bukan pembaruan" in visible(page)


def test_without_a_held_cell_the_public_page_says_so(new_home: Home) -> None:
    with duckdb.connect(new_home.current_public) as connection:
        connection.execute("update mart.claims_by_benefit_month set mark = 'shown' where mark = 'held'")
    assert "No monthly figure is held." in visible(report(new_home, Asked(language="en", is_public=True)).path.read_text())


def test_the_public_page_tells_what_is_provisional_and_how_many_senders_are_in(html: dict[str, str]) -> None:
    page = html["public"]
    text = visible(page)
    assert "Status angka sementara Pengirim masuk 1 dari 2" in text
    assert row(page, "maturity", "Juli 2022") == ["sementara*", "1 dari 2"]
    assert row(page, "maturity", "April 2022") == ["final", "2 dari 2"]
    assert "Juli 2022: Juli 1 dari 2 pengirim. Karena itu tidak dapat dibandingkan." in text
    assert "2021: 11 dari 12 bulan dipublikasikan; Juni belum ada; Maret 1 dari 2 pengirim." in text  # of the segments
    assert "<dt>*</dt>" in page
    assert re.search(r'section-month".*?Jaminan Hari Tua <span class="code">JHT</span><span class="star">', page, re.DOTALL)
    assert re.search(r'section-places".*?Kabupaten Blora <span class="code">33.16</span><span class="star">', page, re.DOTALL)
    assert re.search(r'<th scope="row">Juli 2022<span class="star">\*</span></th>', page)
    assert '<th scope="row">April 2022</th>' in page


def test_a_public_month_is_compared_only_where_all_senders_of_both_are_in(new_home: Home) -> None:
    def changes(period: str) -> list[str]:
        page = report(new_home, Asked(first_day(period), is_public=True)).path.read_text()
        return row(page, "month", "Jaminan Hari Tua")[3:]

    assert changes("2022-07") == ["n/a", "n/a"]
    assert changes("2022-04") == ["0,0%", "0,0%"]
    assert changes("2022-03") == ["n/a", "n/a"]
    assert changes("2022-06") == ["n/a", "n/a"]


def test_a_benefit_type_that_did_not_exist_yet_is_neither_nothing_nor_unknown_on_the_public_page(new_home: Home) -> None:
    page = report(new_home, Asked(first_day("2022-01"), is_public=True)).path.read_text()
    assert row(page, "month", "Jaminan Kehilangan Pekerjaan") == [SIGNS["nonexistent"]] * 5
    assert f"<dt>{SIGNS['nonexistent']}</dt>" in page


def test_a_public_file_of_an_earlier_release_has_a_page_that_claims_nothing_of_senders(new_home: Home) -> None:
    with duckdb.connect(new_home.current_public) as connection:
        connection.execute("drop table meta.benefit_type")
        for column in ("senders_expected", "senders_received", "maturity"):
            connection.execute(f"alter table mart.claims_by_benefit_month drop column {column}")
        for table in ("claims_by_benefit_quarter_regency", "claims_by_segment_year"):
            for column in ("is_provisional", "lacks_senders"):
                connection.execute(f"alter table mart.{table} drop column {column}")
    page = report(new_home, PUBLIC).path.read_text()
    assert "Status angka" not in visible(page)
    assert row(page, "month", "Jaminan Hari Tua")[0] == "407"
    assert row(page, "year", "Jaminan Kehilangan Pekerjaan")[:2] == ["0", SIGNS["unknown"]]


def test_the_public_bulletin_is_of_the_country_and_of_published_months(home: Home) -> None:
    with pytest.raises(UsageRefused):
        report(home, Asked(is_public=True, regency_code="33.16"))


def test_without_a_public_file_there_is_no_public_bulletin(new_home: Home) -> None:
    new_home.current_public.unlink()
    with pytest.raises(NothingPublished):
        report(new_home, PUBLIC)


def test_a_public_file_without_a_whole_quarter_says_so(new_home: Home) -> None:
    with duckdb.connect(new_home.current_public) as connection:
        connection.execute("delete from mart.claims_by_benefit_quarter_regency; delete from mart.claims_by_segment_year")
    assert "Belum ada triwulan penuh" in visible(report(new_home, PUBLIC).path.read_text())
