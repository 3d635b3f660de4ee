"""Extracts with stated control totals, one change made to each, and in plain Python whether that changes anything stated.

Nothing of `transforms` is used here: the figures are worked out from the drawn cells, a row at a time.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

HEADINGS = ["KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "JENIS MANFAAT", "NIK", "TGL BAYAR", "NOMINAL", "STATUS"]
PROGRAM, KIND, NIK, PAID, AMOUNT, STATUS = range(2, 8)
PROGRAMMES = ("JHT", "JKM", "JKK", "JP", "JKP")
TYPES = (*PROGRAMMES, "BEASISWA")
DATES = {"iso": "%Y-%m-%d", "slash": "%d/%m/%Y", "dash": "%d-%m-%Y", "joined": "%Y%m%d"}
RANKS = {"GRAND TOTAL": 2, "JUMLAH": 1}  # all other words of totals: 0
WORDS = ("dua juta", "x", "lihat lampiran", "SITI AMINAH", "#REF!")

Cells = list[Any]  # a line, or a total row, whose first cell is its word
Tree = dict[str, Any]


@dataclass
class Case:
    """An extract and what is stated of it."""

    file_format: str
    dates: str
    is_typed: bool  # amounts are number cells
    rows: list[Cells]
    rows_said: Tree | int | None
    amounts_said: Tree | int | None
    keys: tuple[str, ...]  # what the trees are nested by

    def manifest(self) -> str | None:
        """Its YAML, if anything is stated in one."""
        said = [f"rows: {_yaml(self.rows_said)}"] if self.rows_said is not None else []
        said += [f"amount_paid_idr: {_yaml(self.amounts_said, 100)}"] if self.amounts_said is not None else []
        return "\n".join(said) or None


def _yaml(tree: Tree | int, unit: int = 1) -> str:
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {_yaml(inner, unit)}" for key, inner in tree.items()) + "}"
    return str(tree) if unit == 1 else f"{Decimal(tree) / unit:.2f}"


def is_total(row: Cells) -> bool:
    """Is it a total row?"""
    return str(row[0]).startswith(("JUMLAH", "SUB", "GRAND")) and not row[PAID]


def is_line(row: Cells) -> bool:
    """Is it a payment line?"""
    return not is_total(row) and any(cell not in ("", None) for cell in row)


# ---------------------------------------------------------------- what the cells say


def sen(cell: Any) -> int | None:
    """An amount cell in sen, as Indonesians write it or as a number."""
    if isinstance(cell, int | float):
        return round(Decimal(repr(cell)) * 100)
    if cell and re.fullmatch(r"-?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d{1,2})?", cell):
        return int(Decimal(cell.replace(".", "").replace(",", ".")) * 100)
    return None


def month(cell: Any, dates: str) -> str:
    """2022-07; empty where it is no date."""
    try:
        return f"{datetime.strptime(cell or '', DATES[dates]):%Y-%m}"  # noqa: DTZ007
    except ValueError:
        return ""


def coded(row: Cells) -> tuple[str, str]:
    """Programme, or the type of what has none; and benefit type."""
    named, kind = row[PROGRAM] or "", row[KIND] or ""
    programme = named if named in PROGRAMMES else ""
    inside = "BEASISWA" if named == "BEASISWA" else programme
    kind = kind if kind in TYPES else inside
    return programme or kind, kind


def key(row: Cells, by: str, dates: str) -> str:
    """The line's key in a breakdown."""
    return {"programme": coded(row)[0], "type": coded(row)[1], "month": month(row[PAID], dates)}[by]


def measured(lines: Sequence[Cells], what: str) -> int:
    """Lines, or sen with unreadable amounts as nothing."""
    return len(lines) if what == "rows" else sum(sen(line[AMOUNT]) or 0 for line in lines)


def tree_of(lines: Sequence[Cells], keys: Sequence[str], what: str, dates: str) -> Tree | int:
    """The figures as they are, nested by these keys."""
    if not keys:
        return measured(lines, what)
    names = sorted({key(line, keys[0], dates) for line in lines})
    return {name: tree_of([line for line in lines if key(line, keys[0], dates) == name], keys[1:], what, dates) for name in names}


def fits(tree: Tree | int, lines: Sequence[Cells], keys: Sequence[str], what: str, dates: str) -> bool:
    """Is every stated figure right, and nothing outside them?"""
    if isinstance(tree, int):
        return measured(lines, what) == tree
    inner = {name: [line for line in lines if key(line, keys[0], dates) == name] for name in tree}
    is_whole = _sum(tree) == measured(lines, what)
    return is_whole and all(fits(tree[name], chosen, keys[1:], what, dates) for name, chosen in inner.items())


def _sum(tree: Tree | int) -> int:
    return tree if isinstance(tree, int) else sum(map(_sum, tree.values()))


# ---------------------------------------------------------------- whether what is stated still holds


def holds(case: Case, rows: list[Cells]) -> bool:
    """Do manifest and total rows still fit these rows?"""
    return _manifest_holds(case, rows) and all(_total_holds(case, rows, place) for place, row in enumerate(rows) if is_total(row))


def _manifest_holds(case: Case, rows: list[Cells]) -> bool:
    lines = [row for row in rows if is_line(row)]
    readings = [case.keys]
    if sum(by in ("programme", "type") for by in case.keys) == 1:  # a name alone is a programme's, where BEASISWA is named maybe a type's
        types = tuple("type" if by == "programme" else by for by in case.keys)
        programmes = tuple("programme" if by == "type" else by for by in case.keys)
        readings = [programmes, types] if "BEASISWA" in _names([case.rows_said, case.amounts_said]) else [programmes]
    said = [(tree, what) for tree, what in ((case.rows_said, "rows"), (case.amounts_said, "sen")) if tree is not None]
    return all(any(fits(tree, lines, keys, what, case.dates) for keys in readings) for tree, what in said)


def _names(trees: Sequence[Tree | int | None]) -> set[str]:
    inner = [tree for tree in trees if isinstance(tree, dict)]
    return {name for tree in inner for name in (*tree, *_names(list(tree.values())))}


def _total_holds(case: Case, rows: list[Cells], place: int) -> bool:
    """A line that stands there again, word for word, counts once: a total may be of the lines with it or without."""
    stated = sen(rows[place][AMOUNT])
    return stated is None or any(stated in set(_sums(case, lines, place)) for lines in (rows, _once(rows)))


def _once(rows: list[Cells]) -> list[Cells]:
    return [[""] * len(row) if is_line(row) and row in rows[:nth] else row for nth, row in enumerate(rows)]


def _sums(case: Case, rows: list[Cells], place: int) -> Iterator[int]:
    """What a total row may be the sum of, by its word."""
    word = rows[place][0]
    for counted in _counted(case):
        if word == "GRAND TOTAL":
            yield from _grand_sums(rows, place, counted)
            continue
        ends = [place] if any(is_total(row) for row in rows[:place]) or _sum_of(rows[:place], counted) else [len(rows)]
        for chosen in _named(word, counted):
            yield from (_sum_of(rows[start : ends[0]], chosen) for start in _starts(rows, place))


def _counted(case: Case) -> list[Callable[[Cells], bool]]:
    typed: list[Callable[[Cells], bool]] = [lambda row: isinstance(row[AMOUNT], int | float)]
    return [lambda _: True, *(typed if case.file_format == "xlsx" else [])]


def _named(word: str, counted: Callable[[Cells], bool]) -> list[Callable[[Cells], bool]]:
    name = word.rsplit(maxsplit=1)[-1]
    if name not in TYPES:
        return [counted]

    def of_programme(row: Cells) -> bool:
        return counted(row) and row[PROGRAM] in PROGRAMMES and coded(row)[0] == name

    def of_type(row: Cells) -> bool:
        return counted(row) and coded(row)[1] == name

    def untold(row: Cells) -> bool:
        return counted(row) and coded(row) == ("", "")  # may be of it or not

    return [of_programme, of_type, lambda row: of_programme(row) or untold(row), lambda row: of_type(row) or untold(row)]


def _starts(rows: list[Cells], place: int) -> set[int]:
    """Behind the row before of its rank, its word or a higher one, or at the top; a subtotal also behind any total row."""
    word, rank = rows[place][0], RANKS.get(rows[place][0], 0)
    before = [(nth + 1, row[0]) for nth, row in enumerate(rows[:place]) if is_total(row)]
    alike: list[Callable[[str], bool]] = [
        lambda other: RANKS.get(other, 0) == rank,
        lambda other: RANKS.get(other, 0) == rank + 1,
        lambda other: RANKS.get(other, 0) == rank + 2,
        lambda other: other == word,
        lambda _: rank == 0,
    ]
    return {0, *(max(nth for nth, other in before if like(other)) for like in alike if any(like(other) for _, other in before))}


def _grand_sums(rows: list[Cells], place: int, counted: Callable[[Cells], bool]) -> Iterator[int]:
    grand = [nth for nth, row in enumerate(rows) if is_total(row) and row[0] == "GRAND TOTAL"]
    yield _sum_of(rows, counted)
    if len(grand) > 1:
        last = len(rows) if place == grand[-1] else place
        yield _sum_of(rows[:last], counted)
        yield _sum_of(rows[max([nth for nth in grand if nth < place], default=0) : last], counted)


def _sum_of(rows: Sequence[Cells], counted: Callable[[Cells], bool]) -> int:
    return measured([row for row in rows if is_line(row) and counted(row)], "sen")


# ---------------------------------------------------------------- drawing one


def drawn(rng: random.Random) -> Case:
    """An extract of a few lines, all that is stated of it true."""
    file_format = rng.choice(["csv", "xlsx", "parquet"])
    is_typed = file_format == "xlsx" and rng.random() < 0.5
    dates = rng.choice(list(DATES))
    lines = [_line(rng, number, dates, is_typed=is_typed) for number in range(rng.randint(4, 12))]
    lines[0][PAID] = f"{date(2022, 7, 25):{DATES[dates]}}"  # settles day and month
    rows = _with_totals(rng, lines, is_typed=is_typed) if rng.random() < 0.5 else lines
    keys = rng.choice([(), ("programme",), ("month",), ("programme", "type", "month"), ("programme", "month"), ("month", "type")])
    told = rng.choice(["rows", "sen", "both"]) if any(map(is_total, rows)) or rng.random() < 0.9 else "both"
    is_silent = any(map(is_total, rows)) and rng.random() < 0.4
    trees = {what: tree_of(lines, keys, what, dates) for what in ("rows", "sen")}
    rows_said = None if is_silent or told == "sen" else trees["rows"]
    amounts_said = None if is_silent or told == "rows" else trees["sen"]
    return Case(file_format, dates, is_typed, rows, rows_said, amounts_said, keys)


def _line(rng: random.Random, number: int, dates: str, *, is_typed: bool) -> Cells:
    programme = rng.choice(PROGRAMMES)
    kind = "BEASISWA" if programme in ("JKM", "JKK") and rng.random() < 0.4 else rng.choice(["", programme])
    if rng.random() < 0.1:
        programme, kind = "BEASISWA", ""
    paid = date(2022, rng.choice([7, 7, 7, 6, 5]), rng.randint(1, 28))
    amount = amount_cell(rng, is_typed=is_typed)
    return [f"K{number}", f"P{number}", programme, kind, f"33160101018500{number:02}", f"{paid:{DATES[dates]}}", amount, "DIBAYAR"]


def amount_cell(rng: random.Random, *, is_typed: bool) -> Any:
    """An amount of the extract's form: a number, or text like 1.250.000,00."""
    if is_typed:
        return rng.choice([rng.randint(1_000, 90_000_000), rng.randint(100_000, 9_000_000_000) / 100])
    return rupiah(rng.randint(100_000, 9_000_000_000))


def rupiah(sen: int) -> str:
    """1.250.000,00"""
    whole, cents = divmod(abs(sen), 100)
    return ("-" if sen < 0 else "") + f"{whole:,}".replace(",", ".") + f",{cents:02}"


def _with_totals(rng: random.Random, lines: list[Cells], *, is_typed: bool) -> list[Cells]:
    """Total rows as offices write them: at the end, by programme, by page, running."""

    def total(word: str, of: Sequence[Cells]) -> Cells:
        money = measured(of, "sen")
        return [word, *[""] * 5, money / 100 if is_typed else rupiah(money), ""]

    style = rng.choice(["end", "grand", "programme", "page", "running"])
    if style in ("end", "grand"):
        return [*lines, total("JUMLAH" if style == "end" else "GRAND TOTAL", lines)]
    rows: list[Cells] = []
    if style == "programme":
        for name in sorted({coded(line)[0] for line in lines}):
            block = [line for line in lines if coded(line)[0] == name]
            rows += [*block, total(f"JUMLAH {name}", block)]
    else:
        size = rng.randint(2, 4)
        for first in range(0, len(lines), size):
            page = lines[first : first + size]
            rows += [*page, total("SUB TOTAL", page if style == "page" else lines[: first + size])]
    return [*rows, total("GRAND TOTAL", lines)] if rng.random() < 0.7 else rows
