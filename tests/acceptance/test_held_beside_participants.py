"""A correction of participants is no change of claims, also where a month of claims is held back across it."""

from pathlib import Path

import pytest

from flows.monthly.restatement import Policy
from tests.acceptance.extracts import csv_bytes, drawn
from tests.acceptance.office import Office

HEADER = "KODE KLAIM | NO PEMBAYARAN | PROGRAM | SEGMEN | TGL BAYAR | NOMINAL | STATUS"
PARTICIPANTS = "KODE KABUPATEN;SEGMEN;KELOMPOK PEKERJA;SUMBER DATA;JUMLAH PESERTA\r\n33.16;PU;;;{}\r\n"
LATE = Policy("late")


def claims(month: int, *amounts: int) -> bytes:
    rows = [f"K{month}{n} | V{month}{n} | JHT | PU | 14/{month:02d}/2022 | {amount} | DIBAYAR" for n, amount in enumerate(amounts)]
    return csv_bytes(drawn("\n".join([HEADER, *rows])))


def amounts(office: Office) -> dict[str, str]:
    return {month: amount for month, _, _, amount in office.figures()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """June with claims and participants; then its claims are corrected, which is held back, while July is published."""
    office = Office(tmp_path / "home")
    office.deliver("2022-06/K01/klaim.csv", claims(6, 100_000))
    office.deliver("2022-06/K01/peserta.csv", PARTICIPANTS.format(20).encode())
    office.run("2022-06", policy=LATE)
    office.deliver("2022-06/K01/klaim.csv", claims(6, 900_000))
    office.deliver("2022-07/K01/klaim.csv", claims(7, 50_000))
    office.run("2022-06", "2022-07", policy=LATE)
    return office


def test_participants_replaced_while_claims_are_held_stop_no_later_run(office: Office) -> None:
    office.deliver("2022-06/K01/peserta.csv", PARTICIPANTS.format(21).encode())
    office.run("2022-06", policy=LATE)
    office.deliver("2022-08/K01/klaim.csv", claims(8, 7_000))
    office.run("2022-08", policy=LATE)
    office.deliver("2022-06/K01/klaim.csv", claims(6, 900_000, 1_000))
    office.run("2022-06", policy=LATE)
    assert amounts(office) == {"2022-06": "100000.00", "2022-07": "50000.00", "2022-08": "7000.00"}
    office.run("2022-06")
    assert amounts(office) == {"2022-06": "901000.00", "2022-07": "50000.00", "2022-08": "7000.00"}
