"""One CSV extract of a few lines, cleaned whole, and what came of it."""

from datetime import date
from pathlib import Path

import polars as pl

from tests.transforms.judging import vocabulary
from transforms.decisions import UNDECIDED, Correction, Decisions
from transforms.ledger import Ledger
from transforms.manifest import Manifest
from transforms.part import clean_extract
from transforms.quarantine import read_findings
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.shapes import Vocabulary

HEADER = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;NIK;NAMA TK;TGL BAYAR;NOMINAL;STATUS"
SOUND = "K1;P1;JHT;3316010101850001;SITI AMINAH;15/07/2022;1.250.000,00;DIBAYAR"
NIK, NAME = "3316010101850001", "SITI AMINAH"


def clean(
    folder: Path,
    *lines: str,
    header: str = HEADER,
    manifest: Manifest | None = None,
    limit: float = 1.0,
    period: date = date(2022, 7, 1),
    known: Vocabulary | None = None,
    extract: ExtractFile | None = None,
    decisions: Decisions = UNDECIDED,
) -> Ledger:
    """Clean an extract of these lines; what comes of it lies in the folder."""
    (folder / "extract").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    (folder / "workspace").mkdir(exist_ok=True)
    return clean_extract(
        extract or ExtractFile(folder / "extract", "jht.csv", "csv"),
        period=period,
        manifest=manifest,
        decisions=decisions,
        vocabulary=known or vocabulary(),
        pseudonym_key=bytes(32),
        workspace=folder / "workspace",
        lines_path=folder / "lines.parquet",
        findings_path=folder / "findings.parquet",
        quarantine_share_limit=limit,
    )


def corrected(folder: Path, *lines: str, by: tuple[Correction, ...], **options: object) -> Ledger:
    return clean(folder, *lines, decisions=Decisions(corrections=by), **options)  # type: ignore[arg-type]


def lines_of(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "lines.parquet")


def found(folder: Path) -> list[tuple[object, ...]]:
    findings = read_findings([folder / "findings.parquet"]).collect()
    return findings.select("source_row", "code", "severity", "outcome", "column", "pattern").sort("source_row", "code").rows()


def with_total(rupiah: str) -> str:
    return f"JUMLAH;;;;;;{rupiah};"
