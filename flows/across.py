"""The extracts that stand now, and what only all of them together tell."""

from collections.abc import Sequence

import polars as pl

from flows.arrivals.standing import Extract
from flows.monthly.basis import parts_of_extracts
from flows.monthly.extracts import extracts_of, last_made, of_claims
from flows.monthly.parts import files_of
from flows.monthly.workplace import Workplace
from transforms.across import findings_across
from transforms.effective import resolve


def standing_now(workplace: Workplace) -> list[Extract]:
    """The extracts of every period that stand and whose parts are there; nothing is made."""
    with workplace.register() as register:
        standing = extracts_of(register, None, last_made(workplace, register)).standing
    return [extract for extract in standing if files_of(workplace, extract.part_id).exist]


def across(workplace: Workplace, extracts: Sequence[Extract]) -> pl.LazyFrame:
    """OF_PART: payment lines repeated or replaced in another of these extracts, adjustments whose payment is in none of them."""
    parts = parts_of_extracts(workplace, of_claims(extracts))
    return findings_across(parts, resolve(parts))
