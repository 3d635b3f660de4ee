"""Why figures changed, from files in the landing zone to `claims explain`: each kind of restatement through the whole house."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.explain import by_cause, explain_month, total
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
