"""What publications show: the current marts of a file, the history it keeps of others, and what given content would show."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash, has_table
from warehouse.opening import opened, reading
from warehouse.record import PublicationRecord
from warehouse.statements import run

CURRENT = (
    "claims_by_benefit_month",
    "claims_by_programme_month",
    "claims_by_benefit_month_region",
    "claims_year_to_date",
    "claims_final_by_benefit_month",
)
AS_OF = {"claims_by_benefit_month": "reads/shown_as_of", "claims_by_benefit_month_region": "reads/shown_region_as_of"}

Marts = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The current marts of one publication, by name, and their content hash."""

    marts: Marts
    content_hash: str


def current_marts(file: Path) -> Marts:
    """The current marts of the publication in `file`; not those that its release did not have yet."""
    with opened(file) as connection, reading(file):
        return _current(connection)


def past_marts(file: Path, number: int) -> Marts:
    """What the vintages in `file` say that publication `number` showed: by benefit month, and by region."""
    with opened(file) as connection, reading(file):
        return {mart: run(connection, name, number=number).pl() for mart, name in AS_OF.items()}


def shown_by_content(folder: Path, content: CandidateContent, record: PublicationRecord) -> Shown:
    """What a publication of this content shows; it is built in `folder`, and thrown away."""
    candidate = build(folder, content, record, None)
    try:
        return Shown(_current(candidate.connection), content_hash(candidate.connection))
    finally:
        candidate.discard()


def _current(connection: duckdb.DuckDBPyConnection) -> Marts:
    return {mart: run(connection, f"reads/{mart}").pl() for mart in CURRENT if has_table(connection, "mart", mart)}
