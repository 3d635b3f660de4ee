"""Cell addresses, as spreadsheets write them."""

import re

ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
LETTERS = 26
DIGITS = 9  # more than any number in a sheet has


def address(row: int, column: int) -> str:
    """`C12` for row 12 and column 3; both count from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def place(text: str) -> tuple[int, int] | None:
    """Row and column of `C12`, both from 1; None for what is no address."""
    found = ADDRESS.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area(text: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of `B2:C12`, or of a single cell."""
    first, _, last = text.partition(":")
    corners = place(first), place(last or first)
    return None if corners[0] is None or corners[1] is None else (*corners[0], *corners[1])


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number as an attribute states it; `otherwise` where there is none to be read."""
    return int(text) if text and len(text) <= DIGITS and text.isascii() and text.isdigit() else otherwise
