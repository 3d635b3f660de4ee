"""The causes for which a published figure can change, and what each is called."""

from pathlib import Path

import polars as pl

TABLE = Path(__file__).parent / "tables" / "causes.csv"


def cause_table() -> pl.DataFrame:
    """cause, place (the order in which they are shown), sentence_en, sentence_id, source; one row per cause."""
    return pl.read_csv(TABLE, schema_overrides={"place": pl.Int64})
