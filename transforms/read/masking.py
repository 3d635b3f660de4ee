"""What of a sender's text may be shown: shapes, never values (design.md law 6). The one home of masking; it imports no engine."""

import re

SHOWN = 40
SHOWN_HEADING = 60
SECRET_DIGITS = 8  # an account number has ten, a NIK sixteen; a date in a heading may be shown as its shape
LONG_NUMBER = re.compile(r"\d{8,}")
SPACED_NUMBER = re.compile(r"(?:\d[ .\-_/\u00a0\u200b-\u200f]{0,2}){9,}\d")


def pattern(text: str) -> str:
    """The shape of a text: letters as A, digits as 9, the rest as it is, cut at 40."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", text[:SHOWN]))


def without_long_numbers(text: str) -> str:
    """A sheet name or heading with runs of eight digits, or of ten that are spaced, as `*`: a NIK, an account number."""
    return SPACED_NUMBER.sub("*", without_unbroken_numbers(text))


def without_unbroken_numbers(text: str) -> str:
    """A message with runs of eight digits as `*`; dates, times and amounts, which are broken up, stay readable."""
    return LONG_NUMBER.sub("*", text)


def starred(name: str) -> str:
    """A file or folder name with every digit of a run of eight or more as a star: it may be called after a person; its length stays."""
    return LONG_NUMBER.sub(lambda run: "*" * len(run.group()), name)


def heading_shown(text: str) -> str:
    """A heading for a message: as written while it is one, as its shape where it has as many digits as a number of somebody."""
    if sum(character.isdigit() for character in text) >= SECRET_DIGITS:
        text = "*" if re.fullmatch(r"\d*", text) else pattern(text)
    return text[:SHOWN_HEADING]
