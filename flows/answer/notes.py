"""Notes on cells: the comments part that holds their words, and the drawing without which no spreadsheet shows them."""

import re
from collections.abc import Mapping

from flows.answer.cell import address, number
from flows.answer.errors import WorkbookUnmarkable
from flows.answer.package import Package
from flows.answer.relations import SHEETML, declare, declare_ending, only, relate, relations
from flows.answer.sheet import Layout
from flows.answer.splice import MAIN, OFFICE, Edit, Element, appended, outline, prefix, qualified, spliced, text

BLOCK = 1024  # shape ids are given out in blocks, each named in its drawing's idmap
SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})\b")
IDMAP = re.compile(rb"(<o:idmap\b[^>]*\bdata=\")([\d,]*)(\")")
NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
SHAPE_TYPE = (
    f'<v:shapetype{NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_DRAWING = (f'<xml{NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>').encode()
EMPTY_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
WIDE, HIGH = 4, 6  # columns and rows that a note covers when it is shown

Texts = Mapping[tuple[int, int], str]


def add_notes(package: Package, sheet: str, layout: Layout, texts: Texts, author: str) -> str:
    """Put a note on each cell (row, column) of the sheet's part; where the sender has one already, the words go below his.

    Returns the relation that the sheet must name its drawing by.
    """
    comments, has_comments = only(package, sheet, "comments"), True
    if comments is None:
        comments, has_comments = package.free_name("xl/comments{}.xml"), False
    data = package.read(comments) if has_comments else EMPTY_COMMENTS
    package.changed[comments], fresh = _with_comments(data, texts, author)
    if not has_comments:
        declare(package, comments, f"{SHEETML}.comments+xml")
        relate(package, sheet, "comments", comments)
    return _draw(package, sheet, layout, fresh)


def _with_comments(data: bytes, texts: Texts, author: str) -> tuple[bytes, list[tuple[int, int]]]:
    """The comments with ours, and the cells that had none before."""
    elements = outline(data)
    parts = {one.path[-1]: one for one in elements if one.path[1:] in (("authors",), ("commentList",))}
    if len(parts) < 2:  # noqa: PLR2004
        raise WorkbookUnmarkable("the comments of the workbook are incomplete")
    p = prefix(data, elements[0])
    author_id = sum(one.path[1:] == ("authors", "author") for one in elements)
    edits = [appended(data, parts["authors"], f"<{p}author>{text(author)}</{p}author>".encode())]
    theirs = _theirs(elements)
    fresh = [cell for cell in texts if address(*cell) not in theirs]
    for cell in texts:
        if (body := theirs.get(address(*cell))) is not None:
            edits += _below(data, body, _run(p, "\n\n" + texts[cell]))
    ours = (
        f'<{p}comment ref="{address(*cell)}" authorId="{author_id}"><{p}text>{_run(p, texts[cell])}</{p}text></{p}comment>'
        for cell in fresh
    )
    edits.append(appended(data, parts["commentList"], "".join(ours).encode()))
    return spliced(data, edits), fresh


def _theirs(elements: list[Element]) -> dict[str, list[Element]]:
    """Cell -> the `text` element of its comment and what stands right in it."""
    found: dict[str, list[Element]] = {}
    ref = ""
    for one in elements:
        if one.path[1:] == ("commentList", "comment"):
            ref = one.attributes.get("ref", "").replace("$", "").upper()
        elif one.path[1:4] == ("commentList", "comment", "text") and len(one.path) in (4, 5):
            found.setdefault(ref, []).append(one)
    return found


def _below(data: bytes, body: list[Element], run: str) -> list[Edit]:
    """Plain text becomes a run, for a run to follow it."""
    own, *inside = body
    p = prefix(data, own)
    edits = []
    for plain in (one for one in inside if one.path[-1] == "t"):
        edits += [Edit(plain.start, plain.start, f"<{p}r>".encode()), Edit(plain.end, plain.end, f"</{p}r>".encode())]
    return [*edits, appended(data, own, run.encode())]  # last: the plain text may end where ours begins


def _run(p: str, words: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{text(words)}</{p}t></{p}r>'


def _draw(package: Package, sheet: str, layout: Layout, cells: list[tuple[int, int]]) -> str:
    """A shape for each new note, in the sheet's drawing or a new one."""
    named = {one.relation_id: one.part for one in relations(package, sheet)}
    if layout.drawing_id is not None and layout.drawing_id not in named:
        raise WorkbookUnmarkable("a sheet names a drawing that is not there")
    drawing = named[layout.drawing_id] if layout.drawing_id else package.free_name("xl/drawings/vmlDrawing{}.vml")
    data = package.read(drawing) if layout.drawing_id else EMPTY_DRAWING
    first_block = _free_block(package)
    package.changed[drawing] = _with_shapes(data, cells, first_block)
    if layout.drawing_id:
        return layout.drawing_id
    declare_ending(package, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    return relate(package, sheet, "vmlDrawing", drawing)


def _free_block(package: Package) -> int:
    """The first block of shape ids that no drawing of the workbook uses."""
    used = [0]
    for name in package.names():
        if name.lower().endswith(".vml"):
            data = package.read(name)
            used += [int(shape) // BLOCK for shape in SHAPE_ID.findall(data)]
            used += [number(block.decode()) for idmap in IDMAP.finditer(data) for block in idmap[2].split(b",")]
    return max(used) + 1


def _with_shapes(data: bytes, cells: list[tuple[int, int]], first_block: int) -> bytes:
    """The drawing with a hidden box for each cell. Drawings are often not well-formed XML: they are extended at their very end."""
    end = data.rfind(b"</xml>")
    if end < 0:
        raise WorkbookUnmarkable("a drawing of the workbook has no end")
    first = first_block * BLOCK + 1
    inherits = all(space in data for space in (b"xmlns:v=", b"xmlns:o=", b"xmlns:x="))
    spaces = "" if inherits else NAMESPACES
    kind = "" if b'id="_x0000_t202"' in data else SHAPE_TYPE
    shapes = "".join(_shape(first + n, *cell, spaces) for n, cell in enumerate(cells))
    blocks = ",".join(str(block) for block in range(first_block, (first + len(cells) - 1) // BLOCK + 1)).encode() if cells else b""
    grown = data[:end] + (kind + shapes).encode() + data[end:]
    return IDMAP.sub(lambda found: found[1] + b",".join(one for one in (found[2], blocks) if one) + found[3], grown, count=1)


def _shape(shape_id: int, row: int, column: int, spaces: str) -> str:
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 10, {column + WIDE}, 15, {top + HIGH}, 4"
    return (
        f'<v:shape{spaces} id="_x0000_s{shape_id}" type="#_x0000_t202"'
        ' style="position:absolute;margin-left:80pt;margin-top:5pt;width:240pt;height:90pt;'
        f'z-index:{shape_id % BLOCK + 1};visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def naming(data: bytes, layout: Layout, drawing_id: str) -> list[Edit]:
    """The edit that names the drawing in the sheet, where none is named."""
    if layout.drawing_id is not None:
        return []
    p = qualified(data, layout.root_tag).decode().rpartition(":")
    name = f"{p[0]}{p[1]}legacyDrawing"
    child = f'<{name} xmlns:r="{OFFICE}" r:id="{drawing_id}"/>'
    return [Edit(layout.drawing_place, layout.drawing_place, child.encode())]
