"""Words of the extracts and the codes they mean."""

from collections.abc import Mapping

import polars as pl

from transforms.bare import bare
from transforms.vocabulary.errors import VocabularyRefused
from transforms.vocabulary.met import compared


def words_of(codes: Mapping[str, pl.Series], aliases: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Coded column -> bare word -> code: every code names itself, aliases name theirs. Raises VocabularyRefused on a double meaning."""
    words = {column: {bare(code): code for code in defined} for column, defined in codes.items()}
    for row in aliases.iter_rows(named=True):
        _add(words, row["column"], row["raw"], row["code"], known=set(codes.get(row["column"], ())))
    return words


def _add(words: dict[str, dict[str, str]], column: str, raw: str, code: str, *, known: set[str]) -> None:
    if column not in words:
        raise VocabularyRefused("aliases", f"column {column} is not a coded column", f"use one of {', '.join(words)}")
    if code not in known:
        raise VocabularyRefused("aliases", f"{column} has no code {code}", "define the code in its table first")
    if words[column].setdefault(bare(raw), code) != code:
        raise VocabularyRefused("aliases", f"{raw} means two codes of {column}", "keep one of the two rows")


def codes_type(words: Mapping[str, str]) -> pl.Enum:
    """The type of a column of these codes: small integers with names, which rules compare ten times faster than text."""
    return pl.Enum(sorted(set(words.values())))


def plain_code(text: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """The code of a text that is written like one of the words, in capitals or small letters; else null."""
    spellings = {spelling: code for word, code in words.items() for spelling in (word, word.upper())}
    return _coded(text, spellings | {code: code for code in words.values()})


def meant_code(text: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """The code that a text means, without case, spacing and punctuation; null where it is unknown. Dear: for what is not plain."""
    return _coded(compared(text), words)


def _coded(text: pl.Expr, spellings: Mapping[str, str]) -> pl.Expr:
    """The code of each text that is one of the spellings.

    Not by `replace_strict`: the streaming engine (Polars 2.1) hands that the whole column at once, and buffers all others meanwhile,
    which for five million lines is gigabytes. The spellings are numbered so that a number's remainder by the number of codes is its code's.
    """
    codes = codes_type(spellings)
    if not spellings:
        return pl.lit(None, dtype=codes)
    number = text.cast(pl.Enum(_numbered(spellings, list(codes.categories))), strict=False).to_physical() % len(codes.categories)
    return number.cast(pl.Series(dtype=codes).to_physical().dtype).cat.to(codes)


def _numbered(spellings: Mapping[str, str], codes: list[str]) -> list[str]:
    """The spellings, each at a place whose remainder by the number of codes is its code's; places without a spelling are filled."""
    own: dict[str, list[str]] = {code: [] for code in codes}
    for spelling, code in spellings.items():
        own[code].append(spelling)
    rows = range(max(map(len, own.values())))
    return [each[row] if row < len(each) else f"\0{row},{column}" for row in rows for column, each in enumerate(own.values())]
