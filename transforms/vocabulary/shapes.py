"""What the reference tables say, typed and checked."""

from dataclasses import dataclass

import polars as pl

from transforms.read.headings import Headings


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All domain knowledge that cleaning needs. Money in sen (`*_sen`), validity as Date (null = open), yes/no as Boolean."""

    headings: Headings
    words: dict[str, dict[str, str]]  # coded column -> word without case, spacing, punctuation -> code
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
