"""A home and the `claims` command on it, as users meet them: processes, exit codes, what is printed, what lies on disk."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

CLAIMS = Path(sys.executable).with_name("claims")
KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
ANOTHER_KEY = KEY[::-1]
LONGEST_S = 250
# Most of these tests are about figures. Those about who may change published ones set this to what they need.
RESTATES = {"CLAIMS_RESTATEMENT": "any"}


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    arguments: tuple[str, ...]
    code: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def result(self) -> Any:
        """What `--json` printed."""
        return json.loads(self.stdout)

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self.stdout + self.stderr

    def __str__(self) -> str:
        return f"claims {' '.join(self.arguments)} -> {self.code} in {self.seconds:.1f} s\n{self.stdout}\n--- stderr\n{self.stderr}"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a reader sees of the publication that stands."""

    number: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class ClaimsHome:
    """A home in a temporary folder. `settings` are environment variables of every command; the person's own HOME lies beside."""

    root: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    longest_s: int = LONGEST_S

    @property
    def file(self) -> Path:
        """What a BI tool opens."""
        return self.root / "warehouse" / "current" / "claims.duckdb"

    def claims(self, *arguments: str, **settings: str) -> Ended:
        """Run `claims` to its end."""
        began = time.monotonic()
        done = subprocess.run(
            [CLAIMS, "--home", self.root, *arguments],
            capture_output=True,
            text=True,
            timeout=self.longest_s,
            env=self.environment(settings),
            cwd=self._person,
            check=False,
        )
        return Ended(arguments, done.returncode, done.stdout, done.stderr, time.monotonic() - began)

    def done(self, *arguments: str, **settings: str) -> Ended:
        """Run `claims` and insist that it ended well."""
        ended = self.claims(*arguments, **settings)
        assert ended.code == 0, str(ended)
        return ended

    @contextmanager
    def running(self, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
        """`claims`, running during the block and killed after it if it has not ended."""
        process = subprocess.Popen(
            [CLAIMS, "--home", self.root, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment(settings),
            cwd=self._person,
            start_new_session=True,  # a group of its own, to be killed as one
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def lay(self, place: str, content: bytes) -> Path:
        """Put an extract at landing/<place>, as a sender would."""
        path = self.root / "landing" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def copied(self, to: Path, **settings: str) -> "ClaimsHome":
        """A copy of everything, links as links and times kept."""
        shutil.copytree(self.root, to, symlinks=True)
        return ClaimsHome(to, {**self.settings, **settings}, self.longest_s)

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Rows of the published file, read as a BI tool reads it."""
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(sql, parameters).fetchall()

    @property
    def published(self) -> Publication | None:
        """The publication that stands; None before the first."""
        if not self.file.exists():
            return None
        [(number, content_hash)] = self.query("select publication, content_hash from meta.publication order by 1 desc limit 1")
        return Publication(number, content_hash)

    @property
    def figures(self) -> dict[tuple[str, str], tuple[int, int, int, Decimal]]:
        """(period, benefit type) -> claims, payments, participants, rupiah, as the mart shows them."""
        rows = self.query(
            "select strftime(period, '%Y-%m'), benefit_type_code, claim_count, payment_count, participant_count, amount_paid_idr"
            " from mart.claims_by_benefit_month"
        )
        found = {(row[0], row[1]): row[2:] for row in rows}
        assert len(found) == len(rows), "a cell of the mart has two rows"
        return found

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        """The environment of a command: nothing of ours but what is asked for."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("CLAIMS_", "PREFECT_", "PYTEST_"))}
        return {**ours, **RESTATES, "HOME": str(self._person), **self.settings, **settings}

    @property
    def _person(self) -> Path:
        folder = self.root.parent / "person"
        folder.mkdir(exist_ok=True)
        return folder


def processes_of(home: Path, apart_from: int = 0) -> dict[int, str]:
    """Processes of this machine that have the home's path in their command line or environment: their command lines by id."""
    sought = str(home).encode()
    found = {}
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and int(process.name) not in {os.getpid(), apart_from}:
            try:
                command = (process / "cmdline").read_bytes()
                if sought in command or sought in (process / "environ").read_bytes():
                    found[int(process.name)] = command.replace(bytes(1), b" ").decode(errors="replace")
            except OSError:  # it has ended meanwhile
                continue
    return found


def left_over_processes(home: Path, apart_from: int = 0) -> list[str]:
    """The same, told."""
    return [f"{process}: {command}" for process, command in processes_of(home, apart_from).items()]


def gone_within(home: Path, seconds: float, *, apart_from: int = 0) -> list[str]:
    """What of the home's processes is still there after so many seconds; returns as soon as none is."""
    deadline = time.monotonic() + seconds
    while (left := left_over_processes(home, apart_from)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left
