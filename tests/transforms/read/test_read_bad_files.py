import gzip
import hashlib
import io
import zipfile
from typing import Any

import polars as pl
import pytest

from transforms.errors import ExtractRefused
from transforms.read import containers

HEADER = "KODE KLAIM;PROGRAM;NAMA TK;TGL BAYAR;NOMINAL"
GOOD = f"{HEADER}\nK1;JHT;SITI;01/07/2022;1000\n".encode()
NIK = "3316081234567890"


def refusal_of(read: Any, content: bytes, file_format: str = "csv") -> ExtractRefused:
    with pytest.raises(ExtractRefused) as refusal:
        read(content, file_format)
    error = refusal.value
    assert error.what
    assert error.fix
    assert error.where.startswith("klaim.")
    return error


def parquet(frame: pl.DataFrame = None) -> bytes:
    out = io.BytesIO()
    default = {"KODE KLAIM": ["K1"], "PROGRAM": ["JHT"], "TGL BAYAR": ["01/07/2022"], "NOMINAL": [1000]}
    (pl.DataFrame(default) if frame is None else frame).write_parquet(out)
    return out.getvalue()


def zipped(name: str = "xl/workbook.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(name, "<x/>" * 1000)
    return out.getvalue()


@pytest.mark.parametrize("file_format", ["csv", "csv.gz", "xlsx", "parquet"])
def test_an_empty_file_is_refused_in_every_format(read: Any, file_format: str) -> None:
    assert refusal_of(read, b"", file_format).code == "EX01"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n\n  \n", HEADER.encode(), f"{HEADER}\n\n;;;;\n".encode()])
def test_a_file_without_payment_lines_is_refused_as_empty(read: Any, content: bytes) -> None:
    assert refusal_of(read, content).code == "EX01"


def test_bytes_that_are_no_text_are_refused_whatever_their_name_says(read: Any) -> None:
    junk = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(160))
    for file_format in ("csv", "csv.gz", "xlsx", "parquet"):
        assert refusal_of(read, junk, file_format).code == "EX02"


@pytest.mark.parametrize(
    "content",
    [zipped(), parquet(), gzip.compress(GOOD, mtime=0), containers.OLE + b"x" * 600, b"%PDF-1.4 ..."],
    ids=["xlsx", "parquet", "gz", "ole", "pdf"],
)
def test_another_format_named_csv_is_refused(read: Any, content: bytes) -> None:
    assert refusal_of(read, content).code == "EX02"


def test_a_nul_byte_far_inside_a_csv_is_refused(read: Any) -> None:
    assert refusal_of(read, GOOD + b"K2;JHT;S;01/07/2022;1\n" * 60_000 + b"K3;J\0T;S;01/07/2022;1\n").code == "EX02"


def test_bytes_that_neither_utf8_nor_windows_know_are_refused(read: Any) -> None:
    assert refusal_of(read, GOOD + b"K2;JHT;\x81\x8d;01/07/2022;1\n").code == "EX02"


def test_a_gzip_that_ends_early_is_cut_off_and_a_damaged_one_is_damaged(read: Any) -> None:
    packed = gzip.compress(GOOD * 2000)
    assert refusal_of(read, packed[: len(packed) // 2], "csv.gz").code == "EX04"
    assert refusal_of(read, packed[:20] + b"\xff" * 20 + packed[40:], "csv.gz").code == "EX02"


def test_a_workbook_without_its_end_is_cut_off(read: Any) -> None:
    assert refusal_of(read, zipped()[:-30], "xlsx").code == "EX04"


def test_a_zip_without_a_workbook_and_a_hollow_workbook_are_refused(read: Any) -> None:
    assert refusal_of(read, zipped("readme.txt"), "xlsx").code == "EX02"
    assert refusal_of(read, zipped(), "xlsx").code == "EX02"


def test_a_password_protected_workbook_says_so(read: Any) -> None:
    protected = containers.OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    error = refusal_of(read, protected, "xlsx")
    assert error.code == "EX05"
    assert "password" in error.fix


def test_an_old_xls_workbook_is_not_called_protected(read: Any) -> None:
    assert refusal_of(read, containers.OLE + b"\0" * 512, "xlsx").code == "EX02"


def test_a_parquet_file_without_its_footer_is_cut_off_and_a_damaged_one_is_damaged(read: Any) -> None:
    whole = parquet()
    assert refusal_of(read, whole[:-20], "parquet").code == "EX04"
    assert refusal_of(read, b"PAR1", "parquet").code == "EX04"
    assert refusal_of(read, b"PAR1" + b"\1" * 200 + b"PAR1", "parquet").code == "EX02"


def test_a_parquet_column_of_lists_is_no_cell(read: Any) -> None:
    frame = pl.DataFrame({"KODE KLAIM": [["K1"]], "PROGRAM": ["JHT"], "TGL BAYAR": ["01/07/2022"], "NOMINAL": [1000]})
    assert refusal_of(read, parquet(frame), "parquet").code == "EX02"


def test_a_header_that_does_not_match_names_what_is_missing_and_unknown_and_where_to_map_it(read: Any) -> None:
    error = refusal_of(read, b"KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL BERSIH\nK1;JHT;01/07/2022;1000\n")
    assert error.code == "EX03"
    assert "missing: amount_paid_idr" in error.what
    assert "unknown: NOMINAL BERSIH" in error.what
    assert "reference/headings.csv" in error.fix
    assert "transforms/tables/headings.csv" in error.fix


def test_one_of_programme_and_benefit_type_is_enough_and_none_is_not(read: Any) -> None:
    read(b"KODE KLAIM;JENIS MANFAAT;TGL BAYAR;NOMINAL\nK1;JHT;01/07/2022;1000\n")
    assert "programme_code or benefit_type_code" in refusal_of(read, b"KODE KLAIM;NIK;TGL BAYAR;NOMINAL\nK1;1;01/07/2022;1\n").what


def test_two_columns_of_the_same_meaning_are_refused(read: Any) -> None:
    error = refusal_of(read, b"KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL;JUMLAH DIBAYAR\nK1;JHT;01/07/2022;1;2\n")
    assert (error.code, "two columns" in error.what) == ("EX03", True)


def test_a_file_without_header_shows_patterns_and_never_a_cell(read: Any) -> None:
    error = refusal_of(read, f"K1;JHT;SITI AMINAH;{NIK};01/07/2022;1000\n")
    shown = f"{error.what} {error.evidence} {error.fix} {error}"
    assert error.code == "EX03"
    assert "A9 | AAA | AAAA AAAAAA | 9999999999999999 | 99/99/9999 | 9999" in shown
    assert "SITI" not in shown
    assert NIK not in shown


def test_an_unknown_heading_with_a_long_number_is_masked(read: Any) -> None:
    error = refusal_of(read, f"KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL;{NIK}\nK1;JHT;01/07/2022;1000;x\n")
    assert NIK not in error.what


def test_a_payment_line_above_the_header_is_not_lost_as_a_title(read: Any) -> None:
    error = refusal_of(read, f"K0;JHT;A;01/07/2022;900\n{HEADER}\nK1;JHT;A;01/07/2022;1000\n")
    assert (error.code, "row 1" in error.what) == ("EX03", True)


def test_a_quote_that_never_ends_is_a_cut_and_one_out_of_place_is_named(read: Any) -> None:
    assert refusal_of(read, f'{HEADER}\nK1;JHT;"SITI;01/07/2022;1000\n').code == "EX04"
    error = refusal_of(read, f'{HEADER}\nK1;JHT;"SITI" A;01/07/2022;1000\n')
    assert (error.code, error.place) == ("EX02", "row 2")


def test_a_field_beyond_all_measure_is_refused(read: Any) -> None:
    long = "x\n" * 100_000
    assert refusal_of(read, f'{HEADER}\nK1;JHT;"{long}";01/07/2022;1000\n').code == "EX12"


def test_an_unknown_format_is_refused(read: Any) -> None:
    assert refusal_of(read, GOOD, "docx").code == "EX02"
