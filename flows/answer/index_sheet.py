"""The sheet that lists every remark, each with a link to its cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.answer.cell import address, number
from flows.answer.errors import WorkbookUnmarkable
from flows.answer.marks import Remark
from flows.answer.package import Package
from flows.answer.relations import SHEETML, declare, relate
from flows.answer.splice import MAIN, OFFICE, appended, outline, prefix, quoted, spliced, text
from flows.answer.styles import Styles
from flows.answer.wording import Wording

MOST_LINKS = 65_530  # of one sheet, in Excel
MOST_ROWS = 1_000_000
LINK_COLUMN = 3
WIDTHS = (18, 8, 8, 8, 13, 90)


@dataclass(frozen=True, slots=True)
class _Looks:
    text: int
    link: int
    heading: int


def add_index(package: Package, workbook: str, placed: Sequence[Remark], styles: Styles, wording: Wording) -> None:
    """Append the sheet to the workbook, after the sender's own: their order and numbers stay."""
    part = package.free_name("xl/worksheets/sheet{}.xml")
    looks = _Looks(styles.own(), styles.own("link"), styles.own("heading"))
    package.changed[part] = _sheet(placed[:MOST_ROWS], looks, wording)
    declare(package, part, f"{SHEETML}.worksheet+xml")
    relation_id = relate(package, workbook, "worksheet", part)
    package.changed[workbook] = _listed(package.read(workbook), wording.index_sheet, relation_id)


def _listed(data: bytes, wished: str, relation_id: str) -> bytes:
    elements = outline(data)
    sheets = [one for one in elements if one.path == ("workbook", "sheets", "sheet")]
    around = next((one for one in elements if one.path == ("workbook", "sheets")), None)
    if around is None:
        raise WorkbookUnmarkable("the workbook lists no sheets")
    taken = {one.attributes.get("name", "").casefold() for one in sheets}
    name = next(free for n in range(1, len(taken) + 3) if (free := wished if n == 1 else f"{wished} {n}").casefold() not in taken)
    sheet_id = 1 + max((number(one.attributes.get("sheetId")) for one in sheets), default=0)
    child = f'<{prefix(data, around)}sheet xmlns:r="{OFFICE}" name={quoted(name)} sheetId="{sheet_id}" r:id="{relation_id}"/>'
    return spliced(data, [appended(data, around, child.encode())])


def _sheet(placed: Sequence[Remark], looks: _Looks, wording: Wording) -> bytes:
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, start=1))
    header = _row(1, ((heading, looks.heading) for heading in wording.index_headings))
    rows = "".join(_row(row, _cells(one, looks, wording)) for row, one in enumerate(placed, start=2))
    links = "".join(_link(row, one) for row, one in enumerate(placed[:MOST_LINKS], start=2) if one.column is not None)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{header}{rows}</sheetData>{f'<hyperlinks>{links}</hyperlinks>' if links else ''}</worksheet>"
    ).encode()


def _cells(one: Remark, looks: _Looks, wording: Wording) -> Iterable[tuple[str | int, int]]:
    cell = (address(one.row, one.column), looks.link) if one.column is not None else ("", looks.text)
    plain = (one.code, wording.kinds[one.severity], one.sentence)
    return [(one.sheet, looks.text), (one.row, looks.text), cell, *((word, looks.text) for word in plain)]


def _row(row: int, cells: Iterable[tuple[str | int, int]]) -> str:
    inside = "".join(_cell(address(row, column), *cell) for column, cell in enumerate(cells, start=1))
    return f'<row r="{row}">{inside}</row>'


def _cell(place: str, value: str | int, style: int) -> str:
    """Text stands as text, whatever it begins with: an inline string is never a formula."""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'


def _link(row: int, one: Remark) -> str:
    target = "'" + one.sheet.replace("'", "''") + "'!" + address(one.row, one.column or 1)
    return f'<hyperlink ref="{address(row, LINK_COLUMN)}" location={quoted(target)}/>'
