"""Extracts with an invented person's data in every place of an input that somebody could think of, a person for each place."""

import codecs
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import xlsxwriter

from tests.acceptance.extracts import Table, csv_bytes, drawn, gzip_bytes, parquet_bytes
from tests.proof.attacks.persons import Person

PERIOD, LATER = "2022-07", "2022-08"
HEADER = (
    "KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|KPJ|NAMA TK|NAMA PENERIMA|NO REKENING|ALAMAT|KODE KANTOR|KODE KABUPATEN|TGL BAYAR|NOMINAL"
    "|STATUS|KETERANGAN"
)
HEADINGS = drawn(HEADER).headings
LINES = 12
PARTICIPATION = ("KODE KABUPATEN", "SEGMEN", "JUMLAH PESERTA", "SUMBER DATA", "KETERANGAN")
# A home says what its offices' further columns are; names of streets are ignored by name.
REFERENCE = "heading,canonical,kind,source\nALAMAT,,ignored,where somebody lives is not needed\n"


@dataclass(frozen=True, slots=True)
class Planted:
    """Files below landing/ with one person's data in one kind of place."""

    place: str
    files: Mapping[str, bytes]


def plain(sender: str, who: Person, period: str = PERIOD) -> list[list[str]]:
    """Sound lines of that person; each cell that may hold something personal does."""
    year, month = period.split("-")
    return [
        f"{sender}{n}|{sender}P{n}|JHT|{who.nik}|{who.kpj}|{who.name}|{who.name}|{who.account}|{who.address}|K08|33.16"
        f"|{n:02d}/{month}/{year}|Rp {n}.500.000,00|DIBAYAR|{who.note}".split("|")
        for n in range(1, LINES + 1)
    ]


def table(rows: Sequence[Sequence[str]]) -> Table:
    """These rows under the usual headings."""
    return Table(HEADINGS, ()).with_rows(rows)


def planted() -> Iterator[Planted]:
    """Every place, numbered from 1."""
    for number, (place, files) in enumerate(PLACES.items(), start=1):
        yield Planted(place, {f"{PERIOD}/s{number:02d}/{name}": content for name, content in files(Person(number)).items()})


def slip(heading: str, text: Callable[[Person], str]) -> Callable[[Person], dict[str, bytes]]:
    """One line among sound ones has this in the column of that heading."""

    def files(who: Person) -> dict[str, bytes]:
        rows = plain(f"S{who.number}", who)
        rows[3][HEADINGS.index(heading)] = text(who)
        return {"klaim.csv": csv_bytes(table(rows))}

    return files


def _all_columns(who: Person) -> dict[str, bytes]:
    return {"klaim.csv": csv_bytes(table(plain("COL", who)))}


def _file_name(who: Person) -> dict[str, bytes]:
    return {f"klaim {who.numbers}.csv": csv_bytes(table(plain("FN", who)))}


def _spaced_file_name(who: Person) -> dict[str, bytes]:
    return {f"klaim {who.spaced}.csv": csv_bytes(table(plain("FS", who)))}


def _sheet_name(who: Person) -> dict[str, bytes]:
    return {"klaim.xlsx": workbook({who.nik: plain("SN", who), who.account: plain("SA", who)})}


def _spaced_sheet_name(who: Person) -> dict[str, bytes]:
    return {"klaim.xlsx": workbook({who.spaced[:18]: plain("SP", who)})}


def _heading(who: Person) -> dict[str, bytes]:
    rows = [[*row, "x"] for row in plain("HD", who)]
    return {
        "klaim.csv": csv_bytes(Table((*HEADINGS, f"CATATAN {who.numbers}"), ()).with_rows(rows)),
        "lain.csv": csv_bytes(Table((*HEADINGS, f"CATATAN {who.spaced}"), ()).with_rows(rows)),
    }


def _no_header(who: Person) -> dict[str, bytes]:
    rows = plain("NH", who)
    return {"klaim.csv": csv_bytes(Table(tuple(rows[0]), ()).with_rows(rows[1:]))}


def _around(who: Person) -> dict[str, bytes]:
    above = [f"Daftar klaim a.n. {who.name}", f"NIK {who.nik}; rekening {who.account}; {who.address}"]
    blank = [""] * (len(HEADINGS) - 2)
    below = [["JUMLAH", who.nik, *blank], [f"Jumlah {who.name}", *blank, who.account], ["Mengetahui", *blank, who.note]]
    return {"klaim.csv": csv_bytes(table(plain("AR", who)), above=above, below=below)}


def _wrong_total(who: Person) -> dict[str, bytes]:
    below = [[f"JUMLAH {who.name} {who.nik}", *[""] * 11, "Rp 1,00", "", who.note]]
    return {"klaim.csv": csv_bytes(table(plain("WT", who)), below=below)}


def _hidden_in_workbook(who: Person) -> dict[str, bytes]:
    return {"klaim.xlsx": workbook({"Klaim": plain("HW", who)}, hidden=who)}


def _manifest(text: Callable[[Person], str]) -> Callable[[Person], dict[str, bytes]]:
    def files(who: Person) -> dict[str, bytes]:
        return {"klaim.csv": csv_bytes(table(plain(f"MF{who.number}", who))), "klaim.manifest.yaml": text(who).encode()}

    return files


def _parquet_metadata(who: Person) -> dict[str, bytes]:
    frame = pl.read_parquet(parquet_bytes(table(plain("PM", who)))).to_arrow()
    target = io.BytesIO()
    pq.write_table(frame.replace_schema_metadata({"author": who.note, who.nik: who.name}), target)
    return {"klaim.parquet": target.getvalue()}


def _parquet_numbers(who: Person) -> dict[str, bytes]:
    return {"klaim.parquet": parquet_bytes(table(plain("PN", who)), NIK=int, NO_REKENING=int)}


def _encodings(who: Person) -> dict[str, bytes]:
    rows = table(plain("EN", who))
    return {
        "bom.csv": codecs.BOM_UTF8 + csv_bytes(rows),
        "lebar.csv": csv_bytes(table(plain("EW", who)), encoding="utf-16"),
        "windows.csv.gz": gzip_bytes(csv_bytes(table(plain("EX", who)), above=[f"Peserta é {who.note}"], encoding="cp1252")),
        "rusak.csv": csv_bytes(table(plain("EZ", who))).replace(b"DIBAYAR", b"DIB\xff\xfeYAR"),
    }


def _damaged(who: Person) -> dict[str, bytes]:
    whole = csv_bytes(table(plain("DM", who)))
    return {
        "potong.csv": whole[: len(whole) * 2 // 3],
        "kutip.csv": whole.replace(b";JHT;", b';"JHT;', 1),
        "biner.csv": bytes(range(256)) + whole,
        "bukan.xlsx": whole,
        "bukan.parquet": b"PAR1" + whole + b"PAR1",
        "bukan.csv.gz": whole,
    }


def _ambiguous(who: Person) -> dict[str, bytes]:
    rows = [[*row[:12], f"{n}.234", *row[13:]] for n, row in enumerate(plain("AM", who), start=1)]
    return {"klaim.csv": csv_bytes(table(rows))}


def _contradicting(who: Person) -> dict[str, bytes]:
    rows = plain("OV", who)
    return {"satu.csv": csv_bytes(table(rows)), "dua.csv": csv_bytes(table([[*row[:12], "Rp 9,00", *row[13:]] for row in rows]))}


def _participation(who: Person) -> dict[str, bytes]:
    rows = [["33.16", "PU", "1000", "", who.note], [who.nik, who.name, "12", "", ""], ["33.17", "PU", who.account, who.name, who.note]]
    rows += [[f"33.{n}", "PU", "50", "", who.note] for n in range(18, 29)]
    return {"peserta.csv": csv_bytes(Table(PARTICIPATION, ()).with_rows(rows), above=[f"Peserta {who.note}"])}


PLACES: dict[str, Callable[[Person], dict[str, bytes]]] = {
    "every personal column, KETERANGAN, ALAMAT": _all_columns,
    "file name": _file_name,
    "file name, digits in groups": _spaced_file_name,
    "sheet name": _sheet_name,
    "sheet name, digits in groups": _spaced_sheet_name,
    "heading cell": _heading,
    "lines without a header": _no_header,
    "title rows, total rows, footers": _around,
    "a total row that does not agree": _wrong_total,
    "comments, hidden sheet, hidden row and column, properties, defined names": _hidden_in_workbook,
    "manifest: unknown key": _manifest(lambda who: f"rows: {LINES}\nnama {who.name}: {who.note}\n"),
    "manifest: kind": _manifest(lambda who: f"kind: {who.name} {who.nik}\n"),
    "manifest: withdraws": _manifest(lambda who: f"kind: withdrawal\nwithdraws: {who.note}\n"),
    "manifest: rows": _manifest(lambda who: f"rows: {who.nik}\n"),
    "manifest: keys of a breakdown": _manifest(lambda who: f"rows: {{{who.name}: 3, {who.nik}: 9}}\n"),
    "manifest: no YAML": _manifest(lambda who: f"rows: [{who.note}\n\t'"),
    "benefit type": slip("PROGRAM", lambda who: f"{who.name} {who.nik}"),
    "branch code": slip("KODE KANTOR", lambda who: who.name),
    "branch code, digits": slip("KODE KANTOR", lambda who: who.nik),
    "regency": slip("KODE KABUPATEN", lambda who: who.account),
    "claim number": slip("KODE KLAIM", lambda who: who.nik),
    "claim number, a name": slip("KODE KLAIM", lambda who: who.name),
    "payment number": slip("NO PEMBAYARAN", lambda who: who.account),
    "a date that is none": slip("TGL BAYAR", lambda who: who.note),
    "an amount that is none": slip("NOMINAL", lambda who: f"Rp {who.nik} {who.name}"),
    "status": slip("STATUS", lambda who: f"{who.name} {who.kpj}"),
    "a NIK with something more": slip("NIK", lambda who: f"{who.nik} {who.name}"),
    "Parquet metadata": _parquet_metadata,
    "Parquet numbers": _parquet_numbers,
    "CSV with a mark, in UTF-16, in Windows-1252, in none": _encodings,
    "files that are damaged or not what they say": _damaged,
    "amounts that can be read in two ways": _ambiguous,
    "files that contradict each other": _contradicting,
    "participation extract": _participation,
}


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]], hidden: Person | None = None) -> bytes:
    """A workbook with these sheets, and all that a workbook can hide about `hidden`."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate([HEADINGS, *rows]):
                sheet.write_row(place, 0, row)
            if hidden:
                _hide(sheet, hidden)
        if hidden:
            _hide_in_book(book, hidden)
    return target.getvalue()


def _hide(sheet: Any, who: Person) -> None:
    sheet.write_comment(2, 2, who.note, {"author": who.name})
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(5, 8, None, None, {"hidden": True})
    sheet.set_header(f"&L{who.name} {who.nik}")
    sheet.set_footer(f"&R{who.account}")
    sheet.write_url(5, 14, f"https://example.invalid/{who.nik}", string=who.note)


def _hide_in_book(book: Any, who: Person) -> None:
    secret = book.add_worksheet("Data")
    secret.write_row(0, 0, [who.note, who.nik, who.account])
    secret.very_hidden()
    book.define_name("Peserta", f'="{who.name} {who.nik}"')
    book.set_properties({"title": who.note, "author": who.name, "subject": who.nik, "comments": who.note, "manager": who.name})
    book.set_custom_property("rekening", who.account)
