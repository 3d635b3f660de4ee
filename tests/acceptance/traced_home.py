"""A small home with a past, drawn by hand: what came in which publication, what that changed; and how it is asked."""

import shutil
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from flows.cli.app import claims
from flows.trace.cell import Cell
from flows.trace.trace import Traced, trace
from tests.acceptance.extracts import csv_bytes, drawn, xlsx_bytes
from tests.acceptance.office import Office

SENDERS = """\
sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source
kudus,Kudus,2022-01-01,,K01,,,drawn by hand
pati,Pati,2022-01-01,,K03,,,drawn by hand
"""
JHT = Cell(date(2022, 7, 1), "JHT")
JULY = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|KOMPONEN MANFAAT|SEGMEN|NIK|KODE KABUPATEN|TGL BAYAR|NOMINAL
K-1|KP-1|JHT|JHT_PENUH|PU|3316014503800001|33.16|2022-07-04|1000000
K-1|KP-2|JHT|JHT_PENUH|PU|3316014503800001|33.16|2022-07-05|2000000
K-2|KP-3|JHT|JHT_PENUH|BPU|3316020107810002|33.18|2022-07-06|3000000.50
K-3|KP-4|JP|JP_HARI_TUA_SEKALIGUS|PU|3318035212700003||2022-07-07|4000000
K-4|KP-5|JHT|JHT_PENUH|PU|3316041501900004|33.16|2022-07-08|5000000
""")
PATI = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|KOMPONEN MANFAAT|SEGMEN|NIK|KODE KABUPATEN|TGL BAYAR|NOMINAL
P-1|PP-1|JHT|JHT_PENUH|PU|3318084402920008|33.18|2022-07-14|600000
K-4|KP-5|JHT|JHT_PENUH|PU|3316041501900004|33.16|2022-07-08|5000000
""")
AUGUST = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|KOMPONEN MANFAAT|SEGMEN|NIK|KODE KABUPATEN|TGL BAYAR|NOMINAL
K-9|KP-9|JHT|JHT_PENUH|PU|3316014503800001|33.16|2022-08-02|7000000
K-2|KP-3|JHT|JHT_PENUH|BPU|3316020107810002|33.18|2022-07-06|3100000
K-8|KP-8|JHT|JHT_PENUH|PU|3316056808950005|33.16|2022-07-30|800000
""")


def home_with_a_past(office: Office) -> Office:
    """1: July of Kudus (CSV) and Pati (two sheets). 2: August, with KP-3 of July corrected and KP-8 late. KP-5 came from both in July."""
    office.home.prepare()
    (office.home.reference / "senders.csv").write_text(SENDERS)
    office.deliver("2022-07/kudus/JULI.csv", csv_bytes(JULY))
    office.deliver("2022-07/pati/juli 12345678.xlsx", xlsx_bytes({"REKAP": [["REKAPITULASI"]], "JHT": PATI.cells()}))
    office.run("2022-07")
    office.deliver("2022-08/kudus/AGUSTUS.csv", csv_bytes(AUGUST))
    office.run("2022-07", "2022-08")
    return office


def copied(past: Office, root: Path) -> Office:
    """To be spoiled."""
    shutil.copytree(past.root, root, symlinks=True)
    return Office(root)


def traced(office: Office, cell: Cell = JHT, number: int | None = None, *, is_verified: bool = False) -> Traced:
    return trace(office.workplace(), cell, number, is_verified=is_verified)


def places(told: Traced) -> list[tuple[str, str, str | None, list[int], str]]:
    return [(row["sender"], row["file"], row["sheet"], row["rows"], str(row["amount_paid_idr"])) for row in told.files]


def called(office: Office, *arguments: str) -> Result:
    return CliRunner().invoke(claims, ["--home", str(office.root), *arguments])
