"""Who may read and write what the product made, under the most careless umask there is."""

import stat
from collections.abc import Iterator
from pathlib import Path

FOR_THE_OWNER_ALONE = ("vault", "clean", "quarantine", "register", ".prefect")
BROUGHT = ("landing", "reference")  # by senders and by whoever set the home up
GROUP_OR_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def faults(home: Path, beside: tuple[Path, ...] = (), answers: Path | None = None) -> Iterator[str]:
    """What is more open than it may be. `beside`: exports and bundles; `answers`: what goes to senders."""
    for path in _made(home, beside):
        if stat.S_IMODE(path.lstat().st_mode) & GROUP_OR_OTHERS_WRITE:
            yield f"others may write {path.name} ({_mode(path)})"
    for name in FOR_THE_OWNER_ALONE:
        if _mode(home / name) != "700":
            yield f"{name}/ is {_mode(home / name)}"
    yield from (f"vault/{path.name} is {_mode(path)}" for path in (home / "vault").iterdir() if path.is_file() and _mode(path) != "400")
    key = home / "pseudonym.key"
    if key.exists() and _mode(key) != "600":
        yield f"the key is {_mode(key)}"
    if answers is not None and answers.exists():
        yield from (f"an answer is {_mode(path)}" for path in answers.iterdir() if _mode(path) != "600")
        if _mode(answers) != "700":
            yield f"the folder of answers is {_mode(answers)}"


def count(home: Path, beside: tuple[Path, ...] = ()) -> int:
    """How many files and folders were looked at."""
    return sum(1 for _ in _made(home, beside))


def _made(home: Path, beside: tuple[Path, ...]) -> Iterator[Path]:
    for path in home.rglob("*"):
        if path.relative_to(home).parts[0] not in BROUGHT and not path.is_symlink():
            yield path
    for place in beside:
        yield from (path for path in (place, *place.rglob("*")) if not path.is_symlink() and path.exists())


def _mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"
