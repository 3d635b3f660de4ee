"""Counts at the foot of a list: below a column, or as the footer that a database's export writes. They are no lines, and are compared."""

from pathlib import Path

import pytest

from tests.acceptance.drawn_sheets import Sheet, xlsx_of
from tests.transforms.drawn_extracts import Cell, cleaned, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.read.total_figures import count_of

HEADINGS = ["NO", "KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "NAMA TK", "NIK", "KPJ", "TGL BAYAR", "NOMINAL", "STATUS"]
NIKS = ["3316080101900001", "3316080101900001", "3316080101900003", ""]  # one person twice, one without
Row = list[Cell]
LINES: list[Row] = [
    [str(n), f"K{max(n, 2)}", f"P{n}", "JHT", "SITI", nik, "", f"{n + 10}/07/2022", "1000000.25", "DIBAYAR"]
    for n, nik in enumerate(NIKS, start=1)
]  # K2 has two lines
SUM = "4000001.00"


def total(label: str = "TOTAL", amount: str = SUM, **said: str) -> Row:
    cells = {"NO": label, "NOMINAL": amount} | {heading.replace("_", " "): cell for heading, cell in said.items()}
    return [cells.get(heading, "") for heading in HEADINGS]


def clean(folder: Path, *rows: Row, lines: list[Row] = LINES, said: str | None = None, file_format: str = "csv") -> Ledger:
    padded = [[*row, *[""] * (len(HEADINGS) - len(row))] for row in (HEADINGS, *lines, *rows)]
    return cleaned(folder, write(folder / "extract", file_format, padded), file_format, said)


def differs(folder: Path, *rows: Row, lines: list[Row] = LINES, file_format: str = "csv") -> str:
    with pytest.raises(ExtractRefused) as refusal:
        clean(folder, *rows, lines=lines, file_format=file_format)
    assert refusal.value.code == "EX06"
    return refusal.value.what


COUNTS = ["KODE_KLAIM", "NO_PEMBAYARAN", "NIK", "KPJ"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("column", COUNTS)
def test_a_total_row_with_a_count_in_what_identifies_is_no_line_and_its_money_and_count_are_compared(
    tmp_path: Path, column: str, file_format: str
) -> None:
    found = clean(tmp_path, total(**{column: "4"}), said="rows: 4", file_format=file_format)
    assert (found.lines, found.accepted, found.quarantined) == (4, 4, 0)
    assert "says 99.00" in differs(tmp_path, total(amount="99.00", **{column: "4"}), file_format=file_format)
    assert "it says that it has 14 lines" in differs(tmp_path, total(**{column: "14"}), file_format=file_format)


def test_a_number_cell_of_a_workbook_is_such_a_count(tmp_path: Path) -> None:
    row: Row = ["TOTAL", 4, *[None] * 6, 4000001.0]
    assert clean(tmp_path, row, file_format="xlsx").lines == 4
    row[1] = 14
    assert "14 lines" in differs(tmp_path, row, file_format="xlsx")


def test_in_parquet_a_label_is_seen_in_a_column_that_is_read(tmp_path: Path) -> None:
    row = total("", KODE_KLAIM="TOTAL", NO_PEMBAYARAN="4")
    assert clean(tmp_path, row, said="rows: 4", file_format="parquet").lines == 4
    row[2] = "14"
    assert "14 lines" in differs(tmp_path, row, file_format="parquet")


def test_a_file_that_lost_lines_is_refused_by_its_total_with_a_count(tmp_path: Path) -> None:
    assert "its lines come to 2,000,000.50" in differs(tmp_path, total(KODE_KLAIM="4"), lines=LINES[:2])
    assert differs(tmp_path, total(amount="", KODE_KLAIM="4"), lines=LINES[:2]) == "it says that it has 4 lines, and has 2"


def test_a_count_may_be_of_the_lines_or_of_the_filled_or_different_values_of_its_own_column(tmp_path: Path) -> None:
    for column, right in (("KODE_KLAIM", "34"), ("NO_PEMBAYARAN", "4"), ("NIK", "234")):
        for count in "12345":
            row = total(**{column: count})
            if count in right:
                assert clean(tmp_path, row).lines == 4, (column, count)
            else:
                assert f"it says that it has {count} lines" in differs(tmp_path, row), (column, count)


def test_a_count_of_persons_is_of_persons_wherever_it_stands(tmp_path: Path) -> None:
    for column in COUNTS[:3]:
        assert clean(tmp_path, total(**{column: "2 orang"})).lines == 4
        assert "10 lines" in differs(tmp_path, total(**{column: "10 orang"}))


def test_a_count_of_claims_or_firms_and_a_year_are_not_compared(tmp_path: Path) -> None:
    for cell in ("9 klaim", "2 perusahaan", "2022"):
        assert clean(tmp_path, total(KODE_KLAIM=cell)).lines == 4


def test_subtotals_count_their_own_lines(tmp_path: Path) -> None:
    half, wrong = (total("SUB TOTAL", "2000000.50", NO_PEMBAYARAN=count) for count in "23")
    assert clean(tmp_path, half, total(KODE_KLAIM="4"), lines=[*LINES[:2], half, *LINES[2:]]).lines == 4
    assert "says that it has 3 lines" in differs(tmp_path, wrong, lines=[*LINES[:2], half])


@pytest.mark.parametrize(
    "row",
    [
        total(KODE_KLAIM="40", TGL_BAYAR="15/07/2022"),  # a short claim id, and paid on a day
        total(KODE_KLAIM="40", PROGRAM="JHT"),
        total(KODE_KLAIM="40", NAMA_TK="BUDI"),
        total(KODE_KLAIM="40", NIK="3316080101900001"),
        total(KODE_KLAIM="40", STATUS="DIBAYAR"),
        total(KODE_KLAIM="K40"),
        total(KODE_KLAIM="1234567"),
        total("5", KODE_KLAIM="40"),  # nothing calls it a total
        total("5", KODE_KLAIM="TOTAL-001", NO_PEMBAYARAN="40"),
        total("", KODE_KLAIM="TOTAL-001", NO_PEMBAYARAN="40"),
        total("", NAMA_TK="TOTAL", KPJ="40"),
        total("5", KODE_KLAIM="TOTAL", NO_PEMBAYARAN="40"),
    ],
)
def test_a_line_is_never_a_total_because_its_numbers_are_short(tmp_path: Path, row: Row) -> None:
    assert clean(tmp_path, row).lines == 5


FOOTERS = [
    "{} rows selected.", "({} rows affected)", "({} row(s) affected)", "({} rows)", "{} rows returned", "Row count: {}",
    "Record count : {}", "{} records", "Banyaknya data: {}", "Banyaknya data : {} baris", "{} baris", "{} baris data", "Jumlah data: {}",
]  # fmt: skip


@pytest.mark.parametrize("footer", FOOTERS)
def test_the_footer_of_an_export_is_a_count_of_lines(tmp_path: Path, footer: str) -> None:
    assert clean(tmp_path, [footer.format(4)], said="rows: 4").lines == 4
    assert differs(tmp_path, [footer.format(5)]) == "it says that it has 5 lines, and has 4"


def test_so_it_is_where_its_number_stands_beside_it(tmp_path: Path) -> None:
    for row in (["Row count", "5"], ["Banyaknya data:", "", "5"]):
        assert differs(tmp_path, list(row)) == "it says that it has 5 lines, and has 4"


@pytest.mark.parametrize("first", ["KODE KLAIM", "TGL BAYAR", "NOMINAL", "NIK"])
def test_whatever_column_is_the_first_a_short_record_is_such_a_footer(tmp_path: Path, first: str) -> None:
    order = [HEADINGS.index(first), *(place for place, heading in enumerate(HEADINGS) if heading not in (first, "NO"))]
    drawn = [*([row[place] for place in order] for row in (HEADINGS, *LINES)), ["41 rows selected."]]
    with pytest.raises(ExtractRefused, match="41 lines"):
        cleaned(tmp_path, write(tmp_path / "extract", "csv", drawn), "csv")


@pytest.mark.parametrize(
    "row",
    [
        total("41 rows selected."),
        ["", "Baris 5", "P9", "JHT", "SITI", "", "", "15/07/2022", "1000000.25", "DIBAYAR"],
        ["", "Baris 5", "", "JHT", "", "", "", "15/07/2022", "1000000.25", ""],
        ["", "", "", "JHT", "BARIS SIMANJUNTAK", "", "", "", "1000000.25", ""],
        ["", "", "", "JHT", "BARIS SIMANJUNTAK"],
    ],
)
def test_the_words_of_a_footer_that_do_not_stand_alone_make_no_count_of_a_row(tmp_path: Path, row: Row) -> None:
    assert clean(tmp_path, row).lines == 5


@pytest.mark.parametrize("cell", ["TOTAL Rp {}", "TOTAL : {}", "JUMLAH Rp. {},-", "Total dibayar = {}", "GRAND TOTAL {}"])
@pytest.mark.parametrize("label", ["", "TOTAL"])
def test_a_label_with_its_figure_in_the_amount_cell_is_compared(tmp_path: Path, cell: str, label: str) -> None:
    right = clean(tmp_path, total(label, cell.format("4.000.001")))
    assert (right.lines, [what for what in right.evidence if "total" in what]) == (4, [])
    assert "says 4,000,002.00" in differs(tmp_path, total(label, cell.format("4.000.002")))


@pytest.mark.parametrize(
    ("cell", "count"),
    [("40", ("40", "lines")), ("10 orang", ("10", "people")), ("1.250 baris", ("1250", "lines")), ("9 Klaim", ("9", "other")),
     ("2022", None), ("202207", None), ("2022 baris", ("2022", "lines")), ("1234567", None), ("K40", None), ("40 x", None)],
)  # fmt: skip
def test_a_short_number_is_a_count_of_what_stands_behind_it(cell: str, count: tuple[str, str] | None) -> None:
    found = count_of(cell)
    assert (found and (found.text, found.counts)) == count


def test_sheets_of_different_columns_each_count_their_persons(tmp_path: Path) -> None:
    """The second sheet has no KPJ; its total counts two persons of three lines."""
    without = [name for name in HEADINGS if name != "KPJ"]
    rows = [[cell for name, cell in zip(HEADINGS, line, strict=True) if name != "KPJ"] for line in LINES[:3]]
    rows = [[*row[:1], f"L{n}", f"Q{n}", *row[3:]] for n, row in enumerate(rows)]
    foot: Row = ["TOTAL", "", "", "", "", "2", "", "3000000.75", ""]
    sheets = [Sheet("A", [list(HEADINGS), *LINES]), Sheet("B", [without, *rows, foot])]
    (tmp_path / "extract").write_bytes(xlsx_of(sheets))
    assert cleaned(tmp_path, tmp_path / "extract", "xlsx", None).lines == 7
    foot[5] = "5"
    (tmp_path / "extract").write_bytes(xlsx_of(sheets))
    with pytest.raises(ExtractRefused, match="5 lines"):
        cleaned(tmp_path, tmp_path / "extract", "xlsx", None)
