"""The bulletin of the demo: the announcement's printed figures, from lines to page."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.claims_home import ClaimsHome, Ended
from tests.bulletin.read_page import figures, said, visible

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: sampled")]

PRINTED = (
    "2.637 kasus", "Rp31,9 miliar", "2.349 kasus senilai Rp27,6 miliar", "76 kasus senilai Rp3,4 miliar", "75 kasus senilai Rp648,4 juta",
    "4 kasus senilai Rp247,2 juta", "133 kasus senilai Rp467,5 juta", "17.920 dari 352.284 pekerja, atau 5,08%",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClaimsHome, Ended]:
    """The demo, run once."""
    home = ClaimsHome(tmp_path_factory.mktemp("demo") / "home")
    return home, home.done("demo")


def page(home: ClaimsHome, *arguments: str) -> str:
    """The bulletin that this writes."""
    [written] = home.done("report", *arguments, "--json").result["written"]
    return Path(written["path"]).read_text(encoding="utf-8")


def test_the_demo_ends_with_a_bulletin_that_carries_the_printed_figures(demo: tuple[ClaimsHome, Ended]) -> None:
    home, ended = demo
    found = re.search(r"^Bulletin: (.*)$", ended.stdout, re.MULTILINE)
    assert found is not None
    text = said((home.root / "reports" / "bulletins" / "2022-07.33.16.html").read_text())
    assert found[1] == str((home.root / "reports" / "bulletins" / "2022-07.33.16.html").absolute())
    for printed in PRINTED:
        assert printed in text
    assert "jumlah kasusnya 2.637 menghitung semua jenis manfaat, sedangkan nilainya Rp31,9 miliar dihitung tanpa beasiswa" in text
    assert re.search(
        r"2\.637 kasus senilai Rp32,\d miliar bersama beasiswa pendidikan; tanpa beasiswa pendidikan [\d.]+ kasus senilai Rp31,9 miliar\.",
        text,
    )


@pytest.mark.parametrize("arguments", [(), ("--regency", "33.16"), ("--lang", "en", "--period", "2022-03"), ("--public",)])
def test_every_figure_of_a_page_is_that_of_the_published_file(arguments: tuple[str, ...], demo: tuple[ClaimsHome, Ended]) -> None:
    home, _ = demo
    told = figures(page(home, *arguments))
    assert len(told) > 30
    for relation in {one.relation for one in told}:
        own = [one for one in told if one.relation == relation]
        assert {_key(one.key, one.measure): one.value for one in own}.items() <= _stands(home, relation, own, *arguments).items()


def _stands(home: ClaimsHome, relation: str, own: list[Any], *arguments: str) -> dict[tuple[Any, ...], Decimal | None]:
    import duckdb

    file = home.file.with_name("claims_public.duckdb") if "--public" in arguments else home.file
    columns, measures = list(own[0].key), sorted({one.measure for one in own})
    with duckdb.connect(file.resolve(), read_only=True) as connection:
        rows = connection.execute(f"select {', '.join([*columns, *measures])} from {relation}").fetchall()
    stands: dict[tuple[Any, ...], Decimal | None] = {}
    for row in rows:
        key = dict(zip(columns, (None if value is None else str(value) for value in row), strict=False))
        for measure, value in zip(measures, row[len(columns) :], strict=True):
            stands[_key(key, measure)] = None if value is None else Decimal(value)
    return stands


def _key(key: dict[str, str | None], measure: str) -> tuple[Any, ...]:
    return (*sorted(key.items()), measure)


def test_sources_of_registration_are_named_in_the_language_of_the_page(demo: tuple[ClaimsHome, Ended]) -> None:
    english, indonesian = (visible(page(demo[0], "--lang", language)) for language in ("en", "id"))
    assert "Vulnerable workers (group not named) Kabupaten Blora Village funds" in english
    assert "Dana desa" not in english
    assert "Pekerja rentan Kabupaten Blora Dana desa" in indonesian


def test_a_page_holds_no_identity_of_a_person_and_no_file_of_a_sender(demo: tuple[ClaimsHome, Ended]) -> None:
    text = visible(page(demo[0]))
    assert "2.637" in text
    assert not re.search(r"\d{8,}", text)  # figures are grouped: so long a run would be somebody's number
    assert ".xlsx" not in text
    assert ".csv" not in text


def test_an_empty_home_and_a_period_not_published_end_with_their_codes(demo: tuple[ClaimsHome, Ended], empty_home: ClaimsHome) -> None:
    assert empty_home.claims("report").code == 13
    refused = demo[0].claims("report", "--period", "2019-01")
    assert refused.code == 2
    assert "2019-01 is not published" in refused.stderr
    assert demo[0].claims("report", "--period", "2022-07", "--all").code == 2
    assert demo[0].claims("report", "--public", "--regency", "33.16").code == 2
