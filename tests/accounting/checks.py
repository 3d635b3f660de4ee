"""What the accounting must do, by hand, cheaply: every seeded defect of `tests.accounting.mutants` has to fail one of these."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows.monthly.months import Lines, _ledger, _waiting
from tests.drawing import table
from tests.transforms.drawn_extracts import cleaned, write
from tests.transforms.judging import vocabulary
from tests.transforms.test_conservation import kept
from transforms import aggregate
from transforms.breakdown import Cell, Unknown, added_up, differences
from transforms.control import Sums, refuse_empty, refuse_other_manifest, refuse_too_many, refuse_wrong_period, sums_of
from transforms.decisions import Correction, Decisions
from transforms.effective import Part, effective_lines, resolve
from transforms.errors import ExtractRefused, RowsUnaccounted
from transforms.judge.rules import BIT
from transforms.ledger import Ledger
from transforms.line import LINE
from transforms.manifest import Manifest, parse_manifest
from transforms.outcome import Tally
from transforms.parse.amounts import AmountForm
from transforms.parse.forms import Forms
from transforms.read.shapes import RawTable, Reading, StatedTotal
from transforms.row_totals import refuse_other_totals
from transforms.totals import displaced_totals
from warehouse.errors import PublicationUnbalanced
from warehouse.record import PublicationLedger

MAY, JUNE, JULY, AUGUST, SEPTEMBER = (date(2022, month, 1) for month in range(5, 10))


def raised(error: type[Exception], call: Callable[[], object]) -> str:
    """What the error says; the empty text where there is none."""
    try:
        call()
    except error as told:
        return getattr(told, "what", "") or str(told) or "raised"
    return ""


# ---------------------------------------------------------------- the two ledgers

BALANCED = Ledger(
    rows_read=31, accepted=16, not_a_payment=8, quarantined=4, duplicate=2, furniture=1,
    amount_read_sen=1500, amount_accepted_sen=800, amount_not_a_payment_sen=400, amount_quarantined_sen=200, amount_duplicate_sen=100,
    amount_unreadable_rows=1, codes={}, payment_months={"2022-06": 5, "2022-07": 11}, evidence={},
)  # fmt: skip
PUBLISHED = PublicationLedger(
    accepted=15, effective=8, duplicate=4, superseded=2, waiting=1,
    accepted_sen=1500, effective_sen=800, duplicate_sen=400, superseded_sen=200, waiting_sen=100,
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


def publication_ledger() -> None:
    """No field can move alone."""
    assert dataclasses.replace(PUBLISHED) == PUBLISHED
    for field, value in dataclasses.asdict(PUBLISHED).items():
        changed = {field: value + 1}
        assert raised(PublicationUnbalanced, lambda changed=changed: dataclasses.replace(PUBLISHED, **changed)), field


# ---------------------------------------------------------------- one extract

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


# ---------------------------------------------------------------- control totals

JUDGED = """
    programme_code | benefit_type_code | payment_month | payment_date | amount_paid_sen
    JHT            | JHT               | 2022-07-01    | 2022-07-31   | 100
    JHT            | JHT               | 2022-07-01    | 2022-07-01   | 200
    JHT            | JHT               | 2022-08-01    | 2022-08-01   | 400
    JHT            | JHT               | 2022-08-01    | 2022-08-02   |
    JKM            | BEASISWA          | 2022-06-01    | 2022-06-02   | 800
    JKM            | JKM               | 2022-06-01    | 2022-06-02   | 1600
                   | BEASISWA          |               |              | 3200
                   |                   |               |              | 6400
"""


def sums() -> Sums:
    """Of the lines above."""
    texts = dict.fromkeys(("programme_code", "benefit_type_code"), pl.String)
    dates = dict.fromkeys(("payment_month", "payment_date"), pl.Date)
    return sums_of(table(JUDGED, texts | dates | {"amount_paid_sen": pl.Int64}).lazy(), JULY)


def whole_extract() -> None:
    """Lines, sen and dates are counted by cell; an extract is refused for what the counts say, neither sooner nor later."""
    found = sums()
    assert (found.lines, found.sen, found.dated, found.late) == (8, 12_700, 6, 2)
    cells = {tuple(cell)[:3]: tuple(cell)[3:] for cell in found.cells}
    assert cells == {
        ("JHT", "JHT", "2022-07"): (2, 300), ("JHT", "JHT", "2022-08"): (2, 400), ("JKM", "BEASISWA", "2022-06"): (1, 800),
        ("JKM", "JKM", "2022-06"): (1, 1600), ("BEASISWA", "BEASISWA", ""): (1, 3200), ("", "", ""): (1, 6400),
    }  # fmt: skip
    assert raised(ExtractRefused, lambda: refuse_empty(dataclasses.replace(found, lines=0), "f"))
    assert not raised(ExtractRefused, lambda: refuse_empty(dataclasses.replace(found, lines=1), "f"))
    assert not raised(ExtractRefused, lambda: refuse_wrong_period(dataclasses.replace(found, dated=6, late=3), JULY, "f"))
    assert raised(ExtractRefused, lambda: refuse_wrong_period(dataclasses.replace(found, dated=7, late=4), JULY, "f"))
    assert not raised(ExtractRefused, lambda: refuse_wrong_period(dataclasses.replace(found, dated=5, late=2), JULY, "f"))
    tally = Tally({"quarantined": 25, "duplicate": 99}, {}, 0, {"AM01": 25}, {})
    assert not raised(ExtractRefused, lambda: refuse_too_many(tally, 100, 0.25, "f"))
    assert raised(ExtractRefused, lambda: refuse_too_many(tally, 99, 0.25, "f"))
    assert not raised(ExtractRefused, lambda: refuse_too_many(Tally({"quarantined": 0, "duplicate": 99}, {}, 0, {}, {}), 99, 0.25, "f"))


def manifest(text: str) -> str:
    """What the refusal says of the lines above, if they are refused."""
    said: Manifest = parse_manifest(text, "m")
    return raised(ExtractRefused, lambda: refuse_other_manifest(sums(), said, vocabulary(), "f"))


def manifests() -> None:
    """What fits is accepted and all else refused with both figures; every way to break figures down is checked as a whole."""
    assert not raised(ExtractRefused, lambda: refuse_other_manifest(sums(), None, vocabulary(), "f"))
    for fitting in (
        "kind: full",
        "rows: 8",
        "amount_paid_idr: 127",
        "amount_paid_idr: {total: 127, JHT: 7, JKM: 24, BEASISWA: 32}",
        "amount_paid_idr: {total: 127, JHT: 7, JKM: 16, BEASISWA: 40}",
        "rows: {total: 8, JKM: {BEASISWA: 1, JKM: 1}, BEASISWA: {JKM: 1, total: 2}, 2022-06: {JKM: {BEASISWA: 1, JKM: 1}}}",
        "rows: {total: 8, BEASISWA: {BEASISWA: 1}, JHT: {2022-07: 2, 2022-08: {JHT: 2}}}",
        "rows: {total: 8, JHT: {2022-07: 2, 2022-08: 2, JHT: 4}}",
        "rows: {total: 8, JP: {2022-07: 0}}",
    ):
        assert manifest(fitting) == "", fitting
    for wrong, told in {
        "rows: 7": "rows 7 stated, 8 found",
        "amount_paid_idr: 127.01": "amount 127.01 stated, 127.00 found",
        "rows: {JHT: 4, JKM: 2, BEASISWA: 1}": "rows by programme 7 stated, 8 found",
        "rows: {total: 8, JHT: {2022-07: 2, 2022-08: 1}}": "rows JHT 2022-08 1 stated, 2 found; rows JHT by month 3 stated, 4 found",
        "rows: {total: 8, JHT: {2022-07: 2}}": "rows JHT by month 2 stated, 4 found",
        "rows: {total: 8, JHT: {2022-07: {JHT: 2}}}": "rows JHT by month 2 stated, 4 found",
        "rows: {total: 8, JHT: {2022-07: 2, 2022-08: 2, JHT: 3}}": "rows JHT by benefit type 3 stated, 4 found",
        "rows: {2022-07: {JHT: 1, total: 2}, 2022-08: {JHT: 2, BEASISWA: 0}}": "rows by month 4 stated, 8 found",
        "rows: {total: 8, JP: 1}": "rows JP 1 stated, 0 found",
        "rows: {total: 8, JP: {2022-07: 1}}": "rows JP by month 1 stated, 0 found",
        "rows: {total: 8, JKM: 1}": "rows JKM 1 stated, 2 found",  # of the type JKM there is one, but nothing names a type
        "rows: {total: 8, 2022-08: 2, 2022-07: 3}": "rows 2022-07 3 stated, 2 found",
        "rows: {total: 8, JHT: 5, JKM: 1, BEASISWA: 1}": "rows JHT 5 stated, 4 found; rows JKM 1 stated, 2 found",
        "rows: {total: 8, XYZ: 1}": "its manifest has a key of the shape AAA",
    }.items():
        assert told in manifest(wrong), (wrong, manifest(wrong))
    months = ", ".join(f"20{year}-01: 1" for year in range(10, 20))
    assert "more" not in manifest(f"rows: {{total: 8, {months}}}")
    assert "; and 1 more" in manifest(f"rows: {{total: 8, {months}, 2020-01: 1}}")
    cells = tuple(Cell(*cell, 1, 1) for cell in (("JHT", "JHT", "2022-07"), ("JHT", "JHT", "2022-08"), ("JKM", "BEASISWA", "2022-06")))
    whole = {("JHT", "2022-07", "JHT"): 1, ("JHT", "2022-08"): 1, ("JKM",): 1}
    assert differences(whole, added_up(cells, "lines"), vocabulary()) == []
    assert raised(Unknown, lambda: differences({("JKM", "JKP", "JP"): 1}, added_up((), "lines"), vocabulary()))
    assert raised(Unknown, lambda: differences({("BEASISWA", "XYZ"): 1}, added_up((), "lines"), vocabulary()))


# ---------------------------------------------------------------- total rows


def totals(*sheets: str, names: tuple[str | None, ...] = (None,)) -> str:
    """The refusal of sheets drawn as `JHT 100`, `JKM/BEASISWA =50` (a number cell), `subtotal jht: 100`; rows are counted from 2."""
    places, tables, stated = [], [], []
    for number, (sheet, name) in enumerate(zip(sheets, names, strict=True)):
        cells = []
        for row, drawn in enumerate(sheet.split(","), start=2):
            word, _, figure = drawn.strip().rpartition(" ")
            if word.endswith(":"):
                kind = next(kind for kind in ("grand total", "subtotal", "total") if word.startswith(kind))
                stated.append(StatedTotal(name, row, "amount_paid_idr", figure, 0, number, kind, word.removesuffix(":")))
                continue
            programme, _, benefit = word.partition("/")
            places.append(((number << 32) + row, int(figure.removeprefix("=")) * 100, programme or None, benefit or programme or None))
            cells.append((row, figure))
        frame = pl.LazyFrame(cells, schema={"source_row": pl.UInt32, "amount_paid_idr": pl.String}, orient="row")
        tables.append(RawTable(frame, name, {}))
    schema = {"place": pl.UInt64, "amount_paid_sen": pl.Int64, "programme_code": pl.String, "benefit_type_code": pl.String}
    judged = pl.LazyFrame(places, schema=schema, orient="row")
    reading = Reading(tuple(tables), 0, tuple(stated), {})
    forms = Forms(AmountForm("comma"), {}, {})
    return raised(ExtractRefused, lambda: refuse_other_totals(reading, forms, judged, vocabulary(), file_name="f"))


def total_rows() -> None:
    """A total row is one of the sums that its kind allows, or the extract is refused."""
    for right in (
        "JHT 1",
        "JHT 1, JKM 2, total: 3",
        "JHT 1, total: satu",
        "JHT 1, subtotal: 1, JKM 2, subtotal: 2, JHT 4, subtotal: 7, grand total: 7",
        "JHT 1, total: 1, JKM 2, total: 2, JHT 4, total: 7",
        "JHT 1, subtotal: 1, JKM 2, total: 3, JHT 4, subtotal: 4, JHT 8, subtotal: 8, total: 12, JP 16, total: 16",
        "JHT 1, JKM 2, JHT 4, subtotal jht: 5, subtotal jkm: 2",
        "JKM 1, JKM/BEASISWA 2, JHT 4, subtotal jkm: 3, subtotal jkm: 1, subtotal beasiswa: 2",
        "total: 7, JHT 1, JKM 6",
        "JHT 1, grand total: 1, JKM 2, grand total: 2",
        "JHT 1, grand total: 1, JKM 2, grand total: 6, JHT 4",
        "JHT 1, subtotal jp: 0",
        "JHT 1, grand total: 1, JKM 2, grand total: 3, JHT 4, grand total: 4",
        "JHT 1, total: 1, JKM 2, subtotal: 2, JHT 4, subtotal: 4",
    ):
        assert totals(right) == "", right
    for wrong, stated, found in (
        ("JHT 1, JKM 2, total: 4", 4, 3),
        ("JHT 1, JKM 2, grand total: 2", 2, 3),
        ("JHT 1, grand total: 1, JKM 2", 1, 3),
        ("JHT 1, grand total: 1, JKM 2, grand total: 3, JHT 4", 3, 6),
        ("JHT 1, subtotal: 1, JKM 2, total: 2", 2, 3),
        ("JHT 1, JKM 2, JHT 8, subtotal jkm: 8", 8, 11),
        ("JHT 1, total: 1, JKM 2, total: 4", 4, 3),
        ("JHT 16, subtotal: 16, JKM 2, JHT 4, subtotal: 5", 5, 6),
        ("JHT 1, JKM 2, total: 2, total: 3, JHT 4", 2, 3),
        ("JHT 64, JKM 2, grand total: 64, JHT 4, grand total: 4, JHT 8, grand total: 8", 64, 66),
        ("JHT 64, grand total: 64, JHT 4, grand total: 3, JHT 8, grand total: 8", 3, 4),
        ("JHT 64, grand total: 64, JHT 4, grand total: 5, JHT 8, grand total: 8", 5, 4),
        ("JHT 1, total: 7, JKM 6", 7, 1),
        ("JHT 1, grand total: 1, JHT 2, grand total: 3, JHT 4, grand total: 6", 6, 7),
    ):
        assert totals(wrong) == f"its total row says {stated}.00, its lines come to {found}.00", (wrong, totals(wrong))


def workbook_totals() -> None:
    """Over tables, sheets and number cells."""
    two, three = ("A", "B"), ("A", "A", "B")
    assert totals("JHT =1, JHT 2, total: =1", names=("A",)) == ""
    assert totals("JHT =1, JHT 2, total: =3", names=("A",)) == ""
    assert totals("JHT =1, JHT 2, total: =2", names=("A",)) != ""
    assert totals("JHT 1, JHT 2, total: 2") != ""
    assert totals("JHT =1, total: =1", "JHT =2, JHT 4, total: =2, grand total: =7", names=two) == ""
    assert totals("JHT =1, total: =1", "JHT =2, JHT 4, total: =2, grand total: =3", names=two) == ""
    assert totals("JHT =1, total: =1", "JHT =2, JHT 4, total: =6, grand total: =5", names=two) != ""
    assert totals("JHT 1, grand total: 1", "JHT 2, grand total: 2", names=two) == ""
    assert totals("JHT 1", "JHT 2, grand total: 3", "JHT 4", names=three) == ""
    assert totals("JHT 1", "JHT 2, total: 3", "JHT 4", names=three) == ""
    assert totals("JHT 1, total: 1", "JHT 2, total: 3", "JHT 4", names=three) != ""
    assert totals("JHT 1", "JHT 2, subtotal: 3", "JHT 4", names=three) != ""
    assert totals("JHT 1", "JHT 2, grand total: 6", "JHT 4", names=three) != ""
    assert totals("JHT 1", "JHT 2", "JHT 4, JKM 8, total: 12, total: 15", names=three) != ""
    assert totals("JHT 1, total: 2", "JHT 2", names=two) != ""
    assert totals("JHT 1", "JHT 2", "JHT 4, grand total: 6", names=("A", "B", "B")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2", names=("A", "A")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2, JHT 4, grand total: 6", names=("A", "A")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2, JHT 4, grand total: 4", names=("A", "A")) == ""
    assert totals("total: 3, JHT 1, JHT 2", "JHT 4", names=two) == ""
    assert totals("total: 7, JHT 1, JHT 2", "JHT 4", names=two) != ""
    assert totals("JHT 1, total: 1", "total: 6, JHT 2, JHT 4", names=two) == ""
    assert totals("JHT 1", "JHT 2, JHT 4, total: 6, JHT 8, subtotal jht: 8", "JHT 32", names=("A", "B", "C")) == ""
    assert totals("JHT 1, JHT 64, total: 65", "JHT 2, total: 2, JHT 4, JHT 8, grand total: 14", "JHT 32", names=("A", "B", "C")) == ""


# ---------------------------------------------------------------- the publication

PARTS = {
    ("a", JULY): """
        1 | 10 | 2022-07-01 | JHT | 1
        2 | 20 | 2022-07-01 | JHT | 2
        3 | 30 | 2022-07-01 | JKM | 4
        4 | 40 | 2022-07-01 | JHT | 8
        5 | 50 | 2022-06-01 | JHT | 16
        8 | 80 | 2022-07-01 | JHT | 32""",
    ("a2", JULY): """
        1 | 10 | 2022-07-01 | JHT | 1
        9 | 90 | 2022-07-01 | JKM | 64""",
    ("b", AUGUST): """
        2 | 21 | 2022-08-01 | JHT | 128
        3 | 30 | 2022-07-01 | JKM | 4
        4 | 41 | 2022-07-01 | JHT | 256
        6 | 60 | 2022-07-01 | JKM | 512
        7 | 70 | 2022-05-01 | JHT | 1024
        8 | 81 | 2022-07-01 | JHT | 2048""",
    ("b2", AUGUST): "4 | 41 | 2022-07-01 | JHT | 256",
    ("c", SEPTEMBER): """
        3 | 30 | 2022-07-01 | JKM | 4
        8 | 80 | 2022-07-01 | JHT | 32
        10 | 100 | 2022-09-01 | JKM | 4096""",
}  # fmt: skip
COLUMNS = "line_key | content_key | payment_month | benefit_type_code | amount_paid_sen"


def part(folder: Path, name: str, period: date, drawing: str, arrival: int) -> tuple[Part, Ledger]:
    """A part of these lines, and its ledger."""
    lines = table(f"{COLUMNS}\n{drawing.strip()}", dict(LINE)).with_columns(source_row=pl.int_range(2, 2 + pl.len(), dtype=pl.UInt32))
    lines.write_parquet(folder / name)
    sen, count = lines["amount_paid_sen"].sum(), lines.height
    months = {f"{month:%Y-%m}": number for month, number in lines.group_by("payment_month").len().iter_rows()}
    empty = dict.fromkeys((field.name for field in dataclasses.fields(Ledger)), 0) | {"codes": {}, "evidence": {}}
    accepted = {"rows_read": count, "accepted": count, "amount_read_sen": sen, "amount_accepted_sen": sen, "payment_months": months}
    return Part(name, folder / name, "K01", period, arrival), Ledger(**empty | accepted)


def publication() -> None:
    """Which line of which part counts, and that every accepted one is effective, duplicate, superseded or waiting."""
    with TemporaryDirectory() as name:
        made = [part(Path(name), *key, drawing, nth) for nth, (key, drawing) in enumerate(PARTS.items())]
        parts = tuple(one for one, _ in made)
        resolution = resolve(parts[::-1])
        lines = Lines(parts, {one.part_id: ledger for one, ledger in made}, resolution)
        told = sorted(resolution.displaced.select("part_id", "line_key", "reason").iter_rows())
        assert told == [
            ("a", 2, "superseded"), ("a", 4, "superseded"), ("a", 8, "superseded"), ("a2", 1, "duplicate"), ("b", 3, "duplicate"),
            ("b", 8, "superseded"), ("b2", 4, "duplicate"), ("c", 3, "duplicate"),
        ]  # fmt: skip
        assert resolution.overlaps == []
        months = [JULY, AUGUST, SEPTEMBER]
        figures = [aggregate.by_benefit_month(effective_lines(lines.parts_of(month), resolution, [month])).collect() for month in months]
        ledger = _ledger(lines, months, pl.concat(figures))
        assert _waiting(lines, [MAY, JUNE, *months]) == (0, 0)
        assert effective_lines([], resolution, months).collect().schema == LINE | {"part_id": pl.String()}
        assert resolve([]).displaced.is_empty()
    assert displaced_totals(resolution.displaced, "superseded") == (4, 2 + 8 + 32 + 2048)
    assert ledger == PublicationLedger(
        accepted=18, effective=8, duplicate=4, superseded=4, waiting=2,
        accepted_sen=1 + 2 + 4 + 8 + 16 + 32 + 1 + 64 + 128 + 4 + 256 + 512 + 1024 + 2048 + 256 + 4 + 32 + 4096,
        effective_sen=1 + 4 + 64 + 128 + 256 + 512 + 32 + 4096, duplicate_sen=1 + 4 + 256 + 4, superseded_sen=2 + 8 + 32 + 2048,
        waiting_sen=16 + 1024,
    )  # fmt: skip


def overlaps() -> None:
    """Parts of one period that contradict each other are told, once, with the number of their keys."""
    with TemporaryDirectory() as name:
        drawings = {"x": "1 | 1 | 2022-07-01 | JHT | 1\n2 | 2 | 2022-07-01 | JHT | 2\n3 | 3 | 2022-07-01 | JHT | 3"}
        drawings["y"] = "1 | 9 | 2022-07-01 | JHT | 5\n2 | 2 | 2022-07-01 | JHT | 2\n3 | 8 | 2022-07-01 | JHT | 3"
        parts = [part(Path(name), key, JULY, drawing, nth)[0] for nth, (key, drawing) in enumerate(drawings.items())]
        found = resolve(parts)
        assert found.overlaps == [("x", "y", 2)]
        told = sorted(found.displaced.select("part_id", "line_key", "reason").iter_rows())
        assert told == [("x", 1, "superseded"), ("x", 3, "superseded"), ("y", 2, "duplicate")]
        for delta in (0, 1):  # whichever is the delta: between extracts of one sender it amends
            amending = [dataclasses.replace(one, is_delta=nth == delta) for nth, one in enumerate(parts)]
            assert resolve(amending).overlaps == []
            others = [dataclasses.replace(one, sender_code=f"K0{nth}") for nth, one in enumerate(amending)]
            assert resolve(others).overlaps == [("x", "y", 2)]


# What has to fail for a defect in each module.
CHECKS: dict[str, tuple[Callable[[], None], ...]] = {
    "transforms.outcome": (extract, two_verdicts, by_hand, corpus),
    "transforms.ledger": (extract_ledger,),
    "transforms.part": (extract, corpus),
    "transforms.control": (whole_extract, manifests),
    "transforms.breakdown": (manifests,),
    "transforms.row_totals": (total_rows, workbook_totals),
    "transforms.by_hand": (set_by_hand, by_hand),
    "transforms.totals": (publication,),
    "transforms.effective": (publication, overlaps),
    "flows.monthly.months": (publication,),
    "warehouse.record": (publication_ledger,),
}
