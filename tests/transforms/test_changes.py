"""What became of the lines set aside, between two drawn readings."""

import polars as pl

from tests.drawing import table
from transforms.changes import CHANGE, changes, counted
from transforms.line import FINDING, LINE


def findings(drawing: str) -> pl.LazyFrame:
    """Errors of lines set aside, where the drawing does not say otherwise."""
    drawn = table(drawing, dict(FINDING))
    sound = {"outcome": pl.lit("quarantined"), "severity": pl.lit("error")}
    return drawn.with_columns(pl.coalesce(name, default).alias(name) for name, default in sound.items()).lazy()


def lines(drawing: str = "line_key | source_row") -> pl.LazyFrame:
    return table(drawing, dict(LINE)).lazy()


def told(before: str, now: str, sound: str = "line_key | source_row", *, is_same_file: bool = False) -> list[tuple[object, ...]]:
    found = changes(findings(before), findings(now), lines(sound), is_same_file=is_same_file)
    assert found.schema == CHANGE
    return found.select("state", "row_before", "row", "codes_before", "codes").rows()


def test_each_line_is_fixed_still_wrong_newly_wrong_or_withdrawn() -> None:
    before = """
    line_key | source_row | code | payment_id
    1        | 2          | AM01 | P1
    2        | 3          | AM01 | P2
    2        | 3          | NK01 | P2
    3        | 4          | PR02 | P3
    """
    now = """
    line_key | source_row | code | payment_id
    2        | 9          | NK01 | P2
    4        | 10         | DT02 | P4
    """
    sound = """
    line_key | source_row | payment_id
    1        | 8          | P1
    5        | 11         | P5
    """
    assert told(before, now, sound) == [
        ("withdrawn", 4, None, "PR02", None),
        ("fixed", 2, 8, "AM01", None),
        ("still wrong", 3, 9, "AM01, NK01", "NK01"),
        ("newly wrong", None, 10, None, "DT02"),
    ]


def test_lines_without_a_name_are_told_by_sheet_and_row() -> None:
    before = "sheet | source_row | code\nA | 2 | ID01\nB | 2 | ID01\nA | 3 | ID01"
    now = "sheet | source_row | code\nB | 2 | ID01"
    sound = "line_key | sheet | source_row | payment_id\n7 | A | 2 | P7"
    assert [row[0] for row in told(before, now, sound)] == ["fixed", "withdrawn", "still wrong"]


def test_a_line_without_payment_number_is_the_same_though_its_content_gave_it_another_key() -> None:
    before = "line_key | source_row | claim_id | code\n1 | 2 | K1 | AM01\n2 | 3 | K2 | AM01\n3 | 4 | K3 | AM01"
    now = "line_key | source_row | claim_id | code\n12 | 3 | K2 | NK01"
    sound = "line_key | source_row | claim_id\n11 | 2 | K1\n13 | 4 | K9"
    assert [row[0] for row in told(before, now, sound)] == ["fixed", "still wrong", "withdrawn"]


def test_of_two_lines_that_contradicted_each_other_one_is_fixed_and_one_withdrawn() -> None:
    before = "line_key | source_row | payment_id | code\n1 | 2 | P1 | ID02\n1 | 3 | P1 | ID02"
    sound = "line_key | source_row | payment_id\n1 | 2 | P1"
    assert [row[:2] for row in told(before, "line_key | source_row", sound)] == [("fixed", 2), ("withdrawn", 3)]


def test_a_line_that_now_repeats_a_sound_one_is_fixed() -> None:
    before = "line_key | source_row | payment_id | code\n1 | 2 | P1 | ID02\n1 | 3 | P1 | ID02"
    now = "line_key | source_row | payment_id | code | outcome\n1 | 3 | P1 | ID04 | duplicate"
    sound = "line_key | source_row | payment_id\n1 | 2 | P1"
    assert [row[0] for row in told(before, now, sound)] == ["fixed", "fixed"]


def test_in_the_same_file_the_row_says_which_line_it_is() -> None:
    before = "line_key | source_row | payment_id | code\n1 | 2 | P1 | AM01\n | 3 | | ID01"
    now = "line_key | source_row | payment_id | code\n9 | 4 | P9 | ID02"
    sound = "line_key | source_row | payment_id\n8 | 2 | P8\n9 | 3 | P9"
    assert [row[0] for row in told(before, now, sound, is_same_file=True)] == ["fixed", "fixed", "newly wrong"]


def test_warnings_alone_set_nothing_aside() -> None:
    before = "line_key | source_row | code | severity | outcome\n1 | 2 | NK02 | warning | warned\n2 | 3 | MC01 | warning | quarantined"
    assert told(before, "line_key | source_row") == []


def test_states_are_counted_and_none_is_left_out() -> None:
    found = changes(findings("line_key | source_row | code\n1 | 2 | AM01"), findings("line_key"), lines(), is_same_file=False)
    assert counted(found) == {"fixed": 0, "still wrong": 0, "newly wrong": 0, "withdrawn": 1}


def test_a_line_without_a_name_is_not_the_named_one_that_now_stands_in_its_place() -> None:
    before = "line_key | source_row | payment_id | code\n | 5 | P1 | ID01"
    now = "line_key | source_row | claim_id | payment_id | code\n9 | 5 | K9 | P9 | AM01"
    assert sorted(told(before, now)) == [("newly wrong", None, 5, None, "AM01"), ("withdrawn", 5, None, "ID01", None)]
