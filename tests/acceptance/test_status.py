"""Who delivered what: nil, missing and zero never look alike, and who is overdue is named."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.monthly.workplace import open_workplace
from flows.status import SenderPeriod, status
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office

PAYMENT, OTHER = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000")
SENDERS = """sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source
came,Came,2022-01-01,,,,,drawn
nil,Nothing to tell,2022-01-01,,,,,drawn
silent,Silent,2022-01-01,,,,,drawn
closed,Closed in June,2022-01-01,2022-06-30,,,,drawn
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "home")
    office.home.prepare()
    (office.home.reference / "senders.csv").write_text(SENDERS)
    return office


def seen(office: Office, on: datetime) -> dict[str, SenderPeriod]:
    return {cell.sender_code: cell for cell in status(replace(open_workplace(office.root), opened_at=on), None, None)}


def states(office: Office, on: datetime = datetime(2022, 8, 5, tzinfo=UTC)) -> dict[str, str]:
    return {sender: cell.state for sender, cell in seen(office, on).items()}


def test_received_nil_and_missing_are_three_states_and_a_closed_sender_is_not_expected(office: Office) -> None:
    office.deliver("2022-07/came/JHT.csv", extract("csv", PAYMENT))
    office.manifest("2022-07/nil/nil.manifest.yaml", "kind: nil")
    assert office.run("2022-07")
    assert states(office) == {"came": "received", "nil": "nil", "silent": "missing"}


def test_a_sender_is_overdue_only_after_its_day_and_only_while_nothing_counts(office: Office) -> None:
    office.deliver("2022-07/came/JHT.csv", extract("csv", PAYMENT))
    office.manifest("2022-07/nil/nil.manifest.yaml", "kind: nil")
    office.run("2022-07")
    in_time, after = datetime(2022, 8, 10, 12, tzinfo=UTC), datetime(2022, 8, 11, 1, tzinfo=UTC)
    assert [sender for sender, cell in seen(office, in_time).items() if cell.is_overdue] == []
    assert [sender for sender, cell in seen(office, after).items() if cell.is_overdue] == ["silent"]
    assert f"{seen(office, after)['silent'].due_on}" == "2022-08-10"


def test_the_due_day_ends_in_the_agencys_zone(office: Office) -> None:
    office.manifest("2022-07/nil/nil.manifest.yaml", "kind: nil")
    office.run("2022-07")
    still_the_tenth_in_london = datetime(2022, 8, 10, 17, 30, tzinfo=UTC)
    assert seen(office, still_the_tenth_in_london)["silent"].is_overdue


def test_what_comes_after_the_due_day_is_late(office: Office) -> None:
    office.deliver("2022-07/came/JHT.csv", extract("csv", PAYMENT))
    office.deliver(f"{datetime.now(UTC):%Y-%m}/came/JHT.csv", extract("csv", OTHER))
    office.run("2022-07")
    cells = status(open_workplace(office.root), None, None)
    assert {cell.period: cell.is_late for cell in cells if cell.sender_code == "came" and cell.extracts} == {
        "2022-07": True,
        f"{datetime.now(UTC):%Y-%m}": False,
    }


def test_a_correction_a_refusal_a_withdrawal_and_what_no_run_has_cleaned_are_told_apart(office: Office) -> None:
    office.deliver("2022-07/came/JHT.csv", extract("csv", PAYMENT))
    office.deliver("2022-07/nil/JHT.csv", extract("csv", OTHER), "rows: 7")
    office.deliver("2022-07/silent/JHT.csv", extract("csv", ("3", "JHT", "2022-07-03", "1")))
    office.run("2022-07")
    office.deliver("2022-07/came/fix.csv", extract("csv", ("4", "JHT", "2022-07-03", "1")), "kind: delta")
    office.manifest("2022-07/silent/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT.csv")
    office.take_in()
    assert states(office) == {"came": "waiting", "nil": "refused", "silent": "withdrawn"}
    office.run("2022-07")
    assert states(office) == {"came": "corrected", "nil": "refused", "silent": "withdrawn"}
    assert str(seen(office, datetime.now(UTC))["nil"].reason).startswith("EX07: its manifest differs: rows 7 stated, 1 found")


def test_a_sender_without_payments_of_a_type_shows_zero_and_an_absent_one_shows_nothing(office: Office) -> None:
    import duckdb

    office.deliver("2022-07/came/JHT.csv", extract("csv", PAYMENT))
    office.manifest("2022-07/nil/nil.manifest.yaml", "kind: nil")
    office.run("2022-07")
    query = "select claim_count, senders_expected, senders_received from mart.claims_by_benefit_month where benefit_type_code = 'JP'"
    with duckdb.connect(office.home.current_file, read_only=True) as connection:
        assert connection.sql(query).fetchall() == [(None, 3, 2)]
    office.manifest("2022-07/silent/nil.manifest.yaml", "kind: nil")
    office.run("2022-07")
    with duckdb.connect(office.home.current_file, read_only=True) as connection:
        assert connection.sql(query).fetchall() == [(0, 3, 3)]


def test_a_month_of_nil_returns_alone_is_published_as_zero(office: Office) -> None:
    for sender in ("came", "nil", "silent"):
        office.manifest(f"2022-07/{sender}/nil.manifest.yaml", "kind: nil")
    assert office.run("2022-07")
    assert office.figures() == []
    assert set(states(office).values()) == {"nil"}
