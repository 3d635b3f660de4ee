"""Attack the product and see what holds: `python -m tests.proof.attacks [--quick] [--only NAME] [--seconds N] [--seed N]`.

Writes a section of docs/attacks.md for each kind of attack; ends with 1 where one of them succeeded.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.acceptance.claims_home import KEY, ClaimsHome
from tests.acceptance.extracts import csv_bytes
from tests.proof.attacks import audit, injected, kept_private, listening, walked
from tests.proof.attacks.found import in_bytes, traces
from tests.proof.attacks.fuzzed import TARGETS, fuzz_apart
from tests.proof.attacks.persons import Person
from tests.proof.attacks.planted import PLACES, REFERENCE, plain
from tests.proof.attacks.planted import table as table_of
from tests.proof.attacks.querying import ask_everything
from tests.proof.machine import described
from tests.proof.page import write_section

PAGE = Path(__file__).parents[3] / "docs" / "attacks.md"
BY_DESIGN = ("landing", "vault")  # as they came: that is what these are for
NOT_OF_THE_PRODUCT = ("desk", "breaker", "answers")  # what was typed, what breaks it, and what goes back to the sender it came from
ECHOED = ("reconcile",)  # it says what in the statement that it was given is not understood, to whoever gave it
LONGEST_S = 1800.0


@dataclass(frozen=True, slots=True)
class Order:
    """How much is to be tried."""

    quick: bool
    seed: int
    seconds: float


@dataclass(slots=True)
class Row:
    """One attack: how much was tried, what was seen, and what should not have been."""

    attack: str
    many: str
    seen: str
    faults: list[str] = field(default_factory=list)


def canaries(order: Order, folder: Path) -> list[Row]:
    """Somebody's data in every place of the inputs, every command, every byte written; and who may read and write it."""
    with careless():
        walk = walked.new_walk(folder)
        files = walked.lay(walk)
        steps = (walked.run,) if order.quick else (walked.run, walked.look, walked.write, walked.err, walked.crash)
        for step in steps:
            step(walk)
    root = walk.home.root
    written = [place for place in folder.iterdir() if place.name not in (*NOT_OF_THE_PRODUCT, root.name)]
    found = traces(root, without=BY_DESIGN)
    found += [f"{place.name}/{one}" for place in written if place.is_dir() for one in traces(place)]
    said = [
        f"{' '.join(one.arguments)[:60]}: {told}"
        for one in walk.said
        if one.arguments[0] not in ECHOED
        for told in in_bytes(one.said.encode())
    ]
    given = [f"{name}: {told}" for name, texts in walk.given.items() for text in texts for told in in_bytes(text)]
    keyed = [name for name, texts in walk.given.items() if name == "the API" and any(KEY.encode() in text for text in texts)]
    beside = tuple(place for place in (folder / "exported", folder / "exported-public", folder / "bundle.zip") if place.exists())
    return [
        Row("a person's data in the inputs, searched in every byte written", f"{len(PLACES)} places, {files} files", "nowhere", found),
        Row("the same in what commands print", f"{len(walk.said)} commands", "nowhere", said),
        Row(
            "the same, and the key, in arguments and environment of the API's process", f"{len(walk.given)} kinds", "nowhere", given + keyed
        ),
        Row("tracebacks and unforeseen errors", f"{len(walk.said)} commands", "where a break was planted alone", _unplanted(walk)),
        Row(
            "rights of what is made, umask 000",
            f"{kept_private.count(root, beside)} files and folders",
            "private is private, nothing is writable by others",
            list(kept_private.faults(root, beside, folder / "answers")),
        ),
    ]


def _unplanted(walk: walked.Walk) -> list[str]:
    planted = sum(how == "raise" for _, how in walked.CRASHES)
    unforeseen = walk.unforeseen
    return [one for one in unforeseen if "Traceback" in one] if len(unforeseen) <= planted else unforeseen


def names(order: Order, folder: Path) -> list[Row]:
    """Hostile names through a whole month."""
    done = injected.attempt(folder, order.seed, names=8 if order.quick else len(injected.HOSTILE))
    many = f"{done.names} names, each of a file or sheet and in four columns"
    return [Row("names that are SQL, paths, flags, mark-up, escape sequences", many, "figures right, nothing else written", done.faults)]


def queries(_order: Order, folder: Path) -> list[Row]:
    """Every statement of the table."""
    asked = ask_everything(folder)
    seen = "as queries.csv says; nothing written, read or reached"
    return [
        Row("claims query: write, read files, reach the network, take without end", f"{asked.statements} statements", seen, asked.faults)
    ]


def fuzzing(order: Order, folder: Path) -> list[Row]:
    """Drawn inputs for all that reads what others write."""
    rows = []
    for target in TARGETS:
        examples = 15 if order.quick else int(order.seconds)
        done = fuzz_apart(target, examples, order.seed, folder / target.replace(" ", "-"), LONGEST_S)
        seen = f"slowest {done.slowest_s:.1f} s, {done.grown_mib} MiB more"
        rows.append(Row(f"fuzzing: {target}", f"{done.examples} inputs", seen, list(done.faults)))
    return rows


def addresses(order: Order, folder: Path) -> list[Row]:
    """Where the served API listens."""
    home = ClaimsHome(folder / "home", {"CLAIMS_PSEUDONYM_KEY": KEY})
    home.lay("2022-07/s01/klaim.csv", csv_bytes(table_of(plain("A", Person(1)))))
    (home.root / "reference").mkdir()
    (home.root / "reference" / "headings.csv").write_text(REFERENCE)
    rows = []
    for arguments in (("run", "--period", "2022-07"), ("serve",))[order.quick :]:
        found = listening.seen_during(home, *arguments)
        faults = sorted(found - {"127.0.0.1"}) or ([] if found else ["it was not seen to listen at all"])
        rows.append(Row(f"the API of claims {arguments[0]}", "1 process", f"listens on {', '.join(sorted(found))}", faults))
    return rows


def dependencies(order: Order, _folder: Path) -> list[Row]:
    """The lock, and what is known about it."""
    told = list(audit.told())
    faults = [sentence for sentence, is_fault in told if is_fault]
    rows = [Row("dependencies: lock, bounds, licences", "1 lock", "; ".join(one for one, is_fault in told if not is_fault), faults)]
    if not order.quick:
        unasked, known = audit.vulnerabilities()
        rows.append(
            Row("dependencies: known vulnerabilities", "1 lock", f"not run: {unasked}" if unasked else f"{len(known)} known", known)
        )
    return rows


ATTACKS: dict[str, tuple[str, Callable[[Order, Path], list[Row]]]] = {
    "queries": ("Queries", queries),
    "names": ("Names from outside", names),
    "fuzzing": ("Fuzzing", fuzzing),
    "addresses": ("Addresses", addresses),
    "dependencies": ("Dependencies", dependencies),
    "canaries": ("Personal data", canaries),
}


@click.command()
@click.option("--quick", is_flag=True, help="Some of each.")
@click.option("--only", type=click.Choice([*ATTACKS]), multiple=True, help="Only these attacks.")
@click.option("--seconds", default=300.0, show_default=True, help="How long to fuzz each target: about an input a second.")
@click.option("--seed", default=20221231, show_default=True, help="Decides what is drawn.")
@click.option("--page", type=click.Path(path_type=Path), default=PAGE, help="Where the tables go.")
def main(quick: bool, only: tuple[str, ...], seconds: float, seed: int, page: Path) -> None:  # noqa: FBT001 - click's signature
    """Try the attacks one after the other, and write the page after each."""
    order, failed = Order(quick, seed, seconds), False
    for name in only or ATTACKS:
        title, attack = ATTACKS[name]
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
            rows = attack(order, Path(folder) / name)
        write_section(page, f"## {title}", table(rows, order, time.monotonic() - began))
        for row in rows:
            click.echo(f"{row.attack}: {row.many}; {len(row.faults)} faults")
        failed |= any(row.faults for row in rows)
    raise SystemExit(int(failed))


def table(rows: list[Row], order: Order, seconds: float) -> str:
    """A section of the page."""
    lines = ["| attack | how many | what was seen |", "|---|---|---|"]
    for row in rows:
        seen = f"**{len(row.faults)} faults**: {'; '.join(row.faults[:5])}" if row.faults else row.seen
        lines.append(f"| {_cell(row.attack)} | {_cell(row.many)} | {_cell(seen)} |")
    form = "quick form" if order.quick else "full form"
    return "\n".join([*lines, "", f"{form}, seed {order.seed}, {seconds:.0f} s. {described(datetime.now(UTC).date())}"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


@contextmanager
def careless() -> Iterator[None]:
    """The block, and what it starts, has the umask that forbids nothing."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


if __name__ == "__main__":
    main()
