"""The sender's own total rows against the lines, to the sen, before those rows are dropped."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, groupby

import polars as pl

from transforms.bare import bare
from transforms.control import figure
from transforms.errors import ExtractRefused
from transforms.keys import place_of
from transforms.parse.amounts import MARKS, with_amount
from transforms.parse.blank import blank_to_null
from transforms.parse.forms import Forms
from transforms.read.shapes import ABOVE, RawTable, Reading, StatedTotal
from transforms.read.total_words import RUNNING
from transforms.vocabulary.shapes import Vocabulary

KINDS = (RUNNING, "subtotal", "total", "grand total")  # a higher one closes what the lower ones began
MOST_WORDS = 12  # of a label that are looked at for a programme
MOST_TOLD = 10  # totals that were not compared
Kind = tuple[str | None, str | None]  # programme and benefit type of lines; None: not understood
Which = frozenset[Kind] | None
ALL: Which = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines' figures between one total row, or start of a table, and the next. Block i lies before `places[i]`, the last behind all."""

    places: tuple[int, ...]
    sheets: tuple[str | None, ...]  # by table
    before: Mapping[Kind, list[int]]  # of the lines of each kind: sums up to and with each block
    of_all: list[int]

    def between(self, first: int, last: int, which: Which = ALL) -> int:
        """What the lines behind the place `first` and before the place `last` come to."""
        start, end = bisect_left(self.places, first), bisect_left(self.places, last)
        chosen = [self.of_all] if which is None else [self.before[kind] for kind in which]
        return sum(sums[end] - sums[start] for sums in chosen)

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
    """EX06: a total row of the sender is no sum, or no count, of its lines. Returns as evidence what could not be read or compared.

    Text cells count too; where a total of a workbook fits nothing so, it may be that of its number cells: SUM takes text as nothing.
    `parts`: selections of lines that a total may be of instead of all.
    """
    unread = _refuse_other_sums(reading, forms, judged, vocabulary, parts, file_name)
    _refuse_other_counts(reading, judged, vocabulary, parts, file_name)
    return _not_compared(reading.stated_totals, unread)


def _refuse_other_sums(
    reading: Reading, forms: Forms, judged: pl.LazyFrame, vocabulary: Vocabulary, parts: Sequence[pl.LazyFrame], file_name: str
) -> set[StatedTotal]:
    """EX06 for a sum. Returns the totals that cannot be read."""
    totals = [total for total in reading.stated_totals if total.measure == "amount"]
    if not totals:
        return set()
    stated = _readings(totals, forms)
    sums = _lawful(totals, _blocks(totals, reading.tables, judged), vocabulary)
    if any(total.sheet is not None for total in totals if stated[total] and not stated[total] & sums[total]):
        numbers = judged.join(_number_cells(reading.tables, forms.amount_column), on="place", how="semi")
        more = _lawful(totals, _blocks(totals, reading.tables, numbers), vocabulary)
        sums = {total: found | (more[total] if total.sheet is not None else set()) for total, found in sums.items()}
    sums = _widened(sums, stated, parts, reading.tables, vocabulary)
    for total, sen in stated.items():
        if sen and not sen & sums[total]:
            raise _total_differs(total, min(sen), sums[total], file_name, is_money=reading.contract.is_money)
    return {total for total, sen in stated.items() if not sen}


def _refuse_other_counts(
    reading: Reading, judged: pl.LazyFrame, vocabulary: Vocabulary, parts: Sequence[pl.LazyFrame], file_name: str
) -> None:
    """EX06: the sender counts other lines than there are."""
    stated = {total: {int(total.text)} for total in reading.stated_totals if total.measure == "lines"}
    each_is_one = (_each_one(part) for part in (judged, *parts))
    counts = _widened({total: set() for total in stated}, stated, each_is_one, reading.tables, vocabulary)
    for total, count in stated.items():
        lawful = counts[total]
        if not count & lawful and total.column != reading.contract.amount:
            with_values = _with_values(total.column, reading.tables, (judged, *parts))
            lawful = _widened(counts, stated, with_values, reading.tables, vocabulary)[total]
        if not count & lawful:
            raise _count_differs(total, lawful, file_name)


def _each_one(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines that come to their number."""
    return lines.with_columns(amount_paid_sen=pl.lit(1, dtype=pl.Int64))


def _with_values(column: str, tables: Sequence[RawTable], selections: Iterable[pl.LazyFrame]) -> Iterator[pl.LazyFrame]:
    """For a count below a column: of these lines those that have a value there, and one line for each value, of the file or of a table."""
    places = [
        _places(table, number).select("place", blank_to_null(column)) for number, table in enumerate(tables) if column in table.headings
    ]
    filled = pl.concat(places).drop_nulls()
    firsts = [pl.col("place") == pl.col("place").min().over(values) for values in ([column], [column, pl.col("place") // (1 << 32)])]
    for lines in selections:
        with_value = _each_one(lines.join(filled, on="place"))
        yield from (with_value, *(with_value.filter(is_first) for is_first in firsts))


def _places(table: RawTable, number: int) -> pl.LazyFrame:
    return table.frame.with_columns(place=place_of(number))


def _widened(
    lawful: dict[StatedTotal, set[int]],
    stated: Mapping[StatedTotal, set[int]],
    selections: Iterable[pl.LazyFrame],
    tables: Sequence[RawTable],
    vocabulary: Vocabulary,
) -> dict[StatedTotal, set[int]]:
    """What each total may state, with what it comes to of one selection of lines after the other, until all that is stated fits."""
    totals = list(lawful)
    for lines in selections:
        if all(figures & lawful[total] for total, figures in stated.items() if figures):
            break
        more = _lawful(totals, _blocks(totals, tables, lines), vocabulary)
        lawful = {total: found | more[total] for total, found in lawful.items()}
    return lawful


def _not_compared(totals: Sequence[StatedTotal], unread: Collection[StatedTotal]) -> dict[str, str]:
    """The evidence: which totals were held against nothing, and why."""
    why = {
        total: "not readable" if total in unread else total.text for total in totals if total in unread or total.measure == "not compared"
    }
    told = {f"total in {_place(total)}": f"{reason}, not compared" for total, reason in list(why.items())[:MOST_TOLD]}
    return told | ({"more totals": f"{len(why) - MOST_TOLD} not compared"} if len(why) > MOST_TOLD else {})


def _lawful(totals: Sequence[StatedTotal], blocks: Blocks, vocabulary: Vocabulary) -> dict[StatedTotal, set[int]]:
    """The sums that each total may state."""
    alone = {sheet for sheet, count in Counter(total.sheet for total in totals).items() if count == 1}
    found: dict[StatedTotal, set[int]] = {}
    for _, of_table in groupby(totals, key=lambda total: total.table):
        rows: dict[str, int] = {}  # of the last total row: of each kind, of each word, of any
        here = list(of_table)
        grand = [total.source_row for total in here if total.kind == "grand total"]
        for total in here:
            which = _of_what(total, blocks.before, vocabulary)
            if total.kind == ABOVE:
                found[total] = set(_of_whole(total, which, blocks))
                continue
            if total.kind == "grand total":
                found[total] = set(_of_all(total, grand, which, blocks))
            else:
                found[total] = set(_of_some(total, rows, which, blocks, is_alone=total.sheet in alone))
            rows |= dict.fromkeys((total.kind, f"word {total.label}", "any"), total.source_row)
    return found


def _of_some(total: StatedTotal, rows: Mapping[str, int], which: Sequence[Which], blocks: Blocks, *, is_alone: bool) -> Iterator[int]:
    """Of all lines above, or since the row before of its kind, of its word or of a higher kind; a subtotal also since any such row.

    A sheet's only total may be of all its tables above.
    A running total (carried or brought forward) is a subtotal that may also have begun with its sheet or the workbook.
    """
    top, end = total.table << 32, (total.table + 1) << 32
    higher = KINDS[KINDS.index(total.kind) :]
    like = [*higher, f"word {total.label}", *(["any"] if total.kind in (RUNNING, "subtotal") else [])]
    starts = {top, *(top + rows[row] for row in like if row in rows)}
    is_running = total.kind == RUNNING
    starts |= {0, blocks.of_sheet(total.sheet)[0]} if is_running else set()
    is_on_top = not rows and not is_running and not blocks.between(top, top + total.source_row)
    last = end if is_on_top else top + total.source_row
    starts |= {blocks.of_sheet(total.sheet)[0]} if total.kind == "total" and is_alone else set()
    yield from (blocks.between(start, last, lines) for start in starts for lines in which)


def _of_all(total: StatedTotal, grand: Sequence[int], which: Sequence[Which], blocks: Blocks) -> Iterator[int]:
    """A grand total is of all its table, sheet or workbook; where a table has several, of those above, or since the one before."""
    yield from _of_whole(total, which, blocks)
    top, end = total.table << 32, (total.table + 1) << 32
    last = end if total.source_row == grand[-1] else top + total.source_row
    before = [row for row in grand if row < total.source_row]
    yield from (blocks.between(start, last, lines) for start in (top, *(top + row for row in before[-1:])) for lines in which)


def _of_whole(total: StatedTotal, which: Sequence[Which], blocks: Blocks) -> Iterator[int]:
    """Of all its table, sheet or workbook."""
    table, book = (total.table << 32, (total.table + 1) << 32), (0, len(blocks.sheets) << 32)
    yield from (blocks.between(*whole, lines) for whole in (table, blocks.of_sheet(total.sheet), book) for lines in which)


def _of_what(total: StatedTotal, kinds: Collection[Kind], vocabulary: Vocabulary) -> list[Which]:
    """Which lines a total may be of: all; where it names programmes or benefit types, only theirs.

    JKM is a programme and a benefit type, and `JKM BEASISWA` may be either, both, or the scholarships of JKM. Lines of which nobody can
    tell what they are may be among them or not.
    """
    programmes, types = _named(total, vocabulary)
    if not types and not programmes:
        return [ALL]
    only = types - programmes  # named, and no programme
    found = [{kind for kind in kinds if kind[1] in types}] if programmes <= types else []
    if programmes:
        found.append({kind for kind in kinds if kind[0] in programmes or kind[1] in only})
    if programmes and only:
        found.append({kind for kind in kinds if kind[0] in programmes and kind[1] in only})
    untold = {kind for kind in kinds if kind == (None, None)}
    return [frozenset(lines) for one in found for lines in (one, one | untold)]


def _named(total: StatedTotal, vocabulary: Vocabulary) -> tuple[set[str], set[str]]:
    """The programmes and the benefit types that its label names (`jumlah jaminan hari tua`, `total jht rp`), or its own cells."""
    words = [bare(word) for word in total.label.split()[:MOST_WORDS]]
    named = ["".join(words[first:last]) for first, last in combinations(range(1, len(words) + 1), 2)] + [bare(cell) for cell in total.about]
    programmes, types = (vocabulary.words[column] for column in ("programme_code", "benefit_type_code"))
    return {programmes[name] for name in named if name in programmes}, {types[name] for name in named if name in types}


def _blocks(totals: Sequence[StatedTotal], tables: Sequence[RawTable], lines: pl.LazyFrame) -> Blocks:
    """One pass over the lines for all totals together."""
    starts = [number << 32 for number in range(len(tables))]
    places = sorted({*starts, *((total.table << 32) + total.source_row for total in totals)})
    block = pl.lit(pl.Series(places, dtype=pl.UInt64)).search_sorted(pl.col("place"))
    sums = lines.select("amount_paid_sen", "programme_code", "benefit_type_code", block=block)
    found = sums.group_by("block", "programme_code", "benefit_type_code").agg(pl.col("amount_paid_sen").sum()).collect(engine="streaming")
    each: dict[Kind, list[int]] = {}
    of_all = [0] * (len(places) + 1)
    for number, programme, kind, sen in found.iter_rows():
        each.setdefault((programme, kind), [0] * (len(places) + 1))[number] += sen
        of_all[number] += sen
    summed = {lines: list(accumulate(sen)) for lines, sen in each.items()}
    return Blocks(tuple(places), tuple(table.sheet for table in tables), summed, list(accumulate(of_all)))


def _number_cells(tables: Sequence[RawTable], column: str) -> pl.LazyFrame:
    """The places of lines whose amount is typed as a number."""
    is_number = pl.col(column).str.starts_with("=")
    return pl.concat(_places(table, number).filter(is_number).select("place") for number, table in enumerate(tables))


def _readings(totals: Sequence[StatedTotal], forms: Forms) -> dict[StatedTotal, set[int]]:
    """Each total in sen: in the column's own form, else in any in which it can be read; empty where in none."""
    cells = pl.LazyFrame({"stated": [total.text for total in totals]}, schema={"stated": pl.String})
    any_spelling = replace(forms.amount, has_typed=True, has_nihil=True, has_spaced=True, has_odd=True)
    read = [
        with_amount(cells, "stated", replace(any_spelling, mark=mark), "sen").select("sen").collect().to_series()
        for mark in (forms.amount.mark, *MARKS)
    ]
    rows = zip(totals, *read, strict=True)
    return {total: {own} if own is not None else {sen for sen in other if sen is not None} for total, own, *other in rows}


def _total_differs(total: StatedTotal, stated: int, lawful: set[int], file_name: str, *, is_money: bool) -> ExtractRefused:
    found = min(lawful, key=lambda sen: (abs(sen - stated), sen))
    told, counted = (figure(value, is_money=is_money) for value in (stated, found))
    return _differs(total, f"its total row says {told}, its lines come to {counted}", told, counted, file_name)


def _count_differs(total: StatedTotal, lawful: set[int], file_name: str) -> ExtractRefused:
    found = min(lawful, key=lambda count: (abs(count - int(total.text)), count))
    return _differs(total, f"it says that it has {int(total.text)} lines, and has {found}", total.text, str(found), file_name)


def _differs(total: StatedTotal, what: str, stated: str, found: str, file_name: str) -> ExtractRefused:
    evidence = {"stated": stated, "found": found, "total": total.label}
    return ExtractRefused("EX06", file_name, what, "send the complete extract, or one whose total is right", evidence, _place(total))


def _place(total: StatedTotal) -> str:
    return f"row {total.source_row}" if total.sheet is None else f"sheet {total.sheet}, row {total.source_row}"
