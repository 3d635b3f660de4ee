"""Restatements with known causes, through the register's own judgement of what stands."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flows.monthly.changes_since import Shown
from tests.flows.drawn_office import LATER, MONTHS, THEN, Office, Row, held
from tests.flows.restatements import misbooked, restated
from tests.transforms.drawn_parts import assert_sums, causes
from warehouse.register.store import open_register

JUNE, JULY, AUGUST = MONTHS
ONE = Row(1, 1, 1, JULY, "JHT", 100, 2)


@pytest.mark.parametrize("seed", range(12))
def test_what_happened_to_extracts_is_told_by_cause_and_sums_to_the_difference(seed: int, tmp_path: Path) -> None:
    one = restated(tmp_path, seed)
    assert_sums(one.booked, one.then.lines, one.now.lines, sorted(one.then.shown), sorted(one.now.shown))
    assert misbooked(one)[0] == 0, (one.true, one.booked)


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.timeout(7_200)
def test_of_a_thousand_restatements_the_money_lands_on_the_true_cause(figure: Callable[[str], None]) -> None:
    wrong = money = 0
    for seed in range(1000):
        with tempfile.TemporaryDirectory() as folder:
            one = restated(Path(folder), seed)
        assert_sums(one.booked, one.then.lines, one.now.lines, sorted(one.then.shown), sorted(one.now.shown))
        missed, moved = misbooked(one)
        wrong, money = wrong + missed, money + moved
    figure(f"1,000 restatements: residue 0, {1 - wrong / money:.4%} of the money on its true cause")
    assert wrong <= money / 100


@pytest.fixture
def office(tmp_path: Path) -> Any:
    with open_register(tmp_path / "register.sqlite") as register:
        yield Office(tmp_path, register, Random(1))  # noqa: S311 - drawn, not secret


def other(row: Row, sen: int) -> Row:
    return Row(row.key, row.claim, row.person, row.month, row.benefit, sen, row.row)


def changed(office: Office, happens: Callable[[], object]) -> list[tuple[Any, ...]]:
    then = office.state()
    office.now = LATER
    happens()
    now = office.state()
    booked = office.changes(then, now)
    assert_sums(booked, then.lines, now.lines, sorted(then.shown), sorted(now.shown))
    return causes(booked)


def test_a_contradiction_that_is_withdrawn_lets_the_other_extract_count_by_the_withdrawal(office: Office) -> None:
    office.deliver(JULY, "K01", "JHT", [ONE])
    wrong = office.deliver(JULY, "K01", "salah", [other(ONE, 120)])
    office.deliver(JULY, "K02", "JKM", [Row(9, 9, 9, JULY, "JKM", 1, 2)])
    told = changed(office, lambda: office.deliver(JULY, "K01", "tarik", [], "withdrawal", wrong.sha256))
    assert told == [(7, "JHT", "replaced_extract", "tarik", 1, 100, 1, 1)]


def test_a_withdrawal_that_is_withdrawn_brings_the_extract_back_as_replaced(office: Office) -> None:
    office.deliver(JULY, "K02", "JKM", [Row(9, 9, 9, JULY, "JKM", 1, 2)])
    whole = office.deliver(JULY, "K01", "JHT", [ONE])
    taken = office.deliver(JULY, "K01", "tarik", [], "withdrawal", whole.sha256)
    told = changed(office, lambda: office.deliver(JULY, "K01", "batal", [], "withdrawal", taken.sha256))
    assert told == [(7, "JHT", "replaced_extract", "batal", 1, 100, 1, 1)]


def test_a_replacement_that_is_withdrawn_lets_the_extract_before_it_stand_again(office: Office) -> None:
    office.deliver(JULY, "K01", "JHT", [ONE])
    second = office.deliver(JULY, "K01", "JHT", [other(ONE, 130)])
    told = changed(office, lambda: office.deliver(JULY, "K01", "tarik", [], "withdrawal", second.sha256))
    assert told == [(7, "JHT", "replaced_extract", "tarik", 0, -30, 0, 0)]


def test_a_delta_adds_late_lines_and_corrects_those_that_stood(office: Office) -> None:
    office.deliver(JULY, "K01", "JHT", [ONE])
    more = Row(2, 2, 2, JULY, "JHT", 50, 3)
    told = changed(office, lambda: office.deliver(JULY, "K01", "JHT", [other(ONE, 130), more], "delta"))
    assert told == [(7, "JHT", "corrected_lines", "JHT", 0, 30, 0, 0), (7, "JHT", "late_lines", "JHT", 1, 50, 1, 1)]


def test_a_month_whose_only_extract_is_withdrawn_leaves_by_the_withdrawal(office: Office) -> None:
    own = office.deliver(JULY, "K01", "JHT", [ONE])
    office.deliver(AUGUST, "K01", "JHT", [Row(2, 2, 2, JULY, "JHT", 50, 2), Row(3, 3, 3, AUGUST, "JHT", 7, 3)])
    told = changed(office, lambda: office.deliver(JULY, "K01", "tarik", [], "withdrawal", own.sha256))
    assert told == [(7, "JHT", "replaced_extract", "tarik", -2, -150, -2, -2)]


def test_what_a_held_month_shows_at_last_is_told_by_what_happened_since_it_was_made(office: Office) -> None:
    """July was held at the second publication, which counted August: a replacement and a late line wait, and then are let through."""
    office.deliver(JULY, "K01", "JHT", [ONE])
    office.deliver(AUGUST, "K01", "JHT", [Row(3, 3, 3, AUGUST, "JHT", 7, 2)])
    first = office.state()
    office.now = LATER
    office.deliver(JULY, "K01", "JHT", [other(ONE, 130)])
    office.deliver(AUGUST, "K02", "susulan", [Row(4, 4, 4, JULY, "JHT", 5, 2), Row(5, 5, 5, AUGUST, "JHT", 6, 3)])
    now = office.state()
    second = held(now, first, JULY)
    held_back = [Shown(frozenset([JULY]), THEN, first.stands), Shown(frozenset([AUGUST]), LATER, now.stands)]
    assert causes(office.changes(first, second)) == [(8, "JHT", "late_lines", "susulan", 1, 6, 1, 1)]
    assert causes(office.changes(second, now, held_back)) == [
        (7, "JHT", "late_lines", "susulan", 1, 5, 1, 1),
        (7, "JHT", "replaced_extract", "JHT", 0, 30, 0, 0),
    ]


def test_a_delta_that_waits_names_what_took_its_whole_extract_away_and_no_older_withdrawal(office: Office) -> None:
    office.deliver(JULY, "K02", "JKM", [Row(9, 9, 9, JULY, "JKM", 1, 2)])
    office.deliver(JULY, "K01", "JHT", [ONE])
    old = office.deliver(JULY, "K01", "lama", [Row(5, 5, 5, JULY, "JHT", 7, 3)])
    office.deliver(JULY, "K01", "tarik", [], "withdrawal", old.sha256)
    office.deliver(JULY, "K01", "tambah", [Row(6, 6, 6, JULY, "JHT", 10, 4)], "delta")
    told = changed(office, lambda: office.deliver(JULY, "K01", "salah", [other(ONE, 120)]))
    assert {file for _, _, _, file, *_ in told} == {"salah"}
    assert sum(sen for _, _, _, _, _, sen, *_ in told) == -110
