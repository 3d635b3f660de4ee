from collections.abc import Collection
from itertools import permutations
from random import Random

import pytest

from flows.arrivals.standing import judge, judged_again
from warehouse.register.records import Arrival


def arrival(
    order: int,
    name: str,
    content: str,
    *,
    sender: str = "blora",
    period: str = "2022-07",
    revision: int = 0,
    kind: str = "full",
    withdraws: str = "",
) -> Arrival:
    return Arrival(order, sender, period, content, "", revision, name, name, "csv", 1, "2022-08-01T00:00:00+00:00", kind, withdraws)


def withdrawal(order: int, withdraws: str) -> Arrival:
    return arrival(order, "w", "w", kind="withdrawal", withdraws=withdraws)


def fates(*arrivals: Arrival, refused: Collection[str] = ()) -> list[tuple[str, str, str]]:
    """Content, classification and fate of each, in the order of arrival."""
    return [(one.arrival.sha256, one.classification, one.fate) for one in judge(arrivals, part_of, refused)]


def part_of(one: Arrival) -> str:
    return f"part {one.sha256}"


def test_several_files_of_one_sender_add_up() -> None:
    assert fates(arrival(1, "JHT", "a"), arrival(2, "JKM", "b")) == [("a", "new", "counts"), ("b", "new", "counts")]


def test_the_same_name_with_new_bytes_replaces() -> None:
    assert fates(arrival(1, "JHT", "a"), arrival(2, "JHT", "b")) == [("a", "new", "replaced"), ("b", "full correction", "counts")]


def test_an_unusable_correction_displaces_nothing_and_is_the_newest_of_its_name() -> None:
    judged = judge([arrival(1, "JHT", "a"), arrival(2, "JHT", "b")], part_of, {"part b"})
    assert [(one.part_id, one.fate, one.is_newest) for one in judged] == [("part a", "counts", False), ("part b", "refused", True)]


def test_a_refused_extract_that_was_corrected_is_no_longer_the_newest_of_its_name() -> None:
    judged = judge([arrival(1, "JHT", "a"), arrival(2, "JHT", "b")], part_of, {"part a"})
    assert [(one.part_id, one.fate, one.is_newest) for one in judged] == [("part a", "refused", False), ("part b", "counts", True)]


def test_the_same_name_of_another_sender_or_period_is_another_extract() -> None:
    arrivals = [arrival(1, "JHT", "a"), arrival(2, "JHT", "b", sender="kudus"), arrival(3, "JHT", "c", period="2022-08")]
    assert [fate for *_, fate in fates(*arrivals)] == ["counts"] * 3


def test_a_higher_revision_counts_even_when_it_arrived_earlier() -> None:
    assert [fate for *_, fate in fates(arrival(1, "JHT", "a", revision=2), arrival(2, "JHT", "b", revision=1))] == ["counts", "replaced"]


def test_a_lower_revision_that_comes_later_is_out_of_order() -> None:
    assert fates(arrival(1, "JHT", "b", revision=2), arrival(2, "JHT", "a", revision=1)) == [
        ("b", "full correction", "counts"),
        ("a", "out of order", "replaced"),
    ]


def test_a_delta_counts_beside_the_extract_it_amends() -> None:
    assert fates(arrival(1, "JHT", "a"), arrival(2, "fix", "d", kind="delta")) == [
        ("a", "new", "counts"),
        ("d", "delta correction", "counts"),
    ]


def test_every_delta_counts_even_under_one_name() -> None:
    sent = [arrival(1, "JHT", "a"), arrival(2, "fix", "d", kind="delta"), arrival(3, "fix", "e", kind="delta")]
    assert [fate for *_, fate in fates(*sent)] == ["counts"] * 3


def test_a_delta_without_anything_to_amend_waits() -> None:
    assert fates(arrival(1, "fix", "d", revision=2, kind="delta")) == [("d", "out of order", "waiting")]
    sent = [arrival(1, "fix", "d", revision=2, kind="delta"), arrival(2, "JHT", "a", revision=1)]
    assert fates(*sent) == [("d", "delta correction", "counts"), ("a", "new", "counts")]


def test_a_delta_waits_while_the_extract_it_amends_is_refused() -> None:
    sent = [arrival(1, "JHT", "a"), arrival(2, "fix", "d", kind="delta")]
    assert fates(*sent, refused={"part a"}) == [("a", "new", "refused"), ("d", "out of order", "waiting")]


def test_a_whole_extract_after_a_delta_replaces_both() -> None:
    sent = [arrival(1, "JHT", "a"), arrival(2, "fix", "d", kind="delta"), arrival(3, "JHT", "c")]
    assert [fate for *_, fate in fates(*sent)] == ["replaced", "replaced", "counts"]


def test_a_delta_lives_on_while_another_extract_that_it_may_amend_is_older() -> None:
    sent = [arrival(1, "JHT", "a"), arrival(2, "JKM", "b"), arrival(3, "fix", "d", kind="delta"), arrival(4, "JHT", "c")]
    assert [fate for *_, fate in fates(*sent)] == ["replaced", "counts", "counts", "counts"]
    named = [arrival(1, "JHT", "a"), arrival(2, "JKM", "b"), arrival(3, "JHT", "d", kind="delta"), arrival(4, "JHT", "c")]
    assert [fate for *_, fate in fates(*named)] == ["replaced", "counts", "replaced", "counts"]


def test_a_withdrawal_by_name_takes_back_all_of_that_name() -> None:
    sent = [
        arrival(1, "JHT", "a"),
        arrival(2, "JHT", "b"),
        arrival(3, "JKM", "c"),
        withdrawal(4, "JHT"),
    ]
    assert fates(*sent) == [
        ("a", "new", "withdrawn"),
        ("b", "full correction", "withdrawn"),
        ("c", "new", "counts"),
        ("w", "withdrawal", "fulfilled"),
    ]


def test_a_withdrawal_by_content_lets_what_was_before_stand_again() -> None:
    sent = [arrival(1, "JHT", "a"), arrival(2, "JHT", "b"), withdrawal(3, "b")]
    assert [fate for *_, fate in fates(*sent)] == ["counts", "withdrawn", "fulfilled"]


def test_what_comes_after_a_withdrawal_counts() -> None:
    sent = [arrival(1, "JHT", "a"), withdrawal(2, "JHT"), arrival(3, "JHT", "b")]
    assert [fate for *_, fate in fates(*sent)] == ["withdrawn", "fulfilled", "counts"]


def test_a_withdrawal_that_was_taken_back_takes_nothing_back() -> None:
    undoing = arrival(3, "undo", "u", kind="withdrawal", withdraws="w")
    assert [fate for *_, fate in fates(arrival(1, "JHT", "a"), withdrawal(2, "JHT"), undoing)] == ["counts", "withdrawn", "fulfilled"]


def test_a_withdrawal_of_what_never_came_is_void_and_out_of_order() -> None:
    assert fates(withdrawal(1, "JHT")) == [("w", "out of order", "void")]


def test_a_withdrawal_beside_the_very_file_is_fulfilled() -> None:
    assert fates(arrival(1, "JHT", "a", kind="withdrawal", withdraws="JHT")) == [("a", "withdrawal", "fulfilled")]


def test_a_nil_return_counts_as_long_as_nothing_else_does() -> None:
    assert fates(arrival(1, "nil", "n", kind="nil")) == [("n", "nil return", "counts")]
    assert fates(arrival(1, "nil", "n", kind="nil"), arrival(2, "JHT", "a")) == [("n", "nil return", "replaced"), ("a", "new", "counts")]


def test_a_nil_return_after_an_extract_contradicts_it() -> None:
    assert fates(arrival(1, "JHT", "a"), arrival(2, "nil", "n", kind="nil")) == [
        ("a", "new", "counts"),
        ("n", "nil return", "contradicted"),
    ]


def test_with_stated_revisions_the_order_of_arrival_does_not_matter() -> None:
    sent = [
        ("JHT", "a", 1, "full", ""),
        ("JHT", "b", 2, "full", ""),
        ("fix", "d", 3, "delta", ""),
        ("w", "w", 4, "withdrawal", "c"),
        ("JKM", "c", 1, "full", ""),
        ("nil", "n", 1, "nil", ""),
    ]
    outcomes = set()
    for order in permutations(sent):
        arrivals = [
            arrival(n, name, content, revision=revision, kind=kind, withdraws=withdraws)
            for n, (name, content, revision, kind, withdraws) in enumerate(order, start=1)
        ]
        outcomes.add(frozenset((content, fate) for content, _, fate in fates(*arrivals) if fate == "counts"))
    assert outcomes == {frozenset({("b", "counts"), ("d", "counts")})}


def test_what_comes_after_a_withdrawal_counts_whatever_other_files_state() -> None:
    sent = [
        arrival(1, "JHT", "a"),
        arrival(2, "JKM", "b", revision=5),
        withdrawal(3, "JHT"),
        arrival(4, "JHT", "c"),
    ]
    assert [fate for *_, fate in fates(*sent)] == ["withdrawn", "counts", "fulfilled", "counts"]


def test_new_bytes_without_a_revision_replace_what_came_before_under_their_name() -> None:
    sent = [arrival(1, "JHT", "a", revision=2), arrival(2, "JHT", "b"), arrival(3, "JHT", "c", revision=1)]
    assert [fate for *_, fate in fates(*sent)] == ["replaced", "counts", "replaced"]
    assert fates(*sent)[2][1] == "out of order"


def test_a_delta_waits_while_the_extract_of_its_own_name_is_set_aside() -> None:
    sent = [arrival(1, "JKM", "a"), arrival(2, "JHT", "b"), arrival(3, "JKM", "d", kind="delta")]
    judged = judge(sent, part_of, set(), {"part a"})
    assert [one.fate for one in judged] == ["refused", "counts", "waiting"]


def test_what_a_set_aside_extract_replaced_does_not_stand_again() -> None:
    judged = judge([arrival(1, "JHT", "a"), arrival(2, "JHT", "b")], part_of, set(), {"part b"})
    assert [one.fate for one in judged] == ["replaced", "refused"]


@pytest.mark.parametrize("seed", range(40))
def test_judging_again_only_where_something_is_set_aside_is_as_judging_all(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - drawn, not secret
    drawn = [
        arrival(
            order,
            rng.choice("ab"),
            f"{order}",
            sender=rng.choice(["blora", "kudus"]),
            period=rng.choice(["2022-06", "2022-07"]),
            revision=rng.choice([0, 0, 1, 2]),
            kind=rng.choice(["full", "full", "delta", "nil", "withdrawal"]),
            withdraws=rng.choice(["", "a", "1", "2"]),
        )
        for order in range(1, 13)
    ]
    refused, aside = ({part_of(one) for one in rng.sample(drawn, 2)} for _ in range(2))
    by_themselves = judge(drawn, part_of, refused)
    assert judged_again(by_themselves, part_of, refused, aside) == judge(drawn, part_of, refused, aside)
    assert judged_again(by_themselves, part_of, refused, set()) == by_themselves
