"""What a sender's total rows state: money and counts of lines, in whatever cell, below the lines and in the titles above them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

import polars as pl

from transforms.columns import DATES, Columns
from transforms.parse.blank import blank_to_null
from transforms.read.furniture import COUNTABLE
from transforms.read.grid import Grid
from transforms.read.header import Header
from transforms.read.other_totals import MEASURE, of_what_else
from transforms.read.shapes import ABOVE, StatedTotal
from transforms.read.total_figures import FEWEST_DIGITS, Figure, count_of, figure_of, figures_in, spoken, words_in
from transforms.read.total_words import OTHER, RUNNING, TotalWords
from transforms.reference import load_table

Cells = Sequence[str | None]
Measure = Literal["amount", "lines", "not compared"]
MEASURES: tuple[Literal["amount", "lines"], ...] = ("amount", "lines")
CODES = (*DATES, "employer_npp", "branch_code", "regency_code")  # plain digits in these are no money
PERSONS = ("participant_nik", "participant_kpj", "participant_name")
SERIAL = 8  # so many digits a code, or a day number of a spreadsheet, has at most
NO_FIGURE, SEVERAL, OTHERS = "not readable", "several figures", "a count of others than lines"
QUALIFIED = "its words may be of other lines"
YEAR = re.compile(r"(?<![\d.,])(?:19|20)[0-9]{2}(?![\d]|[.,]\d)")


def totals_below(told: pl.DataFrame, rows: pl.DataFrame, grid: Grid, table: int, words: TotalWords) -> tuple[StatedTotal, ...]:
    """What the total rows among `told` (FURNITURE) state; `rows`: their cells. A row that states nothing to compare says so."""
    kinds = told.filter(pl.col("kind").str.ends_with("total")).select("source_row", "kind", "label")
    if kinds.is_empty():
        return ()
    cells = [blank_to_null(column) for column in grid.header.columns]
    found = kinds.join(rows.select("source_row", *cells), on="source_row").sort("source_row")
    return tuple(
        StatedTotal(grid.sheet, row, column, text, table, kind, label, measure, _about(grid.header, cells))
        for row, kind, label, *cells in found.iter_rows()
        for measure, text, column in _of_cells(kind, cells, grid.header, words)
    )


def totals_above(grid: Grid, table: int, words: TotalWords) -> tuple[StatedTotal, ...]:
    """What the titles above a table's header state of all that follows. A title without any figure is none of a total."""
    labelled = [(row, cells, said) for row, cells in enumerate(grid.titles, start=1) for said in [_label_of(cells, words)] if said]
    if not labelled:  # as in most extracts
        return ()
    texts = pl.DataFrame({"said": [cells[said - 1] for _, cells, said in labelled]}, schema={"said": pl.String})
    labels = texts.select(label=words.label(pl.col("said"))).with_columns(kind=words.kind(pl.col("label"))).rows()
    return tuple(
        StatedTotal(grid.sheet, row, grid.header.contract.amount, text, table, ABOVE, label, measure)
        for (row, cells, said), (label, kind) in zip(labelled, labels, strict=True)
        for measure, text in _stated(said - 1, cells, [""] * len(cells), grid.header.contract, words)
        if text != NO_FIGURE and kind != RUNNING  # what was brought forward is of other pages
    )


def _of_cells(kind: str, cells: Cells, header: Header, words: TotalWords) -> Iterator[tuple[Measure, str, str]]:
    """What a row states, and of which column. The amount cell, where there is one, is the money of a total; else it is looked for."""
    columns, contract = header.columns, header.contract
    place = _place_of_label(cells, header, words)
    written = cells[columns.index(contract.amount)]
    is_money = written is not None and columns[place] != contract.amount  # not `TOTAL Rp 1.500` in one cell
    else_of = MEASURE if kind == OTHER else _else_of(place, cells, header) if is_money else ""
    if else_of:
        yield "not compared", f"its words are of {else_of}", contract.amount
        return
    counted = list(_counted(place, cells, header, is_money=is_money))
    beside = [cell if column not in {column for column, _, _ in counted} else None for column, cell in zip(columns, cells, strict=True)]
    found = _stated(place, beside, columns, contract, words)
    if is_money:
        yield "amount", written or "", contract.amount
    silent = NO_FIGURE if counted else None
    yield from ((*one, contract.amount) for one in found if (one[0] == "lines" or not is_money) and one[1] != silent)
    yield from (("lines", count, of) for _, count, of in counted)


def _else_of(place: int, cells: Cells, header: Header) -> str:
    return of_what_else(_said_of(place, cells), header.headings[header.contract.amount])


def _place_of_label(cells: Cells, header: Header, words: TotalWords) -> int:
    """Where the label stands: in the amount cell with its figure, in place of what a line is about, else in the first cell that is one."""
    columns, names = header.columns, header.contract.names
    amount = columns.index(header.contract.amount)
    if _label_of([cells[amount]], words):
        return amount
    said = _label_of([cells[columns.index(name)] for name in names], words)
    return columns.index(names[said - 1]) if said else _label_of(cells, words) - 1


def _counted(place: int, cells: Cells, header: Header, *, is_money: bool) -> Iterator[tuple[str, str, str]]:
    """The columns of what identifies that have a count below them: the column, the count, and the column whose values it may be of.

    So many claims, payments or persons, or lines. Where no amount stands, what could be money is none.
    """
    contract = header.contract
    countable = {*contract.names, *COUNTABLE} if contract.day else set()
    for at, (column, cell) in enumerate(zip(header.columns, cells, strict=True)):
        count = count_of(cell) if cell and at != place and column in countable else None
        if count is None or not (is_money or len(count.text) < FEWEST_DIGITS) or count.counts == "other":
            continue
        persons = [column for column in (column, *PERSONS) if column in PERSONS and column in header.columns]
        if count.counts == "lines" or persons:
            yield column, count.text, persons[0] if count.counts == "people" else column


def _stated(said: int, cells: Cells, columns: Sequence[str], contract: Columns, words: TotalWords) -> list[tuple[Measure, str]]:
    """What a row states beside its label: its money and its count of lines, each if that is one figure and the label is plain."""
    label = (cells[said] if said >= 0 else "") or ""
    units = spoken(words_in(label)) - {"number"}
    others = ((column, cell) for place, (column, cell) in enumerate(zip(columns, cells, strict=True)) if cell and place != said)
    figures = [*figures_in(label), *_whole(others, units, contract)]
    figure = "money" if contract.is_money else "people"
    found = {
        "amount": dict.fromkeys(one.text for one in figures if one.counts in {"money", figure}),
        "lines": dict.fromkeys(one.text for one in figures if one.counts == "lines"),
    }
    wanted = [kind for kind in MEASURES if found[kind]]
    said_of = _said_of(said, cells)
    if not wanted:
        return [("not compared", OTHERS if figures else NO_FIGURE)]
    stated = [_compared(kind, list(found[kind]), is_plain=_is_plain(said_of, kind, words)) for kind in wanted]
    return [one for one in stated if one[0] != "not compared"] + [one for one in stated if one[0] == "not compared"][:1]


def _said_of(said: int, cells: Cells) -> str:
    """The words of a label, and those behind it."""
    return " ".join([(cells[said] if said >= 0 else "") or "", *_before_figures(cells[said + 1 :])])


def _before_figures(cells: Cells) -> Iterator[str]:
    """The words between a label and the first figure beside it: `Jumlah`, `s/d bulan lalu`, `Rp 99.000.000`."""
    yield from takewhile(lambda cell: not re.search("[0-9]", cell), (cell or "" for cell in cells))


def _compared(kind: Measure, texts: Sequence[str], *, is_plain: bool) -> tuple[Measure, str]:
    if not is_plain:
        return "not compared", QUALIFIED
    return (kind, texts[0]) if len(texts) == 1 else ("not compared", SEVERAL)


def _is_plain(label: str, kind: Measure, words: TotalWords) -> bool:
    """Whether nothing beside a total's words says of which lines it is: no status, time, fund or unit, but the words of a table."""
    beside = words.beside(label)
    plain = _plain_words("any", "money") if kind == "amount" else _plain_words("any")
    return beside is not None and plain.issuperset(beside) and not YEAR.search(label)


@cache
def _plain_words(*beside: str) -> frozenset[str]:
    table = load_table("plain_words", ["word"], None)
    return frozenset(row["word"] for row in table.iter_rows(named=True) if row["beside"] in beside)


def _whole(cells: Iterable[tuple[str, str]], units: frozenset[str], contract: Columns) -> Iterator[Figure]:
    """Cells that are a figure and nothing else, but for codes and days."""
    for column, cell in cells:
        is_code = column in CODES and cell.isdecimal() and len(cell) <= SERIAL
        figure = None if is_code or column == contract.amount else figure_of(cell, units)
        if figure:
            yield figure


def _about(header: Header, cells: Cells) -> tuple[str, ...]:
    """What the row's own cells say it is about: its programme and benefit type."""
    said = [cells[header.columns.index(column)] for column in header.contract.one_of if column in header.columns]
    return tuple(text for text in said if text)


def _label_of(cells: Cells, words: TotalWords) -> int:
    """The first cell, counted from 1, that begins with a total's word; 0 for none."""
    return next((n for n, cell in enumerate(cells, start=1) if cell and words.opens(cell)), 0)
