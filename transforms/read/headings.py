"""Which heading means which column: `tables/headings.csv`, overlaid by the home's `reference/headings.csv`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from transforms.bare import bare
from transforms.reference import load_table
from transforms.rows import WORD_KEYS
from transforms.vocabulary.meanings import HEADING, TITLE
from transforms.vocabulary.met import Asked, Met

__all__ = ["Headings", "bare", "load_headings"]


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings without case, punctuation and spacing -> canonical column; '' for those ignored by name.

    `programmes`: words of programmes and benefit types, as bare -> code: what a sheet's name or a title may state of all its lines.
    """

    canonical: Mapping[str, str]
    programmes: Mapping[str, str] = field(default_factory=dict)

    def overlaid(self, more: Mapping[str, str]) -> "Headings":
        """These headings with a sender's own (as written -> canonical) over them."""
        return replace(self, canonical={**self.canonical} | {bare(heading): canonical for heading, canonical in more.items()})

    def noting(self, met: Met) -> "Headings":
        """These headings, what they are asked for being noted."""
        return Headings(Asked(self.canonical, HEADING, met), Asked(self.programmes, TITLE, met))

    @property
    def are_noted(self) -> bool:
        """Whether it is noted what they are asked for."""
        return isinstance(self.canonical, Asked)

    @property
    def plain(self) -> "Headings":
        """These headings, nothing being noted: for what does not count, or is noted by `ask`."""
        words = (words.plain if isinstance(words, Asked) else words for words in (self.canonical, self.programmes))
        return Headings(*words)

    def ask(self, words: Iterable[str]) -> None:
        """Note that these bare words are held against the headings by other means."""
        if isinstance(self.canonical, Asked):
            self.canonical.ask(words)


def load_headings(overlay: Path | None) -> Headings:
    """The shipped headings with the home's over them."""
    rows = load_table("headings", WORD_KEYS["headings"], overlay).iter_rows(named=True)
    return Headings({bare(row["heading"]): row["canonical"] or "" for row in rows})
