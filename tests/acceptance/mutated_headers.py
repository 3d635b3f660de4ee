"""Headers as offices might draw them: in one row, broken over two, below groups, merged, numbered."""

from tests.acceptance.drawn_sheets import Row
from tests.acceptance.mutated_files import GROUPS, HEADINGS, Draft

NOBODY_KNOWS = ["WARNA MATA", "NILAI BERSIH", "KOLOM 7", "REF SISTEM"]

Drawn = tuple[list[Row], list[tuple[int, int, int, int]]]  # rows, and what is merged in them


def header_of(draft: Draft) -> Drawn:
    """The header of the draft's columns in one of its shapes."""
    words: Row = [draft.words.get(column, "") for column in draft.columns]
    if "unknown heading" in draft.mutations:
        column = draft.random.choice([n for n, column in enumerate(draft.columns) if column])
        words[column] = draft.random.choice(NOBODY_KNOWS)
    if "two amounts" in draft.mutations:
        words.append(next(word for word in HEADINGS["amount"] if word != draft.words["amount"]))
    if "doubtful group" in draft.mutations:
        return _doubtful(draft, words)
    if draft.does("heading in two rows", 0.15):
        return _broken(draft, words)
    if len(words) == len(draft.columns) and draft.does("groups", 0.2):
        return _grouped(draft, words)
    if draft.does("numbered columns", 0.08):
        return [words, [f"({n})" for n in range(1, len(words) + 1)]], []
    return [words], []


def _doubtful(draft: Draft, words: Row) -> Drawn:
    """NO below PEMBAYARAN: a number of the line, or of the payment."""
    upper: Row = ["PEMBAYARAN", *[None] * (len(words) - 1)]
    upper[-1] = "KLAIM"
    draft.columns[draft.columns.index("claim")], draft.columns[-1] = draft.columns[-1], "claim"
    words = [draft.words.get(column, "") for column in draft.columns]
    first = draft.columns[0]
    draft.columns[0] = "number"
    draft.columns.insert(1, first)
    return [["PEMBAYARAN", *[None] * (len(words) - 1), "KLAIM"], ["NO", *words]], []


def _broken(draft: Draft, words: Row) -> Drawn:
    """Headings of several words broken over two rows; the others in one of the two, merged or not."""
    upper: Row = []
    lower: Row = []
    merged = []
    for n, word in enumerate(words):
        first, _, rest = str(word or "").partition(" ")
        if rest and draft.random.random() < 0.6:
            upper.append(first)
            lower.append(rest)
        elif draft.random.random() < 0.6:
            upper.append(word)
            lower.append(None)
            if draft.is_book and word:
                merged.append((0, n, 1, n))
        else:
            upper.append(None)
            lower.append(word)
    return ([upper, lower], merged) if any(upper) and any(lower) else ([words], [])


def _grouped(draft: Draft, words: Row) -> Drawn:
    """Columns brought together below a group; the others stand above, merged, or below."""
    upper: Row = list(words)
    lower: Row = [None] * len(words)
    merged: list[tuple[int, int, int, int]] = []
    for group, below in GROUPS.items():
        runs = [n for n, column in enumerate(draft.columns) if column in below]
        if not runs or runs != list(range(runs[0], runs[-1] + 1)):
            continue
        upper[runs[0] : runs[-1] + 1] = [group, *[None] * (len(runs) - 1)]
        lower[runs[0] : runs[-1] + 1] = [below[draft.columns[n]] for n in runs]
        draft.is_known &= "payment" not in [draft.columns[n] for n in runs]  # NOMOR: of the line, or of the payment
        if draft.is_book and len(runs) > 1:
            merged.append((0, runs[0], 0, runs[-1]))
    if not any(lower):
        return [words], []
    if draft.is_book:
        merged += [(0, n, 1, n) for n, cell in enumerate(lower) if not cell and upper[n]]
    return [upper, lower], merged
