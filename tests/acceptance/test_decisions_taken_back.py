"""What the commands that only look show after a decision was taken back: the part that stands again, which nobody made anew."""

from datetime import date
from pathlib import Path

import pytest

from flows.approve import Approval, approve
from flows.changes import lines_changed
from flows.quarantine import Choice
from flows.replay import replay
from flows.status import status
from tests.acceptance.office import Office

JULY = "2022-07"
HEADINGS = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;NIK;TGL BAYAR;NOMINAL"
NIK = "3316080101900001"
SOUND = [f"K-{n};P-{n};JHT;{NIK};15/07/2022;1.000,50" for n in range(2, 12)]


def extract(first: str, *more: str) -> bytes:
    """Payment lines; `first` is row 2."""
    return "\n".join([HEADINGS, first, *SOUND, *more]).encode()


def line(number: str, nik: str = NIK) -> str:
    return f"K-{number};P-{number};JHT;{nik};15/07/2022;1.000,50"


def asked(**more: object) -> Approval:
    given = {"sender": "K01", "period": JULY, "codes": ("NK01",), "why": "by letter", "who": "Siti", "when": date(2022, 8, 10)}
    return Approval(**{**given, **more})  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "home")


def accepted(office: Office) -> list[int | None]:
    return [cell.lines_accepted for cell in status(office._workplace(), None, None) if cell.extracts]


def taken_back(office: Office) -> None:
    """Approve row 2, run, take the record away, run."""
    approve(office.root, asked(row=2), is_tried=False)
    office.run(JULY)
    assert accepted(office) == [11]
    [record] = office.home.corrections.glob("*.yaml")
    record.unlink()
    office.run(JULY)


def test_status_counts_what_stands_after_an_approval_was_taken_back(office: Office) -> None:
    office.deliver(f"{JULY}/K01/JHT.csv", extract(line("1", "33")))
    office.run(JULY)
    taken_back(office)
    assert sum(payments for _, _, payments, _ in office.figures()) == 10
    assert accepted(office) == [10]


def test_a_corrected_extract_is_held_against_the_part_that_stood_before_it(office: Office) -> None:
    office.deliver(f"{JULY}/K01/JHT.csv", extract(line("1", "33")))
    office.run(JULY)
    taken_back(office)
    office.deliver(f"{JULY}/K01/JHT.csv", extract(line("1")))
    office.run(JULY)
    assert [(row["state"], row["codes_before"]) for row in lines_changed(office._workplace(), Choice())] == [("fixed", "NK01")]


def test_a_replay_holds_what_it_reads_against_the_part_that_stands(office: Office) -> None:
    office.deliver(f"{JULY}/K01/JHT.csv", extract(line("1", "33")))
    office.run(JULY)
    taken_back(office)
    for part in office.home.clean.glob("*.parquet"):
        part.unlink()
    [reread] = replay(office.root, Choice(), is_only_told=False).extracts
    assert (reread.result, reread.lines["fixed"], reread.lines["newly wrong"]) == ("unchanged", 0, 0)
