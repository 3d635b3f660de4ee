from decimal import Decimal

import pytest

from expectations.reconciliation.interval import Interval, total


def test_an_end_belongs_to_the_interval_only_where_it_says_so() -> None:
    half_open = Interval(Decimal(1), Decimal(2), has_high=False)
    assert half_open.contains(Decimal(1))
    assert not half_open.contains(Decimal(2))


def test_the_whole_numbers_leave_out_an_open_end() -> None:
    assert Interval(Decimal("1.5"), Decimal(4), has_high=False).whole() == Interval(Decimal(2), Decimal(3))
    assert Interval(Decimal(1), Decimal("4.5"), has_low=False).whole() == Interval(Decimal(2), Decimal(4))


def test_a_sum_reaches_its_end_only_if_every_part_does() -> None:
    assert total([Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), Decimal(4), has_high=False)]) == Interval(
        Decimal(4), Decimal(6), has_high=False
    )


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3)), True),
        (Interval(Decimal(1), Decimal(2), has_high=False), Interval(Decimal(2), Decimal(3)), False),
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3), has_low=False), False),
        (Interval(Decimal(1), Decimal(5)), Interval(Decimal(2), Decimal(3)), True),
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), Decimal(4)), False),
    ],
)
def test_touching_intervals_meet_only_where_both_own_the_point(left: Interval, right: Interval, meet: bool) -> None:  # noqa: FBT001
    assert left.meets(right) is meet
    assert right.meets(left) is meet
