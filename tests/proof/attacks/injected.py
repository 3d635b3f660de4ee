"""Names from outside that would be code, a path, a flag or a mark-up somewhere, through the real path of a month."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import duckdb

from tests.acceptance.extracts import csv_bytes
from tests.acceptance.office import Office
from tests.proof.attacks.persons import Person
from tests.proof.attacks.planted import HEADINGS, PERIOD, REFERENCE, table, workbook

# What stands for code in one of the languages that a name passes through on its way.
HOSTILE = (
    "'; drop table mart.claims_by_benefit_month; --",
    "\"; attach 'outside.duckdb' as o; --",
    "'||(select 1)||'",
    "$$); copy (select 1) to 'outside.csv'; --",
    "..",
    "..\\..\\outside",
    "%2e%2e%2foutside",
    "link::x",
    "file:outside",
    "~root",
    "-rf",
    "--help",
    "$(touch outside)",
    "`touch outside`",
    ";touch outside;",
    "|touch outside",
    "&touch outside&",
    "%s%n%d{0}{x!r}",
    "{{ 7*7 }}{% raw %}",
    "<script>alert(1)<script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "=cmd|' calc'!A1",
    "@SUM(1+1)",
    "[bold red]x[none]",
    "\x1b[31mred\x1b]0;title\x07",
    "a\nb",
    "a\rb",
    "a\tb",
    "\u202egnp.exe",
    "\u200b\ufeff",
    "e\u0301\u0301\u0301",
    "名前 🙂",
    "x" * 180,
    "*",
    "?[a]{b,c}",
    "NULL",
    "none",
    "True",
    "0x1F",
    "1e999",
    "!!python.object:os.system",
    "&a *a",
    "#",
    "\udcff\udcfe",
)
LINES = 12
SOUND = (LINES - 1) * 1_500_000


@dataclass(slots=True)
class Injected:
    """What was tried, and what went wrong."""

    names: int = 0
    homes: int = 0
    faults: list[str] = field(default_factory=list)


def attempt(folder: Path, seed: int, *, names: int) -> Injected:
    """A home whose senders use so many hostile names, each in every place that is free: one run, and what came of it."""
    draw = Random(seed)  # noqa: S311 - it is to be repeated
    chosen = draw.sample(HOSTILE, min(names, len(HOSTILE)))
    done = Injected(len(chosen), 1)
    office = Office(folder / "home")
    (office.root / "reference").mkdir()
    (office.root / "reference" / "headings.csv").write_text(REFERENCE)
    with _sandboxed(folder, done):
        for number, name in enumerate(chosen):
            deliver(office, number, name, draw.choice(HOSTILE))
        office.run(PERIOD)
    _compare(office, len(chosen), done)
    return done


def deliver(office: Office, number: int, name: str, other: str) -> None:
    """One extract of a sender of its own: its file, its sheet, its codes and its remarks are called so. One line is unsound by that."""
    who = Person(number)
    rows = [
        f"C{number}-{n}|P{number}-{n}|JHT|{who.nik}|{who.kpj}|A|B|1|J|K08|33.16|{n:02d}/07/2022|Rp 1.500.000,00|DIBAYAR".split("|")
        for n in range(1, LINES + 1)
    ]
    rows = [[*row, name.replace("\udcff\udcfe", "?")] for row in rows]
    text = other.replace("\udcff\udcfe", "?").replace("\n", " ").replace("\r", " ")
    for column in ("PROGRAM", "KODE KANTOR", "KODE KABUPATEN", "STATUS"):
        rows[3][HEADINGS.index(column)] = text
    file_name = "k" * name.startswith(".") + name  # what begins with a dot is still being written
    if number % 3 == 0:
        sheet = "".join(letter for letter in name if letter not in "[]:*?/\\'\udcff\udcfe" and ord(letter) >= 32)[:31] or "x"
        office.deliver(f"{PERIOD}/s{number}/{file_name}.xlsx", workbook({sheet: rows}))
    else:
        office.deliver(f"{PERIOD}/s{number}/{file_name}.csv", csv_bytes(table(rows)))


@contextmanager
def _sandboxed(folder: Path, done: Injected) -> Iterator[None]:
    """The block works in an empty folder, beside files that it has no business with; what changes outside the home is a fault."""
    (folder / "work").mkdir(parents=True)
    (folder / "secret.csv").write_text("outside")
    before = _outside(folder)
    here = Path.cwd()
    os.chdir(folder / "work")
    try:
        yield
    finally:
        os.chdir(here)
    if (after := _outside(folder)) != before:
        done.faults.append(f"outside the home: {sorted(set(after) ^ set(before))}")


def _outside(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.relative_to(folder).parts[0] != "home"
    }


def _compare(office: Office, senders: int, done: Injected) -> None:
    """The figures are those of the sound lines, to the rupiah, and the warehouse has its tables and no other."""
    figures = {name: (count, amount) for _, name, count, amount in office.figures()}
    wanted = {"JHT": (senders * (LINES - 1), f"{senders * SOUND}.00")}
    if figures != wanted:
        refused = [one for one in office.arrivals() if one.fate == "refused"]
        done.faults.append(f"figures {figures}, not {wanted}; refused: {[(one.sender_code, one.file, one.code) for one in refused]}")
    with duckdb.connect(str(office.home.current_file), read_only=True) as connection:
        schemas = {schema for (schema,) in connection.execute("select distinct schema_name from duckdb_tables()").fetchall()}
        tables = connection.execute("select count(*) from duckdb_tables() where schema_name in ('mart', 'meta')").fetchone()
    if tables is None or tables[0] < len(schemas) or not {"mart", "meta"} <= schemas:
        done.faults.append(f"tables of the warehouse: {tables}, {schemas}")


ODD_ARGUMENTS: tuple[Sequence[str], ...] = (
    ("trace", PERIOD, "--benefit-type"),
    ("trace", PERIOD, "--regency"),
    ("trace", PERIOD, "--branch"),
    ("trace", PERIOD, "--segment"),
    ("explain", PERIOD, "--benefit-type"),
    ("quarantine", "list", "--sender"),
    ("quarantine", "list", "--code"),
    ("run", "--period"),
    ("status",),
    ("apply",),
    ("reconcile",),
    ("report", "--regency"),
    ("query",),
    ("mapping", "accept", "--why", "w"),
    ("approve", "--sender", "s1", "--period", PERIOD, "--code", "BT01", "--why", "w", "--claim"),
    ("approve", "--sender", "s1", "--period", PERIOD, "--code", "BT01", "--why", "w", "--sheet"),
    ("mapping", "dialect", "--from", PERIOD, "--date-order", "dmy", "--why", "w"),
)
