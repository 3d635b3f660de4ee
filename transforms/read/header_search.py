"""Where the header is: one row, or two that say it together (a group over its columns, a heading broken in two, merged cells)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.read.header import SEARCHED_ROWS, Cells, Header
from transforms.read.headings import Headings, bare

Span = tuple[int, int, int]  # row, first column, last column of cells merged in a row, all from 0
NUMBERED = 4  # at least so many cells of a row that numbers the columns: (1) (2) (3) (4)
FEW_CELLS = 2  # a title has one cell; a group row more


def find_header(rows: Sequence[Cells], headings: Headings, merged: Sequence[Span] = ()) -> Header | None:
    """The first header among the first 30 rows that is wholly understood, else the one with most known headings; None without any.

    Of several readings of the same rows the one that knows most headings counts.
    """
    searched = [_texts(row) for row in rows[:SEARCHED_ROWS]]
    tried = list(_readings(searched, headings, merged))
    understood = [header for header in tried if header.is_understood]
    if understood:
        found = _best_near(min(understood, key=lambda header: header.row), understood)
        return _numbered(_unless_doubtful(found, tried), searched)
    best = max(tried, key=lambda header: header.known, default=None)
    return best if best is not None and best.known else None


def _texts(row: Cells) -> tuple[str, ...]:
    return tuple((cell or "").strip() for cell in row)


def _readings(rows: Sequence[tuple[str, ...]], headings: Headings, merged: Sequence[Span]) -> Iterator[Header]:
    """Each row alone, and each with the row above it; alone first, so that it wins among equals."""
    for number, row in enumerate(rows):
        yield _read(number, (row,), [_meaning([text], headings) for text in row])
    for number in range(1, len(rows)):
        if _is_any(rows[number - 1]) and _is_any(rows[number]):
            spans = [(left, right) for row, left, right in merged if row == number - 1]
            yield _read(number, (rows[number - 1], rows[number]), _joined(rows[number - 1], rows[number], spans, headings))


Meaning = tuple[str, str | None, bool]  # the heading as written, its canonical column (None: unknown), whether in doubt


def _read(number: int, written: tuple[tuple[str, ...], ...], columns: Sequence[Meaning]) -> Header:
    names = tuple(name or "" for _, name, _ in columns)
    unknown = tuple(text for text, name, _ in columns if name is None and bare(text))
    unsure = tuple(text for text, _, is_unsure in columns if is_unsure)
    cells = tuple(text for text, _, _ in columns)
    return Header(number, cells, names, len({name for name in names if name}), unknown, unsure, written)


def _joined(upper: tuple[str, ...], lower: tuple[str, ...], spans: Sequence[tuple[int, int]], headings: Headings) -> list[Meaning]:
    width = max(len(upper), len(lower))
    upper, lower = (row + ("",) * (width - len(row)) for row in (upper, lower))
    own, group = _grouped(upper, spans)
    return [_two_rows(above, over, below, headings) for above, over, below in zip(own, group, lower, strict=True)]


def _grouped(upper: tuple[str, ...], spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """The upper cell of each column: what stands in it or is merged over it; and where nothing is merged, what stands left of it."""
    own = list(upper)
    for left, right in spans:
        own[left + 1 : right + 1] = [own[left]] * len(own[left + 1 : right + 1])
    group, over = [], ""
    for text in own:
        over = text or over
        group.append(text if spans else over)
    return own, group


def _two_rows(above: str, over: str, below: str, headings: Headings) -> Meaning:
    """A heading below another: alone or together with it. A group that only stands further left speaks where the heading alone does not."""
    if not below:
        return _meaning([above], headings)
    is_known = bare(below) in headings.canonical
    group = above if is_known else over
    together = [f"{group} {below}", f"{below} {group}"] if group else []
    return _meaning([*([below] if is_known or not group else []), *together], headings)


def _meaning(texts: Sequence[str], headings: Headings) -> Meaning:
    """What the readings of one heading mean: nothing known, one thing, or several."""
    known = [text for text in texts if bare(text) in headings.canonical]
    meanings = {headings.canonical[bare(text)] for text in known}
    if not known:
        return texts[0], None, False
    return known[0], headings.canonical[bare(known[0])], len(meanings) > 1


def _best_near(anchor: Header, understood: Sequence[Header]) -> Header:
    """Among the readings that share a row with the first understood one."""
    near = [header for header in understood if header.first <= anchor.row and header.row >= anchor.first]
    return max(near, key=lambda header: (header.known, _goes_on(header, anchor)))


def _goes_on(header: Header, anchor: Header) -> int:
    """Of equals: a row below whose every cell belongs to a heading goes with it; a row above is left to the titles."""
    if len(header.written) == 1:
        return 0
    return 1 if header.first == anchor.row else -1


def _unless_doubtful(found: Header, tried: Sequence[Header]) -> Header:
    """A header of one row below a row of groups, of which one gives a heading another meaning, is not understood after all."""
    for other in tried:
        is_with_groups = len(other.written) > 1 and sum(map(bool, other.written[0])) >= FEW_CELLS
        if len(found.written) == 1 and other.row == found.row and is_with_groups and other.unsure:
            return other
    return found


def _numbered(header: Header, rows: Sequence[tuple[str, ...]]) -> Header:
    """With the row below that numbers its columns, `(1) (2) (3)`, if there is one."""
    return with_numbers(header, rows[header.row + 1] if header.row + 1 < len(rows) else ())


def with_numbers(header: Header, below: Cells) -> Header:
    """The header with the row right below it, if that numbers the columns."""
    texts = _texts(below)
    places = [n for n, text in enumerate(texts) if text]
    if len(places) < NUMBERED or any(texts[n].strip("().=") != str(n - places[0] + 1) for n in places):
        return header
    return replace(header, row=header.row + 1, written=(*header.written, texts))


def _is_any(row: tuple[str, ...]) -> bool:
    return any(row)
