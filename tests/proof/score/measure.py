"""Sound months and planted defects, judged in several processes. Apart from `__main__`, which a process that is spawned cannot import."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from tests.proof.score.agency import Scored, scenes, score_agency
from tests.proof.score.classes import CLASSES
from tests.proof.score.scene import Defect, Scene

MONTHS_EACH = 75  # of an agency
STAGES = 3  # months of an agency in which defects are planted


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
            return list(_told(map(_scored, tasks), agencies))
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            return list(_told(pool.map(_scored, tasks), agencies))


def _told(scored: Iterable[Scored], agencies: int) -> Iterator[Scored]:
    """Each as it is done, with a line of progress."""
    for number, one in enumerate(scored, start=1):
        sys.stderr.write(f"agency {number} of {agencies} is judged\n")
        yield one


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
