"""Corrections by hand: which lines they match, what these get, and what came of it. Rows are neither added nor dropped.

Everything is decided over the few lines matched, as small frames; the extract itself gets one join, and nothing where none is matched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from transforms.columns import CODED, DATES
from transforms.decisions import ALREADY, APPROVE, NO_COLUMN, OTHERWISE, SET, TWICE, Correction
from transforms.judge.rules import BIT
from transforms.keys import place_of
from transforms.matched import matched_lines
from transforms.parse.blank import SPACES
from transforms.parse.forms import AMOUNT_COLUMN, Forms, typed
from transforms.read.shapes import RawTable
from transforms.recognise import recognise
from transforms.vocabulary.shapes import Vocabulary

SEN = 100
# Grain: one line and one correction that matches it.
MATCHED = pl.Schema({"place": pl.UInt64, "source_row": pl.UInt32, "correction": pl.UInt32, "effect": pl.String})

Texts = Mapping[int, Mapping[str, str]]  # number of the correction -> canonical column -> text in plain form


@dataclass(frozen=True, slots=True, eq=False)
class OfTable:
    """What the corrections come to in one table: PATCH per line touched (typed columns and who set or waived), and these lines as sent."""

    patch: pl.DataFrame
    sent: pl.DataFrame  # as `typed` leaves them, of the lines whose content is changed
    matched: pl.DataFrame  # MATCHED


def in_table(
    table: RawTable, number: int, forms: Forms, corrections: Sequence[Correction], vocabulary: Vocabulary, period: date
) -> OfTable | None:
    """What these corrections come to in the table; None where they match no line of it."""
    found = matched_lines(table, corrections)
    if not found.height:
        return None
    rows = found["source_row"].unique().implode()
    lines = typed(table.frame.filter(pl.col("source_row").is_in(rows)), forms).collect(engine="streaming")
    pairs = found.join(lines, on="source_row", maintain_order="left").with_row_index("pair")
    effects = _effects(pairs, corrections, vocabulary, period)
    place = place_of(number)
    matched = pairs.select(place.alias("place"), "source_row", "correction", effect=effects)
    patch = _patch(lines, matched, corrections)
    changed = matched.filter(effect=SET)["source_row"].unique().implode()
    return OfTable(patch, lines.filter(pl.col("source_row").is_in(changed)), matched.select(MATCHED.names()))


def patched(lines: pl.LazyFrame, patch: pl.DataFrame) -> pl.LazyFrame:
    """Typed lines with what the patch says of some of them, in the same order; and `set_by`, `waived_by`, `waived`."""
    columns = [column for column in patch.columns if column not in ("source_row", "set_by", "waived_by", "waived")]
    other = patch.rename({column: f"{column}_by_hand" for column in columns}).with_columns(_is_touched=pl.lit(True))
    joined = lines.join(other.lazy(), on="source_row", how="left", maintain_order="left")
    new = [pl.when("_is_touched").then(f"{column}_by_hand").otherwise(column).alias(column) for column in columns]
    done = joined.with_columns(*new, pl.col("waived").fill_null(0))
    return done.drop("_is_touched", *(f"{column}_by_hand" for column in columns))


def bits_of(correction: Correction) -> int:
    """The bits of the codes that it waives; a code that no rule has waives nothing (flows refuses it)."""
    return sum(BIT.get(code, 0) for code in correction.approve)


def _effects(pairs: pl.DataFrame, corrections: Sequence[Correction], vocabulary: Vocabulary, period: date) -> pl.Series:
    """By pair, what the correction would do to the line."""
    wanted = {number: dict(one.set) for number, one in enumerate(corrections)}
    former = {number: dict(one.was) for number, one in enumerate(corrections)}
    there, columns = _columns_of(pairs), sorted({column for texts in wanted.values() for column in texts})
    known = [column for column in columns if column in there]
    sent, new, old = (_meant(_with(pairs, texts, known), vocabulary, period) for texts in ({}, wanted, former))
    said = sent.select(_text_of(column).alias(column) for column in known)
    told: list[pl.Series] = []
    for column in known:
        is_set, had = _names(pairs, wanted, column), _names(pairs, former, column)
        is_so = same_meaning(sent, new, column) | ~is_set
        was_so = same_meaning(sent, old, column) | (said[column] == _texts(pairs, former, column)).fill_null(value=False) | ~had
        told.append(pl.Series(f"{column}:so", is_so))
        told.append(pl.Series(f"{column}:other", is_set & had & ~is_so & ~was_so))
    marks = pl.DataFrame([pairs["pair"], pairs["source_row"], pairs["correction"], *told])
    lacking = [number for number, texts in wanted.items() if not texts.keys() <= there]
    approving = [number for number, one in enumerate(corrections) if one.approve]
    effect = (
        pl.when(pl.col("correction").is_in(approving))
        .then(pl.lit(APPROVE))
        .when(pl.col("correction").is_in(lacking))
        .then(pl.lit(NO_COLUMN))
        .when(pl.all_horizontal(pl.lit(True), *(f"{column}:so" for column in known)))
        .then(pl.lit(ALREADY))
        .when(pl.any_horizontal(pl.lit(False), *(f"{column}:other" for column in known)))
        .then(pl.lit(OTHERWISE))
        .otherwise(pl.lit(SET))
    )
    return _without_rivals(marks.with_columns(effect=effect), wanted)


def _without_rivals(marks: pl.DataFrame, wanted: Texts) -> pl.Series:
    """Two corrections that would set one cell cancel each other: which of them holds is not guessed."""
    cells = pl.DataFrame(
        [(number, column) for number, texts in wanted.items() for column in texts],
        schema={"correction": pl.UInt32, "column": pl.String},
        orient="row",
    )
    setting = marks.filter(effect=SET).join(cells, on="correction").filter(pl.len().over("source_row", "column") > 1)
    is_rival = marks["pair"].is_in(setting["pair"].unique().implode())
    return marks.select(pl.when(is_rival).then(pl.lit(TWICE)).otherwise("effect")).to_series()


def same_meaning(one: pl.DataFrame, other: pl.DataFrame, column: str) -> pl.Series:
    """Line by line, both say the same in this column: the same code, day or amount; else the same text, where neither is understood."""
    value, text = _value_of(column), _text_of(column)
    is_same = one[value].eq_missing(other[value])
    is_understood = one[value].is_not_null()
    return is_same & (is_understood | one.select(text).to_series().eq_missing(other.select(text).to_series()))


def _columns_of(typed_lines: pl.DataFrame) -> set[str]:
    """The canonical columns of typed lines."""
    return {column.removesuffix("_raw") for column in typed_lines.columns}


def _value_of(column: str) -> str:
    return "amount_paid_sen" if column == AMOUNT_COLUMN else CODED.get(column, column)


def _text_of(column: str) -> pl.Expr:
    has_text_beside = column in CODED or column in DATES or column == AMOUNT_COLUMN
    text = pl.col(f"{column}_raw" if has_text_beside else column).str.strip_chars(SPACES)
    return text.str.strip_prefix("=") if column == AMOUNT_COLUMN else text


def _meant(pairs: pl.DataFrame, vocabulary: Vocabulary, period: date) -> pl.DataFrame:
    return recognise(pairs.lazy(), vocabulary, period=period).collect()


def _with(pairs: pl.DataFrame, texts: Texts, columns: Iterable[str]) -> pl.DataFrame:
    """The pairs with the correction's text in place of the cell's, typed."""
    for column in columns:
        rows = [(number, *values) for number, own in texts.items() if column in own for values in [_plain(column, own[column])]]
        named = _typed_names(pairs, column)
        schema = {"correction": pl.UInt32} | {f"_{name}": pairs.schema[name] for name in named}
        new = pl.DataFrame(rows, schema=schema, orient="row").with_columns(_is_new=pl.lit(True))
        joined = pairs.join(new, on="correction", how="left", maintain_order="left")
        replaced = [pl.when("_is_new").then(f"_{name}").otherwise(name).alias(name) for name in named]
        pairs = joined.with_columns(replaced).drop("_is_new", *(f"_{name}" for name in named))
    return pairs


def _typed_names(typed_lines: pl.DataFrame, column: str) -> list[str]:
    """The columns that hold a canonical column after typing: its value, and its text beside where there is one."""
    value = "amount_paid_sen" if column == AMOUNT_COLUMN else column
    return [name for name in (value, f"{column}_raw") if name in typed_lines.columns]


def _plain(column: str, text: str) -> tuple[Any, ...]:
    """A text in plain form as the columns of `_typed_names`; a value that is not plain is none."""
    if column == AMOUNT_COLUMN:
        return _sen(text), text or None
    if column in DATES:
        return _day(text), text or None
    return (text or None,)


def _sen(text: str) -> int | None:
    try:
        sen = Decimal(text) * SEN
    except InvalidOperation:
        return None
    return int(sen) if sen.is_finite() and sen == sen.to_integral_value() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(pairs: pl.DataFrame, texts: Texts, column: str) -> pl.Series:
    """By pair, whether the correction says anything of this column."""
    return pairs["correction"].is_in(pl.Series([number for number, own in texts.items() if column in own], dtype=pl.UInt32).implode())


def _texts(pairs: pl.DataFrame, texts: Texts, column: str) -> pl.Series:
    """By pair, the text that the correction has for this column; null where it has none."""
    return pl.Series([texts[number].get(column) for number in pairs["correction"]], dtype=pl.String)


def _patch(lines: pl.DataFrame, matched: pl.DataFrame, corrections: Sequence[Correction]) -> pl.DataFrame:
    """source_row, the typed columns that any correction sets, and by whom the line is set or waived; a row per line touched."""
    setting, approving = matched.filter(effect=SET), matched.filter(effect=APPROVE)
    wanted = {number: dict(corrections[number].set) for number in setting["correction"].unique().sort()}
    columns = sorted({column for texts in wanted.values() for column in texts})
    patch = lines.select("source_row", *(name for column in columns for name in _typed_names(lines, column)))
    for column in columns:
        own = [number for number, texts in wanted.items() if column in texts]
        cells = setting.filter(pl.col("correction").is_in(own)).select("source_row", "correction")
        rows = patch.join(cells, on="source_row", how="left", maintain_order="left")
        patch = _with(rows, wanted, [column]).drop("correction")
    ids = pl.DataFrame(
        [(number, one.correction_id, bits_of(one)) for number, one in enumerate(corrections)],
        schema={"correction": pl.UInt32, "id": pl.String, "bits": pl.UInt64},
        orient="row",
    )
    by = pl.col("id").sort().str.join(", ")
    set_by = setting.join(ids, on="correction").group_by("source_row").agg(set_by=by)
    waived_by = approving.join(ids, on="correction").group_by("source_row").agg(waived_by=by, waived=pl.col("bits").bitwise_or())
    touched = patch.join(set_by, on="source_row", how="left").join(waived_by, on="source_row", how="left")
    return touched.filter(pl.any_horizontal(pl.col("set_by", "waived_by").is_not_null()))
