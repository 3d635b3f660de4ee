"""What a header says of each column, and whether it is one we know. Where it stands is found in `header_search`."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.columns import Columns, columns_of
from transforms.errors import ExtractRefused
from transforms.read.contrary_words import contrary
from transforms.read.headings import Headings, bare
from transforms.read.joined import refuse_joined
from transforms.read.limits import limit, over
from transforms.read.masking import heading_shown, pattern
from transforms.read.proposals import Unmatched, columns_shown, propose

SEARCHED_ROWS = 30
ENOUGH_KNOWN = 3  # below this a row is not shown as a header: its cells may be personal values
PROGRAMME = "programme_code or benefit_type_code"  # what may be stated elsewhere than in a column
SHOWN_CELLS = 20

Cells = Sequence[str | None]
FIX_COLUMNS = "send only the columns of the extract contract, each under its short heading"
FIX = "map each heading in the home's reference/headings.csv (as in transforms/tables/headings.csv; kind `ignored` where not needed)"
FIX_BESIDE = "put the tables below each other or each on a sheet of its own, and send the file again"
FIX_UNSURE = "write each heading whole in one cell of the lowest row of the header"


@dataclass(frozen=True, slots=True)
class Header:
    """The header found, its last row being `row` (counted from 0 among the rows searched).

    `cells`: the heading of every column as written, joined where it stands in two rows.
    """

    row: int
    cells: tuple[str, ...]
    names: tuple[str, ...]  # canonical, or '' for blank, ignored and unknown cells
    known: int  # canonical columns found
    unknown: tuple[str, ...]  # cells that no table names
    unsure: tuple[str, ...] = ()  # cells that mean one thing alone and another with the cell above
    written: tuple[tuple[str, ...], ...] = ()  # the cells of each of its rows
    known_headings: Headings | None = field(default=None, compare=False, repr=False)  # what the cells were held against

    @property
    def first(self) -> int:
        """The row it begins in."""
        return self.row - max(len(self.written) - 1, 0)

    @property
    def columns(self) -> list[str]:
        """A unique name for every column of the file: canonical, or `_other_<n>` for those not taken."""
        return [name or f"_other_{n}" for n, name in enumerate(self.names, start=1)]

    @property
    def headings(self) -> dict[str, str]:
        """Canonical column -> heading as written."""
        return {name: cell for name, cell in zip(self.names, self.cells, strict=True) if name}

    @property
    def unnamed(self) -> list[str]:
        """Columns without any heading: they may hold nothing."""
        return [column for column, cell in zip(self.columns, self.cells, strict=True) if not bare(cell)]

    @property
    def contract(self) -> Columns:
        """The columns of the contract that it keeps."""
        return columns_of(self.names)

    @property
    def missing(self) -> list[str]:
        """Required columns that were not found."""
        lacking = [column for column in self.contract.required if column not in self.names]
        one_of = self.contract.one_of
        return lacking if not one_of or any(column in self.names for column in one_of) else [*lacking, " or ".join(one_of)]

    @property
    def contrary(self) -> tuple[str, str, str]:
        """The heading of the amount or the payment date that says something else (which column, the words, what to do), or ''."""
        for place, name in enumerate(self.names):
            words, fix = contrary([self.cells[place], *self._written_over(place)], name)
            if words:
                return f"{heading_shown(self.cells[place])}, read as {name}, says {words}", words, fix
        return "", "", ""

    def _written_over(self, place: int) -> list[str]:
        """What stands in each of its rows in a column, or as a group over it: left of it, over another heading."""
        lowest = self.written[-1] if self.written else ()
        found = []
        for row in self.written:
            start = next((n for n in range(min(place, len(row) - 1), -1, -1) if row[n]), place)
            if start < len(row) and (start == place or (start < len(lowest) and lowest[start])):
                found.append(row[start])
        return found

    @property
    def is_understood(self) -> bool:
        """Whether every heading is known and every required one there; the programme may still be stated elsewhere."""
        is_complete = self.known >= ENOUGH_KNOWN and set(self.missing) <= {PROGRAMME}
        return is_complete and not (self.unknown or self.unsure or _repeated(self))

    @property
    def says_programme(self) -> bool:
        """Whether a column tells what each line is about."""
        return PROGRAMME not in self.missing


def rows_of(header: Header, offset: int = 1) -> str:
    """The rows of a header for a person: `4`, or `3-4` for two."""
    last = str(header.row + offset)
    return last if header.first == header.row else f"{header.first + offset}-{last}"


def refuse_unless_matching(header: Header | None, rows: Sequence[Cells], *, file_name: str, place: str, programme: str = "") -> Header:
    """The header, complete and wholly understood; else ExtractRefused EX03 naming what is missing and unknown.

    `programme`: what the sheet's name or a title states the lines to be about, which stands for the column.
    """
    if header is None or header.known < ENOUGH_KNOWN:
        raise ExtractRefused("EX03", file_name, "no header was found in the first 30 rows", FIX, _shapes(rows), place)
    _refuse_oversized(header, file_name, place)
    _refuse_side_by_side(header, file_name, place)
    unmatched = Unmatched(header.cells, header.names, header.missing, rows[header.row + 1 :])
    proposals = propose(unmatched, header.known_headings) if header.unknown or _repeated(header) else ()
    if parts := _difference(header, programme, [proposal.heading for proposal in proposals if not proposal.is_double]):
        what, fix = f"the header does not match; {'; '.join(parts)}", FIX_UNSURE if header.unsure else FIX
        found = {"header row": rows_of(header), "columns": json.dumps(columns_shown(unmatched), ensure_ascii=False)}
        raise ExtractRefused("EX03", file_name, what, fix, found, place, proposals)
    what, words, fix = header.contrary
    if what:
        found = {"header row": rows_of(header), "words of the heading": words}
        raise ExtractRefused("EX03", file_name, f"the heading {what}", fix, found, place)
    _refuse_lines_above(header, rows, file_name=file_name, place=place)
    return header


def _difference(header: Header, programme: str, shown: Sequence[str]) -> list[str]:
    """What is missing, unknown (`shown`: those headings as they may be told), in doubt or there twice."""
    foreign = [heading_shown(cell) for cell in header.unknown if header.known_headings and bare(cell) in header.known_headings.canonical]
    missing = [column for column in header.missing if not (programme and column == PROGRAMME)]
    unknown, unsure = ", ".join(shown[:SHOWN_CELLS]), ", ".join(heading_shown(cell) for cell in header.unsure[:SHOWN_CELLS])
    parts = [f"missing: {', '.join(missing)}"] * bool(missing)
    parts += [f"unknown: {unknown}"] * bool(unknown)
    parts += [f"not of an extract of {header.contract.contract}: {', '.join(foreign)}"] * bool(foreign)
    parts += [f"with the row above it means another column: {unsure}"] * bool(unsure)
    return parts + [f"two columns mean the same: {'; '.join(_twice(header))}"] * bool(_repeated(header))


def _repeated(header: Header) -> dict[str, list[int]]:
    """Canonical column -> the places of all columns that mean it, where there are several."""
    counts = Counter(name for name in header.names if name)
    return {name: [n for n, other in enumerate(header.names) if other == name] for name, count in counts.items() if count > 1}


def _twice(header: Header) -> list[str]:
    """What several columns mean, with each of their headings and where it stands."""
    said = {name: [f"{heading_shown(header.cells[n])} in column {n + 1}" for n in columns] for name, columns in _repeated(header).items()}
    return [f"{name} ({', '.join(headings)})" for name, headings in said.items()]


def _refuse_side_by_side(header: Header, file_name: str, place: str) -> None:
    """Every required column twice, all of the first ones left of all of the second."""
    places = _repeated(header)
    required = header.contract.required
    if not all(column in places for column in required):
        return
    starts = sorted(min(places[column][n] for column in required) + 1 for n in range(2))
    rows = rows_of(header)
    what = f"two tables stand side by side, with their headers in row{'s' * ('-' in rows)} {rows}: the second is around column {starts[1]}"
    raise ExtractRefused("EX03", file_name, what, FIX_BESIDE, {"header row": rows_of(header)}, place)


def _refuse_oversized(header: Header, file_name: str, place: str) -> None:
    """EX12: more columns, or a longer heading, than any table of claims has."""
    if len(header.cells) > limit("columns"):
        raise over(file_name, f"the header in row {header.row + 1} has {len(header.cells)} columns", "columns", place, FIX_COLUMNS)
    longest = max(map(len, header.cells), default=0)
    if longest > limit("heading_characters"):
        raise over(file_name, f"a heading in row {header.row + 1} has {longest} characters", "heading_characters", place, FIX_COLUMNS)


def _shapes(rows: Sequence[Cells]) -> dict[str, str]:
    filled = [[cell for cell in row if cell and cell.strip()] for row in rows]
    widest = max(filled, key=len, default=[])
    return {"shape of the widest row": " | ".join(pattern(cell) for cell in widest[:SHOWN_CELLS])}


def _refuse_lines_above(header: Header, rows: Sequence[Cells], *, file_name: str, place: str) -> None:
    """Titles have few cells; a full row above the header may be a payment line, and none may be lost."""
    full = max(ENOUGH_KNOWN, sum(bool(cell) for cell in header.cells) * 2 // 3)
    for number, row in enumerate(rows[: header.first], start=1):
        cells = [cell for cell in row if cell and cell.strip()]
        if len(cells) > full and any(character.isdigit() for cell in cells for character in cell):
            what = f"row {number}, above the header in row {header.row + 1}, is filled like a payment line"
            fix = "put the header above all lines, or take the row out, and send the file again"
            raise ExtractRefused("EX03", file_name, what, fix, {}, place)
    refuse_joined(enumerate(rows[: header.first], start=1), len(header.cells), file_name=file_name, place=place)
