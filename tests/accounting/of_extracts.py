"""One extract: its ledger, where each of its lines goes, and what was done by hand."""

import dataclasses
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from tests.accounting.raised import raised
from tests.transforms.conserved import kept
from tests.transforms.drawn_extracts import cleaned, write
from transforms.decisions import Correction, Decisions
from transforms.errors import RowsUnaccounted
from transforms.judge.rules import BIT
from transforms.ledger import Ledger

MAY, JUNE, JULY, AUGUST, SEPTEMBER = (date(2022, month, 1) for month in range(5, 10))

BALANCED = Ledger(
    rows_read=31, accepted=16, not_a_payment=8, quarantined=4, duplicate=2, furniture=1,
    amount_read_sen=1500, amount_accepted_sen=800, amount_not_a_payment_sen=400, amount_quarantined_sen=200, amount_duplicate_sen=100,
    amount_unreadable_rows=1, codes={}, payment_months={"2022-06": 5, "2022-07": 11}, evidence={},
)  # fmt: skip


def extract_ledger() -> None:
    """No field can move alone; the lines are the rows without furniture."""
    assert dataclasses.replace(BALANCED).lines == 30
    fields = [name for name in dataclasses.asdict(BALANCED) if name.startswith(("rows_", "amount_", *("acc", "not", "qua", "dup", "fur")))]
    for field in fields:
        if field != "amount_unreadable_rows":
            changed = {field: getattr(BALANCED, field) + 1}
            assert raised(RowsUnaccounted, lambda changed=changed: dataclasses.replace(BALANCED, **changed)), field
    assert raised(RowsUnaccounted, lambda: dataclasses.replace(BALANCED, payment_months={"2022-07": 15}))


HEADINGS = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NIK", "TGL BAYAR", "NOMINAL", "STATUS"]
NIK = "3316014101850001"


def line(claim: str, payment: str, rupiah: str, paid: str = "15/07/2022", status: str = "DIBAYAR", nik: str = NIK) -> list[str]:
    """Cells of a line of JHT."""
    return [claim, payment, "JHT", nik, paid, rupiah, status]


def extract() -> None:
    """Every outcome in one file, to the sen, and in the part only what was accepted, with its warnings."""
    rows = [
        line("K1", "P1", "1,00"),
        line("K2", "P2", "2,00", "15/06/2022", nik=""),
        line("K3", "P3", "4,00", status="DITOLAK"),
        line("K4", "P4", "seribu"),
        line("K5", "P5", "16,00", "??"),
        line("K1", "P1", "1,00"),
        line("K6", "P6", "64,00"),
        line("K6", "P6", "128,00"),
        line("K7", "", "256,00"),
        line("K7", "", "256,00"),
        line("K7", "", "256,00"),
        line("K8", "P8", "512,00", status="DITOLAK", nik=""),
        ["JUMLAH", "", "", "", "", "1.496,00", ""],
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = write(folder / "extract", "csv", [HEADINGS, *rows])
        ledger = cleaned(folder, path, "csv", "rows: 12\namount_paid_idr: 1496")
        part = pl.read_parquet(folder / "lines.parquet")
    assert (ledger.rows_read, ledger.furniture, ledger.lines) == (14, 2, 12)
    assert (ledger.accepted, ledger.not_a_payment, ledger.quarantined, ledger.duplicate) == (5, 2, 4, 1)
    sen = (ledger.amount_accepted_sen, ledger.amount_not_a_payment_sen, ledger.amount_quarantined_sen, ledger.amount_duplicate_sen)
    assert sen == (77_100, 51_600, 20_800, 100)
    assert (ledger.amount_read_sen, ledger.amount_unreadable_rows) == (149_600, 1)
    assert ledger.codes == {"NK02": 1, "AM01": 1, "DT01": 1, "ID02": 2, "ID04": 1}
    assert ledger.payment_months == {"2022-06": 1, "2022-07": 4}
    assert part["source_row"].to_list() == [2, 3, 10, 11, 12]
    assert part["line_key"].n_unique() == 5
    assert part["warning_mask"].to_list() == [0, BIT["NK02"], 0, 0, 0]


def two_verdicts() -> None:
    """A line can break several rules that only the whole extract tells."""
    rows = [[f"K{nth}", f"P{nth}", "JHT", f"3316014101850{nth:02}0", "15/07/2022", "1,00", "JHT 10%"] for nth in range(52)]
    rows[1][0] = rows[0][0]
    with TemporaryDirectory() as name:
        path = write(Path(name) / "extract", "csv", [[*HEADINGS[:-1], "KOMPONEN MANFAAT"], *rows])
        ledger = cleaned(Path(name), path, "csv")
    assert (ledger.codes, ledger.accepted) == ({"NK05": 52, "JHT1": 2}, 52)


def by_hand() -> None:
    """What a person releases is accepted, counted and told, be it the line's own fault or one that only the whole extract tells."""
    headings = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NIK", "TGL KEJADIAN", "TGL BAYAR", "NOMINAL"]
    lines = [("K1", "P1", "JKM", NIK, "42.000.000,00"), ("K1", "P2", "JKM", NIK, "1.000,00"), ("K2", "P3", "JHT", NIK, "1,00")]
    lines += [("K3", "P4", "JHT", "3316", "2,00"), ("K4", "P5", "JHT", "3316", "4,00")]
    rows = [[claim, payment, programme, nik, "01/06/2022", "15/07/2022", rupiah] for claim, payment, programme, nik, rupiah in lines]
    waived = {("K1", "P1"): ("JKM1", "JKM2"), ("K2", "P3"): ("JKM1",), ("K3", "P4"): ("NK01",)}
    corrections = tuple(
        Correction(f"c{payment}", (("claim_id", claim), ("payment_id", payment)), approve=codes)
        for (claim, payment), codes in waived.items()
    )
    with TemporaryDirectory() as name:
        path = write(Path(name) / "extract", "csv", [headings, *rows])
        ledger = cleaned(Path(name), path, "csv", decisions=Decisions(corrections=corrections))
    assert (ledger.accepted, ledger.quarantined) == (3, 2)
    assert ledger.codes == {"JKM1": 1, "NK01": 1, "MC02": 2}
    assert ledger.amount_accepted_sen == 4_200_000_000 + 100 + 200
    assert {"by hand", "encoding"} <= ledger.evidence.keys()


def set_by_hand() -> None:
    """The sender's totals are about what was sent; what a person set is added to that, to the sen, and told by correction."""
    rows = [line("K1", "P1", "1,00"), line("K2", "P2", "2,00"), line("K3", "P3", "seribu"), line("K4", "P4", "8,00", nik="3316")]
    wanted = {("K1", "P1"): "1", ("K2", "P2"): "100.50", ("K3", "P3"): "1000", ("K4", "P4"): "9", ("K9", "P9"): "5"}
    corrections = tuple(
        Correction(f"c{payment}", (("claim_id", claim), ("payment_id", payment)), set=(("amount_paid_idr", rupiah),))
        for (claim, payment), rupiah in wanted.items()
    )
    rows += [line("K5", "P5", "16,00", nik="3316"), line("K6", "P6", "32,00")]
    stale = Correction("c6", (("claim_id", "K6"),), set=(("amount_paid_idr", "5"),), was=(("amount_paid_idr", "77"),))
    approval = Correction("c5", (("claim_id", "K5"), ("payment_id", "P5")), approve=("NK01",))
    with TemporaryDirectory() as name:
        path = write(Path(name) / "extract", "csv", [HEADINGS, *rows])
        said = "rows: 6\namount_paid_idr: 59"
        ledger = cleaned(Path(name), path, "csv", said, decisions=Decisions(corrections=(*corrections, approval, stale)))
        untouched = cleaned(Path(name), path, "csv", said, decisions=Decisions(corrections=corrections[4:]))
    assert (ledger.amount_read_sen, ledger.amount_corrected_sen) == (5_900, 109_950)
    assert (ledger.amount_accepted_sen, ledger.amount_quarantined_sen) == (114_950, 900)
    assert (ledger.accepted, ledger.codes) == (5, {"NK01": 1, "MC01": 3, "MC02": 1})
    is_set = {name: {"set": 1} for name in ("cP2", "cP3", "cP4")}
    assert ledger.corrections == is_set | {"c5": {"approved": 1}, "c6": {"says otherwise": 1}, "cP1": {"already so": 1}}
    told = {name: len(keys) for name, keys in ledger.corrected_lines.items()}
    assert told == {"c5": 1, "cP1": 1, "cP2": 1, "cP3": 1, "cP4": 1}
    assert (untouched.amount_corrected_sen, untouched.corrections) == (0, {})


def corpus() -> None:
    """A few drawn extracts with every fault."""
    for seed in (12, 36, 57):
        assert kept(seed)[0] == "conserved"
