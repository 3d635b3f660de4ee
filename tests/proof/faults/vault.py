"""Extracts that cannot be read any more: in the vault when a part must be made anew from it, and in landing/ when they arrive.

A read error of the system's own (EIO) without a broken disk: a link to /proc/self/mem, whose first page is mapped in no process.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import FIRST, Ground
from tests.proof.faults.trial import Order, Row, explained, ills, left_standing, looked_at, run_again

Spoil = Callable[[Path], None]


def gone(file: Path) -> None:
    """It is not there."""
    file.unlink()


def cut(file: Path) -> None:
    """Its second half is lost."""
    file.chmod(0o600)
    os.truncate(file, file.stat().st_size // 2)


def altered(file: Path) -> None:
    """One bit of it is another."""
    file.chmod(0o600)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def a_folder(file: Path) -> None:
    """Something else has its name."""
    file.unlink()
    file.mkdir()


def unreadable(file: Path) -> None:
    """Reading it is an input/output error."""
    file.unlink()
    file.symlink_to("/proc/self/mem")


def forbidden(file: Path) -> None:
    """Nobody may read it."""
    file.chmod(0)


SPOILS: dict[str, Spoil] = {
    "gone": gone,
    "cut in half": cut,
    "one bit altered": altered,
    "a folder in its place": a_folder,
    "a read error (EIO)": unreadable,
}
if os.geteuid():
    SPOILS["not ours to read"] = forbidden  # root reads it all the same


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """Named, nothing published from it, and mended by what the message says."""
    ground = ground_of("run")
    some = dict([*SPOILS.items()][-2:] if order.quick else SPOILS)
    vault, landing = (
        Row("an extract in the vault: " + ", ".join(some)),
        Row("an extract in landing/ that is a link to what cannot be read"),
    )
    for name, spoil in some.items():
        with ground.trial() as home:
            vault.tried(name, in_vault(ground, home, spoil))
    with ground.trial() as home:
        landing.tried("a link", in_landing(ground, home))
    vault.seen.append("exit code 11 and the file's name; `claims doctor --every-byte` names it; sent again, the same hash")
    landing.seen.append("left aside by name, and the others go on; mended, the same hash")
    return [vault, landing]


def in_vault(ground: Ground, home: ClaimsHome, spoil: Spoil) -> list[str]:
    sent = next((home.root / "landing" / FIRST).rglob("*.csv"))
    kept = next(path for path in (home.root / "vault").iterdir() if path.is_file() and path.read_bytes() == sent.read_bytes())
    spoil(kept)
    again = sent.read_bytes()
    sent.unlink()  # in a copied home it would look like one that was put there again, and be taken in anew
    shutil.rmtree(home.root / "clean")
    with looked_at(home, ground.before.number, ground.after.number) as look:
        ended = home.claims(*ground.command)
        look.complaints += explained(ended, 11)
        look.complaints += [] if kept.name in ended.said else [f"the file is not named: {ended}"]
        found = ills(home.root)
        look.complaints += [] if any(kept.name in what for what in found) else [f"the doctor does not name it: {found}"]
        look.complaints += left_standing(ground, home, look.reader)
        if kept.is_dir() and not kept.is_symlink():
            kept.rmdir()  # as the message says
        sent.write_bytes(again)
        again_told = run_again(ground, home)
        # What the first publication was counted from went with clean/, and nothing asks for it any more.
        look.complaints += [one for one in again_told if not one.startswith("missing: clean/months")]
    return look.complaints


def in_landing(ground: Ground, home: ClaimsHome) -> list[str]:
    sent = next((home.root / "landing" / ground.command[-1]).rglob("*.csv"))
    aside = sent.rename(home.root.parent / "aside")
    sent.touch()
    unreadable(sent)
    with looked_at(home, 1, 2, 3) as look:
        ended = home.claims(*ground.command)
        look.complaints += explained(ended, 0, 1, 11, 14)
        look.complaints += [] if sent.parent.name in ended.said else [f"the sender is not named: {ended}"]
        sent.unlink()
        aside.rename(sent)
        again = home.claims(*ground.command, CLAIMS_RESTATEMENT="any")
        look.complaints += explained(again, 0) + ills(home.root)
        now = home.published
        same = now is not None and now.content_hash == ground.after.content_hash
        look.complaints += [] if same else [f"{now} instead of {ground.after}"]
    return look.complaints
