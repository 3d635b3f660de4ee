"""What the reference tables say, typed and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from transforms.read.headings import Headings
from transforms.vocabulary.met import Asked, Met


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All domain knowledge that cleaning needs. Money in sen (`*_sen`), validity as Date (null = open), yes/no as Boolean."""

    headings: Headings
    words: Mapping[str, Mapping[str, str]]  # coded column -> word without case, spacing, punctuation -> code
    programmes: pl.DataFrame
    benefit_types: pl.DataFrame
    programme_benefits: pl.DataFrame
    benefit_components: pl.DataFrame
    segments: pl.DataFrame
    segment_programmes: pl.DataFrame
    statuses: pl.DataFrame
    payment_types: pl.DataFrame
    statutory_amounts: pl.DataFrame
    jp_pension_bounds: pl.DataFrame
    regions: pl.DataFrame
    branches: pl.DataFrame
    senders: pl.DataFrame
    sender_headings: pl.DataFrame
    worker_groups: pl.DataFrame
    registration_sources: pl.DataFrame

    def noting(self, met: Met, own_headings: Mapping[str, str]) -> "Vocabulary":
        """The same with a sender's own headings; what its words are asked for one by one is noted."""
        words: dict[str, Mapping[str, str]] = {column: Asked(words, column, met) for column, words in self.words.items()}
        return replace(self, headings=self.headings.overlaid(own_headings).noting(met), words=words)
