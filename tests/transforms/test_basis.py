"""Months that go on showing what they showed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import table
from transforms.basis import Basis, held
from transforms.effective import Part, resolve
from transforms.line import LINE

JULY, AUGUST, SEPTEMBER = date(2022, 7, 1), date(2022, 8, 1), date(2022, 9, 1)
MONTHS = (JULY, AUGUST, SEPTEMBER)
COLUMNS = "line_key | content_key | payment_month | amount_paid_sen | source_row"


def part(folder: Path, name: str, period: date, drawing: str, arrival: int = 0) -> Part:
    """A part of these lines: key, content, payment month, sen, row."""
    path = folder / f"{name}.parquet"
    table(f"{COLUMNS}\n{drawing}", dict(LINE)).write_parquet(path)
    return Part(name, path, "K01", period, arrival)


def basis(*parts: Part) -> Basis:
    return Basis(parts, resolve(parts))


def counting(one: Basis, *months: date) -> list[tuple[str, int]]:
    return sorted(one.lines(months).select("part_id", "line_key").collect().iter_rows())


def fates(one: Basis) -> list[tuple[str, int, str]]:
    return sorted(one.resolution.displaced.select("part_id", "line_key", "reason").iter_rows())


def test_late_lines_of_a_held_month_wait_and_the_new_month_is_shown(tmp_path: Path) -> None:
    july = part(tmp_path, "july", JULY, "1 | 1 | 2022-07-01 | 10 | 1")
    august = part(tmp_path, "august", AUGUST, "2 | 2 | 2022-08-01 | 20 | 1\n3 | 3 | 2022-07-01 | 30 | 2")
    shown = held(basis(july, august), basis(july), [JULY])
    assert counting(shown, JULY) == [("july", 1)]
    assert counting(shown, AUGUST) == [("august", 2)]
    assert fates(shown) == [("august", 3, "waiting")]


def test_a_replaced_extract_goes_on_being_shown_in_a_held_month_and_nowhere_else(tmp_path: Path) -> None:
    before = part(tmp_path, "before", JULY, "1 | 1 | 2022-07-01 | 10 | 1\n2 | 2 | 2022-06-01 | 20 | 2")
    after = part(tmp_path, "after", JULY, "1 | 9 | 2022-07-01 | 11 | 1\n2 | 2 | 2022-06-01 | 20 | 2", arrival=1)
    shown = held(basis(after), basis(before), [JULY])
    assert counting(shown, JULY) == [("before", 1)]
    assert counting(shown, date(2022, 6, 1)) == [("after", 2)]
    assert fates(shown) == [("after", 1, "waiting"), ("before", 2, "superseded")]


def test_a_line_that_moves_out_of_a_held_month_counts_there_and_not_twice(tmp_path: Path) -> None:
    july = part(tmp_path, "july", JULY, "1 | 1 | 2022-07-01 | 10 | 1")
    august = part(tmp_path, "august", AUGUST, "1 | 9 | 2022-08-01 | 10 | 1")
    shown = held(basis(july, august), basis(july), [JULY])
    assert counting(shown, *MONTHS) == [("july", 1)]
    assert fates(shown) == [("august", 1, "waiting")]


def test_no_held_month_changes_nothing(tmp_path: Path) -> None:
    new = basis(part(tmp_path, "july", JULY, "1 | 1 | 2022-07-01 | 10 | 1"))
    assert held(new, basis(), []) is new


LINES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2), st.sampled_from(MONTHS)), max_size=5, unique_by=lambda line: line[0])


@given(st.lists(LINES, min_size=1, max_size=5), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_came_and_went_held_months_stay_no_key_counts_twice_and_every_line_has_one_fate(
    tmp_path: Path, drawn: Sequence[Sequence[tuple[int, int, date]]], data: st.DataObject
) -> None:
    parts = []
    for nth, lines in enumerate(drawn):
        rows = "\n".join(f"{key} | {key * 10 + content} | {month} | {key} | {row}" for row, (key, content, month) in enumerate(lines, 1))
        parts.append(part(tmp_path, f"part {nth}", MONTHS[nth % 3], rows, nth))
    stood = data.draw(st.lists(st.sampled_from(parts), unique=True))
    stand = data.draw(st.lists(st.sampled_from(parts), unique=True))
    months = data.draw(st.lists(st.sampled_from(MONTHS), unique=True))
    old, new = basis(*stood), basis(*stand)
    shown = held(new, old, months)
    assert counting(shown, *months) == counting(old, *months) or not months
    counted = shown.lines(MONTHS).collect()
    assert counted["line_key"].is_unique().all()
    displaced = shown.resolution.displaced
    assert displaced.select("part_id", "line_key").is_duplicated().sum() == 0
    total = sum(pl.read_parquet(one.path).height for one in shown.parts)
    assert total == counted.height + displaced.height


@pytest.mark.parametrize("again", [1, 2])
def test_holding_what_is_held_already_changes_nothing(tmp_path: Path, again: int) -> None:
    july = part(tmp_path, "july", JULY, "1 | 1 | 2022-07-01 | 10 | 1")
    new = basis(july, part(tmp_path, "august", AUGUST, "2 | 2 | 2022-08-01 | 20 | 1\n3 | 3 | 2022-07-01 | 30 | 2"))
    once = held(new, basis(july), [JULY])
    more = once
    for _ in range(again):
        more = held(new, more, [JULY])
    assert counting(more, *MONTHS) == counting(once, *MONTHS)
    assert fates(more) == fates(once)
