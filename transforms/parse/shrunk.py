"""Amounts a thousandth of what was paid: Excel with American settings takes 500.000 for 500 and leaves 1.250.000 a text.

With Indonesian settings it does the same to 500,000 beside 1,250,000.
"""

from collections.abc import Mapping

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.amounts import MARKS, whole_of_groups

BROKEN = r"^=-?[0-9]+\.[0-9]*[1-9]"  # not whole
SMALL = r"^=-?[1-9][0-9]{0,2}(?:\.[0-9]{1,3})?$"  # a group begins with no 0
ZERO = r"^=-?0(?:\.0*)?$"


def may_be_shrunk(counts: Mapping[str, int]) -> bool:
    """Whether a column is worth the look: number cells stand beside texts of one form."""
    return bool(counts["typed"]) and any(counts[form] for form in MARKS)


def refuse_shrunk(frame: pl.LazyFrame, column: str, *, file_name: str) -> None:
    """EX08 where number cells look as if a spreadsheet had taken the mark between groups of three for the decimal mark.

    They do where as many of them as not (0 aside) are below 1000, while whole amounts of two groups and more stand beside them as text,
    and no more of one: the spreadsheet took whatever it could. Whatever else stands there, one below 1000 that is not whole tells, where
    all larger ones are: 987.5 was 987.500.
    """
    text = pl.col(column)
    is_number = text.str.starts_with("=") & ~text.str.contains(ZERO)
    is_small, is_broken = text.str.contains(SMALL), text.str.contains(BROKEN)
    counts = frame.select(
        small=is_small.sum(),
        broken=(is_small & is_broken).sum(),
        large=(is_number & ~is_small).sum(),
        large_broken=(is_number & ~is_small & is_broken).sum(),
        **{f"many_{form}": text.str.contains(whole_of_groups(form, 2, 4)).sum() for form in MARKS},
        **{f"one_{form}": text.str.contains(whole_of_groups(form, 1, 1)).sum() for form in MARKS},
    )
    found = counts.collect(engine="streaming").row(0, named=True)
    for form in MARKS:
        if found[f"many_{form}"] and _looks_shrunk(found, form):
            raise _shrunk(column, found, form, file_name)


def _looks_shrunk(found: Mapping[str, int], form: str) -> bool:
    if found["broken"] and not found["large_broken"]:
        return True
    return 0 < found["small"] >= max(found["large"], found[f"one_{form}"])


def _shrunk(column: str, found: Mapping[str, int], form: str, file_name: str) -> ExtractRefused:
    mark = MARKS[form][1]
    what = (
        f"column {column} holds number cells below 1000 beside texts like 1{mark}234{mark}567: a spreadsheet looks to have read "
        f"500{mark}000 as 500"
    )
    fix = "ask the sender for all amounts as text, or all as numbers, from a computer whose decimal mark is that of the list"
    evidence = {
        "number cells below 1000": str(found["small"]),
        "of them not whole": str(found["broken"]),
        "other number cells": str(found["large"]),
        f"texts like 1{mark}234{mark}567": str(found[f"many_{form}"]),
        f"texts like 1{mark}234": str(found[f"one_{form}"]),
    }
    return ExtractRefused("EX08", file_name, what, fix, evidence, f"column {column}")
