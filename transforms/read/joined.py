"""A row whose fields another separator divides: set apart as a title or a note it would be lost with its payment."""

import re
from collections.abc import Iterable, Sequence

from transforms.errors import ExtractRefused
from transforms.read.shapes import at_row

DELIMITERS = (";", ",", "\t", "|")
FEWEST = 3  # fields; a place with a day (`Blora, 5 Agustus 2022`) has two
FIGURES = 3  # of a payment: claim id, day, amount
DATE = re.compile(r"\b\d{1,4}[-/. ][\w]{1,10}[-/. ]\d{2,4}\b|\b20\d{6}\b")
FIX = "write all lines with one separator (one table to a file), and send the file again"


def refuse_joined(rows: Iterable[tuple[int, Sequence[str | None]]], width: int, *, file_name: str, place: str = "") -> None:
    """EX03 for the first of `rows` (number, cells) that is filled like a line or a header of `width` columns under another separator."""
    for number, cells in rows:
        if _is_joined(" ".join(cell for cell in cells if cell), width):
            what = f"row {number} is no title or note: another separator divides it into fields"
            raise ExtractRefused("EX03", file_name, what, FIX, {}, at_row(place, number))


def _is_joined(text: str, width: int) -> bool:
    return any(_is_like_line(text.split(delimiter), width) for delimiter in DELIMITERS if delimiter in text)


def _is_like_line(fields: Sequence[str], width: int) -> bool:
    """About as many fields as the header, or the figures of a payment and a day among several."""
    figures = sum(any(character.isdigit() for character in field) for field in fields)
    is_as_wide = len(fields) >= max(FEWEST, width - 1)
    return is_as_wide or (len(fields) >= FEWEST and figures >= FIGURES and any(map(DATE.search, fields)))
