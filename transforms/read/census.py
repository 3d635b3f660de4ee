"""What the bytes of a text file say before anything is parsed: one pass, on all cores, in constant memory."""

import codecs
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

import numpy as np

CHUNK_BYTES = 8 << 20
ALIGN_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Census:
    """Counts over the bytes of a file from an offset on. Separators and quotes are ASCII, so they count the same in UTF-8 and cp1252."""

    newlines: int
    separators: int
    has_quotes: bool
    has_nul: bool
    is_utf8: bool
    ends_with_newline: bool
    is_empty: bool = False

    @property
    def lines(self) -> int:
        """Physical lines; the last may lack its line end."""
        return self.newlines + (not self.ends_with_newline and not self.is_empty)

    def __add__(self, later: "Census") -> "Census":
        return Census(
            self.newlines + later.newlines,
            self.separators + later.separators,
            self.has_quotes or later.has_quotes,
            self.has_nul or later.has_nul,
            self.is_utf8 and later.is_utf8,
            later.ends_with_newline,
            self.is_empty and later.is_empty,
        )


def take_census(path: Path, separator: str, start: int) -> Census:
    """Count newlines and separators from byte `start` to the end, and look for quotes, NUL bytes and text that is not UTF-8."""
    spans = _spans(path, start, os.cpu_count() or 1)
    with ThreadPoolExecutor(len(spans)) as pool:
        counts = list(pool.map(lambda span: _count(path, separator, *span), spans))
    total = counts[0]
    for later in counts[1:]:
        total = total + later
    return total


def _spans(path: Path, start: int, number: int) -> list[tuple[int, int]]:
    """Byte ranges of about equal size that end at newlines, so that none cuts a character."""
    size = path.stat().st_size
    step = max((size - start) // number + 1, CHUNK_BYTES)
    with path.open("rb") as file:
        cuts = [_after_newline(file, position, size) for position in range(start + step, size, step)]
    edges = sorted({start, *cuts, size})
    return list(pairwise(edges)) or [(start, start)]


def _after_newline(file: IO[bytes], position: int, size: int) -> int:
    file.seek(position)
    while block := file.read(ALIGN_BYTES):
        found = block.find(b"\n")
        if found >= 0:
            return file.tell() - len(block) + found + 1
    return size


def _count(path: Path, separator: str, start: int, end: int) -> Census:
    decoder, newlines, separators = codecs.getincrementaldecoder("utf-8")(), 0, 0
    has_quotes = has_nul = False
    is_utf8, last = True, b""
    for chunk in _chunks(path, start, end):
        newlines += chunk.count(b"\n")
        separators += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == ord(separator)))
        has_quotes = has_quotes or b'"' in chunk
        has_nul = has_nul or b"\0" in chunk
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
        last = chunk[-1:]
    is_utf8 = is_utf8 and not decoder.getstate()[0]
    return Census(newlines, separators, has_quotes, has_nul, is_utf8, last == b"\n", not last)


def _chunks(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(CHUNK_BYTES, end - start))):
            start += len(chunk)
            yield chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    if chunk.isascii() and not decoder.getstate()[0]:
        return True  # four times as fast as decoding
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True
