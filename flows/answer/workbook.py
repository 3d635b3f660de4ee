"""The sender's own workbook back, with the cells in question coloured and explained, and everything else as it was."""

from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from flows.answer.errors import WorkbookUnmarkable
from flows.answer.index_sheet import add_index
from flows.answer.marks import Remark, Table, by_cell, remarks
from flows.answer.notes import add_notes, naming
from flows.answer.package import Package, open_package
from flows.answer.relations import SHEETML, declare, only, relate, relations
from flows.answer.sheet import Layout, layout_of, restyled
from flows.answer.splice import OFFICE, outline, spliced
from flows.answer.styles import MINIMAL, Styles, read_styles
from flows.answer.wording import Wording
from transforms.errors import ExtractRefused
from transforms.read.extract import read_tables
from transforms.read.grid import Grid
from transforms.read.headings import Headings
from transforms.read.shapes import ExtractFile

MOST_NOTES = 20_000  # of one sheet: beyond, spreadsheet programs take minutes to open it; colour and index go on

Cells = dict[tuple[int, int], list[Remark]]


@dataclass(frozen=True, slots=True)
class Marked:
    """How much was said."""

    cells: int  # coloured
    notes: int  # of these, with a note
    without_place: int  # remarks that could be tied to no cell; they stand on the index sheet


def mark_workbook(
    source: ExtractFile, findings: pl.DataFrame, headings: Headings, workspace: Path, wording: Wording, target: IO[bytes]
) -> Marked:
    """Write to `target` the workbook `source` with every finding (FINDING and its `sentence`) at its cell and on an index sheet."""
    with open_package(source.path) as package:
        workbook = only(package, "", "officeDocument")
        if workbook is None:
            raise WorkbookUnmarkable("the workbook's main part is missing")
        sheets = _sheets(package, workbook)
        placed = remarks(findings, _tables(source, headings, workspace))
        styles = _styles(package, workbook)
        marks = by_cell(placed)
        counts = [_mark(package, sheets[name], cells, styles, wording) for name, cells in marks.items()]
        add_index(package, workbook, placed, styles, wording)
        package.changed[_styles_part(package, workbook)] = styles.written()
        package.write(target)
    return Marked(sum(cells for cells, _ in counts), sum(notes for _, notes in counts), sum(one.column is None for one in placed))


def _sheets(package: Package, workbook: str) -> dict[str, str]:
    """Visible sheets: name -> part."""
    parts = {one.relation_id: one.part for one in relations(package, workbook) if one.kind == "worksheet"}
    elements = [one for one in outline(package.read(workbook)) if one.path == ("workbook", "sheets", "sheet")]
    shown = [one.attributes for one in elements if one.attributes.get("state", "visible") == "visible"]
    return {one.get("name", ""): parts[one[f"{OFFICE} id"]] for one in shown if one.get(f"{OFFICE} id") in parts}


def _tables(source: ExtractFile, headings: Headings, workspace: Path) -> list[Table]:
    """Where the payment lines stand, as the reader of extracts finds them."""
    try:
        grids = read_tables(source, headings, workspace)
    except ExtractRefused as refused:
        raise WorkbookUnmarkable(refused.what, refused.where) from None
    return [Table(grid.own_name or "", grid.sheet or "", grid.first_row, _columns(grid)) for grid in grids]


def _columns(grid: Grid) -> dict[str, int]:
    """Canonical column -> column of the sheet. Of lines pasted as one text it is the same one for all."""
    return {name: grid.first_column + n * (not grid.is_pasted) for n, name in enumerate(grid.header.names) if name}


def _styles_part(package: Package, workbook: str) -> str:
    """The style sheet's part, made where the workbook has none."""
    part = only(package, workbook, "styles")
    if part is None:
        part = package.free_name("xl/styles{}.xml")
        package.changed[part] = MINIMAL
        declare(package, part, f"{SHEETML}.styles+xml")
        relate(package, workbook, "styles", part)
    return part


def _styles(package: Package, workbook: str) -> Styles:
    return read_styles(package.read(_styles_part(package, workbook)))


def _mark(package: Package, part: str, cells: Cells, styles: Styles, wording: Wording) -> tuple[int, int]:
    """Colour and explain these cells of one sheet; returns how many were coloured, and how many got a note."""
    data = package.read(part)
    layout = layout_of(data, {row for row, _ in cells})
    shown = _at_anchors(layout, cells)
    layout = layout_of(data, {row for row, _ in shown}) if {row for row, _ in shown} - set(layout.rows) else layout
    shown = {cell: own for cell, own in shown.items() if cell[0] in layout.rows}
    looks = {cell: styles.marked(layout.style(*cell), own[0].severity) for cell, own in shown.items()}
    texts = {cell: _words(own, wording) for cell, own in _worst(shown)}
    noted = add_notes(package, part, layout, texts, wording.author)
    package.changed[part] = spliced(data, [*restyled(data, layout, looks), *naming(data, layout, noted)])
    return len(shown), len(texts)


def _at_anchors(layout: Layout, cells: Cells) -> Cells:
    """What lies in a merged area is shown at its first cell. Of each cell errors come first."""
    shown: Cells = {}
    for cell, own in cells.items():
        shown.setdefault(layout.anchor(*cell), []).extend(own)
    return {cell: sorted(own, key=lambda one: (one.severity, one.row, one.code)) for cell, own in sorted(shown.items())}


def _worst(cells: Cells) -> list[tuple[tuple[int, int], list[Remark]]]:
    """The cells that get a note, in order; where there are too many, errors go before warnings."""
    if len(cells) <= MOST_NOTES:
        return list(cells.items())
    chosen = sorted(cells, key=lambda cell: (cells[cell][0].severity, cell))[:MOST_NOTES]
    return [(cell, cells[cell]) for cell in sorted(chosen)]


def _words(own: list[Remark], wording: Wording) -> str:
    said = dict.fromkeys(f"{one.code} ({wording.kinds[one.severity]}): {one.sentence}" for one in own)
    return "\n".join(said)
