"""Readers that never stop looking, through hundreds of publications: `python -m tests.proof.faults.soak`.

First a few whole `claims run`s. Then what a run does at its end, at the level of `warehouse.publish`: candidates are built ahead, each from
the content of a publication that a run has made and on the one before, and sealed (6 MB each: 500 need 3 GB for a while); while readers
look, each is synced, moved, flipped to, and the oldest pruned. Cleaning, checking and building touch nothing that a reader sees.
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import click
import polars as pl

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground, of_a_run
from tests.proof.faults.onlooker import READER
from tests.proof.machine import described
from tests.proof.page import write_section
from warehouse import publish as publishing
from warehouse.candidate import build
from warehouse.content import FINDINGS, CandidateContent
from warehouse.doctor import examine_publications
from warehouse.opening import opened
from warehouse.public_file import PUBLIC_NAME
from warehouse.publish import prune, publication_file, publish, standing_file
from warehouse.record import PublicationRecord
from warehouse.rollback import rollback_content

PAGE = Path(__file__).parents[3] / "docs" / "faults.md"
HEADING = "## Readers through hundreds of publications"
KEPT = 12  # the setting's default
LIMIT_MS = 100.0
CHECKED = "select * exclude (publication) from meta.check_result where publication = ?"  # in the order of FINDINGS


@dataclass(frozen=True, slots=True)
class Shown:
    """What a publication shows, to be published again under another number."""

    content: CandidateContent
    findings: pl.DataFrame
    public: Path


@dataclass(slots=True)
class Measured:
    """Seconds: of each flip (link, rename, fsync), of each `publish` around it, of each candidate built and sealed."""

    flips: list[float] = field(default_factory=list)
    publishes: list[float] = field(default_factory=list)
    builds: list[float] = field(default_factory=list)


def share(sorted_values: Sequence[float], quantile: float) -> float:
    """The value that this share of them does not exceed; nothing is interpolated."""
    return sorted_values[max(0, math.ceil(quantile * len(sorted_values)) - 1)]


def shown_by(warehouse: Path, number: int) -> Shown:
    """The content of a publication that a run has made."""
    file = publication_file(warehouse, number)
    with opened(file) as connection:
        findings = pl.DataFrame(connection.execute(CHECKED, [number]).fetchall(), schema=FINDINGS, orient="row")
    return Shown(rollback_content(file), findings, file.with_name(PUBLIC_NAME))


@contextmanager
def flips_timed(measured: Measured) -> Iterator[None]:
    """Each flip within the block is measured."""
    flip = publishing._flip

    def timed(warehouse: Path, number: int) -> None:
        began = time.perf_counter()
        flip(warehouse, number)
        measured.flips.append(time.perf_counter() - began)

    with mock.patch.object(publishing, "_flip", timed):
        yield


def sealed_ahead(warehouse: Path, first: int, contents: Sequence[Shown], measured: Measured, count: int) -> list[Path]:
    """The directories of so many sealed candidates, each following the one before; they show these contents in turn."""
    folders: list[Path] = []
    previous = standing_file(warehouse)
    for number in range(first, first + count):
        began, shown = time.perf_counter(), contents[number % len(contents)]
        folder = warehouse / "publications" / f".sealed-{number}"
        record = PublicationRecord(number, f"soak {number}", "run", datetime.now(UTC), "soak", "soak", number - 1)
        candidate = build(folder, shown.content, record, previous)
        candidate.record_checks(shown.findings)
        candidate.seal()
        shutil.copy(shown.public, folder / PUBLIC_NAME)
        measured.builds.append(time.perf_counter() - began)
        folders.append(folder)
        previous = candidate.file
    return folders


@contextmanager
def readers(home: ClaimsHome, count: int, pause_s: float) -> Iterator[list[dict[str, Any]]]:
    """So many readers during the block; afterwards the list holds what each saw."""
    stop, seen = home.root.parent / "stop-readers", list[dict[str, Any]]()
    command = [sys.executable, str(READER), str(home.file), str(stop), str(pause_s)]
    at_work = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    try:
        yield seen
    finally:
        stop.touch()
        printed = [reader.communicate(timeout=300)[0] for reader in at_work]
        stop.unlink()
    seen += [json.loads(each) for each in printed]


def whole_runs(home: ClaimsHome, ground: Ground, count: int) -> list[float]:
    """Seconds of each `claims run` that publishes, since the age at which a month is final is another each time."""
    ended = [home.done(*ground.command, "--json", CLAIMS_MATURITY_MONTHS=str(4 + number % 2)) for number in range(count)]
    assert [one.result["is_new"] for one in ended] == [True] * count
    return [one.seconds for one in ended]


def publish_all(warehouse: Path, first: int, folders: Sequence[Path], minutes: float, measured: Measured) -> None:
    """Publish these candidates, spread over so many minutes, and prune as a run does."""
    began = time.monotonic()
    with flips_timed(measured):
        for place, folder in enumerate(folders):
            time.sleep(max(0.0, began + 60 * minutes * place / len(folders) - time.monotonic()))
            at = time.perf_counter()
            publish(warehouse, folder, first + place)
            measured.publishes.append(time.perf_counter() - at)
            prune(warehouse, KEPT)
    time.sleep(max(0.0, began + 60 * minutes - time.monotonic()))


def table(seen: list[dict[str, Any]], measured: Measured, runs: list[float], complaints: list[str]) -> str:
    """The section of the page."""
    looks = sorted(took for one in seen for took in one["took_s"])
    flips, publishes, builds = (sorted(values) for values in (measured.flips, measured.publishes, measured.builds))
    rows = [
        ("looks, each by a connection of its own", f"{len(looks):,}"),
        ("publications, of them by whole `claims run`", f"{len(flips) + len(runs)}, {len(runs)}"),
        ("errors and mixed versions that a reader saw, and faults found afterwards", str(len(complaints))),
        *(
            (f"{name}: median, p99, longest (ms)", _told(values))
            for name, values in (("flip with its fsync", flips), ("publish, all of it", publishes))
        ),
        ("candidate built and sealed: median, p99, longest (ms)", _told(builds)),
        ("a reader's look, both files and every check: median, p99, longest (ms)", _told(looks)),
    ]
    verdict = "held" if not complaints and share(flips, 0.99) * 1000 < LIMIT_MS else "**not held**"
    told = "".join(f"\n- {one}" for one in complaints[:12])
    lines = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"| | |\n|---|---|\n{lines}\n\nNo error, no mixed version, p99 of the flip under {LIMIT_MS:.0f} ms: {verdict}.{told}\n"


def _told(values: Sequence[float]) -> str:
    return ", ".join(f"{1000 * share(values, quantile):,.1f}" for quantile in (0.5, 0.99, 1.0))


def soak(ground: Ground, count_of_readers: int, count: int, minutes: float, pause_s: float, runs: int) -> tuple[str, list[str]]:
    """The section of the page, and what did not hold."""
    with ground.trial(done=True) as home:
        warehouse, measured = home.root / "warehouse", Measured()
        contents = [shown_by(warehouse, number) for number in (1, 2)]
        with readers(home, count_of_readers, pause_s) as seen:
            whole = whole_runs(home, ground, runs)
        first = ground.after.number + 1 + runs
        folders = sealed_ahead(warehouse, first, contents, measured, count)
        with readers(home, count_of_readers, pause_s) as seen_then:
            publish_all(warehouse, first, folders, minutes, measured)
        seen += seen_then
        complaints = [complaint for one in seen for complaint in one["complaints"]]
        complaints += [f"a reader saw {one['publications']}" for one in seen if one["publications"] != sorted(one["publications"])]
        complaints += [] if home.published and home.published.number == first + count - 1 else [f"{home.published} stands at the end"]
        complaints += [what for what, fix in examine_publications(warehouse, {}) if fix]
    return table(seen, measured, whole, complaints), complaints


@click.command()
@click.option("--readers", "count_of_readers", default=8, show_default=True, help="Processes that look.")
@click.option("--publications", "count", default=500, show_default=True, help="How many.")
@click.option("--minutes", default=10.0, show_default=True, help="Over which they are spread.")
@click.option("--pause", "pause_s", default=0.5, show_default=True, help="Seconds between two looks of a reader.")
@click.option("--runs", default=3, show_default=True, help="Whole `claims run`s beside.")
@click.option("--page", type=click.Path(path_type=Path), default=PAGE, help="Where the table goes.")
def main(page: Path, **how: Any) -> None:
    """Let readers look on while publications follow one another."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        text, complaints = soak(of_a_run(Path(folder) / "ground"), **how)
    command = " ".join(f"--{name.removeprefix('count_of_')} {value}" for name, value in how.items())
    command = command.replace("--count ", "--publications ").replace("--pause_s ", "--pause ")
    write_section(page, HEADING, f"{text}\n`python -m tests.proof.faults.soak {command}`; {described(datetime.now(UTC).date())}\n")
    raise SystemExit(int(bool(complaints)))


if __name__ == "__main__":
    main()
