"""`python -m tests.proof.score`: plants every class of defect, judges sound months, and writes docs/score-of-the-checks.md."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.proof.score import page
from tests.proof.score.classes import CLASSES
from tests.proof.score.measure import measure

PAGE = Path(__file__).parents[3] / "docs" / "score-of-the-checks.md"
QUICK = ("D01", "D02", "D11", "A01", "A05", "A11", "T05", "C02", "P06", "N01")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=300, help="sound months to judge")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--trials", type=int, default=2, help="how often each class is planted")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="+", metavar="CODE", help="plant these classes alone; writes no page unless it is named")
    parser.add_argument("--quick", action="store_true", help="ten classes, 24 months; writes no page")
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args(arguments)
    only = asked.only or (QUICK if asked.quick else [defect.code for defect in CLASSES])
    classes = [defect for defect in CLASSES if defect.code in only]
    began = time.monotonic()
    scored = measure(24 if asked.quick else asked.months, asked.seed, 1 if asked.quick else asked.trials, asked.jobs, classes)
    score = page.score_of(scored, classes)
    target = asked.page or (None if asked.quick or asked.only else PAGE)
    if target is not None:
        target.write_text(page.written(score, _how(asked.seed, time.monotonic() - began)), encoding="utf-8")
    sys.stdout.write(page.summary(score) + "\n")
    return 0 if score.meets_targets else 1


def _how(seed: int, seconds: float) -> str:
    names = ("polars", "duckdb", "great_expectations")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}"
    return f"Measured {datetime.now(UTC):%Y-%m-%d} with seed {seed} in {seconds / 60:.0f} minutes; {machine}."


if __name__ == "__main__":
    sys.exit(main())
