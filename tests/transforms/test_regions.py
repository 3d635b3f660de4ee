import re
from collections import Counter

import polars as pl
import pytest

from transforms.reference import load_table


@pytest.fixture(scope="module")
def regions() -> pl.DataFrame:
    return load_table("regions", ["regency_code", "code_system"], None)


@pytest.fixture(scope="module")
def current(regions: pl.DataFrame) -> pl.DataFrame:
    return regions.filter(pl.col("valid_to").is_null())


def test_the_nation_has_514_regencies_and_cities_in_38_provinces(current: pl.DataFrame) -> None:
    assert current.height == 514
    assert current["province_code"].n_unique() == 38
    assert Counter(name.split()[0] for name in current["regency_name"]) == {"Kabupaten": 416, "Kota": 98}


def test_a_code_stands_once_even_if_it_is_out_of_use(regions: pl.DataFrame) -> None:
    assert not regions["regency_code"].is_duplicated().any()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("33.15", "Kabupaten Grobogan"),
        ("33.16", "Kabupaten Blora"),
        ("33.17", "Kabupaten Rembang"),
        ("33.18", "Kabupaten Pati"),
        ("33.19", "Kabupaten Kudus"),
        ("33.20", "Kabupaten Jepara"),
        ("33.21", "Kabupaten Demak"),
        ("33.74", "Kota Semarang"),
    ],
)
def test_the_region_of_the_worked_example_is_named(current: pl.DataFrame, code: str, name: str) -> None:
    row = current.row(by_predicate=pl.col("regency_code") == code, named=True)
    assert (row["regency_name"], row["province_code"], row["province_name"]) == (name, "33", "Jawa Tengah")


def test_every_code_is_dotted_and_begins_with_its_province(regions: pl.DataFrame) -> None:
    for row in regions.iter_rows(named=True):
        assert re.fullmatch(r"\d{2}\.\d{2}", row["regency_code"])
        assert row["regency_code"][:2] == row["province_code"]


def test_cities_are_numbered_from_71_and_regencies_below(regions: pl.DataFrame) -> None:
    for code, name in regions.select("regency_code", "regency_name").iter_rows():
        assert (int(code[3:]) > 70) == name.startswith("Kota ")


def test_a_province_has_one_name(current: pl.DataFrame) -> None:
    assert current.select("province_code", "province_name").unique().height == 38


def test_no_name_has_blanks_at_its_ends_or_an_abbreviation(regions: pl.DataFrame) -> None:
    for name in [*regions["regency_name"], *regions["province_name"]]:
        assert name == " ".join(name.split())
        assert "." not in name


def test_a_code_out_of_use_says_which_code_the_region_has_now(regions: pl.DataFrame, current: pl.DataFrame) -> None:
    names = dict(current.select("regency_code", "regency_name").iter_rows())
    old = regions.filter(pl.col("valid_to").is_not_null())
    assert old.height == 26
    for name, source in old.select("regency_name", "source").iter_rows():
        assert names[source.rpartition("now ")[2]] == name


def test_every_row_names_its_source(regions: pl.DataFrame) -> None:
    assert regions["source"].null_count() == 0
    assert regions["code_system"].unique().to_list() == ["kemendagri"]
