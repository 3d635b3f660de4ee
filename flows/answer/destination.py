"""Where an answer may go: it shows the sender's own values, so only where it is told, for the owner alone, and never into the home."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.answer.errors import DestinationRefused
from flows.home import PRIVATE
from warehouse.register.records import Arrival

NAME_BYTES = 200
ENDING = " - perbaikan.xlsx"


def accepted_folder(folder: Path, home: Path, landing_url: str) -> Path:
    """The folder, made if need be. DestinationRefused inside the home or the landing zone, and for what is no writable folder."""
    real = folder.resolve()
    local_landing = [Path(landing_url.removeprefix("file://"))] if "://" not in landing_url.removeprefix("file://") else []
    for forbidden in (home, *local_landing):
        if real.is_relative_to(forbidden.resolve()):
            what = "an answer shows the sender's own values: it may not lie in the home or the landing zone"
            raise DestinationRefused(what, str(folder), "name a folder elsewhere with --to, one that only the right people can open")
    try:
        real.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    except OSError as error:
        raise _unusable(folder, error) from None
    if not os.access(real, os.W_OK | os.X_OK):
        raise _unusable(folder, PermissionError(0, "it cannot be written"))
    return real


def _unusable(folder: Path, error: OSError) -> DestinationRefused:
    what = f"nothing can be put there ({error.strerror or type(error).__name__})"
    return DestinationRefused(what, str(folder), "name a folder that can be written with --to")


def answer_name(arrival: Arrival, taken: set[str]) -> str:
    """`<sender> <period> <stem of the masked name> - perbaikan.xlsx`, so that no answer takes the place of another sender's.

    Stars, which some systems take in no name, become `_`. Unlike those taken.
    """
    ending = f".{arrival.file_format}"
    name = arrival.file_name
    stem = f"{arrival.sender_code} {arrival.period} " + (name[: -len(ending)] if name.lower().endswith(ending) else name)
    plain = stem.replace("*", "_").encode()[:NAME_BYTES].decode(errors="ignore")
    names = (plain + ENDING if n == 1 else f"{plain} ({n}){ENDING}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


@contextmanager
def private_file(folder: Path, name: str) -> Iterator[Path]:
    """A file of mode 0600 to be written, under its name only once it is whole. An older answer of that name is replaced."""
    descriptor, unfinished = tempfile.mkstemp(dir=folder, prefix=".answer-", suffix=".part")
    os.close(descriptor)
    try:
        yield Path(unfinished)
        with Path(unfinished).open("rb") as written:
            os.fsync(written.fileno())
        Path(unfinished).replace(folder / name)
    finally:
        Path(unfinished).unlink(missing_ok=True)
