"""One sheet of the sender's workbook: where its cells stand in the bytes, and the same bytes with some cells in another style."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.answer.cell import address, area, number, place
from flows.answer.errors import WorkbookUnmarkable
from flows.answer.splice import MAIN, OFFICE, Edit, local, parse, qualified, safe_parser, tag_end, with_attributes

ROW, CELL, COLUMN, MERGED = (f"{MAIN} {name}" for name in ("row", "c", "col", "mergeCell"))
AFTER_DRAWINGS = (  # the order of a sheet's children is fixed
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
ROOT_DEPTH = 1


@dataclass(slots=True)
class Cell:
    """A cell that stands in the sheet."""

    column: int
    start: int
    style: int


@dataclass(slots=True)
class Row:
    """A row that stands in the sheet. `style`: of its empty cells; None where it has none of its own."""

    start: int
    open_end: int
    style: int | None
    close_start: int = 0
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """What marking needs to know of a sheet: the rows asked for, and where a drawing would be named."""

    rows: dict[int, Row] = field(default_factory=dict)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, style
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    drawing_id: str | None = None  # the relation of the drawing that holds notes
    drawing_place: int = 0
    root_tag: int = 0

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what this one holds: the first of its merged area, else itself."""
        areas = (one for one in self.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3])
        return next(areas, (row, column))[:2]

    def style(self, row: int, column: int) -> int:
        """The style that the cell shows now, there or not."""
        known = self.rows[row]
        own = next((cell.style for cell in known.cells if cell.column == column), known.style)
        by_column = (style for first, last, style in self.column_styles if first <= column <= last)
        return own if own is not None else next(by_column, 0)


@dataclass(slots=True)
class _Scan:
    """Goes through a sheet once, keeping the places of the wanted rows' cells."""

    data: bytes
    wanted: Collection[int]
    parser: Any
    layout: Layout = field(default_factory=Layout)
    depth: int = 0
    row_number: int = 0
    column: int = 0
    row: Row | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if name == CELL:
            if self.row is not None:
                self._cell(self.row, attributes)
        elif name == ROW:
            self._row(attributes)
        elif name == COLUMN:
            styles = [number(attributes.get(key)) for key in ("min", "max", "style")]
            self.layout.column_styles.append((styles[0], styles[1], styles[2]))
        elif name == MERGED and (merged := area(attributes.get("ref", ""))):
            self.layout.merged.append(merged)
        elif self.depth == ROOT_DEPTH + 1:
            self._child(local(name), attributes)
        elif self.depth == ROOT_DEPTH:
            self.layout.root_tag = self.parser.CurrentByteIndex

    def close(self, name: str) -> None:
        if name == ROW and self.row is not None:
            self.row.close_start = self.parser.CurrentByteIndex
            self.row = None
        if self.depth == ROOT_DEPTH and not self.layout.drawing_place:
            self.layout.drawing_place = self.parser.CurrentByteIndex
        self.depth -= 1

    def _child(self, name: str, attributes: dict[str, str]) -> None:
        if name == "legacyDrawing":
            self.layout.drawing_id = attributes.get(f"{OFFICE} id")
        if name in AFTER_DRAWINGS and not self.layout.drawing_place:
            self.layout.drawing_place = self.parser.CurrentByteIndex

    def _row(self, attributes: dict[str, str]) -> None:
        self.row_number = number(attributes.get("r"), self.row_number + 1)
        self.column = 0
        if self.row_number in self.wanted:
            start = self.parser.CurrentByteIndex
            has_style = attributes.get("customFormat") in ("1", "true")
            style = number(attributes.get("s")) if has_style else None
            self.row = self.layout.rows[self.row_number] = Row(start, tag_end(self.data, start), style)

    def _cell(self, row: Row, attributes: dict[str, str]) -> None:
        stated = place(attributes.get("r", ""))
        self.column = stated[1] if stated else self.column + 1
        row.cells.append(Cell(self.column, self.parser.CurrentByteIndex, number(attributes.get("s"))))


def layout_of(data: bytes, wanted: Collection[int]) -> Layout:
    """The places of the cells of these rows; other rows are passed over."""
    parser = safe_parser()
    scan = _Scan(data, wanted, parser)
    parser.StartElementHandler, parser.EndElementHandler = scan.begin, scan.close
    parse(parser, data)
    if data[tag_end(data, scan.layout.root_tag) - 2 :].startswith(b"/>"):
        raise WorkbookUnmarkable("a sheet of the workbook is empty")
    return scan.layout


def restyled(data: bytes, layout: Layout, styles: Mapping[tuple[int, int], int]) -> Iterator[Edit]:
    """Edits that give the cells (row, column) these styles and change nothing else; an empty cell is made where there is none."""
    by_row: dict[int, dict[int, int]] = {}
    for (row_number, column), style in styles.items():
        by_row.setdefault(row_number, {})[column] = style
    for row_number, wanted in by_row.items():
        row = layout.rows[row_number]
        there = {cell.column: cell for cell in row.cells}
        yield from (_with_style(data, there[column], style) for column, style in wanted.items() if column in there)
        missing = {column: style for column, style in sorted(wanted.items()) if column not in there}
        if missing:
            yield from _made(data, row_number, row, missing)


def _with_style(data: bytes, cell: Cell, style: int) -> Edit:
    end = tag_end(data, cell.start)
    return Edit(cell.start, end, with_attributes(data[cell.start : end], s=str(style)))


def _made(data: bytes, row_number: int, row: Row, styles: Mapping[int, int]) -> Iterator[Edit]:
    """Cells in column order. `spans`, which only speeds loading up, goes: it may no longer hold."""
    own_name = qualified(data, row.start).decode()
    cell_name = own_name[: -len("row")] + "c"
    tag = with_attributes(data[row.start : row.open_end], spans=None)
    texts = {column: f'<{cell_name} r="{address(row_number, column)}" s="{style}"/>'.encode() for column, style in styles.items()}
    if tag.endswith(b"/>"):
        yield Edit(row.start, row.open_end, tag[:-2] + b">" + b"".join(texts.values()) + f"</{own_name}>".encode())
        return
    yield Edit(row.start, row.open_end, tag)
    for column, text in texts.items():
        where = _place_of(row, column)
        yield Edit(where, where, text)


def _place_of(row: Row, column: int) -> int:
    return next((cell.start for cell in row.cells if cell.column > column), row.close_start)
