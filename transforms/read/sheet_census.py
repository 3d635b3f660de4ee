"""How large the rectangle of a sheet's cells is, before a reader makes room for all of it: two cells can claim 17 billion.

Most sheets are measured by a scan of their bytes, on whole arrays. What is written otherwise than spreadsheets write it, or would
be too large, is measured cell by cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from transforms.read.cell_types import CellTypes
from transforms.read.limits import limit

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
CELL = b'<c r="'
PREFIXED = re.compile(rb"<[\w.-]+:c[\s>/]")  # a cell as hardly any program writes it; `<x:c` comes without its prefix
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})$")
COLUMNS = 26 + 26**2 + 26**3  # that three letters name
BEYOND = b" " * 64  # so far behind the beginning of a tag is looked: more than `<c r="XFD1048576" s="65535" t="n">`
LETTERS, DIGITS = 3, 7
SPACES = range(ord(" ") + 1)  # and what is below: no name has it


class Claimed(Exception):
    """A cell outside any sheet, or a document that is no plain XML."""


@dataclass(slots=True)
class CellCensus:
    """The last row and column with a cell, and what their tags say of their types.

    `is_plain`: all were written as expected; `is_ordered`: each below or right of the one before, so that none is there twice.
    """

    last_row: int = 0
    last_column: int = 0
    types: CellTypes = field(default_factory=CellTypes)
    is_plain: bool = True
    is_ordered: bool = True
    _place: int = -1  # of the last cell seen

    @property
    def cells(self) -> int:
        """Of the rectangle from the first cell of the sheet."""
        return self.last_row * self.last_column

    @property
    def number_cells(self) -> CellTypes | None:
        """What the tags say; None where they were not all read."""
        return self.types if self.is_plain and self.types.is_known else None

    def take(self, chunk: bytes) -> None:
        """Count in the cells of a chunk, which cuts no tag."""
        self.is_plain &= not (b":c" in chunk and PREFIXED.search(chunk))
        chunk += BEYOND
        bytes_ = np.frombuffer(chunk, np.uint8)
        starts = np.flatnonzero(bytes_ == ord("<"))
        starts = starts[bytes_[starts + 1] == ord("c")]
        starts = starts[_ends_a_name(bytes_[starts + 2])]
        self.is_plain &= all(bool((bytes_[starts + n] == CELL[n]).all()) for n in range(2, len(CELL)))
        if len(starts) and self.is_plain:
            self._measure(chunk, bytes_, starts + len(CELL))

    def _measure(self, chunk: bytes, bytes_: Bytes, places: Places) -> None:
        """References are letters, digits and a quote; read one character of all of them at a time."""
        quotes = places.copy()
        row, column = np.zeros(len(places), np.int32), np.zeros(len(places), np.int32)
        in_letters, is_open = np.ones(len(places), np.bool_), np.ones(len(places), np.bool_)
        for n in range(LETTERS + DIGITS + 1):
            character = bytes_[places + n].astype(np.int32)
            in_letters &= (character >= ord("A")) & (character <= ord("Z"))
            is_digit = is_open & (character >= ord("0")) & (character <= ord("9")) & ~in_letters
            column = np.where(in_letters, column * 26 + character - (ord("A") - 1), column)
            row = np.where(is_digit, row * 10 + character - ord("0"), row)
            ends = is_open & ~in_letters & ~is_digit
            self.is_plain &= bool((character[ends] == ord('"')).all())
            is_open &= ~ends
            quotes += is_open
            if n > LETTERS and not is_open.any():
                break
        self.is_plain &= not is_open.any() and bool(((row > 0) & (row < 10**DIGITS) & (column > 0) & (column <= COLUMNS)).all())
        self.last_row, self.last_column = max(self.last_row, int(row.max())), max(self.last_column, int(column.max()))
        cells = row.astype(np.int64) * (COLUMNS + 1) + column
        self.is_ordered &= int(cells[0]) > self._place and bool((cells[1:] > cells[:-1]).all())
        self._place = int(cells[-1])
        self.types.take(chunk, quotes, row, column)


@dataclass(slots=True)
class ExactCensus:
    """The same from the XML itself: only cells with something in them, and the text that shared strings come to.

    A row or cell that is there twice is Claimed: readers keep one of them, and a payment is lost with the other.
    """

    strings: Places | None = None
    last_row: int = 0
    last_column: int = 0
    text_bytes: int = 0
    _row: int = 0
    _column: int = 0
    _row_open: int = 0  # 0: outside rows
    _rows_seen: bytearray = field(default_factory=lambda: bytearray(10**DIGITS))
    _columns_seen: set[int] = field(default_factory=set)
    _is_shared: bool = False
    _value: list[str] | None = field(default=None)

    @property
    def cells(self) -> int:
        """Of the rectangle from the first cell of the sheet."""
        return self.last_row * self.last_column

    def measure(self, chunks: Iterator[bytes]) -> None:
        """Read the sheet to its end, or to the first limit that it is over. Raises Claimed."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._open, self._close, self._text
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                if self._is_over():
                    return
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise Claimed from None

    def _is_over(self) -> bool:
        return self.last_row > limit("sheet_rows") or self.cells > limit("workbook_cells") or self.text_bytes > limit("shared_text_bytes")

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row = _whole(attributes.get("r")) or self._row + 1
                self._column = 0
                self._begin_row()
            case "c":
                self._row, self._column = _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
                self._refuse_twice()
                self._is_shared = attributes.get("t") == "s"
            case "v" | "is":
                self._value = []
                self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)

    def _begin_row(self) -> None:
        if self._row >= len(self._rows_seen) or self._rows_seen[self._row]:
            raise Claimed
        self._rows_seen[self._row], self._row_open = 1, self._row
        self._columns_seen.clear()

    def _refuse_twice(self) -> None:
        """Cells outside rows are none of a sheet (a calculation chain lists the formulas of all sheets)."""
        if not self._row_open:
            return
        if self._row != self._row_open or self._column in self._columns_seen or self._column > COLUMNS:
            raise Claimed
        self._columns_seen.add(self._column)

    def _text(self, text: str) -> None:
        if self._value is not None and self._is_shared:
            self._value.append(text)

    def _close(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "row":
            self._row_open = 0
        if tag.rpartition(":")[2] in {"v", "is"} and self._value is not None:
            number = "".join(self._value).strip()
            if self._is_shared and self.strings is not None and number.isdecimal() and len(number) <= DIGITS + 1:
                self.text_bytes += int(self.strings[int(number)]) if int(number) < len(self.strings) else 0
            self._value = None


def string_lengths(chunks: Iterator[bytes]) -> Places:
    """At most how many bytes each shared string has: from its tag to the next."""
    places, offset = [], 0
    for chunk in chunks:
        places.append(offset + _strings(chunk))
        offset += len(chunk)
    return np.diff(np.concatenate([*places, [offset]]))


def _strings(chunk: bytes) -> Places:
    """Where the tags of shared strings begin in a chunk that cuts none; a name with a prefix is looked for one by one."""
    if b":si" in chunk:
        return np.array([found.start() for found in re.finditer(rb"<(?:\w+:)?si[\s>/]", chunk)], np.int64)
    bytes_ = np.frombuffer(chunk + BEYOND, np.uint8)
    starts: Places = np.flatnonzero(bytes_ == ord("<"))
    starts = starts[(bytes_[starts + 1] == ord("s")) & (bytes_[starts + 2] == ord("i"))]
    whole: Places = starts[_ends_a_name(bytes_[starts + 3])]
    return whole


def _ends_a_name(after: Bytes) -> npt.NDArray[np.bool_]:
    return np.isin(after, (*SPACES, ord(">"), ord("/")))


def _whole(text: str | None) -> int:
    if text is None:
        return 0
    if not text.isdecimal() or len(text) > DIGITS:
        raise Claimed
    return int(text)


def _place(reference: str) -> tuple[int, int]:
    found = REFERENCE.match(reference)
    if not found:
        raise Claimed
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - (ord("A") - 1)
    return int(found[2]), column
