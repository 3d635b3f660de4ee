"""Every way in which an extract can be unusable, each from a sender of its own, with an invented person's data in its cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.acceptance.canaries import ACCOUNT, KPJ, NAME, NIK
from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.extracts import (
    Table,
    csv_bytes,
    drawn,
    gzip_bytes,
    locked_workbook_bytes,
    old_workbook_bytes,
    parquet_bytes,
    xlsx_bytes,
)

PERIOD = "2022-07"

HEADER = "KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|KPJ|NAMA TK|NO REKENING|TGL BAYAR|NOMINAL|KETERANGAN"
LINES = 24


def lines(sender: str, *, day: str = "{day:02d}/07/2022", amount: str = "Rp {n}.234.567,00") -> Table:
    """Two dozen good payment lines of one sender, all of the invented person."""
    rows = []
    for n in range(1, LINES + 1):
        paid = day.format(day=n)
        rows.append(f"{sender}-{n}|{sender}-P{n}|JHT|{NIK}|{KPJ}|{NAME}|{ACCOUNT}|{paid}|{amount.format(n=n)}|{NAME} {NIK}")
    return drawn("\n".join([HEADER, *rows]))


def cut(content: bytes, share: float = 0.6) -> bytes:
    """The first part of a file, as a broken line leaves it; never ending with a line."""
    kept = content[: int(len(content) * share)]
    return kept.rstrip(b"\r\n")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """An unusable extract: how it is called, its files below landing/<period>/<sender>/, its code, and what its sentence must say."""

    sender: str
    files: dict[str, bytes]
    code: str
    says: tuple[str, ...] = ()


def spoiled() -> Iterator[Spoiled]:
    """One of each kind."""
    yield from _empty()
    yield from _headings()
    yield from _cut_off()
    yield from _not_what_the_name_says()
    yield from _controls()
    yield from _contents()


def _empty() -> Iterator[Spoiled]:
    yield Spoiled("empty", {"kosong.csv": b""}, "EX01", ("empty",))
    yield Spoiled("header-only", {"klaim.csv": csv_bytes(lines("header-only").with_rows([]))}, "EX01", ("no payment line",))
    yield Spoiled("blank-sheet", {"klaim.xlsx": xlsx_bytes({"Sheet1": []})}, "EX01")


def _headings() -> Iterator[Spoiled]:
    table = lines("headings")
    renamed = Table(tuple({"TGL BAYAR": "TGL PELUNASAN", "KPJ": "WARNA MATA"}.get(name, name) for name in table.headings), table.rows)
    says = ("payment_date", "TGL PELUNASAN", "WARNA MATA", "headings.csv")
    yield Spoiled("headings", {"klaim.csv": csv_bytes(renamed)}, "EX03", says)
    yield Spoiled("headings-xlsx", {"klaim.xlsx": xlsx_bytes({f"Klaim {NIK}": renamed.cells()})}, "EX03", says)
    no_header = Table(table.rows[0], table.rows[1:])
    yield Spoiled("no-header", {"klaim.csv": csv_bytes(no_header)}, "EX03", ("headings.csv",))
    personal = Table((*table.headings[:-1], f"KETERANGAN {NIK}"), table.rows)
    yield Spoiled("personal-heading", {"klaim.csv": csv_bytes(personal)}, "EX03", ("headings.csv",))


def _cut_off() -> Iterator[Spoiled]:
    whole = csv_bytes(lines("cut-csv"))
    yield Spoiled("cut-csv", {"klaim.csv": cut(whole)}, "EX04", ("cut off",))
    yield Spoiled("cut-gz", {"klaim.csv.gz": cut(gzip_bytes(csv_bytes(lines("cut-gz"))))}, "EX04")
    yield Spoiled("cut-xlsx", {"klaim.xlsx": cut(xlsx_bytes({"Klaim": lines("cut-xlsx").cells()}))}, "EX04")
    yield Spoiled("cut-parquet", {"klaim.parquet": cut(parquet_bytes(lines("cut-parquet")))}, "EX04")
    first = csv_bytes(lines("cut-field")).split(b"\r\n")[:10]
    short = b"\r\n".join([*first, b"cut-field-99;cut-field-P99;JHT"])
    yield Spoiled("cut-field", {"klaim.csv": short}, "EX04")


def _not_what_the_name_says() -> Iterator[Spoiled]:
    junk = bytes(n * n % 256 for n in range(1, 5000)) + NIK.encode()
    yield Spoiled("junk-csv", {"klaim.csv": junk}, "EX02")
    yield Spoiled("junk-gz", {"klaim.csv.gz": junk}, "EX02")
    yield Spoiled("junk-xlsx", {"klaim.xlsx": junk}, "EX02")
    yield Spoiled("junk-parquet", {"klaim.parquet": junk}, "EX02")
    yield Spoiled("zip-as-csv", {"klaim.csv": xlsx_bytes({"Klaim": lines("zip-as-csv").cells()})}, "EX02")
    yield Spoiled("locked", {f"klaim {NIK}.xlsx": locked_workbook_bytes()}, "EX05", ("password", "klaim ****************.xlsx"))
    yield Spoiled("excel-97", {"klaim.xlsx": old_workbook_bytes()}, "EX02")


def _controls() -> Iterator[Spoiled]:
    whole = csv_bytes(lines("rows-differ"))
    yield Spoiled("rows-differ", {"klaim.csv": whole, "klaim.manifest.yaml": b"rows: 30\n"}, "EX07", ("30", "24"))
    yield Spoiled(
        "amount-differs",
        {"klaim.csv": csv_bytes(lines("amount-differs")), "klaim.manifest.yaml": b'rows: 24\namount_paid_idr: "1.00"\n'},
        "EX07",
    )
    personal = f"rows: 24\nnama {NAME}: {NIK}\n".encode()
    yield Spoiled("odd-manifest", {"klaim.csv": csv_bytes(lines("odd-manifest")), "klaim.manifest.yaml": personal}, "", ("manifest",))
    total = ["JUMLAH", *[""] * 7, "Rp 1.000.000,00", ""]
    yield Spoiled("total-differs", {"klaim.csv": csv_bytes(lines("total-differs"), below=[total])}, "EX06", ("total",))


def _contents() -> Iterator[Spoiled]:
    yield Spoiled("next-month", {"klaim.csv": csv_bytes(lines("next-month", day="{day:02d}/08/2022"))}, "EX10", ("2022-07",))
    yield Spoiled("thousands", {"klaim.csv": csv_bytes(lines("thousands", amount="{n}.234"))}, "EX08")
    unreadable = csv_bytes(lines("unreadable", day="{day:02d}/13/2022"))
    yield Spoiled("unreadable", {"klaim.csv": unreadable}, "EX0", ())


def contradiction() -> tuple[bytes, bytes]:
    """Two extracts with the same payments at different amounts."""
    one = lines("overlap")
    return csv_bytes(one), csv_bytes(one.with_rows([[*row[:8], "Rp 9.999.999,00", row[9]] for row in one.rows]))


def lay_spoiled(home: ClaimsHome) -> None:
    """Put one of each kind into the landing zone."""
    for extract in spoiled():
        for name, content in extract.files.items():
            home.lay(f"{PERIOD}/{extract.sender}/{name}", content)


MISPLACED = {  # below landing/ -> what the sentence must say
    "klaim.csv": "period",
    "2022-7/kudus/klaim.csv": "2022-07",
    "2022-13/kudus/klaim.csv": "2022-07",
    f"2022-07/kudus {NIK}/klaim.csv": "sender",
    "2022-07/kudus/klaim.pdf": "csv",
}


def lay_misplaced(home: ClaimsHome) -> None:
    """Put good extracts where none belongs."""
    for place in MISPLACED:
        home.lay(place, csv_bytes(lines("misplaced")))
