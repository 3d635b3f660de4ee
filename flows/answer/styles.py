"""The style sheet of the sender's workbook, with a coloured twin for each style that a marked cell has."""

from dataclasses import dataclass, field

from flows.answer.errors import WorkbookUnmarkable
from flows.answer.splice import MAIN, Edit, Element, appended, outline, prefix, spliced, with_attributes

COLOURS = {"error": "FFFFB3B3", "warning": "FFFFE699"}
MOST_STYLES = 65_000  # Excel opens no more
MINIMAL = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()


@dataclass(slots=True)
class Styles:
    """Styles are numbered by their place; new ones come after the sender's, whose numbers stay."""

    data: bytes
    lists: dict[str, Element]  # fonts, fills, cellXfs
    counts: dict[str, int]
    formats: list[bytes]  # the sender's cellXfs
    added: list[bytes] = field(default_factory=list)
    known: dict[tuple[int, str], int] = field(default_factory=dict)

    def marked(self, base: int, severity: str) -> int:
        """The style of a cell that has style `base`, in the colour of this severity."""
        key = (base, severity)
        if key not in self.known:
            fill = self.counts["fills"] + list(COLOURS).index(severity)
            self.known[key] = self._add(_recoloured(self.formats[base if base < len(self.formats) else 0], fill))
        return self.known[key]

    def own(self, font: str = "") -> int:
        """A style for text of our own sheets: never taken for a formula, wrapped; `font`: '', 'link' or 'heading'."""
        fonts = {"": 0, "link": self.counts["fonts"], "heading": self.counts["fonts"] + 1}
        p = self._prefix
        xf = (
            f'<{p}xf numFmtId="49" fontId="{fonts[font]}" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"'
            f' applyFont="1" applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
        )
        return self._add(xf.encode())

    def written(self) -> bytes:
        """The style sheet with what was added."""
        p = self._prefix
        fonts = (
            f'<{p}font><{p}u/><{p}sz val="11"/><{p}color rgb="FF0563C1"/><{p}name val="Calibri"/></{p}font>'
            f'<{p}font><{p}b/><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>'
        )
        fills = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>"
            for colour in COLOURS.values()
        )
        more = {"fonts": (2, fonts.encode()), "fills": (len(COLOURS), fills.encode()), "cellXfs": (len(self.added), b"".join(self.added))}
        edits = [appended(self.data, self.lists[name], children) for name, (_, children) in more.items()]
        edits += [self._counted(name, number) for name, (number, _) in more.items()]
        return spliced(self.data, edits)

    @property
    def _prefix(self) -> str:
        return prefix(self.data, self.lists["cellXfs"])

    def _add(self, xf: bytes) -> int:
        self.added.append(xf)
        number = len(self.formats) + len(self.added) - 1
        if number >= MOST_STYLES:
            raise WorkbookUnmarkable("the workbook has so many cell styles that none can be added")
        return number

    def _counted(self, name: str, number: int) -> Edit:
        one = self.lists[name]
        tag = self.data[one.start : one.open_end]
        return Edit(one.start, one.open_end, with_attributes(tag, count=str(self.counts[name] + number)))


def read_styles(data: bytes) -> Styles:
    """The style sheet of these bytes."""
    elements = outline(data)
    lists = {one.path[-1]: one for one in elements if len(one.path) == 2 and one.path[1] in ("fonts", "fills", "cellXfs")}  # noqa: PLR2004
    if len(lists) < 3 or any(one.is_empty for one in lists.values()):  # noqa: PLR2004
        raise WorkbookUnmarkable("the workbook's style sheet lacks fonts, fills or cell formats")
    members = {name: [one for one in elements if one.path[1:-1] == (name,)] for name in lists}
    formats = [data[one.start : one.end] for one in members["cellXfs"]]
    return Styles(data, lists, {name: len(own) for name, own in members.items()}, formats)


def _recoloured(xf: bytes, fill: int) -> bytes:
    end = xf.index(b">") + 1
    return with_attributes(xf[:end], fillId=str(fill), applyFill="1") + xf[end:]
