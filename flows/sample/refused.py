"""Files nobody can use, beside the good ones of a messy sample. Their lines are in no total."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from flows.sample.desk import Desk
from flows.sample.files import csv_bytes
from flows.sample.lump import jht
from flows.sample.render import cells
from flows.sample.workbook import write_workbook

LINES = 40
OWN_BLOCK = 9_500_000  # claim and payment numbers
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container that Excel wraps a password-protected workbook in


@dataclass(frozen=True, slots=True)
class Unusable:
    """One kind of unusable file and the code it is refused with."""

    kind: str
    code: str
    file_name: str
    write: Callable[[Path, pl.DataFrame, Desk], None]


def write_refused(landing: Path, desk: Desk, turn: int) -> tuple[str, Unusable]:
    """One unusable file of this sender's month, the kinds taking turns. Returns its name under landing/."""
    unusable = UNUSABLE[turn % len(UNUSABLE)]
    file_format = unusable.file_name.split(".", 1)[1]
    plain = replace(desk, dialect=replace(desk.dialect, file_format=file_format, broken_notes=False))
    lines = jht(desk.random("refused"), LINES, plain).with_columns(pl.col("claim_no", "pay_no") + OWN_BLOCK)
    name = f"{desk.period:%Y-%m}/{desk.sender.code}/{unusable.file_name}"
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unusable.write(path, lines, plain)
    return name, unusable


def _csv(lines: pl.DataFrame, desk: Desk) -> bytes:
    return csv_bytes(cells(lines, desk), desk.dialect)


def _cut_off(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    whole = _csv(lines, desk)
    last_record = whole.rstrip().rfind(b"\n")
    path.write_bytes(whole[: last_record + 30])


def _cut_off_gzip(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    packed = gzip.compress(_csv(lines, desk), 1, mtime=0)
    path.write_bytes(packed[: len(packed) * 3 // 5])


def _junk(path: Path, _: pl.DataFrame, desk: Desk) -> None:
    path.write_bytes(bytes([0, 1, 2, 255]) + desk.random("files").bytes(4_000))


def _renamed_heading(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    heading = desk.dialect.headings["amount_paid_idr"].encode()
    path.write_bytes(_csv(lines, desk).replace(heading, b"UANG KELUAR", 1))


def _no_lines(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    path.write_bytes(_csv(lines[:0], desk))


def _wrong_total(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    write_workbook(path, cells(lines, desk), lines, desk, wrong_by=1_000_000)


def _password(path: Path, _: pl.DataFrame, desk: Desk) -> None:
    names = "Root Entry\0EncryptionInfo\0EncryptedPackage\0".encode("utf-16-le")
    noise = desk.random("files").bytes(3_000)
    path.write_bytes(OLE + bytes(np.zeros(504, np.uint8)) + names + noise)


def _wrong_manifest(path: Path, lines: pl.DataFrame, desk: Desk) -> None:
    path.write_bytes(_csv(lines, desk))
    path.with_name(f"{path.name}.manifest.yaml").write_text(f"rows: {LINES + 60}\nkind: full\n", encoding="utf-8")


UNUSABLE = (
    Unusable("file_cut_off", "EX04", "tambahan-terpotong.csv", _cut_off),
    Unusable("file_wrong_total", "EX06", "tambahan-jumlah.xlsx", _wrong_total),
    Unusable("file_junk", "EX02", "tambahan-rusak.csv", _junk),
    Unusable("file_renamed_heading", "EX03", "tambahan-judul.csv", _renamed_heading),
    Unusable("file_password", "EX05", "tambahan-sandi.xlsx", _password),
    Unusable("file_gzip_cut_off", "EX04", "tambahan-terpotong.csv.gz", _cut_off_gzip),
    Unusable("file_without_lines", "EX01", "tambahan-kosong.csv", _no_lines),
    Unusable("file_wrong_manifest", "EX07", "tambahan-pengantar.csv", _wrong_manifest),
)
