"""XML edited by splicing bytes: an element's place is found by a parser, everything that is not touched stays byte for byte.

What is inserted is ASCII (character references beyond it), so it fits any ASCII-compatible encoding of the part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from flows.answer.errors import WorkbookUnmarkable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
NAME = re.compile(rb"<([^\s/>]+)")
ATTRIBUTE = re.compile(rb"\s([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Edit(NamedTuple):
    """Put `new` in place of the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


@dataclass(slots=True)
class Element:
    """Where an element stands: `<name …>` from `start` to `open_end`, its end tag from `close_start` to `end`."""

    name: str  # `namespace local`
    path: tuple[str, ...]  # local names from the root, its own the last
    attributes: dict[str, str]
    start: int
    open_end: int
    close_start: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        """Written `<name/>`."""
        return self.close_start == self.open_end == self.end


@dataclass(slots=True)
class _Outline:
    data: bytes
    parser: Any
    found: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        above = self.open[-1].path if self.open else ()
        element = Element(name, (*above, local(name)), attributes, start, tag_end(self.data, start))
        self.found.append(element)
        self.open.append(element)

    def close(self, _name: str) -> None:
        element = self.open.pop()
        if self.data[element.open_end - 2 : element.open_end] == b"/>":
            element.close_start = element.end = element.open_end
        else:
            element.close_start = self.parser.CurrentByteIndex
            element.end = tag_end(self.data, element.close_start)


def outline(data: bytes) -> list[Element]:
    """Every element of a small part, in the order of their start tags."""
    parser = safe_parser()
    seen = _Outline(data, parser)
    parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.close
    parse(parser, data)
    return seen.found


def safe_parser() -> Any:  # noqa: ANN401 - expat's parser type has no public name
    """A parser that names elements `namespace local` and refuses a DOCTYPE: no part of a workbook has one, entity bombs do."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise WorkbookUnmarkable("a part of the workbook declares a DOCTYPE, which no workbook has")


def parse(parser: Any, data: bytes) -> None:  # noqa: ANN401
    """Parse a whole part."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise WorkbookUnmarkable(f"a part of the workbook is not well-formed XML ({expat.errors.messages[error.code]})") from None


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends."""
    tag = TAG.match(data, start)
    if tag is None:
        raise WorkbookUnmarkable("a part of the workbook is in an encoding that cannot be edited")
    return tag.end()


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """`data` with all edits made. What is inserted at one place stays in the order given, and before what is replaced there."""
    return b"".join(_pieces(data, sorted(edits, key=lambda edit: (edit.start, edit.end))))


def _pieces(data: bytes, edits: list[Edit]) -> Iterator[bytes]:
    done = 0
    for start, end, new in edits:
        if start < done:
            raise WorkbookUnmarkable("two changes of the workbook overlap")
        yield data[done:start]
        yield new
        done = end
    yield data[done:]


def appended(data: bytes, element: Element, children: bytes) -> Edit:
    """Put `children` at the end of the element, which may be written `<name/>`."""
    if not element.is_empty:
        return Edit(element.close_start, element.close_start, children)
    return Edit(element.open_end - 2, element.open_end, b">" + children + b"</" + qualified(data, element.start) + b">")


def qualified(data: bytes, start: int) -> bytes:
    """The name of the tag at `start` as written, with its prefix."""
    name = NAME.match(data, start)
    return name[1] if name else b""


def prefix(data: bytes, element: Element) -> str:
    """`x:` where the element is written `<x:name>`, else nothing."""
    before, colon, _ = qualified(data, element.start).decode().rpartition(":")
    return before + colon


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """A start tag with these attributes set (ASCII values without quotes); None takes one away."""
    edits, missing = [], dict(values)
    for attribute in ATTRIBUTE.finditer(tag):
        name = attribute[1].decode()
        if name in missing:
            value = missing.pop(name)
            edits.append(Edit(*attribute.span(), b"" if value is None else f' {name}="{value}"'.encode()))
    added = "".join(f' {name}="{value}"' for name, value in missing.items() if value is not None)
    place = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return spliced(tag, [*edits, Edit(place, place, added.encode())])


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def text(value: str) -> str:
    """`value` as the text of an element, ASCII only; characters that XML cannot carry are left out."""
    return escape(UNWRITABLE.sub("", value)).encode("ascii", "xmlcharrefreplace").decode()


def quoted(value: str) -> str:
    """`value` as an attribute's value with its quotes, ASCII only."""
    return quoteattr(UNWRITABLE.sub("", value)).encode("ascii", "xmlcharrefreplace").decode()
