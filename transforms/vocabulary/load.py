"""The reference tables, shipped and overlaid by the home's, as one Vocabulary."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from transforms.columns import CODED_COLUMNS
from transforms.read.headings import load_headings
from transforms.reference import load_table
from transforms.rows import KEYS, OVERLAID, READ_ABOVE, SHIPPED, WORD_KEYS
from transforms.vocabulary.errors import VocabularyRefused
from transforms.vocabulary.shapes import Vocabulary
from transforms.vocabulary.words import words_of

YES_NO = ("needs_contingency_date", "named_by_programme", "names_programme", "amounts_known", "is_payment", "needs_link")
WHOLE = ("claim_window_years", "max_count")
# A code in the first table and column must exist in the second: (table, column, owner, owner's column).
REFERENCES = (
    ("programme_benefits", "programme_code", "programmes", "programme_code"),
    ("programme_benefits", "benefit_type_code", "benefit_types", "benefit_type_code"),
    ("benefit_components", "benefit_type_code", "benefit_types", "benefit_type_code"),
    ("segment_programmes", "segment_code", "segments", "segment_code"),
    ("segment_programmes", "programme_code", "programmes", "programme_code"),
    ("statutory_amounts", "benefit_type_code", "benefit_types", "benefit_type_code"),
    ("statutory_amounts", "benefit_component_code", "benefit_components", "benefit_component_code"),
)


def load(overlay: Path | None) -> Vocabulary:
    """The shipped tables with those of the home (`overlay`, its `reference/` folder) over them. Raises VocabularyRefused."""
    _refuse_unknown_tables(overlay)
    tables = {name: typed_table(name, load_table(name, key, overlay)) for name, key in KEYS.items()}
    for table, column, owner, owner_column in REFERENCES:
        _refuse_unknown_codes(table, column, tables[table][column], set(tables[owner][owner_column]))
    aliases = load_table("aliases", WORD_KEYS["aliases"], overlay)
    codes = {column: tables[table][code] for column, (table, code) in CODED_COLUMNS.items()}
    words = words_of(codes, aliases)
    programmes = words["benefit_type_code"] | words["programme_code"]
    return Vocabulary(headings=replace(load_headings(overlay), programmes=programmes), words=words, **tables)


def typed_table(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """A table's text columns typed by their names: valid_* Date, *_idr to *_sen, yes/no to Boolean. Raises VocabularyRefused."""
    typed = table.select(_typed(column) for column in table.columns)
    for before, after in zip(table.columns, typed.columns, strict=True):
        if not table[before].is_null().equals(typed[after].is_null()):
            raise VocabularyRefused(name, f"a value of column {before} cannot be read", "write it as in the shipped table")
    return typed


def _typed(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    if column in ("valid_from", "valid_to"):
        return text.str.to_date("%Y-%m-%d", strict=False)
    if column in YES_NO:
        return text.replace_strict({"yes": True, "no": False}, default=None, return_dtype=pl.Boolean)
    if column in WHOLE:
        return text.cast(pl.Int64, strict=False)
    if column.endswith("_idr"):
        return (text.cast(pl.Int64, strict=False) * 100).alias(column.removesuffix("_idr") + "_sen")
    return text


def _refuse_unknown_tables(overlay: Path | None) -> None:
    """Nothing in the home's folder may look as if it counted: a table that nobody reads, or one that belongs to the release."""
    own = sorted(path.stem for path in overlay.glob("*.csv")) if overlay and overlay.is_dir() else []
    for name in own:
        if name not in (*OVERLAID, *READ_ABOVE):
            names = ", ".join(f"{known}.csv" for known in sorted((*OVERLAID, *READ_ABOVE)))
            is_shipped = (SHIPPED / f"{name}.csv").exists()
            what = (
                "this table belongs to the release: a home's rows over it are not read"
                if is_shipped
                else "no such table exists, nobody would read it"
            )
            raise VocabularyRefused(name, what, f"take it out, or name it as one of {names}")


def _refuse_unknown_codes(table: str, column: str, used: pl.Series, known: set[str]) -> None:
    unknown = sorted(set(used.drop_nulls()) - known)
    if unknown:
        raise VocabularyRefused(table, f"column {column} names {', '.join(unknown)}, which no table defines", "define the code first")
