"""What all lines of a table are about, where the sheet's name or a title above it says so and no column does. Never guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.columns import CLAIMS_COLUMNS
from transforms.errors import ExtractRefused
from transforms.read.headings import Headings, bare
from transforms.read.limits import limit

FEW_CELLS = 3  # PROGRAM | : | JHT
MOST_WORDS = 4  # of a name: beasiswa pendidikan anak


@dataclass(frozen=True, slots=True)
class Stated:
    """A programme or benefit type, and where it is said. Empty: nothing says so, or two things contradict each other."""

    code: str = ""
    where: str = ""


NOTHING = Stated()
Row = Sequence[str | None]


def stated_programme(sheet: str | None, titles: Iterable[Row], headings: Headings) -> Stated:
    """By the sheet's own name, which is exactly such a word, and by titles: a row that is the word or `PROGRAM : JHT`.

    A title that only mentions one (`LAPORAN KLAIM JKM`) states nothing, but contradicts another.
    """
    rows = [row for row in titles if 0 < len(_filled(row)) <= FEW_CELLS]
    named = {headings.programmes.get(bare(sheet or ""), "")} - {""}
    titled = {in_title(row, headings) for row in rows} - {""}
    mentioned = {code for row in rows for code in mentions(row, headings)}
    said = named | titled
    if len(said) != 1 or mentioned - said:
        return NOTHING
    return Stated(said.pop(), "title" if titled else "sheet name")


def in_title(row: Row, headings: Headings) -> str:
    """The code that a title row states, or ''."""
    cells = _filled(row)
    if not cells or len(cells) > FEW_CELLS:
        return ""
    text = bare("".join(cells))
    starts = (text[:length] for length in range(1, min(len(text), limit("heading_characters")) + 1))
    tried = [text, *(text.removeprefix(start) for start in starts if headings.canonical.get(start) in CLAIMS_COLUMNS.one_of)]
    return next((headings.programmes[word] for word in tried if word in headings.programmes), "")


def mentions(row: Row, headings: Headings) -> set[str]:
    """The codes whose words a row of few cells has among others (`KLAIM JKM`, `JUMLAH JAMINAN KEMATIAN`)."""
    cells = _filled(row)
    if len(cells) > FEW_CELLS:
        return set()
    words = [bare(word) for word in re.findall(r"\w+", " ".join(cells))]
    runs = ("".join(words[n : n + length]) for n in range(len(words)) for length in range(1, MOST_WORDS + 1))
    return {headings.programmes[run] for run in runs if run in headings.programmes}


def refuse_other_programme(rows: Iterable[tuple[int, set[str]]], stated: Stated, *, file_name: str, place: str) -> None:
    """EX03 where a row between the lines names another programme than the table is stated to be about."""
    for row, codes in rows:
        for code in sorted(codes - {stated.code}):
            what = f"row {row} says {code}, but by the {stated.where} the lines are about {stated.code}, and no column tells"
            raise ExtractRefused("EX03", file_name, what, "add the column PROGRAM, which says it of each line", {}, place)


def _filled(row: Row) -> list[str]:
    return [cell for cell in row if cell and bare(cell)]
