"""How a sheet is shown: rows and columns that are hidden, a filter, merged cells. Taken from the bytes that are unpacked anyway."""

import re
import zipfile
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from transforms.read.header_search import Span

HIDDEN = b'hidden="'
ROW = re.compile(rb'<row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
COLUMN = re.compile(rb'<col\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
NUMBER, FIRST, LAST = (re.compile(rb'\b%b="([0-9]{1,7})"' % name) for name in (b"r", b"min", b"max"))
MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
MOST_MERGED = 20_000  # more are cells merged in the lines, which say nothing of a header
INDEX_BYTES = 4 << 20  # of the parts that name the sheets; a real one has some kilobytes
KIND = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Looks:
    """What one sheet hides and merges; rows and columns from 1 as written, merged cells as spans counted from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    merged: list[Span] = field(default_factory=list)  # those that go over several columns, by their first row
    is_filtered: bool = False

    def take(self, text: bytes) -> None:
        """Go on with the next bytes of the sheet, which cut no tag."""
        if HIDDEN in text:
            self.hidden_rows += [int(found[1]) for tag in ROW.finditer(text) if (found := NUMBER.search(tag[0]))]
            ranges = [(FIRST.search(tag[0]), LAST.search(tag[0])) for tag in COLUMN.finditer(text)]
            self.hidden_columns += [(int(first[1]), int(last[1])) for first, last in ranges if first and last]
        self.is_filtered = self.is_filtered or b"<autoFilter" in text
        if b"<mergeCell " in text and len(self.merged) < MOST_MERGED:
            spans = [(int(row) - 1, _number(left), _number(right)) for left, row, right, _ in MERGED.findall(text)]
            self.merged += [span for span in spans if span[1] < span[2]]


def _number(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - (ord("A") - 1)
    return column - 1


def sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> the part it lies in, by the workbook's own index; empty where that is not as usual."""
    try:
        names, targets = (_index(parts, name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    except (KeyError, ET.ParseError):
        return {}
    by_id = {one.get("Id"): one.get("Target", "") for one in targets}
    sheets = [(one.get("name", ""), by_id.get(one.get(KIND))) for one in names if one.tag.rpartition("}")[2] == "sheet"]
    return {name: normpath(join("/xl", target)).removeprefix("/") for name, target in sheets if target}


def _index(parts: zipfile.ZipFile, name: str) -> list[ET.Element]:
    if parts.getinfo(name).file_size > INDEX_BYTES:
        return []
    return list(ET.fromstring(parts.read(name)).iter())  # noqa: S314  the census refused entities before
