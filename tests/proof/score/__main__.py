"""`python -m tests.proof.score`: plants every class of defect, judges sound months, and writes docs/score-of-the-checks.md."""

import argparse
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tests.proof.score import page
from tests.proof.score.agency import Scored, scenes, score_agency
from tests.proof.score.classes import CLASSES
from tests.proof.score.scene import Defect, Scene

PAGE = Path(__file__).parents[3] / "docs" / "score-of-the-checks.md"
MONTHS_EACH = 75  # of an agency
STAGES = 3  # months of an agency in which defects are planted
QUICK = ("D01", "D02", "D11", "A01", "A05", "A11", "T05", "C02", "P06", "N01")


def plan(agencies: int, months: int, seed: int, trials: int, classes: Sequence[Defect] = CLASSES) -> dict[int, dict[int, list[Defect]]]:
    """By agency and scored month (from 0): which defects are planted. Each class `trials` times, in months and offices that it fits."""
    random = np.random.default_rng(seed)
    places = [(agency, int(place)) for agency in range(agencies) for place in random.choice(months, min(STAGES, months), replace=False)]
    found: dict[int, dict[int, list[Defect]]] = {agency: {} for agency in range(agencies)}

    @cache
    def scenes_of(agency: int, place: int) -> list[Scene]:
        return scenes(agency, seed, place)

    for defect in classes:
        fitting = (places[one] for one in random.permutation(len(places)))
        chosen = (place for place in fitting if any(defect.fits(scene) for scene in scenes_of(*place)))
        for (agency, place), _ in zip(chosen, range(trials), strict=False):
            found[agency].setdefault(place, []).append(defect)
    return found


def measure(months: int, seed: int, trials: int, jobs: int, classes: Sequence[Defect] = CLASSES) -> list[Scored]:
    """Score `months` sound months and every class, in so many processes."""
    agencies = max(1, round(months / MONTHS_EACH))
    each = -(-months // agencies)
    planted = plan(agencies, each, seed, trials, classes)
    with tempfile.TemporaryDirectory(prefix="claims-score-", dir=_scratch()) as folder:
        tasks = [(Path(folder), agency, seed, each, _coded(planted[agency])) for agency in range(agencies)]
        if jobs == 1:
            return [_scored(task) for task in tasks]
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            return list(pool.map(_scored, tasks))


def _scratch() -> str | None:
    """Memory where there is: what is measured is what is said, not how fast."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def _coded(planted: Mapping[int, Sequence[Defect]]) -> dict[int, list[str]]:
    """Defects hold functions, which do not travel between processes; their codes do."""
    return {place: [defect.code for defect in defects] for place, defects in planted.items()}


def _scored(task: tuple[Path, int, int, int, dict[int, list[str]]]) -> Scored:
    root, agency, seed, months, coded = task
    known = {defect.code: defect for defect in CLASSES}
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        sys.stderr = nothing  # the steps of hundreds of runs
        try:
            return score_agency(root, agency, seed, months, {place: [known[code] for code in codes] for place, codes in coded.items()})
        finally:
            sys.stderr = sys.__stderr__


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=300, help="sound months to judge")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--trials", type=int, default=2, help="how often each class is planted")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="ten classes, 24 months; writes no page")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    classes = [defect for defect in CLASSES if not asked.quick or defect.code in QUICK]
    began = time.monotonic()
    scored = measure(24 if asked.quick else asked.months, asked.seed, 1 if asked.quick else asked.trials, asked.jobs, classes)
    score = page.score_of(scored, classes)
    if not asked.quick:
        asked.page.write_text(page.written(score, _how(asked.seed, time.monotonic() - began)), encoding="utf-8")
    sys.stdout.write(page.summary(score) + "\n")
    return 0 if score.meets_targets else 1


def _how(seed: int, seconds: float) -> str:
    names = ("polars", "duckdb", "great_expectations")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}"
    return f"Measured {datetime.now(UTC):%Y-%m-%d} with seed {seed} in {seconds / 60:.0f} minutes; {machine}."


if __name__ == "__main__":
    sys.exit(main())
