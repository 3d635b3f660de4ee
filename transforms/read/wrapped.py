"""A CSV whose lines are each one quoted field, as a spreadsheet saves a CSV that stands in its first column: unwrapped line by line.

Every line stays the physical line that it was. A cell that a line end divides is no wrapped line, and is left as it is.
"""

import re
from pathlib import Path

WRAPPED = re.compile(rb'^(\xef\xbb\xbf)?"((?:[^"]|"")*)"[;,\t|]*([\r\n]*)$')
SEPARATORS = (b";", b",", b"\t", b"|")
LOOKED_AT = 200  # lines


def has_wrapped_lines(sample: bytes) -> bool:
    """Whether one of the first lines is wrapped, with separators inside."""
    return any(_is_wrapped(line) for line in sample.splitlines()[:LOOKED_AT])


def unwrapped(text: bytes) -> bytes:
    """The lines of a text, each without the quotes around it."""
    return b"".join(map(_unwrapped, text.splitlines(keepends=True)))


def unwrap(source: Path, target: Path) -> Path:
    """The same of a whole file, written to `target`."""
    with source.open("rb") as lines, target.open("wb") as out:
        out.writelines(map(_unwrapped, lines))
    return target


def _is_wrapped(line: bytes) -> bool:
    found = WRAPPED.match(line)
    return found is not None and any(separator in found[2] for separator in SEPARATORS)


def _unwrapped(line: bytes) -> bytes:
    if not _is_wrapped(line):
        return line
    return WRAPPED.sub(lambda found: (found[1] or b"") + found[2].replace(b'""', b'"') + found[3], line)
