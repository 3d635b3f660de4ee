"""Where the header is: one row, or two that say it together (a group over its columns, a heading broken in two, merged cells)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.columns import columns_of
from transforms.read.header import ENOUGH_KNOWN, SEARCHED_ROWS, Cells, Header
from transforms.read.headings import Headings, bare
from transforms.read.programme import in_title

Span = tuple[int, int, int]  # row, first column, last column of cells merged in a row, all from 0
Meaning = tuple[str, str | None, bool]  # the heading as written, its canonical column (None: unknown), whether in doubt
NUMBERED = 4  # at least so many cells of a row that numbers the columns: (1) (2) (3) (4)
FEW_CELLS = 2  # a title has one cell; a group row more


def find_header(rows: Sequence[Cells], headings: Headings, merged: Sequence[Span] = ()) -> Header | None:
    """The first header among the first 30 rows that is wholly understood, else the one with most known headings; None without any.

    Of several readings of the same rows the one that knows most headings counts.
    """
    plain, searched = headings.plain, [_texts(row) for row in rows[:SEARCHED_ROWS]]
    tried = list(_readings(searched, plain, merged))
    understood = [header for header in tried if header.is_understood]
    if understood:
        anchor = min(understood, key=lambda header: header.row)
        best = _best_near(anchor, understood)
        if headings.are_noted:
            _note_deciding(searched, headings, merged, anchor.row, best.row)
        found: Header | None = _numbered(_unless_doubtful(best, tried), searched)
    else:
        if headings.are_noted:  # every cell counts: a heading that is learned may make a header of any row
            list(_readings(searched, headings, merged))
        found = max(tried, key=lambda header: header.known, default=None)
    return replace(found, known_headings=plain) if found is not None and found.known else None


def _note_deciding(rows: Sequence[tuple[str, ...]], headings: Headings, merged: Sequence[Span], anchor: int, best: int) -> None:
    """Note the words that decide that the header is where it was found: all of its own rows, and of each reading that would come before
    it one heading that is unknown, without which nothing is understood. No reading of rows further down is asked at all.
    """
    for number, row in enumerate(rows[: anchor + 1]):
        if number in (anchor, best):
            _meanings(row, headings)
        elif _could_be_header(row):
            _note_witness(row, headings)
    for number in range(1, min(anchor + 2, len(rows))):
        upper, lower = rows[number - 1], rows[number]
        spans = [(left, right) for row, left, right in merged if row == number - 1]
        columns = _columns(upper, lower, spans)
        filled = tuple(above or below for above, _, below in columns)
        if number != best and not _could_be_header(filled):
            continue
        read = _joined(upper, lower, spans, headings.plain)
        unknown = [column for column, (text, name, _) in zip(columns, read, strict=True) if name is None and bare(text)]
        if unknown and number != best:
            _two_rows(*unknown[0], headings)
        else:
            in_title(upper, headings)
            _joined(upper, lower, spans, headings)


def _note_witness(row: Sequence[str], headings: Headings) -> None:
    """One unknown heading of a row, without which it is no header; or all of them."""
    unknown = [text for text in row if bare(text) and bare(text) not in headings.plain.canonical]
    _meanings(unknown[:1] or row, headings)


def _could_be_header(row: Sequence[str]) -> bool:
    """Whether a row has as many cells as a header has known headings at least."""
    return sum(map(bool, row)) >= ENOUGH_KNOWN


def _meanings(row: Sequence[str], headings: Headings) -> list[Meaning]:
    return [_meaning([text], headings) for text in row]


def _texts(row: Cells) -> tuple[str, ...]:
    return tuple((cell or "").strip() for cell in row)


def _readings(rows: Sequence[tuple[str, ...]], headings: Headings, merged: Sequence[Span]) -> Iterator[Header]:
    """Each row alone, and each with the row above it; alone first, so that it wins among equals."""
    for number, row in enumerate(rows):
        yield _read(number, (row,), _meanings(row, headings))
    for number in range(1, len(rows)):
        is_title = in_title(rows[number - 1], headings)  # `PROGRAM | JHT` is no row of groups
        if _is_any(rows[number - 1]) and _is_any(rows[number]) and not is_title:
            spans = [(left, right) for row, left, right in merged if row == number - 1]
            yield _read(number, (rows[number - 1], rows[number]), _joined(rows[number - 1], rows[number], spans, headings))


def _read(number: int, written: tuple[tuple[str, ...], ...], columns: Sequence[Meaning]) -> Header:
    meant = tuple(name or "" for _, name, _ in columns)
    contract = columns_of(meant)
    names = tuple(name if contract.has(name) else "" for name in meant)
    unknown = tuple(text for text, name, _ in columns if bare(text) and (name is None or (name and not contract.has(name))))
    unsure = tuple(text for text, _, is_unsure in columns if is_unsure)
    cells = tuple(text for text, _, _ in columns)
    return Header(number, cells, names, len({name for name in names if name}), unknown, unsure, written)


def _joined(upper: tuple[str, ...], lower: tuple[str, ...], spans: Sequence[tuple[int, int]], headings: Headings) -> list[Meaning]:
    return [_two_rows(*column, headings) for column in _columns(upper, lower, spans)]


def _columns(upper: tuple[str, ...], lower: tuple[str, ...], spans: Sequence[tuple[int, int]]) -> list[tuple[str, str, str]]:
    """Of each column of two rows: what stands above, the group that it may belong to, and what stands below."""
    width = max(len(upper), len(lower))
    upper, lower = (row + ("",) * (width - len(row)) for row in (upper, lower))
    own, group = _grouped(upper, spans)
    return list(zip(own, group, lower, strict=True))


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
