"""Files of the home damaged on purpose: named by the doctor and by whoever needs them; readers keep, or get back, what was published."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.reader import look_at_all
from tests.proof.faults.trial import Order, Row, as_undisturbed, explained

Spoil = Callable[[Path, random.Random], None]

BLOCK = 256 << 10  # of a DuckDB file
FIRST_BLOCK = 12 << 10  # after its three headers
PAGE = 4096
LINK = "warehouse/current"


def block(file: Path, dice: random.Random) -> None:
    """A few bytes of one of its blocks are others."""
    at = FIRST_BLOCK + dice.randrange((file.stat().st_size - FIRST_BLOCK) // BLOCK) * BLOCK + dice.randrange(BLOCK - 64)
    with file.open("r+b") as opened:
        opened.seek(at)
        was = opened.read(16)
        opened.seek(at)
        opened.write(bytes(byte ^ 0xFF for byte in was))


def page(file: Path, dice: random.Random) -> None:
    """One page of an SQLite file is another."""
    at = PAGE * dice.randrange(1, file.stat().st_size // PAGE)
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(dice.randbytes(PAGE))


def beginning(file: Path, _dice: random.Random) -> None:
    """It does not begin as such a file does."""
    with file.open("r+b") as opened:
        opened.write(b"not a database" * 8)


def cut(file: Path, dice: random.Random) -> None:
    """It ends too soon."""
    os.truncate(file, dice.randrange(4096, file.stat().st_size))


def empty(file: Path, _dice: random.Random) -> None:
    """There is nothing in it."""
    os.truncate(file, 0)


def gone(file: Path, _dice: random.Random) -> None:
    """It is not there."""
    file.unlink()


def dangling(link: Path, _dice: random.Random) -> None:
    """It leads nowhere."""
    link.unlink()
    link.symlink_to("publications/9")


def older(link: Path, _dice: random.Random) -> None:
    """It leads to an older publication."""
    link.unlink()
    link.symlink_to("publications/1")


def a_file(link: Path, _dice: random.Random) -> None:
    """Something else has its name."""
    link.unlink()
    link.write_text("not a link", encoding="utf-8")


PUBLISHED: dict[str, tuple[Spoil, ...]] = {
    "warehouse/publications/2/claims.duckdb": (block, beginning, cut, empty, gone),
    "warehouse/publications/2/claims_public.duckdb": (block, cut, gone),
    LINK: (gone, dangling, older, a_file),
}
REGISTER = (page, beginning, cut, empty, gone)


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """What was published is put back by a named command; a register, by a backup."""
    ground, dice, found = ground_of("run"), random.Random(order.seed), []  # noqa: S311 - the same bytes for the same seed
    for name, spoils in PUBLISHED.items():
        row = Row(f"`{name}`: {_named(spoils)}")
        for spoil in spoils[:1] if order.quick else spoils * order.count(1, 3 if block in spoils else 1):
            with ground.trial(done=True) as home:
                row.tried(spoil.__name__, published_damaged(ground, home, name, spoil, dice))
        row.seen.append("the doctor names it; `claims publish --restore`: readers have the newest whole one; run again: the same hash")
        found.append(row)
    return [*found, _register_row(order, ground, dice)]


def _named(spoils: tuple[Spoil, ...]) -> str:
    return ", ".join(spoil.__name__.replace("_", " ") for spoil in spoils)


def published_damaged(ground: Ground, home: ClaimsHome, name: str, spoil: Spoil, dice: random.Random) -> list[str]:
    """What did not hold where a file of what is published, or the link to it, was damaged."""
    path = home.root / name
    if path.is_file() and not path.is_symlink():
        path.chmod(0o600)
    spoil(path, dice)
    complaints = _doctor_names(home, "publication" if name != LINK else "")
    ended = home.claims(*ground.command)
    complaints += explained(ended, *((13,) if name == LINK or (spoil is gone and "public" not in path.name) else (0, 13)))
    restored = home.claims("publish", "--restore", "--json")
    complaints += explained(restored, 0)
    number, disagreeing = look_at_all(str(home.file))
    complaints += disagreeing + ([] if number == (2 if name == LINK else 1) else [f"publication {number} was put back"])
    again = home.claims(*ground.command)
    return complaints + explained(again, 0) + as_undisturbed(ground, home)


def _doctor_names(home: ClaimsHome, subject: str) -> list[str]:
    doctor = home.claims("doctor", "--json")
    return explained(doctor, 13, 14) + ([] if subject in doctor.stdout else [f"the doctor does not name it: {doctor}"])


def _register_row(order: Order, ground: Ground, dice: random.Random) -> Row:
    row = Row(f"`register/register.sqlite`: {_named(REGISTER)}")
    for spoil in REGISTER[2:3] if order.quick else REGISTER:
        with ground.trial(done=True) as home:
            row.tried(spoil.__name__, register_damaged(ground, home, spoil, dice))
    row.seen.append("doctor and run name it and publish nothing; readers do not notice; put back from a backup: nothing has changed")
    return row


def register_damaged(ground: Ground, home: ClaimsHome, spoil: Spoil, dice: random.Random) -> list[str]:
    """The same of the register."""
    file = home.root / "register" / "register.sqlite"
    backup = file.read_bytes()
    spoil(file, dice)
    complaints = _doctor_names(home, "")
    complaints += explained(home.claims(*ground.command), *((0, 13) if spoil is page else (13,)))  # a run need not come to that page
    number, disagreeing = look_at_all(str(home.file))
    complaints += disagreeing + ([] if number == ground.after.number else [f"publication {number} stands"])
    for beside in file.parent.glob("register.sqlite-*"):
        beside.unlink()
    file.write_bytes(backup)
    again = home.claims(*ground.command)
    return complaints + explained(again, 0) + as_undisturbed(ground, home)
