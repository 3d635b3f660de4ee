"""Mutated files: what is understood is right to the sen, line by line; what is not is refused or set aside, and never silently wrong."""

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tests.acceptance.mutated_files import PERIOD, Mutated
from tests.acceptance.mutations import drawn_file
from transforms.decisions import UNDECIDED
from transforms.errors import ExtractRefused
from transforms.part import clean_extract
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load
from transforms.vocabulary.shapes import Vocabulary

SEEDS = range(40)
MANY = range(10_000, 10_400)
FOUND_SHARE = 0.97


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the cleaning of a mutated file ended: right, set aside, refused, wrong."""

    file: Mutated
    outcome: str
    said: str = ""

    @property
    def is_header_missed(self) -> bool:
        """Refused for its header though all its headings are known."""
        return self.file.is_known and self.said.startswith("EX03")


@cache
def vocabulary() -> Vocabulary:
    """The shipped tables."""
    return load(None)


def judged_file(seed: int, folder: Path) -> Verdict:
    """Draw the file of a seed, clean it, and compare line by line."""
    file = drawn_file(seed)
    (folder / "extract").write_bytes(file.content)
    (folder / "workspace").mkdir()
    try:
        ledger = clean_extract(
            ExtractFile(folder / "extract", f"klaim.{file.file_format}", file.file_format),
            period=PERIOD,
            manifest=None,
            decisions=UNDECIDED,
            vocabulary=vocabulary(),
            pseudonym_key=bytes(32),
            workspace=folder / "workspace",
            lines_path=folder / "lines.parquet",
            findings_path=folder / "findings.parquet",
            quarantine_share_limit=1.0,
        )
    except ExtractRefused as refusal:
        return Verdict(file, "refused", str(refusal))
    accepted = pl.read_parquet(
        folder / "lines.parquet", columns=["claim_id", "benefit_type_code", "payment_date", "amount_paid_sen"]
    ).rows()
    truth = {(line.claim, line.programme, line.paid, line.sen) for line in file.truth}
    missing = len(truth - set(accepted))
    aside = ledger.quarantined + ledger.duplicate + ledger.not_a_payment
    if set(accepted) - truth or len(accepted) != len(set(accepted)) or missing > aside:
        return Verdict(file, "wrong", f"{len(set(accepted) - truth)} untrue, {missing} missing, {aside} set aside, {ledger.codes}")
    return Verdict(file, "set aside" if aside else "right", f"{aside} set aside of {len(truth)}: {ledger.codes}" if aside else "")
