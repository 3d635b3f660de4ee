"""A reviewed table of the home's `reference/` folder is written: wholly or not at all, its header, line ends and mark kept."""

import codecs
import csv
import io
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from flows.decisions import columns_of


def write_table(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Put these rows under the table's header, in its order of columns (the shipped one for a new file). Durable when it returns."""
    target = path.resolve()  # a site may keep its tables elsewhere and link to them
    before = target.read_bytes() if target.exists() else b""
    text = io.StringIO(newline="")
    header = _header(before) or columns_of(path.name)
    writer = csv.DictWriter(text, header, lineterminator="\r\n" if b"\r\n" in before else "\n")
    writer.writeheader()
    writer.writerows(rows)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    replace_file(target, mark + text.getvalue().encode())


def replace_file(path: Path, content: bytes) -> None:
    """The file with this content, or as it was."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _make_durable(path.parent)


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _header(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")), [])
