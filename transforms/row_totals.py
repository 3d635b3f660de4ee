"""The sender's own total rows against the lines, to the sen, before those rows are dropped."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, groupby

import polars as pl

from transforms.bare import bare
from transforms.control import figure
from transforms.errors import ExtractRefused
from transforms.parse.amounts import MARKS, AmountForm, parse_amount
from transforms.parse.forms import Forms
from transforms.read.shapes import RawTable, Reading, StatedTotal
from transforms.vocabulary.shapes import Vocabulary

KINDS = ("running total", "subtotal", "total", "grand total")  # a higher one closes what the lower ones began
MOST_WORDS = 12  # of a label that are looked at for a programme
ALL = ("", "")
Which = tuple[str, str]  # "programme" or "type", and its code; ALL


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines' money between one total row, or start of a table, and the next. Block i lies before `places[i]`, the last behind all."""

    places: tuple[int, ...]
    sheets: tuple[str | None, ...]  # by table
    before: Mapping[Which, list[int]]  # sums up to and with each block

    def between(self, first: int, last: int, which: Which = ALL) -> int:
        """Sen of the lines behind the place `first` and before the place `last`."""
        sums = self.before.get(which)
        return sums[bisect_left(self.places, last)] - sums[bisect_left(self.places, first)] if sums else 0

    def of_sheet(self, sheet: str | None) -> tuple[int, int]:
        """The places where the tables of a sheet start and end."""
        tables = [number for number, name in enumerate(self.sheets) if name == sheet]
        return min(tables) << 32, (max(tables) + 1) << 32


def refuse_other_totals(
    reading: Reading,
    forms: Forms,
    judged: pl.LazyFrame,
    vocabulary: Vocabulary,
    *,
    file_name: str,
    parts: Sequence[pl.LazyFrame] = (),
) -> dict[str, str]:
    """EX06: a total row of the sender is no sum of its lines. Returns as evidence the totals that cannot be read or compared.

    Text cells count too; where a total of a workbook fits nothing so, it may be that of its number cells: SUM takes text as nothing.
    `parts`: selections of lines that a total may be of instead of all.
    """
    totals = [total for total in reading.stated_totals if total.column == forms.amount_column]
    if not totals:
        return {}
    stated = _readings(totals, forms)
    sums = _lawful(totals, _blocks(totals, reading.tables, judged), vocabulary)
    if any(total.sheet is not None for total in totals if stated[total] and not stated[total] & sums[total]):
        numbers = judged.join(_number_cells(reading.tables, forms.amount_column), on="place", how="semi")
        more = _lawful(totals, _blocks(totals, reading.tables, numbers), vocabulary)
        sums = {total: found | (more[total] if total.sheet is not None else set()) for total, found in sums.items()}
    for part in parts:
        of_part = _lawful(totals, _blocks(totals, reading.tables, part), vocabulary)
        sums = {total: found | of_part[total] for total, found in sums.items()}
    for total, sen in stated.items():
        if sen and not sen & sums[total]:
            raise _total_differs(total, min(sen), sums[total], file_name, is_money=reading.contract.is_money)
    return {f"total in row {total.source_row}": "not readable, not compared" for total, sen in stated.items() if not sen}


def _lawful(totals: Sequence[StatedTotal], blocks: Blocks, vocabulary: Vocabulary) -> dict[StatedTotal, set[int]]:
    """The sums that each total may state."""
    alone = {sheet for sheet, count in Counter(total.sheet for total in totals).items() if count == 1}
    found: dict[StatedTotal, set[int]] = {}
    for _, of_table in groupby(totals, key=lambda total: total.table):
        rows: dict[str, int] = {}  # of the last total row: of each kind, of each word, of any
        here = list(of_table)
        grand = [total.source_row for total in here if total.kind == "grand total"]
        for total in here:
            if total.kind == "grand total":
                found[total] = set(_of_all(total, grand, blocks))
            else:
                found[total] = set(_of_some(total, rows, blocks, vocabulary, is_alone=total.sheet in alone))
            rows |= dict.fromkeys((total.kind, f"word {total.label}", "any"), total.source_row)
    return found


def _of_some(total: StatedTotal, rows: Mapping[str, int], blocks: Blocks, vocabulary: Vocabulary, *, is_alone: bool) -> Iterator[int]:
    """Of all lines above, or since the row before of its kind, of its word or of a higher kind; a subtotal also since any such row.

    A subtotal that names a programme or benefit type may also be of these lines only; a sheet's only total of all its tables above.
    A running total (carried or brought forward) is a subtotal that may also have begun with its sheet or the workbook.
    """
    top, end = total.table << 32, (total.table + 1) << 32
    higher = KINDS[KINDS.index(total.kind) :]
    like = [*higher, f"word {total.label}", *(["any"] if total.kind in ("running total", "subtotal") else [])]
    starts = {top, *(top + rows[row] for row in like if row in rows)}
    is_running = total.kind == "running total"
    starts |= {0, blocks.of_sheet(total.sheet)[0]} if is_running else set()
    is_on_top = not rows and not is_running and not blocks.between(top, top + total.source_row)
    last = end if is_on_top else top + total.source_row
    for which in (ALL, *_named(total.label, vocabulary)):
        yield from (blocks.between(start, last, which) for start in starts)
    if total.kind == "total" and is_alone:
        yield blocks.between(blocks.of_sheet(total.sheet)[0], last)


def _of_all(total: StatedTotal, grand: Sequence[int], blocks: Blocks) -> Iterator[int]:
    """A grand total is of all its table, sheet or workbook; where a table has several, of those above, or since the one before."""
    top, end = total.table << 32, (total.table + 1) << 32
    yield from (blocks.between(top, end), blocks.between(*blocks.of_sheet(total.sheet)), blocks.between(0, len(blocks.sheets) << 32))
    last = end if total.source_row == grand[-1] else top + total.source_row
    before = [row for row in grand if row < total.source_row]
    yield from (blocks.between(start, last) for start in (top, *(top + row for row in before[-1:])))


def _named(label: str, vocabulary: Vocabulary) -> set[Which]:
    """What words of the label mean: `jumlah jaminan hari tua`, `total jht rp`. JKM is a programme and a benefit type."""
    words = [bare(word) for word in label.split()[:MOST_WORDS]]
    named = ["".join(words[first:last]) for first, last in combinations(range(1, len(words) + 1), 2)]
    meant = {"programme": vocabulary.words["programme_code"], "type": vocabulary.words["benefit_type_code"]}
    return {(what, codes[name]) for name in named for what, codes in meant.items() if name in codes}


def _blocks(totals: Sequence[StatedTotal], tables: Sequence[RawTable], lines: pl.LazyFrame) -> Blocks:
    """One pass over the lines for all totals together."""
    starts = [number << 32 for number in range(len(tables))]
    places = sorted({*starts, *((total.table << 32) + total.source_row for total in totals)})
    block = pl.lit(pl.Series(places, dtype=pl.UInt64)).search_sorted(pl.col("place"))
    sums = lines.select("amount_paid_sen", "programme_code", "benefit_type_code", block=block)
    found = sums.group_by("block", "programme_code", "benefit_type_code").agg(pl.col("amount_paid_sen").sum()).collect(engine="streaming")
    each: dict[Which, list[int]] = {}
    for number, programme, kind, sen in found.iter_rows():
        for which in (ALL, ("programme", programme), ("type", kind)):
            each.setdefault(which, [0] * (len(places) + 1))[number] += sen
    return Blocks(tuple(places), tuple(table.sheet for table in tables), {which: list(accumulate(sen)) for which, sen in each.items()})


def _number_cells(tables: Sequence[RawTable], column: str) -> pl.LazyFrame:
    """The places of lines whose amount is typed as a number."""
    is_number = pl.col(column).str.starts_with("=")
    places = [
        table.frame.filter(is_number).select(place=pl.lit(number << 32, dtype=pl.UInt64) + pl.col("source_row").cast(pl.UInt64))
        for number, table in enumerate(tables)
    ]
    return pl.concat(places)


def _readings(totals: Sequence[StatedTotal], forms: Forms) -> dict[StatedTotal, set[int]]:
    """Each total in sen: in the column's own form, else in any in which it can be read; empty where in none."""
    cells = pl.DataFrame({"stated": [total.text for total in totals]}, schema={"stated": pl.String})
    read = [
        cells.select(parse_amount("stated", AmountForm(mark, has_typed=True, has_nihil=True, has_spaced=True))).to_series()
        for mark in (forms.amount.mark, *MARKS)
    ]
    rows = zip(totals, *read, strict=True)
    return {total: {own} if own is not None else {sen for sen in other if sen is not None} for total, own, *other in rows}


def _total_differs(total: StatedTotal, stated: int, lawful: set[int], file_name: str, *, is_money: bool) -> ExtractRefused:
    found = min(lawful, key=lambda sen: (abs(sen - stated), sen))
    told, counted = (figure(value, is_money=is_money) for value in (stated, found))
    what = f"its total row says {told}, its lines come to {counted}"
    place = f"row {total.source_row}" if total.sheet is None else f"sheet {total.sheet}, row {total.source_row}"
    evidence = {"stated": told, "found": counted, "total": total.label}
    return ExtractRefused("EX06", file_name, what, "send the complete extract, or one whose total is right", evidence, place)
