import re
from decimal import Decimal

import duckdb
import pytest

from flows.bulletin.elements import SIGNS
from flows.bulletin.report import Asked, report
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home
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
    shown = sum(Decimal(400 + month) * Decimal("1000000.25") for month in range(1, 8))
    assert row(page, "year", "Jaminan Hari Tua")[0] == f"{shown:,.0f}".replace(",", ".")
    assert "Semua jenis manfaat" not in visible(page)
    assert row(page, "month", "Jaminan Pensiun")[3:] == ["n/a", "n/a"]  # a held figure is an older one: no change is taken from it


def test_the_public_announcement_tells_what_is_shown_and_names_what_is_not(html: dict[str, str]) -> None:
    assert said(html["public"]) == (
        "Pada Juli 2022, pembayaran klaim jaminan sosial ketenagakerjaan secara nasional menurut jenis manfaat: "
        "Jaminan Hari Tua (JHT) 407 kasus senilai Rp407,0 juta dan Jaminan Pensiun (JP) 16 kasus senilai Rp16,0 juta. "
        "Angka Jaminan Kecelakaan Kerja tidak ditampilkan untuk melindungi peserta."
    )


def test_cells_restated_since_the_last_public_bulletin_are_told(new_home: Home) -> None:
    first = report(new_home, PUBLIC)
    first.path.write_text(first.path.read_text().replace('"publication": 2', '"publication": 1'))  # as if made before publication 2
    again = report(new_home, PUBLIC)
    assert again.since == 1
    assert row(again.path.read_text(), "restated", "Juni 2022") == ["Jaminan Hari Tua", "Klaim", "397", "406"]


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
