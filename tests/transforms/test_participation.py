"""Whole participation extracts, from the bytes to part, findings and ledger."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.one_extract import clean, found, lines_of
from transforms.contracts import BY_CODE, PARTICIPATION
from transforms.decisions import Decisions, Dialect
from transforms.effective import Part, resolve
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.line import FINDING
from transforms.manifest import parse_manifest
from transforms.participation import PARTICIPATION_LINE
from transforms.read.shapes import ExtractFile

MAY = date(2022, 5, 1)
HEADER = "KODE KABUPATEN;SEGMEN;KELOMPOK PEKERJA;SUMBER DATA;BULAN;JUMLAH PESERTA"


def read(folder: Path, *lines: str, header: str = HEADER, **options: object) -> Ledger:
    return clean(folder, *lines, header=header, **({"period": MAY} | options))  # type: ignore[arg-type]


def counted(folder: Path) -> list[tuple[object, ...]]:
    return lines_of(folder).select("regency_code", "segment_code", "worker_group_code", "source_code", "participant_count").rows()


def test_the_headings_tell_what_kind_of_extract_it_is(tmp_path: Path) -> None:
    ledger = read(tmp_path, "33.16;PU;;;Mei 2022;21.405", "3316;bukan penerima upah;;;2022-05;14.180", "33.16;JAKON;;;;3.740")
    assert ledger.contract == "participation"
    assert lines_of(tmp_path).schema == PARTICIPATION_LINE
    assert counted(tmp_path) == [
        ("33.16", "PU", None, None, 21_405),
        ("33.16", "BPU", None, None, 14_180),
        ("33.16", "JAKON", None, None, 3_740),
    ]
    assert ledger.payment_months == {"2022-05": 3}


def test_a_claims_extract_goes_on_being_one(tmp_path: Path) -> None:
    ledger = clean(tmp_path, "K1;P1;JHT;3316010101850001;SITI AMINAH;15/07/2022;1.250.000,00;DIBAYAR")
    assert (ledger.contract, ledger.accepted) == ("claims", 1)


def test_groups_of_workers_keep_their_source_and_are_marked_as_of_which(tmp_path: Path) -> None:
    read(tmp_path, "33.16;BPU;;;;14.180", "33.16;BPU;Pekerja Rentan;Dana Desa;;8.180", "33.16;BPU;Pekerja Rentan;CSR;;900")
    assert counted(tmp_path)[1:] == [("33.16", "BPU", "RENTAN", "DANA_DESA", 8_180), ("33.16", "BPU", "RENTAN", "CSR", 900)]


def test_every_rule_sets_aside_what_breaks_it_and_says_where(tmp_path: Path) -> None:
    ledger = read(
        tmp_path,
        "33.16;PU;;;;1.000",
        "99.99;PU;;;;5",
        ";PU;;;;5",
        "33.16;XX;;;;5",
        "33.16;BPU;;;;banyak",
        "33.16;JAKON;;;;-5",
        "33.16;PMI;;;;1,5",
        "33.15;PU;;;Juni 2022;5",
        "33.15;BPU;Kelompok Lain;CSR;;5",
        "33.15;BPU;Pekerja Rentan;Bapak Budi;;5",
        "33.14;PU;;;;10",
        "33.14;PU;;;;11",
        "33.13;PU;;;;nihil",
        "33.13;PU;;;;0",
        "33.13;BPU;Pekerja Rentan;;;3",
    )
    assert found(tmp_path) == [
        (3, "PC01", "error", "quarantined", "regency_code", "99.99"),
        (4, "PC01", "error", "quarantined", "regency_code", None),
        (5, "PC02", "error", "quarantined", "segment_code", "AA"),
        (6, "PC03", "error", "quarantined", "participant_count", "AAAAAA"),
        (7, "PC04", "error", "quarantined", "participant_count", "-9"),
        (8, "PC04", "error", "quarantined", "participant_count", "9,9"),
        (9, "PC05", "error", "quarantined", "stock_month", "AAAA 9999"),
        (10, "PC08", "error", "quarantined", "worker_group_code", "AAAAAAAA AAAA"),
        (11, "PC09", "error", "quarantined", "source_code", "AAAAA AAAA"),
        (12, "PC06", "error", "quarantined", "participant_count", None),
        (13, "PC06", "error", "quarantined", "participant_count", None),
        (15, "PC07", "warning", "duplicate", "participant_count", None),
        (16, "PC10", "warning", "warned", "source_code", None),
    ]
    assert counted(tmp_path) == [("33.16", "PU", None, None, 1_000), ("33.13", "PU", None, None, 0), ("33.13", "BPU", "RENTAN", None, 3)]
    assert (ledger.accepted, ledger.quarantined, ledger.duplicate, ledger.amount_accepted_sen) == (3, 11, 1, 100_300)
    assert pl.read_parquet(tmp_path / "findings.parquet").schema == FINDING


def test_what_a_source_says_in_words_of_its_own_is_nowhere_at_rest(tmp_path: Path) -> None:
    read(tmp_path, "33.16;PU;;;;1", "33.16;BPU;Pekerja Rentan;Bapak Budi Santoso;;5")
    assert all(b"Budi" not in path.read_bytes() for path in tmp_path.glob("*.parquet"))


def test_a_total_is_of_all_lines_or_of_those_that_are_not_of_which(tmp_path: Path) -> None:
    lines = ("33.16;PU;;;;1.000", "33.16;BPU;;;;500", "33.16;BPU;Pekerja Rentan;CSR;;200")
    for total in ("1.500", "1.700"):
        assert read(tmp_path, *lines, f"JUMLAH;;;;;{total}").furniture == 2
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, *lines, "JUMLAH;;;;;1.600")
    assert (refused.value.code, refused.value.what) == ("EX06", "its total row says 1,600, its lines come to 1,500")


def test_subtotals_by_regency_are_held_against_their_lines(tmp_path: Path) -> None:
    lines = ("33.16;PU;;;;10", "33.16;BPU;;;;5", "33.16;JUMLAH;;;;15", "33.15;PU;;;;7", "33.15;JUMLAH;;;;7")
    assert read(tmp_path, *lines, "TOTAL;;;;;22").accepted == 3
    with pytest.raises(ExtractRefused):
        read(tmp_path, *lines, "TOTAL;;;;;23")


def test_titles_and_a_signature_are_furniture(tmp_path: Path) -> None:
    lines = (
        "DATA PESERTA AKTIF;;;;;",
        "per Mei 2022;;;;;",
        HEADER,
        "33.16;PU;;;;10",
        "Blora, 3 Juni 2022;;;;;",
        "Kepala Kantor;;;;;",
        "Budi;;;;;",
    )
    ledger = read(tmp_path, *lines[1:], header=lines[0])
    assert (ledger.accepted, ledger.furniture) == (1, 6)


@pytest.mark.parametrize(("text", "people"), [("1.234", 1_234), ("1,234", 1_234), ("1 234", 1_234), ("Nihil", 0)])
def test_thousands_are_no_fractions_of_people(tmp_path: Path, text: str, people: int) -> None:
    read(tmp_path, f"33.16;PU;;;;{text}")
    assert lines_of(tmp_path)["participant_count"].to_list() == [people]


def test_thousands_by_both_marks_are_decided_by_the_sender_or_refused(tmp_path: Path) -> None:
    lines = ("33.16;PU;;;;1.234", "33.16;BPU;;;;1,234")
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, *lines)
    assert refused.value.code == "EX08"
    read(tmp_path, *lines, decisions=Decisions(dialect=Dialect(amount_form="comma")))
    assert counted(tmp_path) == [("33.16", "PU", None, None, 1_234)]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("rows: 2\nparticipant_count: 15", ""),
        ("rows: 3", "rows"),
        ("participant_count: 16", "participants"),
        ("amount_paid_idr: 15", "states"),
    ],
)
def test_the_manifest_is_held_against_the_lines(tmp_path: Path, stated: str, told: str) -> None:
    manifest = parse_manifest(stated, "peserta.manifest.yaml")
    if not told:
        assert read(tmp_path, "33.16;PU;;;;10", "33.16;BPU;;;;5", manifest=manifest).accepted == 2
        return
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, "33.16;PU;;;;10", "33.16;BPU;;;;5", manifest=manifest)
    assert refused.value.code == "EX07"
    assert told in refused.value.what


OF_WHICH = ("33.16;PU;;;;10", "33.16;BPU;;;;5", "33.16;BPU;Pekerja Rentan;CSR;;3")


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("rows: 3\nparticipant_count: 18", ""),
        ("rows: 2\nparticipant_count: 15", ""),
        ("rows: 3\nparticipant_count: 15", ""),  # every line of the file, and nobody twice
        ("participant_count: {2022-05: 15}", ""),
        ("rows: 1", "rows 1 stated, 3 found"),
        ("participant_count: 13", "participants 13 stated, 18 found"),
        ("rows: 2\nparticipant_count: 3", "participants 3 stated, 18 found"),
    ],
)
def test_a_manifest_may_leave_out_the_lines_that_are_of_which(tmp_path: Path, stated: str, told: str) -> None:
    manifest = parse_manifest(stated, "peserta.manifest.yaml")
    if not told:
        assert read(tmp_path, *OF_WHICH, manifest=manifest).accepted == 3
        return
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, *OF_WHICH, manifest=manifest)
    assert (refused.value.code, refused.value.what) == ("EX07", f"its manifest differs: {told}")


def test_a_manifest_of_claims_that_states_participants_is_not_understood(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refused:
        clean(tmp_path, "K1;P1;JHT;3316010101850001;SITI;15/07/2022;1;DIBAYAR", manifest=parse_manifest("participant_count: 1", "m.yaml"))
    assert "participant_count" in refused.value.what


def test_a_column_of_the_other_contract_is_refused_and_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, "33.16;PU;10;3316010101850001", header="KODE KABUPATEN;SEGMEN;PESERTA AKTIF;NIK")
    assert (refused.value.code, "not of an extract of participation: NIK" in refused.value.what) == ("EX03", True)
    with pytest.raises(ExtractRefused) as claims:
        clean(tmp_path, "K1;JHT;15/07/2022;1;APBD", header="KODE KLAIM;PROGRAM;TGL BAYAR;NOMINAL;SUMBER")
    assert "not of an extract of claims: SUMBER" in claims.value.what


def test_a_required_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, "33.16;10;1", header="KODE KABUPATEN;JUMLAH PESERTA;KODE KANTOR")
    assert "missing: segment_code" in refused.value.what


def test_a_workbook_with_claims_and_participants_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "both.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for rows in (
            [("KODE KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"), ("K1", "JHT", "2022-05-03", "1000")],
            [("KODE KABUPATEN", "SEGMEN", "JUMLAH PESERTA"), ("33.16", "PU", "10")],
        ):
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    with pytest.raises(ExtractRefused) as refused:
        read(tmp_path, extract=ExtractFile(path, "both.xlsx", "xlsx"))
    assert "several kinds: claims, participation" in refused.value.what


@pytest.mark.parametrize("file_format", ["xlsx", "parquet"])
def test_numbers_typed_by_the_file_are_read_as_they_are(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / f"peserta.{file_format}"
    if file_format == "parquet":
        pl.DataFrame({"kode_kabupaten": ["3316", "3316"], "segmen": ["PU", "BPU"], "peserta_aktif": [21_405, 5]}).write_parquet(path)
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([("KODE KABUPATEN", "SEGMEN", "PESERTA AKTIF"), ("3316", "PU", 21_405), ("3316", "BPU", 5)]):
                sheet.write_row(number, 0, row)
    read(tmp_path, extract=ExtractFile(path, path.name, file_format))
    assert lines_of(tmp_path)["participant_count"].to_list() == [21_405, 5]


def test_the_codes_of_all_contracts_are_different_and_fit_their_masks() -> None:
    codes = [code for contract in BY_CODE.values() for code in contract.rules.codes]
    assert len(codes) == len(set(codes))
    assert all(len(contract.rules.codes) <= 64 for contract in BY_CODE.values())


def test_two_senders_may_count_in_one_place_and_one_sender_may_not_contradict_itself(tmp_path: Path) -> None:
    parts = list(_parts(tmp_path, ("kudus", "33.16;PU;;;;10"), ("blora", "33.16;PU;;;;11")))
    assert resolve(parts).overlaps == []
    assert resolve(parts).displaced.is_empty()
    own = list(_parts(tmp_path, ("kudus", "33.16;PU;;;;10"), ("kudus", "33.16;PU;;;;11")))
    assert [lines for _, _, lines in resolve(own).overlaps] == [1]


def _parts(folder: Path, *extracts: tuple[str, str]) -> Iterator[Part]:
    for number, (sender, line) in enumerate(extracts):
        own = folder / f"{sender}-{number}"
        own.mkdir(exist_ok=True)
        read(own, line)
        yield Part(f"part-{number}", own / "lines.parquet", sender, MAY, number, contract=PARTICIPATION.code)


CELLS = [f"{regency};{segment}" for regency, segment in product(("33.16", "33.15", "33.20"), ("PU", "BPU", "JAKON"))]


@given(st.lists(st.tuples(st.sampled_from(CELLS), st.integers(-3, 5_000)), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_counts_is_what_a_slow_reader_counts(tmp_path: Path, drawn: list[tuple[str, int]]) -> None:
    ledger = read(tmp_path, *(f"{cell};;;;{count}" for cell, count in drawn))
    said: dict[str, set[int]] = {}
    for cell, count in drawn:
        said.setdefault(cell, set()).add(count)
    counts = {cell: counts.pop() for cell, counts in said.items() if len(counts) == 1}
    expected = {cell: count for cell, count in counts.items() if count >= 0}
    got = {f"{row[0]};{row[1]}": row[4] for row in counted(tmp_path)}
    assert got == expected
    assert ledger.amount_accepted_sen == 100 * sum(expected.values())
