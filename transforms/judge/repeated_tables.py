"""Tables of one extract whose lines stand in another of its tables, too: a sheet that was copied, or one of all beside one of each;
or twice in one table, under its header repeated.

With payment numbers such lines count once (ID04). Without them the n-th like line is a line of its own, which is right within a list
and doubles the money of a copied one. One copy may lack columns that the other has: lines are held together by what both say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.errors import ExtractRefused
from transforms.keys import CONTENT, stable_key
from transforms.read.shapes import RawTable

FEWEST, SHARE = 3, 0.5  # different lines, and of all of a list's: fewer may be payments that are alike
ALWAYS = ("claim_id", "benefit_type_code", "payment_date", "amount_paid_sen")
WHERE_BOTH = tuple(column for column in CONTENT if column not in ALWAYS and column != "line_key")
FIX = "send the lines once (delete the copy, or the sheet that holds what the others hold), or add the column NO PEMBAYARAN"


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of a table below its header, or below where that is repeated in `row`."""

    table: int
    row: int = 0

    @property
    def place(self) -> int:
        """Before its first line."""
        return (self.table << 32) + self.row


@dataclass(frozen=True, slots=True)
class Shared:
    """Of `lines` unnumbered lines of the second, `shared` stand in the first; `kinds` of them differ."""

    first: int
    second: int
    shared: int
    kinds: int
    lines: int

    @property
    def is_copy(self) -> bool:
        """Too many to be payments that are alike."""
        return self.kinds >= FEWEST and self.shared >= SHARE * self.lines


def refuse_repeated_tables(judged: pl.LazyFrame, is_numbered: pl.Expr, tables: Sequence[RawTable], file_name: str) -> dict[str, str]:
    """EX16 where half of a table's unnumbered lines stand in another as well. Returns as evidence where fewer do: they count each."""
    sections = [Section(number, row) for number, table in enumerate(tables) for row in (0, *table.repeated_headers)]
    if len(sections) < 2:  # noqa: PLR2004  of one list there is no other
        return {}
    places = pl.lit(pl.Series([one.place for one in sections], dtype=pl.UInt64))
    lines = judged.filter("pays", pl.col("line_key").is_not_null()).with_columns(
        section=places.search_sorted(pl.col("place")) - 1, is_numbered=is_numbered
    )
    told: dict[str, str] = {}
    for pair in _coarsely(lines):
        here, there = (_name(tables, sections[number]) for number in (pair.second, pair.first))
        if pair.is_copy:
            _refuse_copy(_closely(lines, pair), here, there, file_name)
        elif sections[pair.first].table != sections[pair.second].table:
            told[f"lines of {here}"] = f"{pair.shared} of {pair.lines} stand in {there}, too, and count in each"
    return told


def _refuse_copy(pair: Shared | None, here: str, there: str, file_name: str) -> None:
    if pair and pair.is_copy:
        what = f"{pair.shared} of {pair.lines} lines of {here} stand in {there}, too, and no payment number tells whether they are the same"
        raise ExtractRefused("EX16", file_name, what, FIX, {"lines in both": str(pair.shared)}, here)


def _coarsely(lines: pl.LazyFrame) -> list[Shared]:
    """The pairs of sections with lines alike in what every table says."""
    keyed = lines.with_columns(key=stable_key(ALWAYS))
    unnumbered = keyed.filter(~pl.col("is_numbered")).group_by("section", "key").len().collect(engine="streaming")
    if unnumbered.is_empty():
        return []
    return list(_pairs(unnumbered, keyed.group_by("section", "key").len().collect(engine="streaming"), ["key"]))


def _closely(lines: pl.LazyFrame, pair: Shared) -> Shared | None:
    """The same of two sections, by all columns that both have."""
    both = [pair.first, pair.second]
    rows = lines.filter(pl.col("section").is_in(both)).select("section", "is_numbered", *ALWAYS, *WHERE_BOTH).collect(engine="streaming")
    sections = [rows.filter(section=number) for number in both]
    said = [column for column in WHERE_BOTH if all(one[column].is_not_null().any() for one in sections)]
    keys = ["section", *ALWAYS, *said]
    unnumbered = sections[1].filter(~pl.col("is_numbered")).group_by(keys).len()
    return next(_pairs(unnumbered, sections[0].group_by(keys).len(), keys[1:]), None)


def _pairs(unnumbered: pl.DataFrame, lines: pl.DataFrame, keys: Sequence[str]) -> Iterator[Shared]:
    """Of each two sections once: the one is the second of whose unnumbered lines more stand in the other; of equals the later."""
    of_all = unnumbered.group_by("section").agg(lines=pl.col("len").sum())
    met = unnumbered.join(lines, on=keys, suffix="_first", nulls_equal=True).filter(pl.col("section") != pl.col("section_first"))
    shared = met.group_by("section_first", "section").agg(shared=pl.min_horizontal("len", "len_first").sum(), kinds=pl.len())
    told = shared.join(of_all, on="section").with_columns(share=pl.col("shared") / pl.col("lines"))
    told = told.with_columns(low=pl.min_horizontal("section", "section_first"), high=pl.max_horizontal("section", "section_first"))
    once = told.sort("share", "section", descending=True).unique(["low", "high"], keep="first", maintain_order=True).sort("low", "high")
    return (Shared(*row) for row in once.select("section_first", "section", "shared", "kinds", "lines").iter_rows())


def _name(tables: Sequence[RawTable], section: Section) -> str:
    sheet = tables[section.table].sheet
    is_alone = sum(table.sheet == sheet for table in tables) == 1
    table = f"table {section.table + 1}" if sheet is None or not is_alone else f"sheet {sheet}"
    name = table if sheet is None or is_alone else f"{table} (sheet {sheet})"
    return f"{name} below row {section.row}" if section.row else name
