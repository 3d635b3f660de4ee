"""Which cells of a sheet are numbers, by the tags of its cells: what a workbook knows of its amounts, and what their text has lost.

Read from whole arrays of places, eight bytes of each at a time. Tags are `<c r="G12" s="3" t="s">`: without a type a cell is a number.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.read.limits import limit

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int32]
TYPE, STYLE = (int.from_bytes(mark, "little") for mark in (b' t="', b' s="'))
NUMBER, SHARED, EMPTY, UNKNOWN = (ord(kind) for kind in "ns/?")
END, QUOTE = ord(">"), ord('"')
MARK_BYTES, STYLE_DIGITS = 4, 5
LOW_BYTES = 0xFFFFFFFF


@dataclass(slots=True)
class CellTypes:
    """What the tags taken so far say. `shared`: at most so many cells refer to a shared string.

    `is_known`: every tag was written as spreadsheets write it, and there was room for all numbers.
    """

    shared: int = 0
    is_known: bool = True
    _rows: list[Numbers] = field(default_factory=list)
    _columns: list[Numbers] = field(default_factory=list)
    _kept: int = 0

    def take(self, chunk: bytes, behind: Places, rows: Numbers, columns: Numbers) -> None:
        """The cells of a chunk: where the closing quote of each reference stands, and the reference."""
        kinds = kinds_of(chunk, behind + 1)
        self.shared += int(((kinds == SHARED) | (kinds == UNKNOWN)).sum())
        self.is_known &= not (kinds == UNKNOWN).any()
        self._keep(rows[kinds == NUMBER], columns[kinds == NUMBER])

    def numbers(self, column: int) -> pl.Series:
        """The rows of a column's number cells, both counted from 1 as the sheet has them."""
        found = [rows[columns == column] for rows, columns in zip(self._rows, self._columns, strict=True)]
        return pl.Series(np.concatenate(found) if found else [], dtype=pl.UInt32)

    def _keep(self, rows: Numbers, columns: Numbers) -> None:
        self._kept += len(rows)
        self.is_known &= self._kept <= limit("workbook_cells")
        if self.is_known:
            self._rows.append(rows)
            self._columns.append(columns)
        else:
            self._rows, self._columns = [], []


def kinds_of(chunk: bytes, places: Places) -> Kinds:
    """For the attributes that begin at each place: the first letter of the type, NUMBER for none, EMPTY for `/>`, else UNKNOWN."""
    words = np.ndarray((len(chunk) - 7,), "<u8", chunk, strides=(1,))  # of eight bytes, one from each place
    behind_style, is_styled = _behind_style(words, places)
    word = words[behind_style]
    first = (word & 0xFF).astype(np.uint8)
    is_typed = (word & LOW_BYTES) == TYPE
    kind = np.where(is_typed, (word >> (8 * MARK_BYTES)).astype(np.uint8), np.uint8(UNKNOWN))
    is_string_formula = is_typed & (kind == SHARED) & ((word >> (8 * (MARK_BYTES + 1))).astype(np.uint8) != QUOTE)  # `str`
    kind[is_string_formula] = ord("f")
    kind[first == END] = NUMBER
    kind[first == EMPTY] = EMPTY
    kind[~is_styled] = UNKNOWN
    return kind


def _behind_style(words: npt.NDArray[np.uint64], places: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """Past the style where there is one; and whether that was understood."""
    is_style = (words[places] & LOW_BYTES) == STYLE
    number = words[places + MARK_BYTES]
    digits = np.zeros(len(places), np.int64)
    for n in range(STYLE_DIGITS, 0, -1):
        digits[((number >> np.uint64(8 * n)) & np.uint64(0xFF)) == QUOTE] = n
    return places + np.where(is_style, MARK_BYTES + digits + 1, 0), ~is_style | (digits > 0)
