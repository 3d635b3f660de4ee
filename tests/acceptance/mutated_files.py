"""Files as offices might spoil them: a true table of payment lines, and mutations of its shape drawn from a seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.acceptance.drawn_sheets import Cell

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"]
SHORT = ["JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGT"]
HEADINGS = {
    "claim": ["KODE KLAIM", "No. Klaim", "NO AGENDA", "kode_klaim", "Nomor Agenda"],
    "payment": ["NO PEMBAYARAN", "No Voucher", "NOMOR PEMBAYARAN"],
    "programme": ["PROGRAM", "Jenis Manfaat", "KODE PROGRAM"],
    "nik": ["NIK", "NO NIK", "NIK Peserta"],
    "name": ["NAMA TK", "Nama Peserta", "NAMA TENAGA KERJA"],
    "submitted": ["TGL PENGAJUAN", "Tanggal Klaim", "TGL KLAIM"],
    "paid": ["TGL BAYAR", "Tanggal Pembayaran", "TGL_DIBAYAR", "Tanggal Bayar"],
    "amount": ["NOMINAL", "JUMLAH DIBAYAR", "Jumlah Pembayaran", "NOMINAL (RP)"],
    "status": ["STATUS", "Status Klaim"],
    "number": ["NO", "NO URUT"],
    "note": ["KETERANGAN"],
    "region": ["KODE KABUPATEN", "KODE KAB"],
}
REQUIRED = ["claim", "paid", "amount"]
GROUPS = {  # group -> column -> what stands below it
    "PESERTA": {"nik": "NIK", "name": "NAMA"},
    "KLAIM": {"claim": "KODE", "submitted": "TANGGAL", "status": "STATUS"},
    "PEMBAYARAN": {"payment": "NOMOR", "paid": "TANGGAL", "amount": "JUMLAH"},
}
PERIOD = date(2022, 7, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One payment as it truly is."""

    claim: str
    payment: str
    programme: str
    nik: str
    name: str
    submitted: date
    paid: date
    sen: int


@dataclass(slots=True)
class Mutated:
    """A file and what is true of it. `is_known`: a header of known headings stands over every line, so it must be found."""

    content: bytes
    file_format: str
    truth: list[Line]
    mutations: list[str]
    is_known: bool = True


@dataclass(slots=True)
class Draft:
    """A file while it is drawn."""

    random: random.Random
    is_book: bool
    columns: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    write: dict[str, Callable[[Line], Cell]] = field(default_factory=dict)
    mutations: list[str] = field(default_factory=list)
    is_known: bool = True

    def does(self, mutation: str, share: float) -> bool:
        """Whether to apply a mutation; kept by name."""
        chosen = self.random.random() < share
        if chosen:
            self.mutations.append(mutation)
        return chosen


def true_lines(rng: random.Random) -> list[Line]:
    """Payments of May to July."""
    lines = []
    for n in range(rng.randint(8, 30)):
        paid = date(2022, 5, 1) + timedelta(days=rng.randrange(92))
        sen = rng.randrange(100_000, 50_000_000_00)
        sen -= 0 if rng.random() < 0.5 else sen % 100
        born = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(60, 99)}"
        nik = f"33{rng.randint(10, 29)}{rng.randint(1, 20):02d}{born}{rng.randint(1, 9999):04d}"
        programme = rng.choice(["JHT", "JHT", "JHT", "BEASISWA", "JKK"])
        lines.append(Line(f"JT-{n:04d}", f"BY-{n:05d}", programme, nik, f"Peserta {SHORT[n % 8]}", paid - timedelta(days=n), paid, sen))
    return lines


def grouped(whole: int, mark: str) -> str:
    """Digits in groups of three."""
    return f"{whole:,}".replace(",", mark)


def amount_writers(rng: random.Random, *, is_book: bool) -> Callable[[Line], Cell]:
    """How the file writes its amounts."""
    comma: Callable[[int], Cell] = lambda sen: f"{grouped(sen // 100, '.')},{sen % 100:02d}"  # noqa: E731
    point: Callable[[int], Cell] = lambda sen: f"{grouped(sen // 100, ',')}.{sen % 100:02d}"  # noqa: E731
    rupiah: Callable[[int], Cell] = lambda sen: f"Rp {grouped(sen // 100, '.')},{sen % 100:02d}"  # noqa: E731
    plain: Callable[[int], Cell] = lambda sen: f"{sen // 100}.{sen % 100:02d}"  # noqa: E731
    typed: Callable[[int], Cell] = lambda sen: sen // 100 if sen % 100 == 0 else sen / 100  # noqa: E731
    forms = [comma, point, rupiah, plain] + [typed] * 3 * is_book
    form = rng.choice(forms)
    other = rng.choice([typed, form, form, form]) if is_book else form
    return lambda line: (other if int(line.claim[3:]) % 3 == 0 and other is typed else form)(line.sen)


def date_writer(rng: random.Random, *, is_book: bool) -> Callable[[date], Cell]:
    """How a column writes its dates."""
    forms: list[Callable[[date], Cell]] = [
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d-%m-%Y}",
        lambda day: day.isoformat(),
        lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        lambda day: f"{day.day:02d}-{SHORT[day.month - 1]}-{day:%y}",
        lambda day: f"{day:%m/%d/%Y}",
        lambda day: f"{day:%d/%m/%Y} 00:00:00",
    ]
    typed: list[Callable[[date], Cell]] = [lambda day: day, lambda day: (day - date(1899, 12, 30)).days]
    return rng.choice(forms[:6] * 2 + forms[6:] + typed * 4 * is_book)


def draft_of(rng: random.Random) -> Draft:
    """Columns, headings and forms."""
    draft = Draft(rng, is_book=rng.random() < 0.55)
    optional = [column for column in HEADINGS if column not in (*REQUIRED, "programme") and rng.random() < 0.55]
    draft.columns = [*REQUIRED, "programme", *optional]
    rng.shuffle(draft.columns)
    draft.words = {column: rng.choice(HEADINGS[column]) for column in HEADINGS}
    paid, submitted = date_writer(rng, is_book=draft.is_book), date_writer(rng, is_book=draft.is_book)
    amount = amount_writers(rng, is_book=draft.is_book)
    draft.write = {
        "claim": lambda line: line.claim,
        "payment": lambda line: line.payment,
        "programme": lambda line: line.programme,
        "nik": lambda line: line.nik,
        "name": lambda line: line.name,
        "submitted": lambda line: submitted(line.submitted),
        "paid": lambda line: paid(line.paid),
        "amount": amount,
        "status": lambda _: "DIBAYAR",
        "number": lambda line: int(line.claim[3:]) + 1 if draft.is_book else line.claim[-1],
        "note": lambda line: "lunas" if line.sen % 3 else None,
        "region": lambda _: "33.16",
    }
    return draft


def total_cell(draft: Draft, sen: int) -> Cell:
    """A sum in the form of the column: as of one line of that amount."""
    return draft.write["amount"](Line("JT-0001", "", "", "", "", PERIOD, PERIOD, sen))
