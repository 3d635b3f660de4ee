from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import table
from transforms.coverage import (
    COVERAGE,
    EXPECTED,
    STOCK,
    WORKERS,
    coverage,
    expected_extracts,
    stock,
    target_populations,
    workers,
    workers_by_place,
)
from transforms.participation import PARTICIPATION_LINE
from transforms.vocabulary.errors import VocabularyRefused

MAY, JULY = date(2022, 5, 1), date(2022, 7, 1)
HEADER = "regency_code,target_group,target_group_en,segments,year,population,valid_from,valid_to,source,note\n"
JUNE = date(2022, 6, 1)
BLORA = """
    period     | regency_code | segment_code | sender_code | participant_count
    2022-05-01 | 33.16        | BPU          | K01         | 14180
    2022-05-01 | 33.16        | JAKON        | K01         | 3740
    2022-05-01 | 33.16        | PU           | K01         | 0
    2022-07-01 | 33.16        | BPU          | K01         | 14300
"""
TWO_OFFICES = """
    period     | regency_code | segment_code | sender_code | participant_count
    2022-05-01 | 33.16        | BPU          | K01         | 100
    2022-06-01 | 33.16        | BPU          | K01         | 101
    2022-06-01 | 33.16        | BPU          | K02         | 50
    2022-07-01 | 33.16        | BPU          | K01         | 102
"""
Named = dict[date, set[str]]


def asked(counted: pl.DataFrame, named: Named | None = None) -> pl.DataFrame:
    """EXPECTED by whom the table of senders names in which month: without one nobody in any."""
    months = pl.date_range(counted["period"].min(), counted["period"].max(), "1mo", eager=True) if counted.height else []
    return expected_extracts(counted, {month: set() for month in months} | (named or {}))


def covered(stocks: pl.DataFrame, targets: pl.DataFrame, named: Named | None = None) -> pl.DataFrame:
    return coverage(stocks, targets, asked(stocks, named))


def shown(stocks: pl.DataFrame, targets: pl.DataFrame, named: Named | None = None) -> dict[tuple[object, ...], tuple[object, ...]]:
    told = covered(stocks, targets, named)
    return {
        row[:3]: row[3:] for row in told.select("period", "regency_code", "segment_code", "participant_count", "coverage_hundredths").rows()
    }


def counts(drawn: str, named: Named | None = None, place: str | None = "33.16") -> list[int | None]:
    """Participants of a place in BPU, month by month; none where it has no row."""
    told = shown(table(drawn, STOCK), target_populations(None), named)
    return [told[key][0] for key in sorted(key for key in told if key[1:] == (place, "BPU"))]  # type: ignore[misc]


def test_blora_is_covered_by_17920_of_352284() -> None:
    rows = covered(table(BLORA, STOCK), target_populations(None)).filter(pl.col("target_population").is_not_null(), period=MAY)
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
    more = BLORA + "    2022-05-01 | 33.15        | BPU          | K02         | 20\n"
    cells = shown(table(more, STOCK), target_populations(None))
    assert cells[MAY, None, "BPU"] == (14_200, None)
    assert cells[JULY, None, "BPU"] == (None, None)  # 33.15 is missing


def test_without_any_participants_there_is_no_coverage() -> None:
    nothing = asked(STOCK.to_frame())
    assert nothing.equals(EXPECTED.to_frame())
    assert coverage(STOCK.to_frame(), target_populations(None), nothing).equals(COVERAGE.to_frame())
    assert workers_by_place(WORKERS.to_frame(), nothing).height == 0


def test_where_one_of_two_offices_is_missing_the_other_is_not_the_whole() -> None:
    assert counts(TWO_OFFICES) == [100, 151, None]
    assert counts(TWO_OFFICES, place=None) == [100, 151, None]
    assert counts(TWO_OFFICES + "    2022-07-01 | 33.16 | BPU | K02 | 0\n") == [100, 151, 102]  # it said that it has none


def test_an_office_is_missing_that_delivered_and_left_one_of_its_segments_out() -> None:
    more = "    2022-07-01 | 33.16 | JAKON | K02 | 7\n"
    assert counts(TWO_OFFICES + more) == [100, 151, None]


CLOSED: Named = {MAY: {"K02"}, JUNE: {"K02"}, JULY: set()}


def test_an_office_that_is_no_longer_expected_is_not_missing() -> None:
    assert counts(TWO_OFFICES, CLOSED) == [100, 151, 102]
    assert counts(TWO_OFFICES, CLOSED | {JULY: {"K02"}}) == [100, 151, None]
    alone = "\n".join(line for line in TWO_OFFICES.splitlines() if "K01" not in line) + "\n    2022-07-01 | 33.15 | BPU | K01 | 1\n"
    assert counts(alone, CLOSED) == [50, None]  # nobody is asked any more, and still nobody reported it


def test_an_office_is_expected_in_the_months_that_the_table_names_it_for_and_one_it_does_not_know_in_all() -> None:
    august = date(2022, 8, 1)
    counted = table(TWO_OFFICES, STOCK).vstack(table(TWO_OFFICES.replace("2022-07", "2022-08"), STOCK))
    expected = asked(counted, CLOSED | {august: {"K02", "K09"}})
    assert expected.filter(sender_code="K02")["period"].to_list() == [MAY, JUNE, august]
    assert expected.filter(sender_code="K01")["period"].to_list() == [MAY, JUNE, JULY, august]
    assert expected.height == 7  # of K09 nothing ever came


def test_a_place_begins_with_its_first_report_and_takes_nothing_from_the_months_before() -> None:
    more = TWO_OFFICES + "    2022-07-01 | 33.16 | BPU | K02 | 50\n    2022-07-01 | 33.15 | BPU | K03 | 7\n"
    assert counts(more, place=None) == [100, 151, 159]
    assert counts(more, place="33.15") == [7]


def test_a_place_that_has_begun_and_does_not_report_is_missing_from_the_whole() -> None:
    more = TWO_OFFICES + "    2022-07-01 | 33.16 | BPU | K02 | 50\n    2022-05-01 | 33.15 | BPU | K03 | 7\n"
    assert counts(more, place=None) == [107, None, None]
    assert counts(more, place="33.15") == [7, None, None]


def test_a_segment_that_a_place_reports_later_than_others_was_not_reported_before() -> None:
    more = TWO_OFFICES + "    2022-06-01 | 33.16 | JAKON | K01 | 3\n    2022-07-01 | 33.16 | JAKON | K01 | 4\n"
    told = shown(table(more, STOCK), target_populations(None))
    assert [told[month, "33.16", "JAKON"][0] for month in (MAY, JUNE, JULY)] == [None, 3, 4]


def test_a_home_replaces_a_target_and_adds_its_own(tmp_path: Path) -> None:
    own = "33.16,Pekerja BPU dan jasa konstruksi,x,BPU JAKON,2023,400000,2022-01-01,,own,\n33.16,Upah,y,PU,2023,100,2022-01-01,,own,\n"
    (tmp_path / "target_populations.csv").write_text(HEADER + own)
    targets = target_populations(tmp_path)
    told = covered(table(BLORA, STOCK), targets).filter(pl.col("target_source") == "own", period=MAY)
    assert told.select("segment_code", "target_population", "coverage_hundredths").rows() == [(None, 400_000, 44_800), ("PU", 100, 0)]


def test_a_target_holds_in_its_months_only(tmp_path: Path) -> None:
    own = "33.16,Pekerja BPU dan jasa konstruksi,x,BPU JAKON,2022,400000,2022-01-01,2022-04-30,own,\n"
    (tmp_path / "target_populations.csv").write_text(HEADER + own)
    assert (
        covered(table(BLORA, STOCK), target_populations(tmp_path))["target_population"].null_count()
        == covered(table(BLORA, STOCK), target_populations(tmp_path)).height
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
    cell = {"period": [MAY], "regency_code": ["33.16"], "segment_code": ["BPU"], "sender_code": ["K01"], "participant_count": [people]}
    stocks = pl.DataFrame(cell, schema=STOCK)
    target = {
        "regency_code": ["33.16"], "target_group": ["g"], "target_group_en": ["g"], "segments": [["BPU"]], "target_note": [""],
        "target_population": [population], "target_year": [2022], "valid_from": [MAY], "valid_to": [None], "target_source": ["s"],
    }  # fmt: skip
    targets = pl.DataFrame(target, schema_overrides={"valid_to": pl.Date})
    [told] = covered(stocks, targets).filter(regency_code="33.16")["coverage_hundredths"]
    assert told == (people * 1_000_000 * 2 + population) // (population * 2)


LINES = """
    regency_code | segment_code | branch_code | worker_group_code | source_code | payment_month | participant_count | sender_code
    33.16        | BPU          | K01         |                   |             | 2022-05-01    | 100               | K01
    33.16        | BPU          | K02         |                   |             | 2022-05-01    | 50                | K01
    33.16        | BPU          | K02         |                   |             | 2022-05-01    | 25                | K02
    33.16        | BPU          | K01         | RENTAN            | CSR         | 2022-05-01    | 7                 | K01
    33.16        | JAKON        | K01         | RENTAN            | CSR         | 2022-05-01    | 2                 | K01
    33.16        | BPU          | K01         | RENTAN            |             | 2022-05-01    | 1                 | K02
"""


def test_groups_of_workers_are_counted_by_source_and_not_among_the_stock() -> None:
    names = LINES.strip().splitlines()[0].replace(" ", "").split("|")
    schema = {name: PARTICIPATION_LINE[name] for name in names if name != "sender_code"} | {"sender_code": pl.String}
    lines = table(LINES, schema).lazy()
    stocks, groups = stock(lines).collect(), workers(lines).collect()
    assert (stocks.schema, groups.schema) == (STOCK, WORKERS)
    assert stocks.rows() == [(MAY, "33.16", "BPU", "K01", 150), (MAY, "33.16", "BPU", "K02", 25)]
    assert groups.rows() == [(MAY, "33.16", "RENTAN", None, "K02", 1), (MAY, "33.16", "RENTAN", "CSR", "K01", 9)]


def test_a_group_of_workers_is_not_reported_where_one_of_its_offices_is_missing() -> None:
    drawn = """
        period     | regency_code | worker_group_code | source_code | sender_code | participant_count
        2022-05-01 | 33.16        | RENTAN            |             | K01         | 5
        2022-05-01 | 33.16        | RENTAN            |             | K02         | 6
        2022-05-01 | 33.16        | RENTAN            | CSR         | K01         | 9
        2022-06-01 | 33.16        | RENTAN            |             | K01         | 5
        2022-06-01 | 33.16        | RENTAN            | CSR         | K01         | 8
        2022-07-01 | 33.16        | RENTAN            |             | K02         | 1
        2022-07-01 | 33.16        | RENTAN            |             | K01         | 0
    """
    groups = table(drawn, WORKERS)
    of_blora = "33.16", "RENTAN"
    assert workers_by_place(groups, asked(groups)).rows() == [
        (MAY, *of_blora, None, 11), (MAY, *of_blora, "CSR", 9), (JUNE, *of_blora, None, None), (JUNE, *of_blora, "CSR", 8),
        (JULY, *of_blora, None, 1), (JULY, *of_blora, "CSR", None),
    ]  # fmt: skip
    told = workers_by_place(groups, asked(groups, {MAY: {"K01", "K02"}, JUNE: {"K01"}})).filter(pl.col("period") > MAY)
    assert told.rows() == [(JUNE, *of_blora, None, 5), (JUNE, *of_blora, "CSR", 8), (JULY, *of_blora, None, 1)]  # nobody is asked for more
