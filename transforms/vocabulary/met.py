"""Which words an extract was met with: those that were looked up in a table of words while it was read, known or not.

What is made of an extract stands as long as these words mean the same. A word that could have been looked up counts as met: one part
too many is made rather than one too few.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from transforms.bare import bare
from transforms.columns import CODED_COLUMNS
from transforms.vocabulary.meanings import ALL, FACT, FACTS, HEADING, has_letter, word_id

MOST_WORDS = 4096  # of one kind: above it the extract depends on all of them


@dataclass(slots=True)
class Met:
    """The words that one extract was met with, by kind. Filled while it is read, also where it is refused in the end."""

    words: dict[str, set[str]] = field(default_factory=dict)

    def note(self, kind: str, words: Iterable[str]) -> None:
        """These bare words were looked up. A cell without a letter is no heading: the few that are, are one of FACTS."""
        known = self.words.setdefault(kind, set())
        if ALL in known:
            return
        known.update(word for word in words if word and (kind != HEADING or has_letter(word)))
        if len(known) > MOST_WORDS:
            self.note_all(kind)

    def note_all(self, kind: str) -> None:
        """Every word of this kind counts."""
        self.words[kind] = {ALL}

    def note_facts(self) -> None:
        """The extract is read."""
        self.note(FACT, FACTS)

    def note_texts(self, column: str, texts: pl.Series) -> None:
        """Texts of a coded column. What stands as programme may also name a benefit type."""
        distinct = texts.drop_nulls().unique()
        kinds = (column, "benefit_type_code") if column == "programme_code" else (column,)
        for kind in kinds:
            if len(distinct) > MOST_WORDS:
                self.note_all(kind)
            else:
                plain = distinct.to_frame("text").select(compared(pl.col("text"))).to_series()
                self.note(kind, [*plain, *map(bare, distinct)])

    def note_values(self, values: Iterable[tuple[str, str]]) -> None:
        """What people wrote into cells: (column, text)."""
        for column, text in values:
            if column in CODED_COLUMNS:
                self.note_texts(column, pl.Series([text], dtype=pl.String))

    def ids(self, key: bytes) -> frozenset[int]:
        """The words as they are remembered."""
        return frozenset(word_id(kind, word, key) for kind, words in self.words.items() for word in words)


class Asked(Mapping[str, str]):
    """A table of words that notes which ones it is asked for. Going through it notes all of it; `plain` is for what does not count."""

    def __init__(self, words: Mapping[str, str], kind: str, met: Met) -> None:
        self._kind, self._met = kind, met
        self.plain = words

    def __getitem__(self, word: str) -> str:
        self._met.note(self._kind, (word,))
        return self.plain[word]

    def __iter__(self) -> Iterator[str]:
        self._met.note_all(self._kind)
        return iter(self.plain)

    def __len__(self) -> int:
        self._met.note_all(self._kind)
        return len(self.plain)

    def ask(self, words: Iterable[str]) -> None:
        """Note words that are looked up by other means."""
        self._met.note(self._kind, words)


def compared(text: pl.Expr) -> pl.Expr:
    """A text as it is compared with the words: small letters and digits only."""
    return text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
