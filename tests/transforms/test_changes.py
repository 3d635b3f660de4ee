"""What became of the lines set aside, between two drawn readings."""

from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

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


def told(
    before: str, now: str, sound: str = "line_key | source_row", *, sound_before: str = "line_key | source_row", is_same_file: bool = False
) -> list[tuple[object, ...]]:
    found = changes(findings(before), findings(now), lines(sound_before), lines(sound), is_same_file=is_same_file)
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
    found = changes(findings("line_key | source_row | code\n1 | 2 | AM01"), findings("line_key"), lines(), lines(), is_same_file=False)
    assert counted(found) == {"fixed": 0, "still wrong": 0, "newly wrong": 0, "withdrawn": 1}


def test_a_line_without_a_name_is_not_the_named_one_that_now_stands_in_its_place() -> None:
    before = "line_key | source_row | payment_id | code\n | 5 | P1 | ID01"
    now = "line_key | source_row | claim_id | payment_id | code\n9 | 5 | K9 | P9 | AM01"
    assert sorted(told(before, now)) == [("newly wrong", None, 5, None, "AM01"), ("withdrawn", 5, None, "ID01", None)]


def test_rows_that_moved_make_no_line_another_where_claim_numbers_are_blank() -> None:
    before = """
    line_key | source_row | claim_id | payment_id | code
             | 5          |          | P4         | ID01
             | 8          |          | P7         | ID01
    10       | 10         | K9       | P9         | AM01
    """
    sound_before = """
    line_key | source_row | claim_id | payment_id
    1        | 2          | K1       | P1
    5        | 6          | K5       | P5
    8        | 9          | K8       | P8
    """
    now = "line_key | source_row | claim_id | payment_id | code\n | 7 | | P7 | ID01"
    sound = """
    line_key | source_row | claim_id | payment_id
    4        | 4          | K4       | P4
    5        | 5          | K5       | P5
    8        | 8          | K8       | P8
    10       | 9          | K9       | P9
    """
    found = changes(findings(before), findings(now), lines(sound_before), lines(sound), is_same_file=False)
    assert found.select("state", "payment_id", "claim_id", "row_before", "row").rows() == [
        ("fixed", "P4", "K4", 5, 4),
        ("still wrong", "P7", None, 8, 7),
        ("fixed", "P9", "K9", 10, 9),
    ]


def test_a_line_whose_payment_number_was_filled_in_is_told_by_its_claim_though_its_row_moved() -> None:
    before = "line_key | source_row | claim_id | payment_id | code\n1 | 5 | K1 | | AM01\n2 | 6 | K2 | | AM01"
    sound_before = "line_key | source_row | claim_id | payment_id\n7 | 7 | K1 | P7"
    now = "line_key | source_row | claim_id | payment_id | code\n12 | 3 | K2 | P2 | NK01"
    sound = "line_key | source_row | claim_id | payment_id\n7 | 2 | K1 | P7\n11 | 4 | K1 | P1"
    assert told(before, now, sound, sound_before=sound_before) == [
        ("still wrong", 6, 3, "AM01", "NK01"),
        ("fixed", 5, 4, "AM01", None),
    ]


def test_a_line_that_was_sound_before_is_never_fixed_and_is_newly_wrong_where_it_is_wrong_now() -> None:
    before = "line_key | source_row | claim_id | payment_id | code\n1 | 2 | K1 | | AM01"
    sound_before = "line_key | source_row | claim_id | payment_id\n5 | 3 | K1 | P5\n6 | 4 | K1 | P6"
    now = "line_key | source_row | claim_id | payment_id | code\n6 | 3 | K1 | P6 | NK01"
    sound = "line_key | source_row | claim_id | payment_id\n5 | 2 | K1 | P5"
    assert sorted(told(before, now, sound, sound_before=sound_before)) == [
        ("newly wrong", None, 3, None, "NK01"),
        ("withdrawn", 2, None, "AM01", None),
    ]


def test_lines_whose_own_numbers_differ_are_never_the_same_wherever_they_stand() -> None:
    before = "line_key | source_row | claim_id | payment_id | code\n1 | 2 | K1 | P1 | AM01\n | 3 | | P2 | ID01"
    sound = "line_key | source_row | claim_id | payment_id\n9 | 2 | K1 | P9\n8 | 3 | K8 | P8"
    assert [row[0] for row in told(before, "line_key | source_row", sound)] == ["withdrawn", "withdrawn"]


def test_a_line_without_any_number_is_told_by_its_row_unless_its_amount_says_that_it_is_another() -> None:
    before = "source_row | code | amount_paid_sen\n2 | ID01 | 500\n3 | ID01 | 700\n4 | ID01 |"
    sound = """
    line_key | source_row | claim_id | payment_id | amount_paid_sen
    1        | 2          | K1       | P1         | 500
    2        | 3          | K2       | P2         | 900
    3        | 4          | K3       | P3         | 100
    """
    assert [row[:3] for row in told(before, "source_row", sound)] == [("fixed", 2, 2), ("withdrawn", 3, None), ("fixed", 4, 4)]


def test_lines_without_any_number_that_are_wrong_before_and_now_are_told_by_their_amount_where_rows_moved() -> None:
    before = "source_row | code | amount_paid_sen\n3 | ID01 | 500\n4 | ID01 | 700"
    now = "source_row | code | amount_paid_sen\n2 | ID01 | 500\n3 | ID01 | 700"
    assert [row[:3] for row in told(before, now)] == [("still wrong", 3, 2), ("still wrong", 4, 3)]


def test_a_number_that_is_hidden_or_shown_as_a_shape_says_neither_that_lines_are_the_same_nor_that_they_differ() -> None:
    before = """
    line_key | source_row | claim_id         | payment_id | code
             | 2          | 9.99A+99         | P1         | ID06
             | 3          | AAAAA            | P2         | ID05
             | 4          | AAAAA            | P3         | ID05
    """
    now = "line_key | source_row | claim_id | payment_id | code\n | 2 | AAAAA | P3 | ID05"
    sound = "line_key | source_row | claim_id | payment_id\n1 | 3 | K1 | P1\n2 | 4 | K2 | P2"
    assert [row[:3] for row in told(before, now, sound)] == [("still wrong", 4, 2), ("fixed", 2, 3), ("fixed", 3, 4)]


STATES_OF_A_LINE = ("sound", "AM01", "ID01", "gone")


@settings(max_examples=60, deadline=None)
@given(fates=st.lists(st.tuples(*[st.sampled_from(STATES_OF_A_LINE)] * 2), max_size=12), seed=st.randoms(use_true_random=False))
def test_wherever_numbered_lines_move_each_is_told_what_became_of_itself(fates: list[tuple[str, str]], seed: Random) -> None:
    drawn = [_reading([fate[when] for fate in fates], seed) for when in (0, 1)]
    (wrong_before, sound_before), (wrong_now, sound_now) = drawn
    found = changes(wrong_before, wrong_now, sound_before, sound_now, is_same_file=False)
    assert dict(found.select("payment_id", "state").rows()) == {f"P{n}": state for n, fate in enumerate(fates) if (state := _meant(*fate))}


def _meant(before: str, now: str) -> str | None:
    """What a line's change is, plainly."""
    was_wrong, is_wrong = ("01" in fate for fate in (before, now))
    if was_wrong:
        return "still wrong" if is_wrong else "withdrawn" if now == "gone" else "fixed"
    return "newly wrong" if is_wrong else None


def _reading(fates: list[str], seed: Random) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Findings and accepted lines of a file that has its lines in any order; a line whose claim number is blank has no key."""
    there = [(n, fate) for n, fate in enumerate(fates) if fate != "gone"]
    seed.shuffle(there)
    head = "line_key | source_row | claim_id | payment_id"
    rows = [(f"{n} | {row} | K{n} | P{n}" if fate != "ID01" else f" | {row} | | P{n}", fate) for row, (n, fate) in enumerate(there, 2)]
    wrong = [f"{cells} | {fate}" for cells, fate in rows if "01" in fate]
    sound = [cells for cells, fate in rows if fate == "sound"]
    return findings("\n".join([f"{head} | code", *wrong])), lines("\n".join([head, *sound]))
