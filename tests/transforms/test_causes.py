"""Each cause by itself and mixtures of them: drawn by hand, and the sums against figures counted in plain Python."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.transforms.drawn_parts import AUGUST, JULY, JUNE, Drawn, assert_sums, causes, changed, effective, lines, told
from transforms.causes import CHANGE, changes, taken_back

HEAD = "key | claim | person | month | benefit | paid"
ONE = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100")
TWO = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n2 | 2 | 2 | July | JHT | 50")
OTHER = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 130")
NEW_CODE, NEW_TABLES, NEW_DECISIONS = {"code_id": "c2"}, {"tables_id": "t2"}, {"decisions_id": "d2"}


def told_of(*parts: Drawn, **shown: Any) -> list[tuple[Any, ...]]:
    """The causes, after the sums have been held against the figures."""
    result = changed(parts, **shown)
    then, now = shown.get("shown_then", (JULY, AUGUST)), shown.get("shown_now", shown.get("shown_then", (JULY, AUGUST)))
    assert_sums(result, effective(parts, "then"), effective(parts, "now"), then, now)
    return causes(result)


def test_nothing_changed_is_no_change() -> None:
    result = changed([Drawn("a", 1, TWO)])
    assert result.schema == CHANGE
    assert result.is_empty()


def test_lines_that_a_new_extract_brings_are_late() -> None:
    late = lines(f"{HEAD}\n2 | 2 | 1 | July | JHT | 50\n3 | 2 | 2 | July | JHT | 7")
    parts = Drawn("a", 1, ONE), Drawn("b", 2, late, then=False, period=AUGUST, fate="new")
    assert told_of(*parts) == [(7, "JHT", "late_lines", "file 2", 2, 57, 1, 1)]


@pytest.mark.parametrize(
    ("period", "sender", "cause"),
    [(AUGUST, "K01", "replaced_extract"), (JULY, "K01", "corrected_lines"), (AUGUST, "K02", "corrected_lines")],
    ids=["of its own office and month", "of another month", "of another office"],
)
def test_a_line_that_was_published_before_and_taken_away_is_not_late(period: date, sender: str, cause: str) -> None:
    shown = Drawn("a", 1, OTHER, period=period, sender=sender)
    back = Drawn("b", 2, TWO, then=False, period=AUGUST, fate="new")
    assert told_of(back, earlier=[shown]) == sorted(
        [(7, "JHT", cause, "file 2", 1, 100, 1, 1), (7, "JHT", "late_lines", "file 2", 1, 50, 1, 1)]
    )


def test_an_extract_in_the_place_of_one_that_was_published_and_taken_away_is_replaced_with_all_its_lines() -> None:
    assert told_of(Drawn("b", 2, TWO, then=False, fate="again")) == [(7, "JHT", "replaced_extract", "file 2", 2, 150, 2, 2)]


def test_the_same_line_with_other_content_in_a_later_extract_is_corrected() -> None:
    parts = Drawn("a", 1, ONE, displaced_now=[1]), Drawn("b", 2, OTHER, then=False, period=AUGUST)
    assert told_of(*parts) == [(7, "JHT", "corrected_lines", "file 2", 0, 30, 0, 0)]


def test_a_line_moved_to_another_month_is_one_correction_seen_in_two_cells() -> None:
    moved = lines(f"{HEAD}\n1 | 1 | 1 | August | JHT | 100")
    parts = Drawn("a", 1, ONE, displaced_now=[1]), Drawn("b", 2, moved, then=False, period=AUGUST)
    assert told_of(*parts) == [
        (7, "JHT", "corrected_lines", "file 2", -1, -100, -1, -1),
        (8, "JHT", "corrected_lines", "file 2", 1, 100, 1, 1),
    ]


def test_a_line_moved_to_a_month_published_for_the_first_time_leaves_its_old_month_as_corrected() -> None:
    moved = lines(f"{HEAD}\n1 | 1 | 1 | August | JHT | 100")
    parts = Drawn("a", 1, ONE, displaced_now=[1]), Drawn("b", 2, moved, then=False, period=AUGUST)
    for shown_now in ((JULY, AUGUST), (JULY,)):  # published, or waiting
        assert told_of(*parts, shown_then=(JULY,), shown_now=shown_now) == [(7, "JHT", "corrected_lines", "file 2", -1, -100, -1, -1)]


def test_a_koreksi_line_newly_arrived_is_a_correction_and_a_retur_line_is_late() -> None:
    drawing = f"{HEAD} | payment_type\n2 | 1 | 1 | July | JHT | -10 | correction\n3 | 1 | 1 | July | JHT | -20 | reversal"
    parts = Drawn("a", 1, ONE), Drawn("b", 2, lines(drawing), then=False, period=AUGUST)
    assert told_of(*parts) == [
        (7, "JHT", "corrected_lines", "file 2", 1, -10, 0, 0),
        (7, "JHT", "late_lines", "file 2", 1, -20, 0, 0),
    ]


def test_what_comes_goes_or_changes_by_a_replaced_extract_names_the_replacing_file() -> None:
    old = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n2 | 2 | 2 | July | JHT | 50\n3 | 3 | 3 | July | JKM | 9")
    new = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 130\n3 | 3 | 3 | July | JKM | 9\n4 | 4 | 4 | July | JP | 70")
    parts = Drawn("a", 1, old, now=False, fate="replaced", by=2), Drawn("b", 2, new, then=False)
    assert told_of(*parts) == [
        (7, "JHT", "replaced_extract", "file 2", -1, -20, -1, -1),
        (7, "JP", "replaced_extract", "file 2", 1, 70, 1, 1),
    ]


def test_a_withdrawn_extract_names_the_withdrawal() -> None:
    parts = Drawn("a", 1, ONE), Drawn("b", 2, lines(f"{HEAD}\n2 | 2 | 2 | July | JHT | 50"), now=False, fate="withdrawn", by=3)
    assert told_of(*parts) == [(7, "JHT", "replaced_extract", "file 3", -1, -50, -1, -1)]


def test_a_line_that_a_withdrawn_extract_had_displaced_counts_again_by_the_withdrawal() -> None:
    parts = Drawn("a", 1, ONE, displaced_then=[1]), Drawn("b", 2, OTHER, now=False, period=AUGUST, fate="withdrawn", by=3)
    assert told_of(*parts) == [(7, "JHT", "replaced_extract", "file 3", 0, -30, 0, 0)]


def test_a_line_whose_displacer_lay_in_another_month_counts_again_by_what_took_it_away() -> None:
    moved = lines(f"{HEAD}\n1 | 1 | 1 | June | JHT | 100")  # June is not looked at: it is not published
    parts = Drawn("a", 1, ONE, displaced_then=[1]), Drawn("b", 2, moved, now=False, period=AUGUST, fate="withdrawn", by=3)
    assert told_of(*parts) == [(7, "JHT", "replaced_extract", "file 3", 1, 100, 1, 1)]


def test_an_extract_that_stands_again_because_its_replacement_was_withdrawn_is_replaced() -> None:
    replaced = Drawn("a", 1, ONE, then=True, stood=False, stands=True, fate="replaced", by=3)
    parts = replaced, Drawn("b", 2, OTHER, now=False, fate="withdrawn", by=3)
    assert told_of(*parts) == [(7, "JHT", "replaced_extract", "file 3", 0, -30, 0, 0)]


def test_a_line_that_the_replacement_holds_unchanged_and_another_extract_corrects_is_corrected_by_that_one() -> None:
    old = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n2 | 2 | 2 | July | JHT | 50\n3 | 3 | 3 | July | JHT | 9")
    new = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n3 | 3 | 3 | July | JHT | 9")
    parts = (
        Drawn("a", 1, old, now=False, fate="replaced", by=2),
        Drawn("b", 2, new, then=False, displaced_now=[1]),
        Drawn("c", 3, OTHER, then=False, period=AUGUST),
    )
    assert told_of(*parts) == [
        (7, "JHT", "corrected_lines", "file 3", 0, 30, 0, 0),
        (7, "JHT", "replaced_extract", "file 2", -1, -50, -1, -1),
    ]


@pytest.mark.parametrize("replacement", [f"{HEAD}\n1 | 1 | 1 | July | JHT | 120", f"{HEAD}\n5 | 5 | 5 | June | JHT | 1"])
def test_a_line_that_the_replacement_holds_otherwise_or_no_more_belongs_to_the_file_that_says_the_value_that_counts(
    replacement: str,
) -> None:
    parts = (
        Drawn("a", 1, ONE, now=False, fate="replaced", by=2),
        Drawn("b", 2, lines(replacement), then=False, displaced_now=[1]),
        Drawn("c", 3, OTHER, then=False, period=AUGUST),
    )
    assert told_of(*parts) == [(7, "JHT", "corrected_lines", "file 3", 0, 30, 0, 0)]


def test_a_line_that_counts_in_an_extract_read_anew_since_its_own_was_replaced_is_told_by_how_that_is_read() -> None:
    old = Drawn("a", 1, ONE, now=False, fate="replaced", by=2)
    new = Drawn("b", 2, ONE, then=False, displaced_now=[1])
    refused = Drawn("c", 3, ONE.clear(), now=False, period=AUGUST, aside=[1])
    released = Drawn("c2", 3, OTHER, then=False, period=AUGUST, made_from=NEW_DECISIONS)
    assert told_of(old, new, refused, released) == [(7, "JHT", "quarantine_released", "file 3", 0, 30, 0, 0)]


@pytest.mark.parametrize("fate", ["overlap", "copy", "wrong period"])
def test_an_extract_that_lies_there_but_counts_no_longer_was_found_twice(fate: str) -> None:
    parts = Drawn("a", 1, ONE), Drawn("b", 2, lines(f"{HEAD}\n2 | 2 | 2 | July | JHT | 50"), stood=True, stands=False, fate=fate, by=3)
    assert told_of(*parts) == [(7, "JHT", "duplicate_found", "file 3", -1, -50, -1, -1)]


def remade(old: pl.DataFrame, new: pl.DataFrame, made_from: dict[str, str], **known: Any) -> list[Drawn]:
    sides = {name: {key: value for key, value in known.items() if key.startswith(name)} for name in ("then_", "now_")}
    then, now = ({key.split("_", 1)[1]: value for key, value in own.items()} for own in sides.values())
    return [Drawn("a", 1, old, now=False, **then), Drawn("a2", 1, new, then=False, made_from=made_from, **now)]


@pytest.mark.parametrize(
    ("made_from", "cause"),
    [
        (NEW_DECISIONS, "quarantine_released"),
        (NEW_TABLES, "reference_changed"),
        (NEW_CODE, "code_changed"),
        ({"setting": "0.5"}, "reference_changed"),
        (NEW_CODE | NEW_TABLES, "code_changed"),
        (NEW_TABLES | NEW_DECISIONS, "reference_changed"),
        (NEW_CODE | NEW_TABLES | NEW_DECISIONS, "code_changed"),
        ({"code_id": None}, "code_changed"),
    ],
)
def test_a_line_released_from_quarantine_is_told_by_what_its_extract_is_made_from_now(made_from: dict[str, Any], cause: str) -> None:
    assert told_of(*remade(ONE, TWO, made_from, then_aside=[2])) == [(7, "JHT", cause, "file 1", 1, 50, 1, 1)]


@pytest.mark.parametrize("code", ["MC01", "MC02"])
def test_what_a_person_decided_about_a_line_goes_before_code_and_tables(code: str) -> None:
    parts = remade(ONE, TWO, NEW_CODE | NEW_TABLES | NEW_DECISIONS, then_aside=[2], now_by_hand={2: code})
    assert told_of(*parts) == [(7, "JHT", "quarantine_released", "file 1", 1, 50, 1, 1)]


def test_an_approval_taken_back_sets_the_line_aside_again() -> None:
    parts = remade(TWO, ONE, NEW_DECISIONS, then_by_hand={2: "MC02"}, now_aside=[2])
    assert told_of(*parts) == [(7, "JHT", "quarantine_released", "file 1", -1, -50, -1, -1)]


def test_an_accepted_line_that_is_corrected_by_hand_is_corrected_also_where_its_key_follows_the_amount() -> None:
    assert told_of(*remade(ONE, OTHER, NEW_DECISIONS, now_by_hand={1: "MC01"})) == [(7, "JHT", "corrected_lines", "file 1", 0, 30, 0, 0)]
    keyed_by_amount = lines(f"{HEAD} | source_row\n9 | 1 | 1 | July | JHT | 130 | 1")
    parts = remade(ONE, keyed_by_amount, NEW_DECISIONS | NEW_CODE, now_by_hand={1: "MC01"})
    assert told_of(*parts) == [(7, "JHT", "corrected_lines", "file 1", 0, 30, 0, 0)]


@pytest.mark.parametrize(
    ("made_from", "cause"), [(NEW_DECISIONS, "reference_changed"), (NEW_TABLES, "reference_changed"), (NEW_CODE, "code_changed")]
)
def test_a_line_read_otherwise_is_told_by_what_differs(made_from: dict[str, str], cause: str) -> None:
    assert told_of(*remade(ONE, OTHER, made_from)) == [(7, "JHT", cause, "file 1", 0, 30, 0, 0)]


def test_a_line_that_new_code_takes_away_frees_the_one_it_displaced_and_both_are_the_codes_doing() -> None:
    below = Drawn("b", 2, OTHER, period=JUNE, displaced_then=[1])
    assert told_of(below, *remade(TWO, lines(f"{HEAD}\n2 | 2 | 2 | July | JHT | 50"), NEW_CODE, now_aside=[1])) == [
        (7, "JHT", "code_changed", "file 1", 0, 30, 0, 0)
    ]


def test_late_and_corrected_lines_beside_new_code_stay_late_and_corrected() -> None:
    late = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 130\n3 | 3 | 3 | July | JHT | 7")
    parts = remade(ONE, TWO, NEW_CODE, then_aside=[2], now_displaced_now=[1])
    assert told_of(*parts, Drawn("b", 2, late, then=False, period=AUGUST)) == [
        (7, "JHT", "code_changed", "file 1", 1, 50, 1, 1),
        (7, "JHT", "corrected_lines", "file 2", 0, 30, 0, 0),
        (7, "JHT", "late_lines", "file 2", 1, 7, 1, 1),
    ]


def test_an_extract_that_a_mapping_makes_usable_was_set_aside_as_a_whole() -> None:
    refused = Drawn("b", 2, ONE.clear(), now=False, stood=False)
    usable = Drawn("b2", 2, TWO, then=False, fate="refused", made_from=NEW_DECISIONS)
    assert told_of(refused, usable) == [(7, "JHT", "quarantine_released", "file 2", 2, 150, 2, 2)]


def test_an_extract_that_new_tables_make_unusable_leaves_by_them() -> None:
    parts = Drawn("a", 1, TWO, now=False, fate="refused"), Drawn("a2", 1, TWO.clear(), then=False, stands=False, made_from=NEW_TABLES)
    assert told_of(*parts) == [(7, "JHT", "reference_changed", "file 1", -2, -150, -2, -2)]


def test_a_month_that_is_no_longer_shown_leaves_by_what_took_its_own_extract_away() -> None:
    own = Drawn("a", 1, ONE, now=False, fate="withdrawn", by=3)
    late = Drawn("b", 2, lines(f"{HEAD}\n2 | 2 | 2 | July | JHT | 50"), period=AUGUST)
    assert told_of(own, late, shown_then=(JULY, AUGUST), shown_now=(AUGUST,)) == [
        (7, "JHT", "replaced_extract", "file 3", -2, -150, -2, -2)
    ]


def test_a_claim_that_enters_by_several_causes_is_counted_once_where_most_money_came() -> None:
    old = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100")
    late = lines(f"{HEAD}\n5 | 5 | 5 | July | JHT | 10")
    other = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n6 | 5 | 5 | July | JHT | 11")
    parts = *remade(old, other, NEW_CODE, then_aside=[6]), Drawn("b", 2, late, then=False, period=AUGUST)
    assert told_of(*parts) == [
        (7, "JHT", "code_changed", "file 1", 1, 11, 1, 1),
        (7, "JHT", "late_lines", "file 2", 1, 10, 0, 0),
    ]


def test_a_claim_stays_in_its_cell_as_long_as_one_positive_line_does() -> None:
    old = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 100\n2 | 1 | 1 | July | JHT | -100\n3 | 2 | | July | JHT | 5")
    new = lines(f"{HEAD}\n2 | 1 | 1 | July | JHT | -100\n3 | 2 | | July | JHT | 5")
    assert told_of(*remade(old, new, NEW_CODE)) == [(7, "JHT", "code_changed", "file 1", -1, -100, -1, 0)]


def test_a_rollback_undoes_by_the_same_files() -> None:
    parts = Drawn("a", 1, ONE, displaced_now=[1]), Drawn("b", 2, OTHER, then=False, period=AUGUST)
    assert causes(taken_back(changed(parts))) == [(7, "JHT", "rolled_back", "file 2", 0, -30, 0, 0)]


def test_a_rollback_takes_back_a_month_that_the_rejected_publication_showed_first() -> None:
    parts = Drawn("a", 1, ONE), Drawn("b", 2, lines(f"{HEAD}\n2 | 2 | 2 | August | JHT | 50"), then=False, period=AUGUST)
    known = replace(told(parts, shown_then=(JULY,), shown_now=(JULY, AUGUST)), compared=frozenset([JULY, AUGUST]))
    undone = taken_back(changes(effective(parts, "then").lazy(), effective(parts, "now").lazy(), known))
    assert causes(undone) == [(8, "JHT", "rolled_back", "file 2", -1, -50, -1, -1)]


def test_a_line_that_no_extract_accounts_for_is_late_where_it_counts_now_and_found_twice_where_it_counts_no_more() -> None:
    assert told_of(Drawn("a", 1, TWO, displaced_then=[2])) == [(7, "JHT", "late_lines", "file 1", 1, 50, 1, 1)]
    assert told_of(Drawn("a", 1, TWO, displaced_now=[2])) == [(7, "JHT", "duplicate_found", "file 1", -1, -50, -1, -1)]


def test_a_month_no_longer_shown_is_not_told_by_an_extract_that_stands_on() -> None:
    own = Drawn("a", 1, ONE, now=False, fate="withdrawn", by=3)
    late = Drawn("b", 2, lines(f"{HEAD}\n2 | 2 | 2 | July | JHT | 50"), period=AUGUST)
    other = Drawn("c", 5, lines(f"{HEAD}\n3 | 3 | 3 | July | JHT | 7"), sender="K02")
    assert told_of(own, late, other, shown_then=(JULY, AUGUST), shown_now=(AUGUST,)) == [
        (7, "JHT", "replaced_extract", "file 3", -3, -157, -3, -3)
    ]


def test_corrections_of_one_file_that_cancel_each_other_within_a_cell_change_no_figure() -> None:
    swapped = lines(f"{HEAD}\n1 | 1 | 1 | July | JHT | 50\n2 | 2 | 2 | July | JHT | 100")
    assert told_of(Drawn("a", 1, TWO, displaced_now=[1, 2]), Drawn("b", 2, swapped, then=False, period=AUGUST)) == []
