"""Control totals: the whole extract, its manifest, its total rows."""

import dataclasses
from datetime import date

import polars as pl

from tests.accounting.raised import raised
from tests.drawing import table
from tests.transforms.judging import vocabulary
from transforms.breakdown import Cell, Unknown, added_up, differences
from transforms.columns import CLAIMS_COLUMNS, PARTICIPATION_COLUMNS, Columns
from transforms.control import Sums, refuse_empty, refuse_other_manifest, refuse_too_many, refuse_wrong_period, sums_of
from transforms.errors import ExtractRefused
from transforms.manifest import Manifest, parse_manifest
from transforms.outcome import Tally
from transforms.parse.amounts import AmountForm
from transforms.parse.forms import Forms
from transforms.read.shapes import RawTable, Reading, StatedTotal
from transforms.row_totals import refuse_other_totals

MAY, JUNE, JULY, AUGUST, SEPTEMBER = (date(2022, month, 1) for month in range(5, 10))

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


def people() -> None:
    """A manifest of participants is held against them, and one that states what its extract does not have is refused."""
    stated = (("participant_count: 127", ""), ("rows: 8", ""), ("participant_count: 126", "participants 126 stated, 127 found"))
    for text, told in (*stated, ("amount_paid_idr: 127", "states amount_paid_idr"), ("rows: 7", "rows 7 stated, 8 found")):
        assert told in _refusal(text, PARTICIPATION_COLUMNS), text
        assert bool(_refusal(text, PARTICIPATION_COLUMNS)) == bool(told), text
    assert "states participant_count" in _refusal("participant_count: 127", CLAIMS_COLUMNS)
    part = dataclasses.replace(sums(), cells=sums().cells[:1])
    figures = (part.cells[0].lines, part.cells[0].sen // 100)
    for text, told in ((f"rows: {figures[0]}", ""), (f"participant_count: {figures[1]}", ""), ("rows: 7", "rows 7 stated, 8 found")):
        assert (told or "nothing") in (_refusal(text, PARTICIPATION_COLUMNS, part) or "nothing"), text


def _refusal(text: str, columns: Columns, *parts: Sums) -> str:
    try:
        refuse_other_manifest(sums(), parse_manifest(text, "m"), vocabulary(), "f", columns, parts)
    except ExtractRefused as refused:
        return refused.what
    return ""


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


def totals(*sheets: str, names: tuple[str | None, ...] = (None,), without: str = "") -> str:
    """The refusal of sheets drawn as `JHT 100`, `JKM/BEASISWA =50` (a number cell), `total: 2#` (lines); rows from 2."""
    places, tables, stated = [], [], []
    for number, (sheet, name) in enumerate(zip(sheets, names, strict=True)):
        cells = []
        for row, drawn in enumerate(sheet.split(","), start=2):
            word, _, figure = drawn.strip().rpartition(" ")
            if word.endswith(":"):
                kind = next(kind for kind in ("running total", "grand total", "subtotal", "total", "above") if word.startswith(kind))
                measure = "lines" if figure.endswith("#") else "amount"
                label, text = word.removesuffix(":"), figure.removesuffix("#")
                stated.append(StatedTotal(name, row, "amount_paid_idr", text, number, kind, label, measure))
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
    parts = [judged.filter(pl.col("programme_code") != without)] if without else []
    return raised(ExtractRefused, lambda: refuse_other_totals(reading, forms, judged, vocabulary(), file_name="f", parts=parts))


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
        "JHT 1, JKM 2, running total: 3, running total: 3, JHT 4, subtotal: 4, running total: 7, total: 7",
        "JHT 1, JHT 2, JKM 4, subtotal jht: 3, running total jht: 3, JHT 8, total jht: 11, grand total jht: 11",
        "JHT 1, JKM/BEASISWA 2, JKM 4, BEASISWA 8, subtotal jkm beasiswa: 14, subtotal jkm beasiswa: 2, subtotal jht jkm: 7",
        "JHT 1, / 2, JKM 4, subtotal jht: 1, subtotal jht: 3, subtotal jkm: 6, total: 7",
        "JHT 5, total: 1#, JHT 7, JKM 9, total: 2#, total: 3#, total jkm: 1#, subtotal jht: 12, grand total: 3#",
        "above: 7, above jht: 1, above: 2#, JHT 1, JKM 6, total: 7",
        "running total: 0, JHT 1, subtotal: 1, JKM 2, running total: 2, JHT 8, running total: 8",
    ):
        assert totals(right) == "", right
    for total, is_right in (("3", True), ("1", True), ("2", False)):  # of all lines, or without those that are "of which"
        assert (totals(f"JHT 1, JKM 2, total: {total}", without="JKM") == "") == is_right, total
    for both, is_right in (
        ("3, total: 1", True),
        ("2#, total: 1#", True),
        ("1#, total: 2#", True),
        ("3, total: 2", False),
        ("2#, total: 3#", False),
    ):
        assert (totals(f"JHT 1, JKM 2, total: {both}", without="JKM") == "") == is_right, both  # each of its own lines
    for wrong, stated, found in (
        ("JHT 1, JKM 2, total: 4", 4, 3),
        ("JHT 1, JKM 2, grand total: 2", 2, 3),
        ("JHT 1, grand total: 1, JKM 2", 1, 3),
        ("JHT 1, grand total: 1, JKM 2, grand total: 3, JHT 4", 3, 6),
        ("JHT 1, subtotal: 1, JKM 2, total: 2", 2, 3),
        ("JHT 1, JKM 2, JHT 8, subtotal jkm: 8", 8, 2),
        ("JHT 1, JKM 2, JHT 8, subtotal jkm: 11", 11, 2),
        ("JHT 1, total: 1, JKM 2, total: 4", 4, 3),
        ("JHT 16, subtotal: 16, JKM 2, JHT 4, subtotal: 5", 5, 6),
        ("JHT 1, JKM 2, total: 2, total: 3, JHT 4", 2, 3),
        ("JHT 64, JKM 2, grand total: 64, JHT 4, grand total: 4, JHT 8, grand total: 8", 64, 66),
        ("JHT 64, grand total: 64, JHT 4, grand total: 3, JHT 8, grand total: 8", 3, 4),
        ("JHT 64, grand total: 64, JHT 4, grand total: 5, JHT 8, grand total: 8", 5, 4),
        ("JHT 1, total: 7, JKM 6", 7, 1),
        ("JHT 1, JKM 2, running total: 4", 4, 3),
        ("running total: 7, JHT 1, JKM 6", 7, 0),
        ("JHT 1, JKM 2, running total: 3, JHT 4, total: 4", 4, 7),
        ("JHT 1, grand total: 1, JHT 2, grand total: 3, JHT 4, grand total: 6", 6, 7),
        ("JHT 1, JKM 2, grand total jkm: 3", 3, 2),
        ("JHT 1, JKM 2, running total jkm: 3", 3, 2),
        ("JHT 1, JKM/BEASISWA 2, JKM 4, subtotal jkm beasiswa: 4", 4, 2),
        ("JHT 1, JKM/BEASISWA 2, JKM 4, subtotal beasiswa: 6", 6, 2),
        ("JHT 1, JKM/BEASISWA 2, JKM 4, JP 8, subtotal jht jkm: 15", 15, 7),
        ("above: 1, JHT 1, JKM 6", 1, 7),
        ("above: 0, JHT 1, total: 1", 0, 1),
    ):
        assert totals(wrong) == f"its total row says {stated}.00, its lines come to {found}.00", (wrong, totals(wrong))
    for wrong, stated, found in (("JHT 5, total: 2#", 2, 1), ("above: 1#, JHT 1, JHT 2", 1, 2), ("JHT 1, JKM 2, total jkm: 2#", 2, 1)):
        assert totals(wrong) == f"it says that it has {stated} lines, and has {found}", (wrong, totals(wrong))


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
    assert (
        totals("JHT 1", "JHT 2", "running total: 3, JHT 4, running total: 7", "JHT 8, running total: 15", names=("A", "A", "A", "B")) == ""
    )
    assert totals("JHT 1", "JHT 2, running total: 2", "JHT 4, running total: 6", names=("A", "B", "B")) == ""
    assert totals("JHT 1", "JHT 2, running total: 5", "JHT 4", names=("A", "B", "B")) != ""
    assert totals("JHT 1", "JHT 2", "JHT 4, grand total: 6", names=("A", "B", "B")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2", names=("A", "A")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2, JHT 4, grand total: 6", names=("A", "A")) == ""
    assert totals("JHT 1", "JHT 2, grand total: 2, JHT 4, grand total: 4", names=("A", "A")) == ""
    assert totals("total: 3, JHT 1, JHT 2", "JHT 4", names=two) == ""
    for stated, is_right in ((1, True), (3, True), (7, True), (2, False), (5, False)):  # its table, sheet, workbook
        assert (totals(f"above: {stated}, JHT 1", "JHT 2", "JHT 4", names=("A", "A", "B")) == "") == is_right, stated
    for stated, is_right in ((2, True), (6, True), (7, True), (1, False), (3, False), (4, False)):
        assert (totals("JHT 1", f"above: {stated}, JHT 2", "JHT 4", names=("A", "B", "B")) == "") == is_right, stated
    assert totals("total: 7, JHT 1, JHT 2", "JHT 4", names=two) != ""
    assert totals("JHT 1, total: 1", "total: 6, JHT 2, JHT 4", names=two) == ""
    assert totals("JHT 1", "JHT 2, JHT 4, total: 6, JHT 8, subtotal jht: 8", "JHT 32", names=("A", "B", "C")) == ""
    assert totals("JHT 1, JHT 64, total: 65", "JHT 2, total: 2, JHT 4, JHT 8, grand total: 14", "JHT 32", names=("A", "B", "C")) == ""


def column_counts() -> None:
    """A count below a column is of the lines, of those with a value there, or of different values; in this table, sheet or part."""
    claims = ("A", "A", "B", "-", "C"), ("C", "D")
    assert [count for count in range(9) if not column_count(count, *claims[:1])] == [3, 4, 5]
    assert [count for count in range(9) if not column_count(count, *claims)] == [1, 2]  # C is known from the table before
    again = ("A", "B", "C"), ("C", "C", "A")
    assert [count for count in range(9) if not column_count(count, *again)] == [0, 2, 3]  # new to the file, to its table, lines
    assert [count for count in range(9) if not column_count(count, *claims[:1], paid=2)] == [1, 2, 3, 4, 5]
    assert column_count(7, *claims[:1]) == "it says that it has 7 lines, and has 5"


def column_count(count: int, *claims: tuple[str, ...], paid: int = 0) -> str:
    """The refusal of tables of these claims for a count below the last one's; the first `paid` lines of each may be all that it counts."""
    lines = [((number << 32) + row, row - 2) for number, table in enumerate(claims) for row in range(2, 2 + len(table))]
    numbered = pl.LazyFrame(lines, schema={"place": pl.UInt64, "nth": pl.Int64}, orient="row")
    codes = {code: pl.lit("JHT") for code in ("programme_code", "benefit_type_code")}
    judged = numbered.with_columns(amount_paid_sen=pl.lit(0, dtype=pl.Int64), **codes)
    frames = [pl.LazyFrame({"source_row": range(2, 2 + len(table)), "claim_id": table}) for table in claims]
    tables = tuple(RawTable(frame, None, {"claim_id": "KODE KLAIM"}) for frame in frames)
    other = RawTable(pl.LazyFrame({"source_row": [2]}), None, {})  # a table without this column
    total = StatedTotal(None, 2 + len(claims[-1]), "claim_id", str(count), len(claims) - 1, "subtotal", "sub total", "lines")
    reading = Reading((*tables, other), 0, (total,), {})
    parts = [judged.filter(pl.col("nth") < paid)] if paid else []
    forms = Forms(AmountForm("comma"), {}, {})
    return raised(ExtractRefused, lambda: refuse_other_totals(reading, forms, judged, vocabulary(), file_name="f", parts=parts))
