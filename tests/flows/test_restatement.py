from datetime import date
from typing import Any

import polars as pl
import pytest

from flows.monthly.completeness import Flip, completeness_changed
from flows.monthly.policy import Policy
from flows.monthly.restatement import held_back
from transforms.causes import CHANGE
from transforms.mechanism import FACTS
from warehouse.register.records import ShownMonth

NEWEST = date(2022, 8, 1)


def month(number: int, year: int = 2022) -> date:
    return date(year, number, 1)


def changed(*rows: tuple[date, str, str, int]) -> pl.DataFrame:
    """Month, benefit type, cause, rupiah: one payment each."""
    names = ("period", "benefit_type_code", "cause", "amount_paid_sen")
    drawn = [dict.fromkeys(CHANGE) | {"payment_count": 1} | dict(zip(names, (*row[:3], row[3] * 100), strict=True)) for row in rows]
    return pl.DataFrame(drawn, schema=CHANGE)


def standing(**rupiah: int) -> pl.DataFrame:
    """What July shows."""
    figures: list[dict[str, Any]] = [
        {"period": month(7), "benefit_type_code": code, "amount_paid_sen": amount * 100} for code, amount in rupiah.items()
    ]
    return pl.DataFrame(figures, schema={"period": pl.Date, "benefit_type_code": pl.String, "amount_paid_sen": pl.Int64})


def test_late_lines_of_the_three_months_before_the_newest_pass() -> None:
    assert not held_back(changed(*((month(n), "JHT", "late_lines", 9) for n in (5, 6, 7, 8))), Policy(), NEWEST)


def test_late_lines_of_an_older_month_wait() -> None:
    changes = changed((month(4), "JHT", "late_lines", 9), (month(8, 2021), "JHT", "late_lines", 9), (month(5), "JHT", "late_lines", 9))
    assert held_back(changes, Policy(), NEWEST) == {month(4), month(8, 2021)}


def test_months_are_counted_across_the_turn_of_the_year() -> None:
    changes = changed((month(10, 2021), "JHT", "late_lines", 9), (month(11, 2021), "JHT", "late_lines", 9))
    assert held_back(changes, Policy(), date(2022, 2, 1)) == {month(10, 2021)}


@pytest.mark.parametrize(
    "cause",
    ["corrected_lines", "replaced_extract", "duplicate_found", "quarantine_released", "code_changed", "reference_changed", "rolled_back"],
)
def test_any_other_cause_waits_however_recent_the_month(cause: str) -> None:
    assert held_back(changed((NEWEST, "JHT", cause, 1)), Policy(), NEWEST) == {NEWEST}


def test_a_month_waits_as_a_whole_for_one_of_its_figures() -> None:
    changes = changed((month(7), "JHT", "late_lines", 9), (month(7), "JKM", "corrected_lines", -1), (month(6), "JHT", "late_lines", 1))
    assert held_back(changes, Policy(), NEWEST) == {month(7)}


def test_a_month_waits_that_only_changes_below_the_benefit_type() -> None:
    assert held_back(changed(), Policy(), NEWEST, within=[month(7)]) == {month(7)}
    assert held_back(changed(), Policy("any"), NEWEST, within=[month(7)]) == frozenset()


def senders(expected: str, received: str, period: str = "2022-07") -> ShownMonth:
    """A letter per sender."""
    return ShownMonth(period, is_held=False, senders_expected=tuple(expected), senders_received=tuple(received))


def extract_facts(*rows: tuple[str, str, bool, str | None]) -> pl.DataFrame:
    """Of July: sender, fate, whether it stands now (else it stood), and the delivery that did it, of the same sender."""
    told = [
        dict.fromkeys(FACTS)
        | {"period": month(7), "sender_code": sender, "file_name": f"{sender}.csv", "sha256": "ab", "fate": fate}
        | {"arrival_id": number, "stands": stands, "stood": not stands, "by_arrival_id": by and 100 + number}
        | {"by_sender_code": by and sender, "by_file_name": by, "by_sha256": by and "cd"}
        for number, (sender, fate, stands, by) in enumerate(rows)
    ]
    return pl.DataFrame(told, schema=FACTS)


def read_anew(cause: str | None) -> pl.DataFrame:
    """The extract of `p` stood and is unusable as it is read now, since `cause` is another."""
    names = ("decisions_id", "code_id", "tables_id", "setting")
    sides = (("then", "old"), ("now", "new"))
    told = [
        dict.fromkeys(FACTS)
        | {"arrival_id": 1, "period": month(7), "sender_code": "p", "file_name": "p.csv", "sha256": "ab", "fate": "refused"}
        | {"part_id": side, "then": side == "then", "now": side == "now", "stood": side == "then", "stands": False}
        | {name: said if name == cause else "same" for name in names}
        for side, said in sides
    ]
    return pl.DataFrame(told, schema=FACTS)


@pytest.mark.parametrize(
    ("other", "cause"),
    [
        ("code_id", "code_changed"),
        ("tables_id", "reference_changed"),
        ("setting", "reference_changed"),
        ("decisions_id", "quarantine_released"),
        (None, "code_changed"),
    ],
)
def test_an_extract_that_is_read_otherwise_is_no_replaced_one(other: str | None, cause: str) -> None:
    found = completeness_changed([senders("kp", "kp")], [senders("kp", "k")], lambda: read_anew(other))
    assert found == {month(7): (Flip(cause, "p", "p.csv", "ab"),)}


CAME = extract_facts(("p", "new", True, None))
LEFT = extract_facts(("p", "withdrawn", False, "tarik.yaml"))


@pytest.mark.parametrize(
    ("then", "now", "facts", "flips"),
    [
        (senders("kp", "k"), senders("kp", "kp"), CAME, [Flip("late_lines", "p", "p.csv", "ab")]),
        (senders("kp", "kp"), senders("kp", "k"), LEFT, [Flip("replaced_extract", "p", "tarik.yaml", "cd")]),
        (senders("kp", "kp"), senders("bkp", "kp"), CAME, [Flip("reference_changed")]),
        (senders("kp", "k"), senders("k", "k"), CAME, [Flip("reference_changed")]),
        (senders("kp", "k"), senders("kp", "kb"), CAME, []),
        (senders("kp", "kp"), senders("k", "kp"), CAME, []),
        (senders("", "k"), senders("", "kp"), CAME, []),
        (
            senders("kp", "kp"),
            senders("kp", "kp", "2022-08"),
            LEFT,
            [Flip("replaced_extract", "p", "tarik.yaml", "cd")],
        ),  # not shown any more
    ],
)
def test_a_month_whose_senders_become_complete_or_are_so_no_more_has_changed(
    then: ShownMonth, now: ShownMonth, facts: pl.DataFrame, flips: list[Flip]
) -> None:
    assert completeness_changed([then], [now], lambda: facts) == ({month(7): tuple(flips)} if flips else {})


def test_a_sender_that_is_in_again_since_its_withdrawal_was_withdrawn_is_no_late_sender() -> None:
    back = extract_facts(("p", "withdrawn", True, "zurueck.yaml"))
    [[flip]] = completeness_changed([senders("kp", "k")], [senders("kp", "kp")], lambda: back).values()
    assert (flip.cause, flip.file_name) == ("replaced_extract", "zurueck.yaml")


def test_two_senders_that_went_for_two_reasons_are_told_apart_and_others_are_not_told() -> None:
    went = extract_facts(("p", "overlap", False, None), ("k", "withdrawn", False, "tarik.yaml"), ("b", "withdrawn", False, "x.yaml"))
    [flips] = completeness_changed([senders("kp", "kpb")], [senders("kp", "")], lambda: went).values()
    assert [(flip.cause, flip.sender_code) for flip in flips] == [("duplicate_found", "p"), ("replaced_extract", "k")]


def test_completeness_passes_as_late_lines_do_and_waits_for_any_other_cause() -> None:
    assert not held_back(changed(), Policy(), NEWEST, completeness={month(7): [Flip("late_lines")]})
    assert held_back(changed(), Policy("never"), NEWEST, completeness={month(7): [Flip("late_lines")]}) == {month(7)}
    assert held_back(changed(), Policy(), NEWEST, completeness={month(4): [Flip("late_lines")]}) == {month(4)}
    assert held_back(changed(), Policy(), NEWEST, completeness={month(7): [Flip("reference_changed")]}) == {month(7)}
    both = [Flip("late_lines", "k"), Flip("replaced_extract", "p")]
    assert held_back(changed(), Policy(), NEWEST, completeness={month(7): both}) == {month(7)}
    assert not held_back(changed(), Policy("any"), NEWEST, completeness={month(7): [Flip("reference_changed")]})


def test_never_holds_late_lines_too_and_any_lets_everything_pass() -> None:
    changes = changed((month(7), "JHT", "late_lines", 9), (month(1, 2019), "JKM", "code_changed", 9))
    assert held_back(changes, Policy("never"), NEWEST) == {month(7), month(1, 2019)}
    assert held_back(changes, Policy("any"), NEWEST) == frozenset()


@pytest.mark.parametrize(("limit", "waits"), [(10, False), (9, True)])
@pytest.mark.parametrize("restatement", ["late", "any"])
def test_a_figure_may_change_by_so_many_rupiah_and_no_more(restatement: Any, limit: int, waits: bool) -> None:  # noqa: FBT001
    changes = changed((month(7), "JHT", "late_lines", 4), (month(7), "JHT", "late_lines", 6), (month(7), "JKM", "late_lines", -3))
    assert bool(held_back(changes, Policy(restatement, limit_idr=limit), NEWEST)) is waits


@pytest.mark.parametrize(("rupiah", "waits"), [(50, False), (51, True), (-51, True)])
def test_a_figure_may_change_by_a_share_of_itself_and_no_more(rupiah: int, waits: bool) -> None:  # noqa: FBT001
    changes = changed((month(7), "JHT", "late_lines", rupiah))
    assert bool(held_back(changes, Policy(share=0.05), NEWEST, standing(JHT=1000, JKM=1))) is waits


def test_a_benefit_type_that_had_no_payments_changes_by_more_than_any_share() -> None:
    changes = changed((month(7), "JKK", "late_lines", 1))
    assert held_back(changes, Policy(share=0.99), NEWEST, standing(JHT=1000)) == {month(7)}


def test_a_share_without_the_published_amounts_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="published amounts"):
        held_back(changed((month(7), "JKK", "late_lines", 1)), Policy(share=0.99), NEWEST)


def test_policies_that_differ_have_other_names() -> None:
    policies = [Policy(), Policy("never"), Policy("any"), Policy(months=4), Policy(share=0.1), Policy(limit_idr=1)]
    assert len({policy.policy_id for policy in policies}) == len(policies)
