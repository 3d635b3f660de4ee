"""The slow and exact way through a CSV: record by record, for the few files that the fast scanner cannot be trusted with.

That is quoted line breaks (physical rows and records differ), a stray quote, old Mac line ends, or a wrong number of fields.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from transforms.errors import ExtractRefused
from transforms.read.containers import SEND_AGAIN
from transforms.read.limits import limit, over

FEWEST_INSIDE = 3  # separators of the shortest payment line


def rewrite(source: Path, target: Path, separator: str, *, first_row: int, width: int, file_name: str) -> tuple[int, ...]:
    """Write the records from physical row `first_row` on to `target`, each led by its row number; return the rows of short records.

    Lines are made whole and quoted anew. EX04 for more fields than the header, whole lines inside a cell or an open quote at the end,
    EX02 for a misplaced quote, EX12 for a field over 128 Ki characters.
    """
    short = []
    csv.field_size_limit(limit("field_characters"))
    with source.open(encoding="utf-8-sig", newline="") as lines, target.open("w", encoding="utf-8", newline="") as out:
        for _ in range(first_row - 1):
            next(lines, None)
        writer = csv.writer(out, delimiter=separator, lineterminator="\n")
        writer.writerow(["source_row", *(f"c{n}" for n in range(width))])
        for row, record in _numbered(lines, separator, first_row, file_name):
            _refuse_long(record, width, row, file_name)
            if any("\n" in field or "\r" in field for field in record):
                _refuse_swallowed(record, separator, width, row, file_name)
            if record and len(record) < width:
                short.append(row)
            writer.writerow([row, *record, *[""] * (width - len(record))])
    return tuple(short)


def _numbered(lines: Iterator[str], separator: str, first_row: int, file_name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical row it begins in."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        row = first_row + reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _malformed(str(error), row, file_name) from None
        yield row, record


def _malformed(error: str, row: int, file_name: str) -> ExtractRefused:
    if "unexpected end" in error:
        return ExtractRefused("EX04", file_name, f"the quoted field opened in row {row} never ends", SEND_AGAIN, {}, f"row {row}")
    if "field limit" in error:
        what = f"a field in row {row} is longer than {limit('field_characters')} characters"
        return over(file_name, what, "field_characters", f"row {row}", "look for a quote that is never closed in this row")
    what = f"a quote stands in the wrong place in row {row}"
    return ExtractRefused("EX02", file_name, what, 'quotes inside a quoted field are written twice (""): export it anew', {}, f"row {row}")


def _refuse_swallowed(record: Sequence[str], separator: str, width: int, row: int, file_name: str) -> None:
    """EX04 where a cell of several lines holds (nearly) a whole line, or as many separators as if each of its lines were one."""
    cells = [re.split("\r\n|\r|\n", field) for field in record]
    most = width - 1
    inside = sum(line.count(separator) for lines in cells for line in lines if len(lines) > 1)
    whole = max(line.count(separator) for lines in cells for line in ["", *lines[1:-1]])
    breaks = sum(len(lines) - 1 for lines in cells)
    if whole >= max(FEWEST_INSIDE, most - 1) or inside >= max(FEWEST_INSIDE, breaks * most):
        what = f"the quoted field opened in row {row} goes on over {breaks + 1} rows that look like lines of their own"
        fix = (
            'look for a quote that opens there and closes in a later line (an inch mark, a nickname); quotes inside are written twice ("")'
        )
        raise ExtractRefused("EX04", file_name, what, fix, {}, f"row {row}")


def _refuse_long(record: list[str], width: int, row: int, file_name: str) -> None:
    if len(record) > width:
        raise too_long(row, len(record), width, file_name)


def too_long(row: int, fields: int, width: int, file_name: str) -> ExtractRefused:
    """EX04: a record with more fields than the header, so that no cell can be trusted to stand under its heading."""
    what = f"row {row} has {fields} fields, the header {width}"
    fix = "two lines ran together, or a field holds the separator and is not quoted: export it anew with quotes"
    return ExtractRefused("EX04", file_name, what, fix, {}, f"row {row}")
