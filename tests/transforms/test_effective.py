"""Which line of which part counts."""

from collections.abc import Sequence
from dataclasses import replace
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


def part(folder: Path, name: str, period: date, drawing: str, *, arrival: int = 0, revision: int = 0, is_delta: bool = False) -> Part:
    """A part whose drawn lines have a key, content, payment month and source row."""
    path = folder / f"{name}.parquet"
    table(drawing, dict(LINE)).write_parquet(path)
    return Part(name, path, "K01", period, arrival, revision, is_delta)


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
    assert counting([second, first]) == [("jkm", 1)]


def test_a_delta_replaces_lines_of_the_extracts_before_it_and_adds_others(tmp_path: Path) -> None:
    whole = part(tmp_path, "whole", JULY, ONE.format(10, "2022-07-01"), arrival=2, revision=1)
    two = ONE.format(11, "2022-07-01") + "\n2 | 1 | 2022-07-01 | 5 | 3"
    delta = part(tmp_path, "delta", JULY, two, arrival=1, revision=2, is_delta=True)
    assert resolve([delta, whole]).overlaps == []
    assert counting([delta, whole]) == [("delta", 1), ("delta", 2)]
    assert displaced([delta, whole]) == [("whole", 1, "superseded")]


def test_what_follows_a_delta_has_the_last_word(tmp_path: Path) -> None:
    delta = part(tmp_path, "delta", JULY, ONE.format(11, "2022-07-01"), arrival=1, is_delta=True)
    again = part(tmp_path, "again", JULY, ONE.format(10, "2022-07-01"), arrival=2)
    assert displaced([delta, again]) == [("delta", 1, "superseded")]
    assert resolve([delta, again]).overlaps == []


def test_a_delta_of_one_sender_does_not_overrule_another_sender(tmp_path: Path) -> None:
    other = part(tmp_path, "other", JULY, ONE.format(10, "2022-07-01"), arrival=1)
    delta = replace(part(tmp_path, "delta", JULY, ONE.format(11, "2022-07-01"), arrival=2, is_delta=True), sender_code="P01")
    assert resolve([delta, other]).overlaps == [("other", "delta", 1)]


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


def by_hand(parts: Sequence[tuple[str, date, int, bool, dict[int, int]]]) -> tuple[dict[tuple[str, int], str], set[tuple[str, str]]]:
    """The slow oracle: what becomes of each line, and which parts contradict each other."""
    fate, clashes = {}, set()
    ordered = sorted(parts, key=lambda each: (each[1], each[2], each[0]))
    for key in {key for *_, lines in parts for key in lines}:
        stands = [(name, period, lines[key], is_delta) for name, period, _, is_delta, lines in ordered if key in lines]
        pairs = [(a, b) for i, a in enumerate(stands) for b in stands[i + 1 :] if a[1] == b[1] and a[2] != b[2]]
        clashes |= {(a[0], b[0]) for a, b in pairs if not a[3] and not b[3]}
        final = stands[-1][2]
        run_starts = max((i + 1 for i, stand in enumerate(stands) if stand[2] != final), default=0)
        for i, (name, _, content, _) in enumerate(stands):
            equal = i >= run_starts and content == final
            fate[name, key] = "duplicate" if equal else "superseded"
        fate[stands[run_starts][0], key] = "counts"
    return fate, clashes


DRAWN = st.lists(
    st.tuples(st.sampled_from([JULY, AUGUST, SEPTEMBER]), st.booleans(), st.dictionaries(st.integers(1, 3), st.integers(1, 2), max_size=3)),
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN, order=st.randoms(use_true_random=False))
def test_the_outcome_is_that_of_plain_python_in_any_order_of_parts(
    tmp_path: Path, drawn: list[tuple[date, bool, dict[int, int]]], order: object
) -> None:
    described = [(f"p{n}", period, n, is_delta, lines) for n, (period, is_delta, lines) in enumerate(drawn)]
    header = "line_key | content_key | payment_month"
    drawings = ["\n".join([header, *(f"{key} | {content} | 2022-07-01" for key, content in lines.items())]) for *_, lines in described]
    parts = [
        part(tmp_path, name, period, drawing, arrival=n, is_delta=is_delta)
        for (name, period, n, is_delta, _), drawing in zip(described, drawings, strict=True)
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
