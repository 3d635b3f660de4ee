from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import table
from transforms.coverage import COVERAGE, STOCK, coverage, stock, target_populations, workers
from transforms.participation import PARTICIPATION_LINE
from transforms.vocabulary.errors import VocabularyRefused

MAY, JULY = date(2022, 5, 1), date(2022, 7, 1)
HEADER = "regency_code,target_group,target_group_en,segments,year,population,valid_from,valid_to,source,note\n"
BLORA = """
    period     | regency_code | segment_code | participant_count
    2022-05-01 | 33.16        | BPU          | 14180
    2022-05-01 | 33.16        | JAKON        | 3740
    2022-05-01 | 33.16        | PU           | 0
    2022-07-01 | 33.16        | BPU          | 14300
"""


def shown(stocks: pl.DataFrame, targets: pl.DataFrame) -> dict[tuple[object, ...], tuple[object, ...]]:
    cells = coverage(stocks, targets).select("period", "regency_code", "segment_code", "participant_count", "coverage_hundredths").rows()
    return {row[:3]: row[3:] for row in cells}


def test_blora_is_covered_by_17920_of_352284() -> None:
    rows = coverage(table(BLORA, STOCK), target_populations(None)).filter(pl.col("target_population").is_not_null(), period=MAY)
    [row] = rows.rows(named=True)
    assert (row["regency_code"], row["segment_code"], row["participant_count"], row["target_population"]) == (
        "33.16",
        None,
        17_920,
        352_284,
    )
    assert row["coverage_hundredths"] == 50_868
    assert row["target_year"] == 2022
    assert "labour force" in row["target_note"]


def test_none_not_reported_and_no_target_are_three_different_things() -> None:
    cells = shown(table(BLORA, STOCK), target_populations(None))
    assert cells[MAY, "33.16", "PU"] == (0, None)  # none, and nobody knows of how many
    assert cells[JULY, "33.16", "PU"] == (None, None)  # not reported
    assert cells[JULY, "33.16", None] == (None, None)  # JAKON was not, so both together are not either
    assert cells[date(2022, 6, 1), "33.16", "BPU"] == (None, None)  # nothing came of a month in between


def test_all_places_together_are_their_sum_where_all_were_reported() -> None:
    more = BLORA + "    2022-05-01 | 33.15        | BPU          | 20\n"
    cells = shown(table(more, STOCK), target_populations(None))
    assert cells[MAY, None, "BPU"] == (14_200, None)
    assert cells[JULY, None, "BPU"] == (None, None)  # 33.15 is missing


def test_without_any_participants_there_is_no_coverage() -> None:
    assert coverage(STOCK.to_frame(), target_populations(None)).equals(COVERAGE.to_frame())


def test_a_home_replaces_a_target_and_adds_its_own(tmp_path: Path) -> None:
    own = "33.16,Pekerja BPU dan jasa konstruksi,x,BPU JAKON,2023,400000,2022-01-01,,own,\n33.16,Upah,y,PU,2023,100,2022-01-01,,own,\n"
    (tmp_path / "target_populations.csv").write_text(HEADER + own)
    targets = target_populations(tmp_path)
    told = coverage(table(BLORA, STOCK), targets).filter(pl.col("target_source") == "own", period=MAY)
    assert told.select("segment_code", "target_population", "coverage_hundredths").rows() == [(None, 400_000, 44_800), ("PU", 100, 0)]


def test_a_target_holds_in_its_months_only(tmp_path: Path) -> None:
    own = "33.16,Pekerja BPU dan jasa konstruksi,x,BPU JAKON,2022,400000,2022-01-01,2022-04-30,own,\n"
    (tmp_path / "target_populations.csv").write_text(HEADER + own)
    assert (
        coverage(table(BLORA, STOCK), target_populations(tmp_path))["target_population"].null_count()
        == coverage(table(BLORA, STOCK), target_populations(tmp_path)).height
    )


@pytest.mark.parametrize(
    "rows",
    [
        "33.16,A,a,BPU,2022,many,2022-01-01,,own,\n",
        "33.16,A,a,BPU,2022,0,2022-01-01,,own,\n",
        "33.16,A,a,BPU,,10,2022-01-01,,own,\n",
        "33.16,A,a,BPU,2022,10,2022-01-01,,,\n",
        "33.16,A,a,BPU,2022,10,2022-01-01,soon,own,\n",
        "33.16,A,a,BPU,2022,10,2022-01-01,,own,\n33.16,A,a,BPU,2022,11,2022-06-01,,own,\n",
    ],
)
def test_a_target_that_cannot_be_used_is_refused(tmp_path: Path, rows: str) -> None:
    (tmp_path / "target_populations.csv").write_text(HEADER + rows)
    with pytest.raises(VocabularyRefused):
        target_populations(tmp_path)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_coverage_is_rounded_half_up_to_the_fourth_decimal(people: int, population: int) -> None:
    stocks = pl.DataFrame(
        {"period": [MAY], "regency_code": ["33.16"], "segment_code": ["BPU"], "participant_count": [people]}, schema=STOCK
    )
    target = {
        "regency_code": ["33.16"], "target_group": ["g"], "target_group_en": ["g"], "segments": [["BPU"]], "target_note": [""],
        "target_population": [population], "target_year": [2022], "valid_from": [MAY], "valid_to": [None], "target_source": ["s"],
    }  # fmt: skip
    targets = pl.DataFrame(target, schema_overrides={"valid_to": pl.Date})
    [told] = coverage(stocks, targets).filter(regency_code="33.16")["coverage_hundredths"]
    assert told == (people * 1_000_000 * 2 + population) // (population * 2)


def test_groups_of_workers_are_counted_by_source_and_not_among_the_stock() -> None:
    drawn = """
        regency_code | segment_code | branch_code | worker_group_code | source_code | payment_month | participant_count
        33.16        | BPU          | K01         |                   |             | 2022-05-01    | 100
        33.16        | BPU          | K02         |                   |             | 2022-05-01    | 50
        33.16        | BPU          | K01         | RENTAN            | CSR         | 2022-05-01    | 7
        33.16        | JAKON        | K01         | RENTAN            | CSR         | 2022-05-01    | 2
        33.16        | BPU          | K01         | RENTAN            |             | 2022-05-01    | 1
    """
    names = drawn.strip().splitlines()[0].replace(" ", "").split("|")
    lines = table(drawn, {name: PARTICIPATION_LINE[name] for name in names}).lazy()
    assert stock(lines).collect().rows() == [(MAY, "33.16", "BPU", 150)]
    assert workers(lines).collect().rows() == [(MAY, "33.16", "RENTAN", None, 1), (MAY, "33.16", "RENTAN", "CSR", 9)]
