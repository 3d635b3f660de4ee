"""Going back shows the publication before, and what was rejected stays away."""

from pathlib import Path

import pytest

from expectations.check import Finding
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.restatement import Policy
from flows.monthly.rollback import roll_back
from flows.monthly.survey import survey
from flows.settings import Settings
from tests.acceptance.extracts import csv_bytes, drawn
from tests.acceptance.office import Office
from warehouse.publish import standing

PASSED = Finding(
    "marts", "everything", None, "warning", passed=True, observed="", unexpected_count=0, evaluated_count=1, notes="", relation="mart.x"
)
HEADER = "KODE KLAIM | NO PEMBAYARAN | PROGRAM | SEGMEN | TGL BAYAR | NOMINAL | STATUS"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("flows.monthly.candidate.check", lambda *_, **__: [PASSED])
    return Office(tmp_path / "home")


def extract(*lines: tuple[str, str, int]) -> bytes:
    rows = "\n".join(f"{claim} | V-{claim} | JHT | PU | {day} | {amount} | DIBAYAR" for claim, day, amount in lines)
    return csv_bytes(drawn(f"{HEADER}\n{rows}"))


def amounts(office: Office) -> dict[str, str]:
    return {month: amount for month, _, _, amount in office.figures()}


def test_figures_that_were_shown_before_are_no_reason_to_go_back_further(office: Office) -> None:
    for name, amount in (("a", 100_000), ("b", 200_000), ("c", 300_000)):
        office.deliver(f"2022-01/K01/{name}.csv", extract((f"K{name}", "14/01/2022", amount)))
        office.run("2022-01")
    office.manifest("2022-01/K01/w.manifest.yaml", "kind: withdrawal\nwithdraws: c.csv\n")
    office.run("2022-01")
    assert amounts(office) == {"2022-01": "300000.00"}
    roll_back(office.root)
    assert amounts(office) == {"2022-01": "600000.00"}
    roll_back(office.root)
    assert amounts(office) == {"2022-01": "300000.00"}


def test_what_was_rejected_stays_away_although_the_publication_before_had_it_held_back(office: Office) -> None:
    office.deliver("2022-01/K01/a.csv", extract(("K1", "14/01/2022", 100_000)))
    office.run("2022-01")
    office.deliver("2022-01/K01/a.csv", extract(("K1", "14/01/2022", 900_000)))
    office.deliver("2022-02/K01/a.csv", extract(("K2", "14/02/2022", 50_000)))
    office.run("2022-01", "2022-02", policy=Policy("late"))
    assert amounts(office) == {"2022-01": "100000.00", "2022-02": "50000.00"}
    office.deliver("2022-02/K01/b.csv", extract(("K3", "15/02/2022", 1_000)))
    office.run("2022-01", "2022-02")
    assert amounts(office) == {"2022-01": "900000.00", "2022-02": "51000.00"}
    roll_back(office.root)
    assert amounts(office) == {"2022-01": "100000.00", "2022-02": "50000.00"}
    office.deliver("2022-03/K01/a.csv", extract(("K4", "15/03/2022", 7_000)))
    office.take_in()
    assert survey(office.workplace(), ["2022-03"]).held == 3


def test_a_share_is_written_to_after_the_lock_is_free(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    exported: list[int] = []

    def export(home: Home, _: Settings) -> None:
        with only_writer(home.lock, 0, lambda _: None):  # raises HomeBusy while the run holds it
            exported.append(standing(home.warehouse) or 0)

    monkeypatch.setattr("flows.monthly.rollback.export_by_itself", export)
    for amount in (100_000, 200_000):
        office.deliver("2022-01/K01/a.csv", extract(("K1", "14/01/2022", amount)))
        office.run("2022-01")
    roll_back(office.root)
    assert exported == [3]
