"""Why figures changed, from files in the landing zone to `claims explain`: each kind of restatement through the whole house."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.explain import by_cause, explain_month, total
from flows.monthly.policy import Policy
from flows.monthly.rollback import roll_back
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office

JULY, AUGUST = "2022-07", "2022-08"
ONE, TWO = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000")
TWO_RIGHT, LATE, IN_AUGUST = ("2", "JHT", "2022-07-02", "2500"), ("4", "JHT", "2022-07-31", "4000"), ("5", "JHT", "2022-08-05", "5000")
Payment = tuple[str, str, str, str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "home")
    send(office, "JHT", ONE, TWO)
    office.run(JULY)
    return office


def send(office: Office, name: str, *payments: Payment, manifest: str | None = None, period: str = JULY) -> None:
    office.deliver(f"{period}/K01/{name}.csv", extract("csv", *payments), manifest)


def told(office: Office, *periods: str, since: int = 1) -> list[tuple[str, str, Decimal]]:
    """Cause, file and rupiah of JHT in July, after one more run for these periods."""
    office.run(*(periods or (JULY,)))
    explained = explain_month(office.home.current_file, date(2022, 7, 1), "JHT", since, None)
    money = explained.of("JHT")["amount_paid_idr"]
    assert total(money.contributions) == money.difference
    parts = (part for own in by_cause(money.contributions).values() for part in own)
    return [(part.cause, part.file_name or "", part.difference) for part in parts]


def test_a_payment_delivered_a_month_later_is_late(office: Office) -> None:
    send(office, "JHT", LATE, IN_AUGUST, period=AUGUST)
    assert told(office, JULY, AUGUST) == [("late_lines", "JHT.csv", Decimal(4000))]


def test_a_line_said_otherwise_a_month_later_is_corrected(office: Office) -> None:
    send(office, "JHT", TWO_RIGHT, IN_AUGUST, period=AUGUST)
    assert told(office, JULY, AUGUST) == [("corrected_lines", "JHT.csv", Decimal(500))]


def test_a_delta_corrects_and_adds(office: Office) -> None:
    send(office, "koreksi", TWO_RIGHT, LATE, manifest="kind: delta")
    assert told(office) == [("late_lines", "koreksi.csv", Decimal(4000)), ("corrected_lines", "koreksi.csv", Decimal(500))]


def test_a_file_sent_again_replaces(office: Office) -> None:
    send(office, "JHT", TWO_RIGHT, LATE)
    assert told(office) == [("replaced_extract", "JHT.csv", Decimal(3500))]


def test_a_withdrawal_is_named_by_its_own_file(office: Office) -> None:
    send(office, "JHT2", LATE)
    office.run(JULY)
    office.manifest(f"{JULY}/K01/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT2.csv")
    assert told(office, since=2) == [("replaced_extract", "tarik.manifest.yaml", Decimal(-4000))]


def test_a_file_that_contradicts_another_takes_both_away_as_found_twice(office: Office) -> None:
    send(office, "JKM", LATE)
    office.run(JULY)
    send(office, "JHT2", TWO_RIGHT)
    assert told(office, since=2) == [("duplicate_found", "JHT2.csv", Decimal(-3000))]


def test_over_several_publications_the_causes_telescope(office: Office) -> None:
    send(office, "JHT", LATE, IN_AUGUST, period=AUGUST)
    office.run(JULY, AUGUST)
    send(office, "JHT", ONE, TWO_RIGHT)
    assert told(office) == [("late_lines", "JHT.csv", Decimal(4000)), ("replaced_extract", "JHT.csv", Decimal(500))]


def test_a_rollback_names_the_files_whose_doing_it_undoes_and_takes_back_a_month_first_shown(office: Office) -> None:
    send(office, "JHT", LATE, TWO_RIGHT, IN_AUGUST, period=AUGUST)
    office.run(JULY, AUGUST)
    roll_back(office.root)
    for month, rupiah in ((7, -4500), (8, -5000)):
        money = explain_month(office.home.current_file, date(2022, month, 1), "JHT", None, None).of("JHT")["amount_paid_idr"]
        assert [(part.cause, part.file_name, part.difference) for part in money.contributions] == [("rolled_back", "JHT.csv", rupiah)]


def policy_holds(office: Office) -> bool:
    """Whether a run by itself leaves the figures of July as they are."""
    before = office.figures()
    office.run(JULY, policy=Policy())
    return office.figures() == before


@pytest.mark.parametrize("name", ["JHT", "baru"])
def test_lines_that_were_withdrawn_and_come_again_are_not_late_and_wait_for_a_decision(office: Office, name: str) -> None:
    send(office, "JHT2", LATE)
    office.run(JULY)
    office.manifest(f"{JULY}/K01/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT.csv")
    office.run(JULY)
    send(office, name, ONE, TWO_RIGHT)
    assert policy_holds(office)
    assert told(office, since=3) == [("replaced_extract", f"{name}.csv", Decimal(3500))]


def test_a_withdrawn_line_that_a_later_extract_brings_is_corrected_and_what_never_came_before_is_late(office: Office) -> None:
    send(office, "JHT2", ONE)
    office.run(JULY)
    office.manifest(f"{JULY}/K01/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT.csv")
    office.run(JULY)
    send(office, "JHT", TWO_RIGHT, LATE, IN_AUGUST, period=AUGUST)
    assert told(office, JULY, AUGUST, since=3) == [("late_lines", "JHT.csv", Decimal(4000)), ("corrected_lines", "JHT.csv", Decimal(2500))]


def test_lines_that_were_refused_for_what_another_said_and_are_sent_again_are_replaced(office: Office) -> None:
    send(office, "JKM", LATE)
    office.run(JULY)
    send(office, "JHT2", TWO_RIGHT)
    office.run(JULY)
    office.manifest(f"{JULY}/K01/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT2.csv")
    send(office, "JHT", ONE, TWO, ("9", "JHT", "2022-07-09", "1"))
    assert policy_holds(office)
    assert told(office, since=3) == [("replaced_extract", "JHT.csv", Decimal(3001))]


def test_what_a_rollback_rejected_and_was_sent_again_is_as_late_as_it_was(office: Office) -> None:
    send(office, "JHT2", ("4", "JHT", "2022-07-31", "4444"))
    office.run(JULY)
    roll_back(office.root)
    send(office, "JHT2", LATE)
    assert told(office, since=3) == [("late_lines", "JHT2.csv", Decimal(4000))]


def test_a_file_sent_again_takes_no_correction_of_another_on_itself(office: Office) -> None:
    send(office, "JHT", ONE, TWO, LATE)
    office.run(JULY)
    send(office, "JHT", TWO, ONE)  # in another order: the bytes that came first keep their first place
    send(office, "KOREKSI", TWO_RIGHT, IN_AUGUST, period=AUGUST)
    assert told(office, JULY, AUGUST, since=2) == [
        ("replaced_extract", "JHT.csv", Decimal(-4000)),
        ("corrected_lines", "KOREKSI.csv", Decimal(500)),
    ]
