"""Which line of which part counts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import table
from transforms import effective
from transforms.effective import Part, effective_lines, resolve
from transforms.line import LINE

JULY, AUGUST, SEPTEMBER = date(2022, 7, 1), date(2022, 8, 1), date(2022, 9, 1)


def part(folder: Path, name: str, period: date, drawing: str, *, arrival: int = 0) -> Part:
    """A part whose drawn lines have a key, content, payment month and source row."""
    path = folder / f"{name}.parquet"
    table(drawing, dict(LINE)).write_parquet(path)
    return Part(name, path, "K01", period, arrival)


def counting(parts: Sequence[Part], months: Sequence[date] = (JULY, AUGUST, SEPTEMBER)) -> list[tuple[str, int]]:
    lines = effective_lines(parts, resolve(parts), months).collect()
    return sorted(lines.select("part_id", "line_key").iter_rows())


def displaced(parts: Sequence[Part]) -> list[tuple[str, int, str]]:
    return list(resolve(parts).displaced.select("part_id", "line_key", "reason").iter_rows())


ONE = "line_key | content_key | payment_month | amount_paid_sen | source_row\n1 | {} | {} | 5 | 2"


def test_equal_lines_of_two_extracts_count_once_where_they_stood_first(tmp_path: Path) -> None:
    first = part(tmp_path, "july", JULY, ONE.format(10, "2022-07-01"))
    second = part(tmp_path, "august", AUGUST, ONE.format(10, "2022-07-01"))
    assert counting([second, first]) == [("july", 1)]
    assert displaced([second, first]) == [("august", 1, "duplicate")]


def test_a_later_extract_supersedes_and_moves_the_line_out_of_its_old_month(tmp_path: Path) -> None:
    first = part(tmp_path, "july", JULY, ONE.format(10, "2022-07-01"))
    second = part(tmp_path, "august", AUGUST, ONE.format(11, "2022-08-01"))
    assert counting([first, second], [JULY]) == []
    assert counting([first, second], [AUGUST]) == [("august", 1)]
    assert displaced([first, second]) == [("july", 1, "superseded")]


def test_what_was_said_again_after_a_change_counts_where_it_was_said_again(tmp_path: Path) -> None:
    parts = [
        part(tmp_path, name, period, ONE.format(content, "2022-07-01"))
        for name, period, content in [("a", JULY, 10), ("b", AUGUST, 11), ("c", SEPTEMBER, 10)]
    ]
    assert displaced(parts) == [("a", 1, "superseded"), ("b", 1, "superseded")]


def test_two_files_of_one_period_that_contradict_each_other_are_reported(tmp_path: Path) -> None:
    first = part(tmp_path, "jht", JULY, ONE.format(10, "2022-07-01"), arrival=1)
    second = part(tmp_path, "jkm", JULY, ONE.format(11, "2022-07-01"), arrival=2)
    assert resolve([second, first]).overlaps == [("jht", "jkm", 1)]
    assert counting([second, first]) == [("jht", 1)]


def test_lines_of_different_keys_all_count(tmp_path: Path) -> None:
    drawn = part(tmp_path, "july", JULY, "line_key | content_key | payment_month\n1 | 1 | 2022-07-01\n2 | 1 | 2022-06-01")
    assert counting([drawn], [JULY]) == [("july", 1)]
    assert resolve([drawn]).displaced.height == 0


def test_nothing_is_made_of_no_parts() -> None:
    assert resolve([]).displaced.height == 0
    assert resolve([]).overlaps == []
    assert effective_lines([], resolve([]), [JULY]).collect().height == 0


def test_a_displaced_line_says_where_it_stands(tmp_path: Path) -> None:
    first = part(tmp_path, "july", JULY, ONE.format(10, "2022-07-01"))
    second = part(tmp_path, "august", AUGUST, ONE.format(11, "2022-08-01"))
    row = resolve([first, second]).displaced.row(0, named=True)
    assert row == {
        "part_id": "july", "source_row": 2, "sheet": None, "line_key": 1, "reason": "superseded",
        "payment_month": JULY, "amount_paid_sen": 5,
    }  # fmt: skip


def by_hand(parts: Sequence[tuple[str, date, int, dict[int, int]]]) -> tuple[dict[tuple[str, int], str], set[tuple[str, str]]]:
    """The slow oracle: what becomes of each line, and which parts contradict each other."""
    fate, clashes = {}, set()
    ordered = sorted(parts, key=lambda each: (each[1], each[2], each[0]))
    for key in {key for *_, lines in parts for key in lines}:
        stands = [(name, period, lines[key]) for name, period, _, lines in ordered if key in lines]
        clashes |= {(a[0], b[0]) for i, a in enumerate(stands) for b in stands[i + 1 :] if a[1] == b[1] and a[2] != b[2]}
        last = [stand for stand in stands if stand[1] == stands[-1][1]]
        final, before = last[0][2], [stand for stand in stands if stand[1] != stands[-1][1]]
        run_starts = max((i + 1 for i, stand in enumerate(before) if stand[2] != final), default=0)
        for i, (name, _, content) in enumerate(stands):
            equal = i >= run_starts and content == final
            fate[name, key] = "duplicate" if equal else "superseded"
        fate[stands[run_starts][0], key] = "counts"
    return fate, clashes


DRAWN = st.lists(
    st.tuples(st.sampled_from([JULY, AUGUST, SEPTEMBER]), st.dictionaries(st.integers(1, 3), st.integers(1, 2), max_size=3)), max_size=5
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN, order=st.randoms(use_true_random=False))
def test_the_outcome_is_that_of_plain_python_in_any_order_of_parts(
    tmp_path: Path, drawn: list[tuple[date, dict[int, int]]], order: object
) -> None:
    described = [(f"p{n}", period, n, lines) for n, (period, lines) in enumerate(drawn)]
    header = "line_key | content_key | payment_month"
    parts = [
        part(tmp_path, name, period, "\n".join([header, *(f"{key} | {content} | 2022-07-01" for key, content in lines.items())]), arrival=n)
        for name, period, n, lines in described
    ]
    order.shuffle(parts)  # type: ignore[attr-defined]
    resolution = resolve(parts)
    fate, clashes = by_hand(described)
    gone = {(name, key): reason for name, key, reason in resolution.displaced.select("part_id", "line_key", "reason").iter_rows()}
    assert gone == {where: what for where, what in fate.items() if what != "counts"}
    assert {(a, b) for a, b, _ in resolution.overlaps} == clashes
    assert counting(parts) == sorted(where for where, what in fate.items() if what == "counts")


def test_comparing_keys_in_slices_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"{key} | {key} | 2022-07-01" for key in range(1, 40))
    parts = [
        part(tmp_path, name, period, f"line_key | content_key | payment_month\n{rows}") for name, period in (("a", JULY), ("b", AUGUST))
    ]
    whole = resolve(parts).displaced
    monkeypatch.setattr(effective, "SLICE_LINES", 10)
    assert resolve(parts).displaced.equals(whole)
    assert whole.height == 39
    assert whole.schema == pl.Schema(effective.DISPLACED)
