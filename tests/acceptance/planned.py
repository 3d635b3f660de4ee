"""A home with a plan that waits, and what may happen to it between plan and apply."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

import polars as pl

import transforms
from expectations.findings import Finding
from flows.monthly.plan_command import plan
from tests.acceptance.claims_home import KEY
from tests.acceptance.extracts import csv_bytes, drawn
from tests.acceptance.office import Office
from warehouse.publish import standing

ROOMS = ("transforms", "flows", "expectations", "warehouse")
PASSED = Finding("marts", "drawn", None, "warning", passed=True, observed="", unexpected_count=0, evaluated_count=1, notes="", relation="")
TABLE = "KODE KLAIM | NO PEMBAYARAN | PROGRAM | SEGMEN | KODE KABUPATEN | TGL BAYAR | NOMINAL | STATUS"
SENDERS = """\
sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source
kudus,Kudus,2015-07-01,,K01,,,drawn
pati,Pati,2015-07-01,,K03,,,drawn
"""
ALIASES = "column,raw,code,source\nbenefit_type_code,HARITUA,JHT,drawn\n"


def extract(*lines: tuple[str, str, int]) -> bytes:
    """Claim, day of payment, rupiah."""
    rows = [f"{claim} | V-{claim} | JHT | PU | 33.16 | {day} | {rupiah}000,00 | DIBAYAR" for claim, day, rupiah in lines]
    return csv_bytes(drawn("\n".join([TABLE, *rows])))


def published_office(root: Path) -> Office:
    """June and July of two senders, published."""
    office = Office(root)
    office.home.prepare()
    (office.home.reference / "senders.csv").write_text(SENDERS)
    for month in ("06", "07"):
        for sender, letter in (("kudus", "K"), ("pati", "P")):
            lines = [(f"{letter}{month}{n}", f"{n:02d}/{month}/2022", 100 * n) for n in (1, 2, 3)]
            office.deliver(f"2022-{month}/{sender}/klaim.csv", extract(*lines))
    office.run("2022-06", "2022-07")
    return office


def correct(office: Office) -> None:
    """Kudus delivers July anew, with another amount and a line more."""
    lines = (("K071", "01/07/2022", 150), ("K072", "02/07/2022", 200), ("K073", "03/07/2022", 300), ("K074", "04/07/2022", 400))
    office.deliver("2022-07/kudus/klaim.csv", extract(*lines))


@contextmanager
def alone() -> Iterator[None]:
    """Nothing is judged by Great Expectations, which would take most of the time."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {"CLAIMS_PSEUDONYM_KEY": KEY}))
        stack.enter_context(patch("flows.monthly.candidate.check", lambda *_, **__: [PASSED]))
        stack.enter_context(patch("expectations.check.warm_up", lambda: None))
        yield


@contextmanager
def code_of_its_own(folder: Path) -> Iterator[Path]:
    """The code as fingerprint and plans read it lies here, to be edited: a folder per room."""
    house = Path(next(iter(transforms.__path__))).parent
    rooms = [folder / "code" / name for name in ROOMS]
    for room in rooms:
        shutil.copytree(house / room.name, room, ignore=shutil.ignore_patterns("__pycache__"))
    with patch("transforms.fingerprint.HOUSE", rooms[0]), patch("flows.monthly.plans.ROOMS", tuple(rooms[1:])):
        yield folder / "code"


def planned_office(root: Path) -> tuple[Office, str]:
    """The home, and the id of the plan to publish the correction."""
    office = published_office(root)
    correct(office)
    report = plan(office.root, [])
    assert report.plan_id is not None
    return office, report.plan_id


# What may happen: `(office, code, rng)`. Each moves something that the plan was made from.
Event = Callable[[Office, Path, Random], None]


def file_arrives(office: Office, _: Path, rng: Random) -> None:
    month = rng.choice(["06", "07"])
    office.deliver(f"2022-{month}/{rng.choice(['kudus', 'pati', 'blora'])}/susulan.csv", extract((f"N{month}", f"09/{month}/2022", 7)))


def file_changes(office: Office, _: Path, rng: Random) -> None:
    office.deliver(f"2022-06/{rng.choice(['kudus', 'pati'])}/klaim.csv", extract(("X061", "05/06/2022", rng.randrange(1, 99))))


def file_arrives_this_moment(office: Office, _: Path, __: Random) -> None:
    path = office.home.landing / "2022-07/pati/baru.csv"
    path.write_bytes(extract(("N07", "09/07/2022", 7)))


def manifest_arrives(office: Office, _: Path, __: Random) -> None:
    office.manifest("2022-07/pati/klaim.csv.manifest.yaml", "revision: 3\n")


def file_is_withdrawn(office: Office, _: Path, __: Random) -> None:
    office.manifest("2022-06/pati/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: klaim.csv\n")


def file_is_taken_in(office: Office, code: Path, rng: Random) -> None:
    file_arrives(office, code, rng)
    office.take_in()


def code_is_edited(_: Office, code: Path, rng: Random) -> None:
    module = rng.choice(sorted(code.rglob("*.py")))
    module.write_text(f"{module.read_text()}\nEDITED = {rng.random()}\n")


def statement_is_edited(_: Office, code: Path, __: Random) -> None:
    statement = code / "warehouse/load/rupiah.sql"
    statement.write_text(statement.read_text().replace("0.01", "0.1"))


def shipped_table_is_edited(_: Office, code: Path, rng: Random) -> None:
    table = rng.choice(
        [path for path in sorted((code / "transforms/tables").glob("*.csv")) if path.stem not in ("senders", "sender_headings")]
    )
    table.write_text(f"{table.read_text()}\n")


def senders_are_edited(office: Office, _: Path, __: Random) -> None:
    (office.home.reference / "senders.csv").write_text(f"{SENDERS}blora,Blora,2015-07-01,,K08,,,drawn\n")


def reference_is_edited(office: Office, _: Path, __: Random) -> None:
    (office.home.reference / "regions.csv").write_text((Path(next(iter(transforms.__path__))) / "tables/regions.csv").read_text())


def setting_is_changed(office: Office, _: Path, rng: Random) -> None:
    (office.root / "claims.toml").write_text(rng.choice(["maturity_months = 1\n", "quarantine_share_limit = 0.5\n"]))


def another_publication_is_made(office: Office, _: Path, __: Random) -> None:
    """Of other months, as another home made it: the plan's own extracts are what they were."""
    _next_of(office)


def publication_is_another_one(office: Office, _: Path, __: Random) -> None:
    """The same number, restored from elsewhere."""
    home = office.root.parent / "another"
    if not home.exists():
        other = published_office(home)
        other.deliver("2022-07/kudus/klaim.csv", extract(("Z071", "01/07/2022", 5)))
    own, there = (one / "warehouse/publications/1" for one in (office.root, home))
    shutil.rmtree(own)
    shutil.copytree(there, own)


def parts_are_tampered_with(office: Office) -> None:
    """Months counted before are lost, and the parts name another regency than they did."""
    shutil.rmtree(office.home.months)
    for path in office.home.clean.glob("*.parquet"):
        pl.read_parquet(path).with_columns(regency_code=pl.lit("33.17")).write_parquet(path)


def _next_of(office: Office) -> None:
    number = standing(office.home.warehouse)
    assert number is not None
    folder = office.home.warehouse / "publications"
    copy = office.root.parent / f"{office.root.name}-beside"
    shutil.copytree(office.root, copy, symlinks=True)
    beside = Office(copy)
    beside.deliver("2022-08/kudus/klaim.csv", extract(("K081", "01/08/2022", 9)))
    beside.run("2022-08")
    shutil.copytree(copy / "warehouse/publications" / str(number + 1), folder / str(number + 1))
    (office.home.warehouse / "current").unlink()
    (office.home.warehouse / "current").symlink_to(f"publications/{number + 1}")


EVENTS: tuple[Event, ...] = (
    file_arrives, file_changes, file_arrives_this_moment, manifest_arrives, file_is_withdrawn, file_is_taken_in, code_is_edited,
    statement_is_edited, shipped_table_is_edited, senders_are_edited, reference_is_edited, setting_is_changed, another_publication_is_made,
    publication_is_another_one,
)  # fmt: skip
