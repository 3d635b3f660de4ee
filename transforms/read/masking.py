"""What of a sender's text may be shown: shapes, never values (design.md law 6)."""

import re

SHOWN = 40


def pattern(text: str) -> str:
    """The shape of a text: letters as A, digits as 9, the rest as it is, cut at 40."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", text[:SHOWN]))


def without_long_numbers(text: str) -> str:
    """A sheet name or heading with every run of eight or more digits as `*`: it may be a NIK or an account number."""
    return re.sub(r"\d{8,}", "*", text)
