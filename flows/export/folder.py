"""The folder of an export, often a share that Windows reads: nothing a reader holds open is ever written to, and nothing is shown half.

    current.json            which publication the folder shows, and its files; replaced as the last step
    7/parquet/*.parquet     a publication whole, never changed once it is there (csv, duckdb likewise)
    latest/parquet/...      the same under names that stay, for tools that can follow no number; replaced file by file

Where a reader holds a file, Windows (and a share on it) refuses to replace or remove it: then it stays as it is, is told, and is tried
again by the next export.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from flows.export.errors import ExportFailed, ExportFolderRefused
from flows.export.manifest import MARK, NAME, ExportedFile, Format, Manifest, mark_of

LATEST = "latest"
KEPT = 3  # publications: a reader that began with the one before, or the one before that, comes to its end
_UNFINISHED = ".unfinished"
_DISCARDED = ".discarded-"
_TRIES, _PAUSE_S = 5, 0.2  # a reader of current.json holds it for a moment only


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A place in the folder to write to; what a kill left there is removed first. Raises ExportFailed."""
    place = folder / _UNFINISHED
    with _failing(folder):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def whole(folder: Path) -> list[ExportedFile] | None:
    """What the folder of one format holds, if that is all there; None if it has to be written. Raises ExportFolderRefused for another's."""
    with _failing(folder):
        if not folder.exists():
            return None
    held = mark_of(folder)
    if held is None:
        raise ExportFolderRefused(f"there is a folder of that name without {MARK}: it was not written by `claims export`", folder)
    with _failing(folder):
        sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    return held if all(sizes.get(file.name) == file.size for file in held) else None


def place(written: Path, target: Path, relations: dict[str, tuple[str, int | None]]) -> list[ExportedFile]:
    """Move what was written to its place, marked and on disk. `relations`: file name -> the table it holds and its rows."""
    with _failing(target):
        files = [_described(written / name, *relations[name]) for name in sorted(relations)]
        (written / MARK).write_text(json.dumps([asdict(file) for file in files], indent=2), encoding="utf-8")
        for path in written.iterdir():
            _sync(path)
        target.parent.mkdir(exist_ok=True)
        if target.exists():  # incomplete: somebody removed a file
            shutil.rmtree(target)
        written.rename(target)
        return files


def renew_latest(folder: Path, publication: int, formats: dict[Format, list[ExportedFile]]) -> list[str]:
    """Bring the stable names to this publication; hands back those that a reader holds, which stay as they were."""
    held: list[str] = []
    for form, files in formats.items():
        there = folder / LATEST / form
        with _failing(there):
            there.mkdir(parents=True, exist_ok=True)
        own = folder / str(publication) / form
        held += [f"{LATEST}/{form}/{file.name}" for file in files if not _renewed(own / file.name, there / file.name, file)]
        with _failing(there):
            _remove_others(there, {file.name for file in files})
    return held


def announce(folder: Path, manifest: Manifest) -> None:
    """Replace current.json: from now on readers see this publication. Raises ExportFailed."""
    following = folder / f".{NAME}"
    with _failing(folder / NAME):
        following.write_text(manifest.as_json(), encoding="utf-8")
        _sync(following)
        for tries_left in reversed(range(_TRIES)):
            try:
                following.replace(folder / NAME)
            except PermissionError:
                if not tries_left:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return


def prune(folder: Path, newest: int) -> list[int]:
    """Remove all but the KEPT newest publications; hands back those that a reader holds, which stay."""
    held = []
    with _failing(folder):
        gone = sorted(_numbers(folder, newest))[:-KEPT]
    for number in gone:
        try:  # renamed first: where one of its files is held this is refused, and it stays whole
            (folder / str(number)).rename(folder / f"{_DISCARDED}{number}")
        except OSError:
            held.append(number)
    with _failing(folder):
        (folder / f".{NAME}").unlink(missing_ok=True)  # what a kill left
    for path in (folder / _UNFINISHED, *folder.glob(f"{_DISCARDED}*")):
        shutil.rmtree(path, ignore_errors=True)
    return held


def _numbers(folder: Path, newest: int) -> list[int]:
    """The publications in the folder that are ours: each of their folders says so."""
    numbers = [int(path.name) for path in folder.iterdir() if path.name.isdecimal() and path.is_dir()]
    return [one for one in numbers if one <= newest and all(mark_of(each) is not None for each in (folder / str(one)).iterdir())]


def _renewed(source: Path, stable: Path, file: ExportedFile) -> bool:
    """Whether the stable name shows this file now."""
    following = stable.with_name(f".{stable.name}")
    with _failing(stable):
        if stable.exists() and stable.stat().st_size == file.size and _sha256(stable) == file.sha256:
            return True
        shutil.copyfile(source, following)
        _sync(following)
    try:
        stable.with_name(f"{stable.name}.wal").unlink(
            missing_ok=True
        )  # somebody opened a copy for writing: it belongs to the file replaced
        following.replace(stable)
    except OSError:
        following.unlink(missing_ok=True)
        return False
    return True


def _remove_others(there: Path, names: set[str]) -> None:
    for path in there.iterdir():
        if path.name not in names and path.suffix in (".parquet", ".csv", ".duckdb"):
            try:
                path.unlink()
            except OSError:  # held: the next export tries again
                continue


def _described(path: Path, relation: str, rows: int | None) -> ExportedFile:
    return ExportedFile(path.name, relation, rows, path.stat().st_size, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    """Turn a refusal of the system into ExportFailed."""
    try:
        yield
    except OSError as error:
        raise ExportFailed(Path(error.filename or path), error.strerror or type(error).__name__) from None
