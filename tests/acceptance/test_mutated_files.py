"""Mutated files: what is understood is right to the sen, line by line; what is not is refused or set aside, and never silently wrong."""

import secrets
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

SEEDS = range(40)  # a few that are always the same
MANY = 400  # seeds never seen before
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


def shares(verdicts: list[Verdict]) -> str:
    """The figures in one sentence."""
    counts = Counter(("" if verdict.file.is_known else "with information removed: ") + verdict.outcome for verdict in verdicts)
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    known = [verdict for verdict in verdicts if verdict.file.is_known]
    return f"{len(verdicts)} mutated files: {said}; header found in {found_share(known):.1%} of {len(known)} whose headings are known"


def found_share(known: list[Verdict]) -> float:
    """The share of files with known headings that were not refused for their header."""
    return 1 - sum(verdict.is_header_missed for verdict in known) / len(known)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mutated_file_is_never_silently_wrong(tmp_path: Path, seed: int) -> None:
    verdict = judged_file(seed, tmp_path)
    assert verdict.outcome != "wrong", f"{verdict.file.mutations}: {verdict.said}"


@pytest.mark.bench
@pytest.mark.timeout(7_200)
def test_the_header_is_found_in_nearly_all_mutated_files_and_no_figure_is_silently_wrong(tmp_path_factory: pytest.TempPathFactory) -> None:
    first = secrets.randbelow(10**9)
    verdicts = [judged_file(first + n, tmp_path_factory.mktemp("mutated")) for n in range(MANY)]
    sys.stderr.write(f"{shares(verdicts)} (seeds from {first})\n")
    assert not [(first + n, verdict.said) for n, verdict in enumerate(verdicts) if verdict.outcome == "wrong"]
    assert found_share([verdict for verdict in verdicts if verdict.file.is_known]) >= FOUND_SHARE


KINDS = {  # a mutation that takes information away -> what must become of the file
    "unknown heading": "EX03", "no header": "EX03", "two amounts": "EX03", "side by side": "EX03", "unknown header below": "EX03",
    "programme row between": "EX03", "lines on a sheet without header": "EX03", "false total": "EX06", "two date orders": "EX08",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_takes_information_away_is_refused_with_its_code(tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    drawn = [seed for seed in range(20_000, 20_300) if first_mutation(seed) == kind][:3]
    said = [judged_file(seed, tmp_path_factory.mktemp("mutated")).said for seed in drawn]
    assert said
    assert [text[:4] for text in said] == [KINDS[kind]] * len(said), said


@cache
def first_mutation(seed: int) -> str:
    """What is done to a file before anything else."""
    return next(iter(drawn_file(seed).mutations), "")
