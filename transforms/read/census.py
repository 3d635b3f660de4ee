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

from transforms.read.limits import limit

CHUNK_BYTES = 1 << 18  # looked at a dozen times, so it should fit the cache
FEWEST_BYTES = 8 << 20  # for each core
ALIGN_BYTES = 1 << 16
ASCII = 127
INVISIBLE_STARTS = (
    b"\xe2\x80\x8b",
    b"\xe2\x80\x8c",
    b"\xe2\x80\x8d",
    b"\xe2\x80\x8e",
    b"\xe2\x80\x8f",
    b"\xe2\x81\xa0",
    b"\xef\xbb\xbf",
    b"\xc2\xad",
    b"\xd8\x9c",
)


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
    has_long_line: bool = False  # over `line_bytes`
    has_invisible: bool = False  # zero-width characters or direction marks, perhaps
    has_long_gap: bool = False  # more than a field may have between two quotes

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
            self.has_long_line or later.has_long_line,
            self.has_invisible or later.has_invisible,
            self.has_long_gap or later.has_long_gap,
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


@dataclass(slots=True)
class LineLengths:
    """Is a line (or what else ends in one of `marks`) longer than `most` bytes? Looks at one end in `most` bytes: it costs nothing."""

    most: int
    marks: tuple[bytes, ...] = (b"\n", b"\r")
    has_long: bool = False
    _open: int = 0  # bytes since the last line end seen

    def take(self, chunk: bytes) -> None:
        """Go on with the next bytes. Old Mac line ends count where there is no other."""
        place = -self._open
        while not self.has_long and len(chunk) - place > self.most:
            window = max(place, 0), max(place + self.most + 1, 0)
            end = next((found for mark in self.marks if (found := chunk.rfind(mark, *window) + 1)), 0)
            self.has_long = end == 0
            place = end
        end = max(chunk.rfind(mark, max(place, 0)) for mark in self.marks) + 1
        self._open = len(chunk) - (end or place)


def may_have_long_field(path: Path, start: int) -> bool:
    """Is there more than a field may have after an odd quote, which is likely to open one? A stray quote may mislead this."""
    most, opened, is_open = limit("field_characters"), start, False
    for chunk in _chunks(path, start, path.stat().st_size):
        quotes = np.flatnonzero(np.frombuffer(chunk, np.uint8) == ord('"'))
        ends = np.concatenate([[opened - start], quotes, [len(chunk)]])  # places in the chunk; the first may lie before it
        if bool((np.diff(ends)[(0 if is_open else 1) :: 2] > most).any()):
            return True
        opened = start + int(ends[-2]) - len(chunk)
        is_open ^= bool(len(quotes) % 2)
    return False


def _spans(path: Path, start: int, number: int) -> list[tuple[int, int]]:
    """Byte ranges of about equal size that end at newlines, so that none cuts a character."""
    size = path.stat().st_size
    step = max((size - start) // number + 1, FEWEST_BYTES)
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
    has_quotes = has_nul = has_invisible = False
    lines, quotes = LineLengths(limit("line_bytes")), LineLengths(limit("field_characters"), (b'"',))
    is_utf8, last, before = True, b"", b""
    for chunk in _chunks(path, start, end):
        codes = np.frombuffer(chunk, np.uint8)
        newlines += int(np.count_nonzero(codes == ord("\n")))
        separators += int(np.count_nonzero(codes == ord(separator)))
        has_quotes = has_quotes or b'"' in chunk
        has_nul = has_nul or b"\0" in chunk
        if not chunk.isascii() or decoder.getstate()[0]:
            foreign = _not_ascii(codes)
            is_utf8 = is_utf8 and _decodes(decoder, foreign)
            has_invisible = has_invisible or any(start in before + foreign for start in INVISIBLE_STARTS)
            before = foreign[-len(INVISIBLE_STARTS[0]) :]
        lines.take(chunk)
        quotes.take(chunk)
        last = chunk[-1:]
    is_utf8 = is_utf8 and not decoder.getstate()[0]
    return Census(
        newlines, separators, has_quotes, has_nul, is_utf8, last == b"\n", not last, lines.has_long, has_invisible, quotes.has_long
    )


def _chunks(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(CHUNK_BYTES, end - start))):
            start += len(chunk)
            yield chunk


def _not_ascii(codes: "np.ndarray[tuple[int], np.dtype[np.uint8]]") -> bytes:
    """The bytes that are not ASCII, and the one after each: as good or bad UTF-8 as all of them, and there are few."""
    kept = codes > ASCII
    kept[1:] |= kept[:-1].copy()
    kept[0] = True
    return codes[kept].tobytes()


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True
