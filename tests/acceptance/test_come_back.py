"""A month that left the publications and comes back: what was last shown of it is what it is held against."""

from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from flows.explain import by_cause, explain_month, total
from flows.monthly.policy import Policy
from flows.monthly.rollback import roll_back
from flows.trace.publications import rebuild
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office

JUNE, JULY = "2022-06", "2022-07"
ONE, TWO, LATE = ("1", "JHT", "2022-06-01", "1000"), ("2", "JHT", "2022-06-02", "26000"), ("3", "JHT", "2022-06-03", "500")
IN_JULY, LATE_IN_JULY = ("7", "JHT", "2022-07-01", "70"), ("8", "JHT", "2022-07-02", "80")
WITHDRAWN = "kind: withdrawal\nwithdraws: a.csv"
Payment = tuple[str, str, str, str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """June and July were published, then June was withdrawn: publication 2 shows July alone."""
    office = Office(tmp_path / "home")
    send(office, JUNE, "a", ONE, TWO)
    send(office, JULY, "a", IN_JULY)
    office.run(JUNE, JULY)
    office.manifest(f"{JUNE}/K01/tarik.manifest.yaml", WITHDRAWN)
    office.run(JULY)
    assert amounts(office) == {JULY: "70.00"}
    return office


def send(office: Office, period: str, name: str, *payments: Payment) -> None:
    office.deliver(f"{period}/K01/{name}.csv", extract("csv", *payments))


def amounts(office: Office) -> dict[str, str]:
    return {period: amount for period, _, _, amount in office.figures()}


def told(office: Office, first: int, last: int, month: int = 6) -> list[tuple[str, str, Decimal]]:
    """Cause, file and rupiah of JHT, from one publication to another."""
    explained = explain_month(office.home.current_file, date(2022, month, 1), "JHT", first, last)
    money = explained.of("JHT")["amount_paid_idr"]
    assert total(money.contributions) == money.difference
    return [(one.cause, one.file_name or "", one.difference) for own in by_cause(money.contributions).values() for one in own]


def revised(office: Office, publication: int) -> list[tuple[Decimal, Decimal]]:
    query = "select old_value, new_value from meta.revision where measure = 'amount_paid_idr' and publication = ? order by all"
    with duckdb.connect(office.home.current_file, read_only=True) as connection:
        return connection.execute(query, [publication]).fetchall()


def test_one_that_comes_back_with_other_figures_waits_for_a_decision_and_is_told_against_what_was_last_shown(office: Office) -> None:
    send(office, JUNE, "baru", ONE)
    office.run(JUNE, JULY, policy=Policy())
    assert amounts(office) == {JULY: "70.00"}

    office.run(JUNE, JULY)
    assert amounts(office) == {JUNE: "1000.00", JULY: "70.00"}
    last = max(number for number in range(1, 9) if revised(office, number))
    assert revised(office, last) == [(Decimal(27000), Decimal(1000))]
    gone = ("replaced_extract", "tarik.manifest.yaml", Decimal(-26000))
    assert told(office, 1, last) == [gone]
    assert told(office, 2, last) == [("published_again", "", Decimal(27000)), gone]
    assert told(office, 0, last) == [("first_published", "", Decimal(27000)), gone]
    for first, to in combinations(range(last + 1), 2):
        told(office, first, to)


def test_one_that_comes_back_as_it_was_last_shown_is_no_restatement(office: Office) -> None:
    send(office, JUNE, "baru", TWO, ONE)  # other bytes: those that were withdrawn stay withdrawn
    office.run(JUNE, JULY, policy=Policy())
    assert amounts(office) == {JUNE: "27000.00", JULY: "70.00"}
    assert revised(office, 3) == []
    assert told(office, 1, 3) == []
    assert told(office, 2, 3) == [("published_again", "", Decimal(27000))]


def test_one_that_comes_back_with_late_lines_more_is_told_by_these_alone(office: Office) -> None:
    send(office, JUNE, "baru", ONE, TWO, LATE)
    office.run(JUNE, JULY, policy=Policy())
    assert revised(office, 3) == [(Decimal(27000), Decimal(27500))]
    assert told(office, 1, 3) == [("late_lines", "baru.csv", Decimal(500))]


def test_one_that_waits_keeps_no_other_month_back_and_each_publication_is_rebuilt_as_it_was(office: Office) -> None:
    send(office, JUNE, "baru", ONE)
    send(office, JULY, "b", LATE_IN_JULY)
    office.run(JUNE, JULY, policy=Policy())
    assert amounts(office) == {JULY: "150.00"}
    send(office, JULY, "c", ("9", "JHT", "2022-07-09", "9"))
    office.run(JULY, policy=Policy())
    assert amounts(office) == {JULY: "159.00"}, "the extract of the month that waits is not forgotten"
    office.run(JULY)
    assert amounts(office) == {JUNE: "1000.00", JULY: "159.00"}
    assert told(office, 1, 5) == [("replaced_extract", "tarik.manifest.yaml", Decimal(-26000))]
    told_of = rebuild(office.root, None)
    assert len(told_of) == 5, told_of
    assert all("equal" in one.what for one in told_of), told_of


def test_a_line_that_was_shown_in_another_month_meanwhile_is_told_in_both(office: Office) -> None:
    send(office, JULY, "b", ("2", "JHT", "2022-07-02", "26000"))
    office.run(JULY)
    send(office, JUNE, "baru", ONE)
    office.run(JUNE, JULY)
    assert amounts(office) == {JUNE: "1000.00", JULY: "26070.00"}
    assert revised(office, 4) == [(Decimal(27000), Decimal(1000))]
    assert total_of(told(office, 1, 4)) == Decimal(-26000)
    assert total_of(told(office, 1, 4, month=7)) == Decimal(26000)


def total_of(parts: list[tuple[str, str, Decimal]]) -> Decimal:
    return sum((part for _, _, part in parts), Decimal(0))


def test_a_rollback_that_brings_it_back_as_it_was_changes_nothing_and_one_of_its_return_takes_that_back(office: Office) -> None:
    roll_back(office.root)
    assert amounts(office) == {JUNE: "27000.00", JULY: "70.00"}
    assert revised(office, 3) == []
    assert told(office, 2, 3) == [("published_again", "", Decimal(27000))]


def test_a_second_rollback_shows_what_was_shown_before_it_left_and_is_held_against_its_last_figures(office: Office) -> None:
    send(office, JUNE, "baru", ONE)
    office.run(JUNE, JULY)
    roll_back(office.root)
    assert amounts(office) == {JULY: "70.00"}
    assert revised(office, 4) == [(Decimal(1000), None)]
    roll_back(office.root)
    assert revised(office, 5) == [(Decimal(1000), Decimal(27000))]
    assert {cause for cause, *_ in told(office, 3, 5)} == {"rolled_back"}
    for first, to in combinations(range(6), 2):
        told(office, first, to)


def test_a_month_that_a_rollback_took_back_needs_no_second_decision_and_its_change_is_in_the_record(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    send(office, JUNE, "a", ONE)
    office.run(JUNE)
    send(office, JULY, "a", IN_JULY)
    office.run(JULY)
    roll_back(office.root)
    send(office, JULY, "a", ("7", "JHT", "2022-07-01", "77"))
    office.run(JULY, policy=Policy())
    assert amounts(office) == {JUNE: "1000.00", JULY: "77.00"}
    assert revised(office, 4) == [(Decimal(70), Decimal(77))]
    assert [cause for cause, *_ in told(office, 2, 4, month=7)] == ["replaced_extract"]
