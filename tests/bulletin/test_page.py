import json
import re
import stat
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from flows.bulletin.elements import SIGNS
from flows.bulletin.report import Asked, Written, report
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home
from flows.periods import first_day
from tests.bulletin.read_page import figures, said, visible
from warehouse.errors import BulletinUnready

KINDS = ("id", "en", "blora", "public")


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_the_one_that_stands_in_the_warehouse(kind: str, html: dict[str, str], home: Home) -> None:
    told = figures(html[kind])
    assert len(told) > 100
    file = home.current_public if kind == "public" else home.current_file
    with duckdb.connect(file, read_only=True) as connection:
        for one in told:
            where = " and ".join(f"{column} is not distinct from ?" for column in one.key)
            rows = connection.execute(f"select {one.measure} from {one.relation} where {where}", list(one.key.values())).fetchall()
            assert len(rows) == 1, one
            assert (None if rows[0][0] is None else Decimal(rows[0][0])) == one.value, one


def test_the_announcement_tells_both_totals_every_type_and_the_coverage_as_it_was_printed(html: dict[str, str]) -> None:
    text = said(html["blora"])
    assert text.startswith("Sepanjang Januari–Juli 2022, pembayaran klaim jaminan sosial ketenagakerjaan di Kabupaten Blora mencapai ")
    assert re.search(
        r"mencapai [\d.]+ kasus senilai Rp\S+ \w+ bersama beasiswa pendidikan; tanpa beasiswa pendidikan [\d.]+ kasus senilai Rp", text
    )
    for name in ("Jaminan Hari Tua (JHT)", "Jaminan Kematian (JKM)", "Jaminan Kehilangan Pekerjaan (JKP)", "dan Beasiswa pendidikan anak"):
        assert name in text
    assert "17.920 dari 352.284 pekerja, atau 5,08% (dipotong, tidak dibulatkan; dibulatkan 5,09%)." in text


def test_coverage_is_rounded_where_no_announcement_printed_it_cut_off(new_home: Home) -> None:
    june = report(new_home, Asked(first_day("2022-06"), "en", "33.16"))
    assert "17,920 of 352,284 workers in May 2022, or 5.09% (rounded; cut off 5.08%)." in said(june.path.read_text())


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_announcement_carries_a_basis_that_the_page_explains(kind: str, html: dict[str, str]) -> None:
    paragraph = re.search(r'<p class="said">(.*?)</p>', html[kind], re.DOTALL)
    assert paragraph is not None
    numbers = re.findall(r'<data [^>]*data-basis="([^"]+)"[^>]*>[^<]+</data><sup><a href="#(basis-\w)">', paragraph[1])
    assert len(numbers) == paragraph[1].count("<data ") >= 4
    for basis, anchor in numbers:
        item = re.search(rf'<li id="{anchor}">(.*?)</li>', html[kind])
        assert item is not None
        assert item[1].endswith(basis)
    outside = re.sub(r"<data .*?</data>|<sup>.*?</sup>", "", paragraph[1])
    assert not re.search(r"\d", re.sub(r"\b20\d\d", "", outside)), outside


def test_nothing_not_on_record_not_reported_and_nothing_paid_have_signs_of_their_own(html: dict[str, str]) -> None:
    table = re.search(r"<caption[^>]*>Rupiah yang dibayarkan per bulan(.*?)</table>", html["id"], re.DOTALL)
    assert table is not None
    rows = dict(re.findall(r'<tr><th scope="row">(Maret 2022|Maret 2021|Juni 2021|Januari 2022)</th>(.*?)</tr>', table[1]))
    cells = {month: re.findall(r"<td[^>]*>(.*?)</td>", row) for month, row in rows.items()}
    jp, jkp = 3, 4  # JHT JKM JKK JP JKP BEASISWA
    assert cells["Maret 2022"][jkp] == "0"
    assert cells["Maret 2021"][jp] == SIGNS["unknown"]
    assert cells["Januari 2022"][jkp] == SIGNS["nonexistent"]
    assert cells["Juni 2021"] == [*[SIGNS["unknown"]] * 4, SIGNS["nonexistent"], *[SIGNS["unknown"]] * 2]  # a month that is not published
    for mark in ("absent", "unknown", "nonexistent", "incomparable"):
        assert f"<dt>{SIGNS[mark]}</dt>" in html["id"]
    assert len({SIGNS[mark] for mark in SIGNS} | {"0"}) == len(SIGNS) + 1


def test_provisional_months_bear_a_star_and_final_ones_none(html: dict[str, str]) -> None:
    headings = re.findall(r'<th scope="row">(\w+ 2022)(<span class="star">\*</span>)?</th>', html["id"])
    starred = {month for month, star in headings if star}
    assert {"Mei 2022", "Juni 2022", "Juli 2022"} <= starred
    assert "April 2022" not in starred


def test_a_value_of_the_data_cannot_break_out_of_the_page(html: dict[str, str]) -> None:
    assert "<b onload" not in html["id"]
    assert "&lt;b onload" in html["id"]
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html["id"], re.DOTALL):
        json.loads(block)


def test_what_was_restated_since_the_last_bulletin_is_told_with_its_causes_and_without_a_file(new_home: Home) -> None:
    first = report(new_home, Asked())
    assert first.since is None
    assert "buletin pertama" in visible(first.path.read_text())
    first.path.write_text(first.path.read_text().replace('"publication": 2', '"publication": 1'))  # as if made before publication 2
    again = report(new_home, Asked())
    assert again.since == 1
    page = again.path.read_text()
    assert "secret-file" not in page
    text = visible(page)
    assert "baris yang baru diterima (+3); ternyata dikirim dua kali (−1)" in text
    assert "+20.000.001" in text
    assert report(new_home, Asked()).since == 1  # written again from the same publication it compares with the same
    assert report(new_home, Asked(language="en")).since is None


@pytest.mark.parametrize(("regency_code", "others"), [(None, 2), ("33.16", 0)])
def test_participation_that_was_restated_is_told_beside_claims_without_a_cause(
    new_home: Home, regency_code: str | None, others: int
) -> None:
    asked = Asked(language="en", regency_code=regency_code)
    first = report(new_home, asked).path
    assert "Participation figures restated" not in first.read_text()
    first.write_text(first.read_text().replace('"publication": 2', '"publication": 1'))  # as if made before publication 2
    page = report(new_home, asked).path.read_text()
    text = visible(page)
    assert "a participation extract was corrected or came late; which of these is not recorded" in text
    corrected = "May 2022 Kabupaten Blora Self-employed and construction workers Participants 17,910 17,920 ▲ +10"
    assert corrected in text
    late, lost = "May 2022 33.18 BPU Participants … 1,234 n/a", "May 2022 National BPU Participants 15,414 … n/a"
    assert (late in text) + (lost in text) == others
    assert "14,200" not in text  # a month that the last bulletin did not know is new, not restated
    restated = page[page.index('id="restated"') :]
    [told] = [one for one in figures(restated[: restated.index("</section>")]) if one.value == Decimal(17_920)]
    assert (told.relation, told.measure) == ("mart.coverage_by_region_month", "participant_count")
    key = {"period": "2022-05-01", "regency_code": "33.16", "segment_code": None, "target_group": "Pekerja BPU dan jasa konstruksi"}
    assert told.key == key


def test_only_participation_restated_says_so_of_claims(new_home: Home) -> None:
    with duckdb.connect(new_home.current_file) as connection:
        connection.execute("delete from meta.revision")
    first = report(new_home, Asked()).path
    first.write_text(first.read_text().replace('"publication": 2', '"publication": 1'))
    text = visible(report(new_home, Asked()).path.read_text())
    assert "Tidak ada angka klaim terpublikasi yang berubah sejak publikasi 1" in text
    assert "17.910 17.920 ▲ +10" in text


def test_data_quality_tells_what_came_what_was_set_aside_and_what_warned(html: dict[str, str]) -> None:
    text = visible(html["en"])
    assert "For July 2022, 2 extracts came from 2 senders; 1 extract was refused. Of 540 rows, 520 were accepted" in text
    assert "8 quarantined (1.48%)" in text
    assert "month_far_below_its_median" in text
    assert "97.5%" in text


def test_numbers_and_months_are_written_in_the_language_of_the_page(html: dict[str, str]) -> None:
    assert re.search(r"\d\.\d{3}\.\d{3}\b", visible(html["id"]))
    assert "July 2022" in visible(html["en"])
    assert "Juli" not in visible(html["en"])
    assert not re.search(r"\d\.\d{3}\.\d{3}\b", visible(html["en"]))


def test_the_page_forbids_every_request_and_names_its_scripts_by_hash(html: dict[str, str]) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html["id"])
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert policy[1].count("sha256-") == 2
    assert not re.findall(
        r'(?:src|href)="(?!#|data:|[\w.-]+\.html")[^"]*"', re.sub(r"<script>.*?</script>", "", html["id"], flags=re.DOTALL)
    )


def test_the_index_lists_every_bulletin_with_its_publication(pages: dict[str, Written]) -> None:
    folder = next(iter(pages.values())).path.parent
    index = (folder / "index.html").read_text()
    assert re.findall(r'<a href="([^"]+)"', index) == ["2022-07.html", "2022-07.en.html", "2022-07.33.16.html"]
    assert index.count("<td>2</td>") == len(pages) - 1
    assert '<a href="2022-07.html"' in pages["public"].path.with_name("index.html").read_text()


def test_pages_are_whole_or_not_there_and_as_readable_as_other_files(pages: dict[str, Written]) -> None:
    folder = pages["id"].path.parent
    assert [path.name for path in folder.iterdir() if not path.name.endswith(".html")] == []
    beside = folder / "beside.txt"
    beside.touch()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    beside.unlink()
    assert len(modes) == 1


def test_a_regency_is_known_by_both_forms_of_its_code(home: Home, pages: dict[str, Written]) -> None:
    assert report(home, Asked(regency_code="3316")).path == pages["blora"].path


@pytest.mark.parametrize(("asked", "what"), [({"period": "2019-01"}, "2019-01 is not published"), ({"regency_code": "99.99"}, "99.99")])
def test_what_is_not_published_is_refused_by_name(asked: dict[str, str], what: str, home: Home) -> None:
    period = first_day(asked["period"]) if "period" in asked else None
    with pytest.raises(UsageRefused) as refused:
        report(home, Asked(period=period, regency_code=asked.get("regency_code")))
    assert what in refused.value.what


def test_a_month_missing_between_published_ones_is_named_so_with_its_neighbours(home: Home) -> None:
    with pytest.raises(UsageRefused) as refused:
        report(home, Asked(first_day("2021-06")))
    assert refused.value.what == "2021-06 is not published"
    assert "name 2021-05 or 2021-07" in refused.value.fix
    assert "2020-08" not in refused.value.fix  # a range that has the month in it helps nobody


def test_a_benefit_type_that_is_nothing_throughout_gets_no_panel(new_home: Home) -> None:
    with duckdb.connect(new_home.current_file) as connection:
        connection.execute("update mart.claims_by_benefit_month set claim_count = 0, amount_paid_idr = 0 where benefit_type_code = 'JKP'")
    page = report(new_home, Asked()).path.read_text()
    assert 'id="chart-claims-jht"' in page
    assert 'id="chart-claims-jkp"' not in page


def test_without_a_publication_there_is_no_bulletin(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        report(Home(tmp_path), Asked())


def test_a_file_of_an_earlier_release_is_refused_with_what_to_do(new_home: Home) -> None:
    with duckdb.connect(new_home.current_file) as connection:
        connection.execute("drop view mart.claims_year_to_date_total")
    with pytest.raises(BulletinUnready) as unready:
        report(new_home, Asked())
    assert unready.value.missing == ["claims_year_to_date_total"]


def test_without_coverage_in_the_file_the_page_says_so(new_home: Home) -> None:
    with duckdb.connect(new_home.current_file) as connection:
        connection.execute("drop table mart.coverage_by_region_month; drop table mart.vulnerable_workers_by_source_month")
    assert "Laporan kepesertaan untuk bulan ini atau sebelumnya belum diterima" in visible(report(new_home, Asked()).path.read_text())


def test_groups_of_workers_and_sources_are_named_in_the_language_of_the_page(html: dict[str, str]) -> None:
    english, indonesian = visible(html["en"]), visible(html["id"])
    assert "Religious teachers Kabupaten Blora Village funds 3,871" in english
    assert "Guru keagamaan" not in english
    assert "Guru keagamaan Kabupaten Blora Dana desa 3.871" in indonesian
    assert "Pekerja rentan Kabupaten Blora APBD 12" in english  # no English name: the Indonesian one, then the code


def test_a_file_from_before_there_were_english_names_has_a_page_with_the_names_it_has(new_home: Home) -> None:
    with duckdb.connect(new_home.current_file) as connection:
        for column in ("worker_group_name_en", "source_name_en"):
            connection.execute(f"alter table mart.vulnerable_workers_by_source_month drop column {column}")
    assert "Guru keagamaan Kabupaten Blora Dana desa 3,871" in visible(report(new_home, Asked(language="en")).path.read_text())
