"""What a title says that changes every figure below it: a unit (`dalam ribuan rupiah`), or that the lines were not paid.

Neither is applied: a file that says so is refused, since its amounts are not what they seem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce

import polars as pl

from transforms.errors import ExtractRefused
from transforms.read.contrary_words import FIX_UNIT, aliases_of, unit_words, unpaid_words
from transforms.read.header import Header
from transforms.reference import load_table

FEW_CELLS = 3
CLAIM_ID = r"^[^\s.]*\d[^\s]*$"
FIX_STATUS = "add the column STATUS, which says it of each line, or send only what was paid"
BESIDE = (r" {words} oleh ", r" (?:tanggal|tgl) {words} ")  # who verified, and when: it says nothing of the lines


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Patterns over a row's cells as `_spoken`, one to a line."""

    units: str
    unpaid: str
    unpaid_without_types: str  # but for the words that are types of payment (RETUR), where a column tells the type
    beside: tuple[str, ...]


def unit_word(header: Header) -> pl.Expr:
    """The unit other than rupiah that a row says, or ''."""
    return _row(header).str.extract(load_title_words().units, 0).fill_null("")


def status_word(header: Header) -> pl.Expr:
    """The status that is no payment which a row of few cells and without claim id says, or ''; '' where each line has a status."""
    if _says_status(header):
        return pl.lit("")
    filled = pl.sum_horizontal((pl.col(cell).fill_null("").str.strip_chars() != "").cast(pl.UInt32) for cell in header.columns)
    is_claim = pl.col(header.contract.names[0]).str.strip_chars().str.contains(CLAIM_ID).fill_null(value=False)
    return pl.when((filled <= FEW_CELLS) & ~is_claim).then(_status_of(_row(header), header)).otherwise(pl.lit(""))


def refuse_titles(rows: Iterable[Sequence[str | None]], header: Header, *, file_name: str, place: str) -> None:
    """EX03 where one of these titles says a unit other than rupiah, or, over lines without a status, one that is no payment."""
    text = pl.DataFrame({"cells": [list(row) for row in rows]}, schema={"cells": pl.List(pl.String)})
    text = text.select(row=pl.col("cells").list.eval(_spoken(pl.element())).list.join("\n"))
    unit = pl.col("row").str.extract(load_title_words().units, 0).fill_null("")
    status = pl.lit("") if _says_status(header) else _status_of(pl.col("row"), header)
    for said, word in text.select(unit=unit, status=status).filter((pl.col("unit") != "") | (pl.col("status") != "")).iter_rows():
        if said:
            what, fix = f"a title or unit row says that amounts are not in rupiah: {said.strip()}", FIX_UNIT
        else:
            what, fix = f"a title says that lines were not paid ({word.strip()}), and no column STATUS tells which", FIX_STATUS
        raise ExtractRefused("EX03", file_name, what, fix, {"words of the title": (said or word).strip()}, place)


@cache
def load_title_words() -> TitleWords:
    """The shipped words, as patterns."""
    unpaid = unpaid_words("unpaid")
    types = load_table("payment_types", ["payment_type"], None)["payment_type"].to_list()
    typed = {*types, *aliases_of("payment_type", types)}
    anywhere, alone = (_either(unit_words(place)) for place in ("anywhere", "cell"))
    return TitleWords(
        rf" {anywhere} |(?m:^ {alone} $)",
        f" {_either(unpaid)} ",
        f" {_either([word for word in unpaid if word not in typed])} ",
        tuple(pattern.format(words=_either(unpaid)) for pattern in BESIDE),
    )


def _says_status(header: Header) -> bool:
    """Whether each line has a status, or lines of this contract have none."""
    return "status" in header.names or not header.contract.has_status


def _status_of(row: pl.Expr, header: Header) -> pl.Expr:
    words = load_title_words()
    pattern = words.unpaid_without_types if "payment_type" in header.names else words.unpaid
    plain = reduce(lambda text, beside: text.str.replace_all(beside, " "), words.beside, row)
    return plain.str.extract(f"({pattern})", 1).fill_null("")


def _row(header: Header) -> pl.Expr:
    return pl.concat_str([_spoken(pl.col(cell)) for cell in header.columns], separator="\n")


def _spoken(cell: pl.Expr) -> pl.Expr:
    """Words and numbers in lower case, a space around each: ` rp 000 `."""
    lower = cell.fill_null("").str.to_lowercase().str.replace_all("×", "x")
    words = lower.str.replace_all(r"([0-9]+)", " ${1} ").str.replace_all(r"[^\p{L}0-9]+", " ").str.strip_chars()
    return " " + words + " "


def _either(words: Sequence[str]) -> str:
    """These words as they are spoken; the longer first, so that they are the ones named."""
    spoken = pl.Series("word", words, pl.String).to_frame().select(_spoken(pl.col("word")).str.strip_chars()).to_series().unique()
    return f"(?:{'|'.join(sorted(spoken, key=lambda word: (-len(word), word)))})"
