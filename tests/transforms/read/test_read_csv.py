import gzip
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.errors import ExtractRefused
from transforms.read.records import rewrite

HEADER = "KODE KLAIM;PROGRAM;NAMA TK;TGL BAYAR;NOMINAL"


def lines(reading: Any) -> pl.DataFrame:
    return reading.tables[0].frame.collect(engine="streaming")


def rows_and_claims(reading: Any) -> list[tuple[int, str]]:
    return lines(reading).select("source_row", "claim_id").rows()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [True, False])
def test_a_row_is_numbered_as_a_person_sees_it_in_every_dialect(read: Any, separator: str, newline: str, bom: bytes, ends: Any) -> None:
    text = newline.join([HEADER, "K1;JHT;A;01/07/2022;1000", "", "K2;JHT;;02/07/2022;2000", "", "", "K3;JKM;;03/07/2022;3000"])
    content = bom + (text + newline * ends).replace(";", separator).encode()
    reading = read(content)
    assert rows_and_claims(reading) == [(2, "K1"), (4, "K2"), (7, "K3")]
    assert reading.furniture_rows == 1
    assert lines(reading)["amount_paid_idr"].to_list() == ["1000", "2000", "3000"]


def test_only_known_columns_come_through_and_all_of_them_as_text(read: Any) -> None:
    reading = read("NO;No. Klaim;PROGRAM;TGL_BAYAR;Jumlah Dibayar;KETERANGAN\n1;007;JHT;01/07/2022;1000;lunas\n")
    assert lines(reading).to_dict(as_series=False) == {
        "source_row": [2],
        "claim_id": ["007"],
        "programme_code": ["JHT"],
        "payment_date": ["01/07/2022"],
        "amount_paid_idr": ["1000"],
    }
    assert reading.tables[0].headings["claim_id"] == "No. Klaim"


def test_titles_above_the_header_are_furniture_and_do_not_shift_rows(read: Any) -> None:
    reading = read(f"LAPORAN KLAIM\nPeriode Juli 2022\n\n{HEADER}\nK1;JHT;A;01/07/2022;1000\n")
    assert rows_and_claims(reading) == [(5, "K1")]
    assert reading.furniture_rows == 3


def test_quoted_separators_and_doubled_quotes_are_read_by_the_fast_way(read: Any) -> None:
    reading = read(f'{HEADER}\n"K1";JHT;"PT ""MAJU""; TBK";01/07/2022;1000\n"K2";JHT;;01/07/2022;""\n')
    assert lines(reading)["participant_name"].to_list() == ['PT "MAJU"; TBK', None]
    assert rows_and_claims(reading) == [(2, "K1"), (3, "K2")]


def test_a_quoted_line_break_keeps_the_record_whole_and_the_next_row_number_right(read: Any) -> None:
    reading = read(f'{HEADER}\nK1;JHT;"SITI\nAMINAH";01/07/2022;1000\n\nK2;JHT;"B";02/07/2022;2000\n')
    assert rows_and_claims(reading) == [(2, "K1"), (5, "K2")]
    assert lines(reading)["participant_name"].to_list() == ["SITI\nAMINAH", "B"]


def test_a_heading_broken_over_two_lines_counts_as_two_rows(read: Any) -> None:
    reading = read('"KODE\nKLAIM";PROGRAM;TGL BAYAR;NOMINAL\nK1;JHT;01/07/2022;1000\n')
    assert rows_and_claims(reading) == [(3, "K1")]


def test_quotes_in_the_middle_of_a_field_are_letters_like_others(read: Any) -> None:
    reading = read(f'{HEADER}\nK1;JHT;PT "MAJU" JAYA;01/07/2022;1000\nK2;JHT;5" PIPA;02/07/2022;2000\n')
    assert lines(reading)["participant_name"].to_list() == ['PT "MAJU" JAYA', '5" PIPA']


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_beyond_ascii_survive_every_encoding(read: Any, encoding: str) -> None:
    reading = read(f"{HEADER}\nK1;JHT;José – Müller;01/07/2022;1000\n".encode(encoding))
    assert lines(reading)["participant_name"].to_list() == ["José – Müller"]
    assert reading.evidence["encoding"] == encoding


def test_a_gzipped_csv_is_read_like_the_csv_within(read: Any) -> None:
    assert rows_and_claims(read(gzip.compress(f"{HEADER}\nK1;JHT;A;01/07/2022;1000\n".encode()), "csv.gz")) == [(2, "K1")]


def test_the_separator_is_the_one_that_makes_a_header(read: Any) -> None:
    reading = read("KODE KLAIM,PROGRAM,TGL BAYAR,NOMINAL\nK1,JHT,01/07/2022,1;5\n")
    assert lines(reading)["amount_paid_idr"].to_list() == ["1;5"]
    assert reading.evidence["delimiter"] == ","


@pytest.mark.parametrize("last", ["K2;JHT;B", "K2;JH", "K2", '"K2";"JHT";"B'])
def test_a_file_cut_in_its_last_record_is_refused_with_the_row(read: Any, last: str) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(f"{HEADER}\nK1;JHT;A;01/07/2022;1000\n{last}")
    assert refusal.value.code == "EX04"
    assert "row 3" in refusal.value.what
    assert "row 3" in refusal.value.where


def test_a_short_record_in_the_middle_is_refused_though_a_long_one_makes_up_for_it(read: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(f"{HEADER}\nK1;JHT;A;01/07/2022\nK2;JHT;A;B;01/07/2022;1000\n")
    assert refusal.value.code == "EX04"


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_record_longer_than_the_header_is_refused_with_the_row(read: Any, quote: str) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        read(f"{HEADER}\nK1;JHT;{quote}A{quote};01/07/2022;1000\nK2;JHT;B;01/07/2022;1.000;00\n")
    assert (refusal.value.code, refusal.value.place) == ("EX04", "row 3")


def test_empty_cells_at_the_end_of_a_record_are_no_short_record(read: Any) -> None:
    assert lines(read("KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL;NAMA TK\nK1;JHT;01/07/2022;1;\nK2;JHT;01/07/2022;1;B\n")).height == 2


def test_a_total_row_may_be_shorter_than_the_header(read: Any) -> None:
    reading = read(f"{HEADER}\nK1;JHT;A;01/07/2022;1000\n\nJUMLAH;;;;1000\nMengetahui,\nKepala Kantor Cabang\nBUDI\n")
    assert rows_and_claims(reading) == [(2, "K1")]
    assert reading.furniture_rows == 5


def test_a_column_without_heading_may_only_be_empty(read: Any) -> None:
    assert lines(read(f"{HEADER};\nK1;JHT;A;01/07/2022;1000;\n")).width == 6
    with pytest.raises(ExtractRefused) as refusal:
        read(f"{HEADER};\nK1;JHT;A;01/07/2022;1000;x\n")
    assert refusal.value.code == "EX03"
    assert "column 6" in refusal.value.what


cells = st.text(alphabet=st.sampled_from('aZ9é ;,"\n.–'), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(cells, min_size=1, max_size=6), quoted=st.booleans())
def test_any_cell_written_by_the_csv_rules_is_read_back_with_its_row(read: Any, names: list[str], quoted: Any) -> None:
    def written(name: str) -> str:
        return '"' + name.replace('"', '""') + '"' if quoted or any(mark in name for mark in ';"\n') else name

    row, expected, text = 2, [], HEADER + "\n"
    for number, name in enumerate(names):
        expected.append((row, f"K{number}", name or None))
        text += f"K{number};JHT;{written(name)};01/07/2022;1000\n"
        row += 1 + name.count("\n")
    found = lines(read(text)).with_columns(participant_name=lines(read(text))["participant_name"].replace("", None))
    assert found.select("source_row", "claim_id", "participant_name").rows() == expected


@pytest.mark.parametrize(("quoted", "newline"), list(product([True, False], ["\n", "\r\n"])))
def test_the_slow_way_finds_the_same_records_as_the_fast_one(read: Any, tmp_path: Path, quoted: Any, newline: str) -> None:
    cell = '"A;B"' if quoted else "AB"
    text = newline.join([HEADER, f"K1;JHT;{cell};01/07/2022;1000", "", f"K2;JHT;{cell};02/07/2022;2000", ""])
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(text.encode())
    assert rewrite(source, target, ";", first_row=2, width=5, file_name="f") == ()
    slow = [line.split(";")[:2] for line in target.read_text().splitlines()[1:] if ";;" not in line]
    assert [(int(row), claim) for row, claim in slow] == rows_and_claims(read(text))
