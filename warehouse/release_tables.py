"""Small tables of the release: the causes for which a published figure can change, and what months are called."""

from pathlib import Path

import polars as pl

TABLES = Path(__file__).parent / "tables"


def cause_table() -> pl.DataFrame:
    """cause, place (the order in which they are shown), sentence_en, sentence_id, source; one row per cause."""
    return pl.read_csv(TABLES / "causes.csv", schema_overrides={"place": pl.Int64})


def month_table() -> pl.DataFrame:
    """month_number, name_id, name_en, source; one row per month of the year."""
    return pl.read_csv(TABLES / "months.csv", schema_overrides={"month_number": pl.Int64})


def description_table() -> pl.DataFrame:
    """table_name, column_name (null: the relation itself), description_id, unit, additivity; what marts are in Indonesian (generated)."""
    return pl.read_csv(TABLES / "descriptions.csv")
