"""Where the header is, and whether it is one we know."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.errors import ExtractRefused
from transforms.read.headings import Headings, bare
from transforms.read.limits import limit, over
from transforms.read.masking import heading_shown, pattern
from transforms.read.proposals import Unmatched, columns_shown, propose

SEARCHED_ROWS = 30
ENOUGH_KNOWN = 3  # below this a row is not shown as a header: its cells may be personal values
REQUIRED = ("claim_id", "payment_date", "amount_paid_idr")
ONE_REQUIRED = ("programme_code", "benefit_type_code")
SHOWN_CELLS = 20

Cells = Sequence[str | None]
FIX_COLUMNS = "send only the columns of the extract contract, each under its short heading"
FIX = "map each heading in the home's reference/headings.csv (as in transforms/tables/headings.csv; kind `ignored` where not needed)"


@dataclass(frozen=True, slots=True)
class Header:
    """The header found at `row` (counted from 0 among the rows searched): its cells as written."""

    row: int
    cells: tuple[str, ...]
    names: tuple[str, ...]  # canonical, or '' for blank, ignored and unknown cells
    known: int  # canonical columns found
    unknown: tuple[str, ...]  # cells that no table names
    known_headings: Headings | None = field(default=None, compare=False, repr=False)  # what the cells were held against

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
    def missing(self) -> list[str]:
        """Required columns that were not found."""
        lacking = [column for column in REQUIRED if column not in self.names]
        return lacking if any(column in self.names for column in ONE_REQUIRED) else [*lacking, " or ".join(ONE_REQUIRED)]


def find_header(rows: Sequence[Cells], headings: Headings) -> Header | None:
    """The row with most known headings among the first 30; None when no row has a single one. The first of equals wins."""
    tried = [_read(number, cells, headings) for number, cells in enumerate(rows[:SEARCHED_ROWS])]
    best = max(tried, key=lambda header: header.known, default=None)
    return best if best is not None and best.known else None


def refuse_unless_matching(header: Header | None, rows: Sequence[Cells], *, file_name: str, place: str) -> Header:
    """The header, complete and wholly understood; else ExtractRefused EX03 naming what is missing and unknown."""
    if header is None or header.known < ENOUGH_KNOWN:
        raise ExtractRefused("EX03", file_name, "no header was found in the first 30 rows", FIX, _shapes(rows), place)
    twice = _twice(header)
    _refuse_oversized(header, file_name, place)
    if header.missing or header.unknown or twice:
        unmatched = Unmatched(header.cells, header.names, header.missing, rows[header.row + 1 :])
        found = {"header row": str(header.row + 1), "columns": json.dumps(columns_shown(unmatched), ensure_ascii=False)}
        proposals = propose(unmatched, header.known_headings)
        what = _difference(header, twice, [proposal.heading for proposal in proposals if not proposal.is_double])
        raise ExtractRefused("EX03", file_name, what, FIX, found, place, proposals)
    _refuse_lines_above(header, rows, file_name=file_name, place=place)
    return header


def _read(number: int, cells: Cells, headings: Headings) -> Header:
    texts = tuple((cell or "").strip() for cell in cells)
    keys = [bare(text) for text in texts]
    names = tuple(headings.canonical.get(key, "") for key in keys)
    unknown = tuple(text for text, key in zip(texts, keys, strict=True) if key and key not in headings.canonical)
    return Header(number, texts, names, len({name for name in names if name}), unknown, headings)


def _difference(header: Header, twice: list[str], shown: list[str]) -> str:
    """What is missing, unknown (`shown`: those headings as they may be told) or there twice."""
    unknown = ", ".join(shown[:SHOWN_CELLS])
    parts = [f"missing: {', '.join(header.missing)}"] * bool(header.missing)
    parts += [f"unknown: {unknown}"] * bool(unknown)
    parts += [f"two columns mean the same: {'; '.join(twice)}"] * bool(twice)
    return "the header does not match; " + "; ".join(parts)


def _twice(header: Header) -> list[str]:
    """What several columns mean, with each of their headings and where it stands."""
    counts = Counter(name for name in header.names if name)
    places = {name: [n for n, other in enumerate(header.names) if other == name] for name, count in counts.items() if count > 1}
    said = {name: [f"{heading_shown(header.cells[n])} in column {n + 1}" for n in columns] for name, columns in places.items()}
    return [f"{name} ({', '.join(headings)})" for name, headings in said.items()]


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
    for number, row in enumerate(rows[: header.row], start=1):
        cells = [cell for cell in row if cell and cell.strip()]
        if len(cells) > full and any(character.isdigit() for cell in cells for character in cell):
            what = f"row {number}, above the header in row {header.row + 1}, is filled like a payment line"
            fix = "put the header above all lines, or take the row out, and send the file again"
            raise ExtractRefused("EX03", file_name, what, fix, {}, place)
