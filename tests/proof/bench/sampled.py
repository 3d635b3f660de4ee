"""Writes the extracts of one input: python -m tests.proof.bench.sampled FOLDER KIND FIRST LAST LINES."""

import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.sample.desk import Desk, sender
from flows.sample.dialects import dialect_of
from flows.sample.files import write_extract
from flows.sample.harvest import MESSY, Measure
from flows.sample.month import month_lines
from flows.sample.plan import SamplePlan
from flows.sample.references import write_references

FILES = 4  # of twenty million lines
# A workbook of a million lines with all 25 columns has more cells than a workbook may have (tables/limits.csv, workbook_cells).
LEFT_OUT = frozenset(
    {
        "participant_name",
        "beneficiary_name",
        "beneficiary_account",
        "employer_npp",
        "employer_name",
        "branch_code",
        "note",
        "participant_kpj",
    }
    | {"programme_code", "benefit_component_code", "submission_date", "determination_date", "payment_type", "original_payment_id"}
)
WIDE = 400_000  # lines up to which a workbook has all columns
SENDER = 1  # Kudus: rupiah as text with points and a comma, dates day first, a semicolon, UTF-8 with a mark, CRLF


def write(folder: Path, kind: str, plan: SamplePlan) -> None:
    """An extract per month of one sender: one file, none split, none unusable, so that every contender has the same to do."""
    shutil.rmtree(folder, ignore_errors=True)
    desks = [_desk(kind, plan, period) for period in plan.periods]
    for desk in desks:
        measure = Measure(plan.rows, MESSY if kind == "messy" else 1)
        lines = month_lines(desk, measure, plan.profile, is_last=desk.period == plan.periods[-1])
        for _ in write_extract(folder / "landing", f"klaim-{desk.sender.code}", lines, desk):
            pass
    write_references(folder / "reference", desks, has_targets=False)


def _desk(kind: str, plan: SamplePlan, period: date) -> Desk:
    dialect = dialect_of(SENDER, plan.rows, None)
    if kind == "xlsx":
        dialect = replace(dialect, file_format="xlsx", without=LEFT_OUT if plan.rows > WIDE else frozenset())
    return Desk(sender(SENDER), dialect, period, plan.first, plan.seed)


def quadrupled(folder: Path, plan: SamplePlan) -> None:
    """One CSV of four samples; claim and payment numbers of each are its own."""
    parts = [folder.with_name(f"{folder.name}-{seed}") for seed in range(FILES)]
    for seed, part in enumerate(parts):
        write(part, "csv", replace(plan, seed=seed))
        if seed == 0:
            shutil.rmtree(folder, ignore_errors=True)
            part.rename(folder)
            continue
        with next(part.glob("landing/*/*/*.csv")).open("rb") as more, next(folder.glob("landing/*/*/*.csv")).open("ab") as all_lines:
            more.readline()
            while block := more.readlines(1 << 26):
                renamed = b"".join(block).replace(b"K01-", b"K%d1-" % seed).replace(b"K01B-", b"K%d1B-" % seed)
                all_lines.write(renamed)
        shutil.rmtree(part)


def main(folder: str, kind: str, first: str, last: str, lines: str) -> None:
    """Write it."""
    rows = int(lines) // FILES if kind == "twenty" else int(lines)
    plan = SamplePlan(first=date.fromisoformat(f"{first}-01"), last=date.fromisoformat(f"{last}-01"), senders=1, rows=rows)
    if kind == "twenty":
        quadrupled(Path(folder), plan)
    else:
        write(Path(folder), kind, plan)


if __name__ == "__main__":
    main(*sys.argv[1:])
