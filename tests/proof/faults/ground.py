"""The homes on which faults are tried: prepared once, copied for each trial."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from tests.acceptance.claims_home import ClaimsHome, Ended, Publication

SENDERS = ("--senders", "3", "--seed", "7")
FIRST = "2022-01"


@dataclass(frozen=True, slots=True)
class Ground:
    """A home with its first month published and more delivered, and how the command that brings the rest in ends undisturbed."""

    home: ClaimsHome
    before: Publication
    command: tuple[str, ...]
    undisturbed: Ended
    after: Publication
    done: ClaimsHome  # after the undisturbed command
    files: frozenset[str]  # of that
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def trial(self, where: Path | None = None, *, done: bool = False) -> Iterator[ClaimsHome]:
        """A copy of the home, or of what it is when all is done; removed after the block."""
        folder = where or self.home.root.parent / f"trial-{next(self._numbers)}"
        folder.mkdir(exist_ok=True)
        try:
            yield (self.done if done else self.home).copied(folder / "home")
        finally:
            rmtree(folder, ignore_errors=True)


def of_a_run(folder: Path) -> Ground:
    """Three small extracts wait for `claims run`."""
    return _ground(folder, 200, "2022-02", ("run", "--period", "2022-02"))


def of_a_backfill(folder: Path) -> Ground:
    """Six bigger extracts of two months wait for `claims backfill`: enough for two worker processes."""
    return _ground(folder, 9000, "2022-03", ("backfill", "2022-02", "2022-03"))


def inventory(home: ClaimsHome) -> frozenset[str]:
    """The names of what a home holds, without Prefect's database, Great Expectations' pages (named by the time) and SQLite's own files."""
    names = (path.relative_to(home.root).as_posix() for path in home.root.rglob("*"))
    return frozenset(name for name in names if not name.startswith((".prefect/", "reports/data_docs/", "register/register.sqlite-")))


def _ground(folder: Path, rows: int, last: str, command: tuple[str, ...]) -> Ground:
    folder.mkdir(parents=True)
    home = ClaimsHome(folder / "home", longest_s=900)
    home.done("sample", "--from", FIRST, "--to", last, "--rows", str(rows), *SENDERS)
    landing, aside = home.root / "landing", folder / "aside"
    landing.rename(aside)
    landing.mkdir()
    (aside / FIRST).rename(landing / FIRST)
    home.done("run", "--period", FIRST)
    before = home.published
    for month in aside.iterdir():
        month.rename(landing / month.name)
    whole = home.copied(folder / "whole")
    undisturbed = whole.done(*command, "--json")
    after = whole.published
    assert before is not None and after is not None and before != after  # noqa: PT018 - one precondition
    return Ground(home, before, command, undisturbed, after, whole, inventory(whole))
