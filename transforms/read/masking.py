"""What of a sender's text may be shown: shapes, never values (design.md law 6). The one home of masking; it imports no engine."""

import re

SHOWN = 40
SHOWN_HEADING = 60
SECRET_DIGITS = 8  # an account number has ten, a NIK sixteen; a date in a heading may be shown as its shape
LONG_NUMBER = re.compile(r"\d{8,}")
TYPED_NUMBER = re.compile(r"\d{15,}")  # rupiah of a month have fourteen digits at most
SPACED_NUMBER = re.compile(r"(?:\d[ .\-_/\u00a0\u200b-\u200f]{0,2}){9,}\d")
SPACED_DIGITS = 10
YEAR, MONTH, DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:[0-2]\d|3[01])"
# A day, or a month by itself; names of files have them: 2022-07, 2022-07-31, 31.07.2022.
A_DAY = re.compile(rf"(?<!\d)(?:{YEAR}([-_. ]?){MONTH}(?:\1{DAY})?|{DAY}([-_. ]){MONTH}\2{YEAR})(?!\d)")


def pattern(text: str) -> str:
    """The shape of a text: letters as A, digits as 9, the rest as it is, cut at 40."""
    return printable(re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", text[:SHOWN])))


def printable(text: str) -> str:
    """A text that does nothing but show: no escape sequence reaches a terminal, no sign turns what follows it round. Its length stays."""
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(sign: str) -> str:
    return sign if sign.isprintable() else " " if sign.isspace() else "\ufffd"


def without_long_numbers(text: str) -> str:
    """A sheet name or heading with runs of eight digits, or of ten that are spaced, as `*`: a NIK, an account number."""
    return SPACED_NUMBER.sub("*", without_unbroken_numbers(printable(text)))


def without_unbroken_numbers(text: str) -> str:
    """A message with runs of eight digits as `*`; dates, times and amounts, which are broken up, stay readable."""
    return LONG_NUMBER.sub("*", text)


def without_typed_numbers(text: str) -> str:
    """What somebody typed, on its way back to a screen or a log: without what may be a NIK or a long account, and printable."""
    return "\n".join(TYPED_NUMBER.sub("*", printable(line)) for line in text.split("\n"))


def starred(name: str) -> str:
    """A file or folder name with every digit of a run of eight or more as a star, or of ten that are spaced and no dates; its length stays.

    It may be called after a person.
    """
    return SPACED_NUMBER.sub(_starred_run, LONG_NUMBER.sub(_stars, printable(name)))


def _starred_run(run: re.Match[str]) -> str:
    left = A_DAY.sub("", run.group())
    return _stars(run) if sum(sign.isdigit() for sign in left) >= SPACED_DIGITS else run.group()


def _stars(run: re.Match[str]) -> str:
    return re.sub(r"\d", "*", run.group())


def heading_shown(text: str) -> str:
    """A heading for a message: as written while it is one, as its shape where it has as many digits as a number of somebody."""
    text = printable(text)
    if sum(character.isdigit() for character in text) >= SECRET_DIGITS:
        text = "*" if re.fullmatch(r"\d*", text) else pattern(text)
    return text[:SHOWN_HEADING]
