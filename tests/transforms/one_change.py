"""One change to a cell or a row of an extract: what may happen to a file on its way."""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.transforms.changed_extracts import (
    AMOUNT,
    DATES,
    HEADINGS,
    KIND,
    NIK,
    PAID,
    PROGRAM,
    STATUS,
    TYPES,
    WORDS,
    Case,
    Cells,
    _line,
    amount_cell,
    is_line,
    is_total,
    rupiah,
    sen,
)


def changed(rng: random.Random, case: Case) -> tuple[str, list[Cells]]:
    """What was done, and the rows after one change to a cell or a row."""
    rows = [list(row) for row in case.rows]
    name = rng.choice(list(CHANGES))
    CHANGES[name](rng, case, rows)
    return name, rows


def _lines(rows: list[Cells]) -> list[Cells]:
    return [row for row in rows if is_line(row)]


def _digit(rng: random.Random, cell: Any) -> Any:
    """The amount with one digit another one."""
    text = cell if isinstance(cell, str) else f"{cell:.2f}"
    places = [place for place, character in enumerate(text) if character.isdigit()]
    place = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != text[place]])
    text = text[:place] + other + text[place + 1 :]
    return text if isinstance(cell, str) else float(text)


def _edit(column: int, value: Callable[[random.Random, Case, Cells], Any]) -> Callable[[random.Random, Case, list[Cells]], None]:
    def edit(rng: random.Random, case: Case, rows: list[Cells]) -> None:
        row = rng.choice(_lines(rows))
        row[column] = value(rng, case, row)

    return edit


def _other_day(rng: random.Random, case: Case, row: Cells) -> str:
    day = datetime.strptime(row[PAID], DATES[case.dates])  # noqa: DTZ007
    return f"{day.replace(day=rng.randint(1, 28)):{DATES[case.dates]}}"


def _other_month(rng: random.Random, case: Case, row: Cells) -> str:
    day = datetime.strptime(row[PAID], DATES[case.dates]).replace(day=rng.randint(13, 28))  # noqa: DTZ007
    return f"{day.replace(month=rng.choice([m for m in range(1, 13) if m != day.month])):{DATES[case.dates]}}"


def _total_figure(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    totals = [row for row in rows if is_total(row)]
    row = rng.choice(totals or _lines(rows))
    row[AMOUNT] = _digit(rng, row[AMOUNT])


def _swap_cells(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    one, other = rng.sample(_lines(rows), 2)
    column = rng.choice([PROGRAM, KIND, PAID, AMOUNT, STATUS, 0, 1])
    one[column], other[column] = other[column], one[column]


def _copy_cell(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    one, other = rng.sample(_lines(rows), 2)
    column = rng.randrange(len(HEADINGS))
    one[column] = other[column]


def _swap_rows(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    one, other = rng.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def _delete_row(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    rows.pop(rng.randrange(len(rows)))


def _repeat_row(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    rows.insert(rng.randint(0, len(rows)), list(rng.choice(rows)))


def _blank_row(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    row = rng.choice(_lines(rows))
    row[:] = [""] * len(row)


def _insert_row(rng: random.Random, case: Case, rows: list[Cells]) -> None:
    rows.insert(rng.randint(0, len(rows)), _line(rng, 77, case.dates, is_typed=case.is_typed))


def _dropped_sen(_rng: random.Random, _case: Case, row: Cells) -> Any:
    return row[AMOUNT].removesuffix(",00") if isinstance(row[AMOUNT], str) else row[AMOUNT]


CHANGES: dict[str, Callable[[random.Random, Case, list[Cells]], None]] = {
    "digit of an amount": _edit(AMOUNT, lambda rng, _, row: _digit(rng, row[AMOUNT])),
    "other amount": _edit(AMOUNT, lambda rng, case, _: amount_cell(rng, is_typed=case.is_typed)),
    "amount as text": _edit(AMOUNT, lambda _, __, row: rupiah(sen(row[AMOUNT]) or 0)),
    "amount another text": _edit(AMOUNT, lambda rng, *_: rupiah(rng.randint(100_000, 9_000_000_000))),
    "amount negative": _edit(
        AMOUNT,
        lambda _, __, row: -row[AMOUNT] if not isinstance(row[AMOUNT], str) else f"-{row[AMOUNT]}",
    ),
    "amount without sen": _edit(AMOUNT, _dropped_sen),
    "amount blank": _edit(AMOUNT, lambda *_: ""),
    "amount word": _edit(AMOUNT, lambda rng, *_: rng.choice(WORDS)),
    "other day": _edit(PAID, _other_day),
    "other month": _edit(PAID, _other_month),
    "date blank": _edit(PAID, lambda *_: ""),
    "date word": _edit(PAID, lambda rng, *_: rng.choice(WORDS)),
    "other programme": _edit(PROGRAM, lambda rng, *_: rng.choice([*TYPES, "XYZ", ""])),
    "other type": _edit(KIND, lambda rng, *_: rng.choice([*TYPES, "XYZ", ""])),
    "claim": _edit(0, lambda rng, *_: rng.choice(["K0", "", "JUMLAH", "NIHIL", "K1 "])),
    "payment number": _edit(1, lambda rng, *_: rng.choice(["P0", "", "lihat", "P1"])),
    "number of the person": _edit(NIK, lambda rng, *_: rng.choice(["", "3316", "3,31601E+15", "SITI"])),
    "status": _edit(STATUS, lambda rng, *_: rng.choice(["", "DITOLAK", "PROSES", "x"])),
    "figure of a total": _total_figure,
    "two cells swapped": _swap_cells,
    "cell copied": _copy_cell,
    "two rows swapped": _swap_rows,
    "row deleted": _delete_row,
    "row repeated": _repeat_row,
    "row blanked": _blank_row,
    "row inserted": _insert_row,
}
