"""What must hold after every fault, and how a fault is told in the table."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flows.doctor import examine
from tests.acceptance.claims_home import ClaimsHome, Ended, gone_within
from tests.proof.faults.ground import Ground, inventory
from tests.proof.faults.onlooker import complaints_of, read_meanwhile

LEFT_ALONE_S = 30  # the API's process gives its database a moment when its parent is gone
PAUSE_S = 0.1  # between two looks: a reader that never rests would take a core from what it looks at


@dataclass(frozen=True, slots=True)
class Order:
    """How much is to be tried. `trials` of a kind, where it was said; `jobs` kills at a time."""

    quick: bool
    seed: int
    trials: int | None = None
    jobs: int = 1

    def count(self, quick: int, full: int) -> int:
        """How many trials: as said, else by the form."""
        return self.trials or (quick if self.quick else full)


@dataclass(slots=True)
class Row:
    """One line of the table: a fault, how often it was tried, what was seen, and each thing that did not hold."""

    fault: str
    trials: int = 0
    seen: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def tried(self, name: str, complaints: list[str]) -> None:
        """Count a trial."""
        self.trials += 1
        self.complaints += [f"{name}: {complaint}" for complaint in complaints]
        held = "; ".join(complaints) or "held"
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} {self.fault}: {self.trials}, {name}: {held}\n")


Fault = Callable[[Order, "Callable[[str], Ground]"], list[Row]]


@dataclass(slots=True)
class Look:
    """A reader at work, and whatever did not hold meanwhile. What it complains of itself is added when it has ended."""

    reader: int
    complaints: list[str] = field(default_factory=list)


@contextmanager
def looked_at(home: ClaimsHome, *numbers: int) -> Iterator[Look]:
    """A reader loops during the block, and may see these publications and no other."""
    with read_meanwhile(home, PAUSE_S) as seen:
        look = Look(seen["pid"])
        yield look
    look.complaints += complaints_of(seen, *numbers)


def left_standing(ground: Ground, home: ClaimsHome, reader: int = 0) -> list[str]:
    """What is wrong right after the fault: strays, or a publication that is neither the old one nor the new one."""
    left = gone_within(home.root, LEFT_ALONE_S, apart_from=reader)
    told = [f"left behind: {each}" for each in left]
    return told if home.published in (ground.before, ground.after) else [*told, f"{home.published} stands"]


def run_again(ground: Ground, home: ClaimsHome) -> list[str]:
    """The same command again must end as the undisturbed one did, and leave nothing else behind."""
    again = home.claims(*ground.command, "--json")
    return [f"run again: {again}"] if again.code else as_undisturbed(ground, home)


def as_undisturbed(ground: Ground, home: ClaimsHome) -> list[str]:
    """What differs from the home after the undisturbed command."""
    told = [] if home.published == ground.after else [f"{home.published} instead of {ground.after}"]
    found = inventory(home)
    told += [f"left over: {name}" for name in sorted(found - ground.files)]
    told += [f"missing: {name}" for name in sorted(ground.files - found)]
    return told + ills(home.root)


def ills(home: Path) -> list[str]:
    """What the doctor finds ill, every byte read; little room left on the disk is no fault of a run."""
    with _nothing_of_ours():
        found = examine(home, every_byte=True)
    return [f"doctor: {one.subject}: {one.what}" for one in found if one.state == "ill" and one.subject != "disk"]


@contextmanager
def _nothing_of_ours() -> Iterator[None]:
    """The environment of the commands: a key in that of whoever runs the trials is not the home's."""
    ours = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("CLAIMS_")}
    try:
        yield
    finally:
        os.environ.update(ours)


def explained(ended: Ended, *codes: int) -> list[str]:
    """What is wrong with how a command ended that could not do its work: exit code, a traceback, no way out."""
    told = [] if ended.code in codes else [f"exit code {ended.code} instead of {codes}: {ended.stderr[-600:]}"]
    if ended.code and ("fix: " not in ended.said and '"fix"' not in ended.said):
        told.append(f"no way out is told: {ended.said[-600:]}")
    return told + [f"{word!r} is said: {ended.said[-600:]}" for word in ("Traceback", "unforeseen") if word in ended.said]
