"""What a page is made of: values only, all texts already in the page's language. The template draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Mark = Literal["", "absent", "unknown", "nonexistent", "incomparable", "suppressed", "held"]
SIGNS: dict[Mark, str] = {"absent": "–", "unknown": "…", "nonexistent": "/", "incomparable": "n/a", "suppressed": "×", "held": "○"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in a file: relation, key and column."""

    relation: str
    key: tuple[tuple[str, str | None], ...]
    measure: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is written, and the exact value behind it where it shows a figure of the warehouse."""

    text: str
    value: Decimal | int | None = None
    place: Place | None = None
    mark: Mark = ""
    is_number: bool = True
    is_provisional: bool = False
    direction: Literal["", "up", "down"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its heading, and its cells."""

    heading: str
    cells: tuple[Cell, ...]
    code: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and the headings of all columns, the first being that of the rows' headings."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()  # columns set to the right, counted from the one after the headings
    is_folded: bool = False  # closed until a reader opens it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification, what it shows in words, and its data as a table."""

    name: str
    title: str
    alt: str
    spec: Mapping[str, Any]
    table: Table | None = None
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading of its own."""

    name: str
    title: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure at a glance."""

    label: str
    cell: Cell
    lines: tuple[str, ...] = ()
    change: Cell | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number within a sentence, with its basis: in words, the exact value, and where that stands."""

    text: str
    value: Decimal | int
    exact: str
    basis: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A paragraph in pieces of text and numbers."""

    parts: tuple[str | Number, ...]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers, in order."""
        return tuple(part for part in self.parts if isinstance(part, Number))

    @property
    def bases(self) -> tuple[str, ...]:
        """What its numbers rest on, each once."""
        return tuple(dict.fromkeys(number.basis for number in self.numbers))


@dataclass(frozen=True, slots=True)
class Record:
    """What a page remembers of itself, to be read back: it is of this kind, and was made from this publication."""

    period: str
    language: str
    scope: str  # a regency's code, 'national', or 'public'
    publication: int
    published_at: str
    since: int | None  # the publication of the bulletin before
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Page:
    """A bulletin."""

    language: str
    title: str
    place: str
    period: date
    month: str
    facts: tuple[tuple[str, str], ...]
    record: Record
    tiles: tuple[Tile, ...]
    announcement: Announcement | None
    sections: tuple[Section, ...]
    legend: tuple[tuple[str, str], ...]
    other_language: str
    number_locale: Mapping[str, object] = field(default_factory=dict)
