"""The corrections by hand of a whole extract: applied to its tables, kept apart for the sender's control totals, and accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.corrections import MATCHED, OfTable, bits_of, in_table, patched
from transforms.decisions import ALREADY, APPROVE, APPROVED, DONE, KEY_TWICE, UNCOUNTABLE, Correction
from transforms.judged import is_countable
from transforms.outcome import BY_NOBODY, Account
from transforms.parse.forms import Forms
from transforms.read.shapes import Reading
from transforms.vocabulary.shapes import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """What the corrections come to in each table; None where they touch nothing of it."""

    corrections: tuple[Correction, ...]
    tables: tuple[OfTable | None, ...]

    @property
    def matches(self) -> bool:
        """Whether any line is matched."""
        return any(table is not None for table in self.tables)

    def applied(self, lines: pl.LazyFrame, number: int) -> pl.LazyFrame:
        """Typed lines of a table, corrected."""
        table = self.tables[number]
        return lines if table is None else patched(lines, table.patch)


def decide_by_hand(reading: Reading, forms: Forms, corrections: tuple[Correction, ...], vocabulary: Vocabulary, period: date) -> ByHand:
    """What these corrections come to in the extract. A pass over its lines, where there are any; another where lines are matched."""
    of_tables = [
        in_table(table, number, forms, corrections, vocabulary, period) if corrections else None
        for number, table in enumerate(reading.tables)
    ]
    return ByHand(corrections, tuple(of_tables))


def as_sent(lines: pl.LazyFrame, sent: Sequence[pl.LazyFrame]) -> pl.LazyFrame:
    """Judged lines as the sender sent them: `sent` are the corrected ones, judged as they were."""
    if not sent:
        return lines
    originals = pl.concat(sent).collect()
    return pl.concat([lines.filter(~pl.col("place").is_in(originals["place"].implode())), originals.lazy()])


def account_of(by_hand: ByHand, lines: pl.LazyFrame) -> Account:
    """What the corrections did to these decided lines."""
    if not by_hand.matches:
        return BY_NOBODY
    matched = pl.concat([MATCHED.to_frame(), *(table.matched for table in by_hand.tables if table)])
    told = matched.join(_fates(lines, matched["place"].unique()), on="place", maintain_order="left").join(_bits(by_hand), on="correction")
    effects = told.with_columns(effect=_effect())
    counts = effects.group_by("correction_id", "effect").len().sort("correction_id", "effect")
    keys = effects.filter(pl.col("effect").is_in(DONE)).sort("place").group_by("correction_id", maintain_order=True).agg("line_key")
    return Account(_sen_added(table for table in by_hand.tables if table), _nested(counts), dict(keys.sort("correction_id").iter_rows()))


def _fates(lines: pl.LazyFrame, places: pl.Series) -> pl.DataFrame:
    columns = ("place", "line_key", "mask", "released", "outcome")
    found = lines.filter(pl.col("place").is_in(places.implode())).select(*columns, is_countable=is_countable())
    return found.collect(engine="streaming")


def _bits(by_hand: ByHand) -> pl.DataFrame:
    rows = [(number, one.correction_id, bits_of(one)) for number, one in enumerate(by_hand.corrections)]
    return pl.DataFrame(rows, schema={"correction": pl.UInt32, "correction_id": pl.String, "bits": pl.UInt64}, orient="row")


def _effect() -> pl.Expr:
    """What an approval did, which only the decided line tells."""
    approves = pl.col("effect") == APPROVE
    is_released = (pl.col("released") & pl.col("bits")) != 0
    is_held_back = ~pl.col("is_countable") & ((pl.col("mask") & pl.col("bits")) != 0)
    is_let_in = is_released & (pl.col("outcome") == "accepted")
    stands_twice = is_let_in & (pl.col("place").filter(is_let_in).n_unique().over("line_key") > 1)
    return (
        pl.when(~approves)
        .then("effect")
        .when(is_held_back)
        .then(pl.lit(UNCOUNTABLE))
        .when(stands_twice)
        .then(pl.lit(KEY_TWICE))
        .when(is_released)
        .then(pl.lit(APPROVED))
        .otherwise(pl.lit(ALREADY))
    )


def _sen_added(tables: Iterable[OfTable]) -> int:
    """The readable amounts of the corrected lines, less what they were as sent."""
    added = 0
    for table in tables:
        if "amount_paid_sen" in table.patch.columns:
            changed = table.patch.filter(pl.col("set_by").is_not_null())
            added += int(changed["amount_paid_sen"].sum()) - int(table.sent["amount_paid_sen"].sum())
    return added


def _nested(counts: pl.DataFrame) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for name, effect, lines in counts.iter_rows():
        nested.setdefault(name, {})[effect] = lines
    return nested
